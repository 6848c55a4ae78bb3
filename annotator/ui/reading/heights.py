"""Heights of blocks as a Fenwick tree: sums, changes and searches in O(log n).

Fenwick, "A new data structure for cumulative frequency tables" (Software: Practice and Experience 24, 1994).
"""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Heights:
    """Heights of blocks in pixels, by index. `corrections` counts the changes."""

    __slots__ = ("_top", "_tree", "_values", "corrections")

    def __init__(self, values: Sequence[float]) -> None:
        self.corrections = 0
        self._values = array("d", values)
        sums = array("d", accumulate(self._values, initial=0.0))
        self._tree = array("d", [total - sums[index & (index - 1)] for index, total in enumerate(sums)])
        self._top = 1 << max(len(self._values).bit_length() - 1, 0)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> float:
        return self._values[index]

    def set(self, index: int, height: float) -> None:
        """Correct one height."""
        change = height - self._values[index]
        if not change:
            return
        self._values[index] = height
        self.corrections += 1
        node = index + 1
        while node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def all(self) -> array[float]:
        """All of them as they are now; not to be changed."""
        return self._values

    def before(self, index: int) -> float:
        """The sum of the heights of all blocks before `index`: the y of its top."""
        total = 0.0
        while index:
            total += self._tree[index]
            index &= index - 1
        return total

    def total(self) -> float:
        """The height of everything."""
        return self.before(len(self._values))

    def find(self, y: float) -> int:
        """The index of the block that holds `y`, clamped to the first and last."""
        node, step = 0, self._top
        while step:
            following = node + step
            if following < len(self._tree) and self._tree[following] <= y:
                node = following
                y -= self._tree[following]
            step >>= 1
        return min(node, max(len(self._values) - 1, 0))
