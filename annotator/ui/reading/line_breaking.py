"""Where to break a paragraph so that its lines are as evenly filled as they can be.

The whole paragraph is weighed at once, as in Knuth and Plass, "Breaking paragraphs into lines" (Software:
Practice and Experience 11, 1981), in its plainest form: every line may only be stretched, nothing is hyphenated.
A line that would be set too loose costs the more, the looser it is; the last line costs nothing.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = 0.05
"""What a line costs by itself, so that a paragraph doesn't grow without need."""
_EMPTIEST = 0.7
"""How full a line must at least be to be considered, unless there is no other."""


def best_breaks(ends: Sequence[float], skips: Sequence[float], first: float, rest: float, space: float) -> list[int]:
    """The indices of the places to break at, the paragraph's end last.

    Place i is where a line may end: its words end at x `ends[i]`, and the next line would begin at `skips[i]`
    (behind the space), both measured along the unbroken paragraph, in pixels. The first line is `first` wide,
    the others `rest`; `space` is the width of a space. A word wider than its line gets a line of its own.
    """
    begins = [first - rest, *skips]  # as if the indent were words: then all lines are `rest` wide
    count = len(ends)
    cost = [0.0] * (count + 1)  # of the best lines before begin i
    came_from = [0] * (count + 1)
    fullest = 0
    for place in range(count):
        end = ends[place]
        while fullest < place and end - begins[fullest] > rest:
            fullest += 1
        last = place == count - 1
        best, chosen = inf, fullest
        for start in range(fullest, place + 1):
            spare = rest - (end - begins[start])
            if spare > rest * (1 - _EMPTIEST) and not last and start > fullest:
                break
            stretch = 0.0 if last or spare < 0 else spare / (space * (place - start or 1))
            total = cost[start] + _LINE + stretch * stretch * stretch
            if total < best:
                best, chosen = total, start
        cost[place + 1], came_from[place + 1] = best, chosen
    breaks: list[int] = []
    at = count
    while at > 0:
        breaks.append(at - 1)
        at = came_from[at]
    return breaks[::-1]
