"""Heights on the map of the text: as the scroll bar has them, so that its handle stands beside what the map shows.

The bar goes over the whole flow and the room below its last line; so does the map. Heights of blocks that nobody came
near yet are estimates: while they are refined, places on the map move, and it is painted anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.ui.reading.flow import Flow

_PROBES = 24
"""Blocks whose places tell whether anything moved."""


class MapScale:
    """From code points to y on a map `height` pixels high, and back."""

    def __init__(self, flow: Flow, height: float) -> None:
        self._flow, self._height = flow, height
        self._scale = height / max(flow.extent() + flow.page_height, 1.0)

    def y_of(self, offset: int) -> float:
        """The y at which a code point lies: that of its block, and its share of the block's lines."""
        flow, plan = self._flow, self._flow.plan
        if not len(plan):
            return 0.0
        index = plan.block_at(offset)
        space, height = self._parts(index)
        start, end = plan.starts[index], plan.ends[index]
        share = min(max((offset - start) / max(end - start, 1), 0.0), 1.0)
        return (flow.heights.before(index) + space + share * height) * self._scale

    def places(self) -> Callable[[int], float]:
        """`y_of` as of now, for questions by the ten thousand: the tops of all blocks are summed once."""
        plan, line, scale = self._flow.plan, self._flow.faces.line, self._scale
        starts, ends, spaces = plan.starts, plan.ends, plan.spaces
        if not len(plan):
            return lambda offset: 0.0
        heights = self._flow.heights.all()
        tops = array("d", accumulate(heights, initial=0.0))

        def place(offset: int) -> float:
            index = bisect_right(starts, offset) - 1
            if index < 0:
                return 0.0
            start, last, space = starts[index], ends[index], spaces[index] * line
            inside = ((last if offset > last else offset) - start) / ((last - start) or 1)
            lines = heights[index] - space
            return (tops[index] + space + (inside * lines if lines > 0 else 0.0)) * scale

        return place

    def offset_at(self, y: float) -> int:
        """The code point at a y."""
        flow, plan = self._flow, self._flow.plan
        if not len(plan):
            return 0
        position = max(y, 0.0) / self._scale
        index = flow.heights.find(position)
        space, height = self._parts(index)
        share = min(max((position - flow.heights.before(index) - space) / max(height, 1.0), 0.0), 1.0)
        start, end = plan.starts[index], plan.ends[index]
        return min(start + int(share * (end - start)), max(end - 1, start))

    def window(self) -> tuple[float, float]:
        """Top and bottom of what is in the window."""
        top = self._flow.position()
        return top * self._scale, (top + self._flow.page_height) * self._scale

    def probe(self) -> tuple[float, ...]:
        """The places of some blocks, to be compared with what they are later."""
        count = len(self._flow.plan)
        return tuple(self._flow.heights.before(count * at // _PROBES) * self._scale for at in range(_PROBES + 1))

    def _parts(self, index: int) -> tuple[float, float]:
        """The space above a block's lines, and the height of these."""
        space = self._flow.plan.spaces[index] * self._flow.faces.line
        return space, max(self._flow.heights[index] - space, 0.0)
