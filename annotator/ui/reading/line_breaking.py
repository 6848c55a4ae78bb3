"""Where to break a paragraph so that its lines are as evenly filled as they can be.

The whole paragraph is weighed at once, as in Knuth and Plass, "Breaking paragraphs into lines" (Software:
Practice and Experience 11, 1981), in a plain form: every line may only be stretched. A line that would be set too
loose costs the more, the looser it is; a hyphen costs something, two in a row more; the last line costs nothing.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = 0.05
"""What a line costs by itself, so that a paragraph doesn't grow without need."""
_HYPHEN, _HYPHEN_AGAIN, _HYPHEN_AT_LAST = 0.5, 1.0, 1.0
"""What a hyphen costs: any, one below another, and one before the last line."""
_EMPTIEST = 0.7
"""How full a line must at least be to be considered, unless there is no other."""


class Places(NamedTuple):
    """Where lines may end, in the order of the text, the paragraph's end last; lists of one length.

    At place i the words before end at x `ends[i]` (its hyphen included) and the next line would begin at
    `skips[i]` (behind the space), both in pixels along the unbroken paragraph. `spaces[i]` are those before it,
    its own not counted; `hyphens[i]` tells whether a word is broken there.
    """

    ends: Sequence[float]
    skips: Sequence[float]
    spaces: Sequence[int]
    hyphens: Sequence[bool]


def best_breaks(places: Places, first: float, rest: float, space: float) -> list[int]:
    """The indices of the places to break at, the paragraph's end last.

    The first line is `first` wide, the others `rest`; `space` is the width of a space, all in pixels. A word wider
    than its line gets a line of its own.
    """
    ends, skips, spaces, hyphens = places
    begins = [first - rest, *skips]  # as if the indent were words: then all lines are `rest` wide
    counts = [0, *(n + (skip > end) for n, skip, end in zip(spaces, skips, ends, strict=True))]
    after_hyphen = [False, *hyphens]
    final = len(ends) - 1
    slackest = rest * (1 - _EMPTIEST)
    cost = [0.0] * (final + 2)  # of the best lines before begin i
    came_from = [0] * (final + 2)
    fullest = 0
    for place, end in enumerate(ends):
        while fullest < place and end - begins[fullest] > rest:
            fullest += 1
        best, chosen = inf, fullest
        count, hyphen, last = spaces[place], hyphens[place], place == final
        cheapest = min(cost[fullest : place + 1])
        for start in range(fullest, place + 1):
            spare = rest - (end - begins[start])
            if spare > slackest and not last and start > fullest:
                break
            total = cost[start]
            if not last and spare > 0:
                stretch = spare / (space * (count - counts[start] or 1))
                loose = stretch * stretch * stretch
                if cheapest + loose >= best:
                    break  # all that follow are looser still
                total += loose
            if after_hyphen[start]:
                total += _HYPHEN_AT_LAST if last else _HYPHEN_AGAIN if hyphen else 0.0
            if total < best:
                best, chosen = total, start
        cost[place + 1], came_from[place + 1] = best + _LINE + (_HYPHEN if hyphen else 0.0), chosen
    breaks: list[int] = []
    at = final + 1
    while at > 0:
        breaks.append(at - 1)
        at = came_from[at]
    return breaks[::-1]


def loosest(breaks: Sequence[int], places: Places, first: float, rest: float, space: float) -> float:
    """How far the spaces of the loosest line but the last are stretched, in widths of a space."""
    found, room, begin, counted = 0.0, first, 0.0, 0
    for place, _next in pairwise(breaks):
        spare = room - (places.ends[place] - begin)
        found = max(found, spare / (space * (places.spaces[place] - counted or 1)))
        room, begin = rest, places.skips[place]
        counted = places.spaces[place] + (places.skips[place] > places.ends[place])
    return found
