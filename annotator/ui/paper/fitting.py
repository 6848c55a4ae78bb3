"""Which notes of a sheet stand in its margin, and where; those without room go to the end, by number.

On a screen one scrolls, and a crowded margin folds and counts. Paper can do neither: what doesn't fit beside the text
must be somewhere else, and its place must say where. All lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from annotator.ui.margin.stacking import stack


def sent_away(heights: Sequence[float], short: float, gap: float, room: float) -> set[int]:
    """The notes to be replaced by a number of height `short`, so that the rest fits into `room`.

    The tallest go first, for so the fewest go; of equals, the lower one. All go where even that is not enough.
    """
    total = sum(heights) + gap * max(len(heights) - 1, 0)
    away: set[int] = set()
    for index in sorted(range(len(heights)), key=lambda index: (-heights[index], -index)):
        if total <= room or heights[index] <= short:
            break
        total += short - heights[index]
        away.add(index)
    return away if total <= room else set(range(len(heights)))


def runs(count: int, short: float, gap: float, room: float) -> list[range]:
    """`count` numbers in as few steps as needed to fit into `room`: a run of several shares one line, `12–15`."""
    if count == 0:
        return []
    lines = max(int((room + gap) // (short + gap)), 1)
    size = ceil(count / lines)
    return [range(first, min(first + size, count)) for first in range(0, count, size)]


def level(wanted: Sequence[float], heights: Sequence[float], gap: float, room: float) -> list[float]:
    """The tops, as near to those `wanted` as can be, in order, none over another, none beyond 0 and `room`.

    Taken as gaps below the notes above, the bounds are the same two numbers for all notes: wishes clipped to them
    stay within them in the isotonic regression that `stack` solves.
    """
    above, clipped = 0.0, []
    most = room - sum(heights) - gap * max(len(heights) - 1, 0)
    for want, height in zip(wanted, heights, strict=True):
        clipped.append(min(max(want, above), max(most, 0.0) + above))
        above += height + gap
    return stack(clipped, heights, gap, top=0.0)
