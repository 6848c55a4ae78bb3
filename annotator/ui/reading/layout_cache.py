"""Keeps the blocks laid out last, and lets the longest unused go."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.reading.block_layout import LaidBlock

CAPACITY = 24_000
"""Characters; some six large windows of them. A thousand take some 60 KB."""
LEAST = 16
"""Blocks that are kept, however long they are."""
_FRAME = 150
"""Characters for which a block counts besides its own."""


class LayoutCache:
    """An LRU of laid-out blocks by index."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity, self._size = capacity, 0
        self._blocks: OrderedDict[int, LaidBlock] = OrderedDict()

    def get(self, index: int) -> LaidBlock | None:
        """The block, if it is still here; it counts as used."""
        block = self._blocks.get(index)
        if block is not None:
            self._blocks.move_to_end(index)
        return block

    def peek(self, index: int) -> LaidBlock | None:
        """The block, if it is still here; that doesn't count as use."""
        return self._blocks.get(index)

    def __contains__(self, index: int) -> bool:
        """Whether the block is here; that doesn't count as use."""
        return index in self._blocks

    def __len__(self) -> int:
        return len(self._blocks)

    def put(self, block: LaidBlock) -> None:
        """Keep a block that isn't here; those unused for longest go where they are too much."""
        self._blocks[block.index] = block
        self._size += _size(block)
        while self._size > self._capacity and len(self._blocks) > LEAST:
            _index, gone = self._blocks.popitem(last=False)
            self._size -= _size(gone)

    def clear(self) -> None:
        """Forget all: the fonts or the column changed."""
        self._blocks.clear()
        self._size = 0


def _size(block: LaidBlock) -> int:
    return block.end - block.start + _FRAME
