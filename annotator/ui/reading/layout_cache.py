"""Keeps the blocks laid out last, and lets the longest unused go."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.reading.block_layout import LaidBlock

CAPACITY = 120
"""Blocks; some five screens of them. A block of a thousand characters takes some 60 KB."""


class LayoutCache:
    """An LRU of laid-out blocks by index."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
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

    def put(self, block: LaidBlock) -> None:
        """Keep a block; the one unused for longest goes where there are too many."""
        self._blocks[block.index] = block
        self._blocks.move_to_end(block.index)
        if len(self._blocks) > self._capacity:
            self._blocks.popitem(last=False)

    def clear(self) -> None:
        """Forget all: the fonts or the column changed."""
        self._blocks.clear()
