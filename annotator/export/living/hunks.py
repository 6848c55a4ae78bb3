"""Where one sequence differs from another, and where two sets of such differences meet.

After Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007): stretches that neither side changed part
the changes; a stretch that only one side changed is that side's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Pairing = Callable[[Sequence[str], Sequence[str]], "list[tuple[int, int]]"]


class Hunk(NamedTuple):
    """Items `b0` to `b1` of the base are items `o0` to `o1` of the other."""

    b0: int
    b1: int
    o0: int
    o1: int


class Meeting(NamedTuple):
    """A stretch of the base (`b0` to `b1`), what became of it on either side, and which side changed it."""

    b0: int
    b1: int
    m0: int
    m1: int
    t0: int
    t1: int
    mine: bool
    theirs: bool


def hunks(base: Sequence[str], other: Sequence[str], pairing: Pairing | None = None) -> list[Hunk]:
    """The differences, in order. `pairing` tells which items of a stretch are versions of one another."""
    found: list[Hunk] = []
    for tag, b0, b1, o0, o1 in SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if pairing is None or b0 == b1 or o0 == o1:
            found.append(Hunk(b0, b1, o0, o1))
            continue
        found += _parted(b0, b1, o0, o1, pairing(base[b0:b1], other[o0:o1]))
    return found


def insertions(found: Sequence[Hunk], other: Sequence[str]) -> dict[int, frozenset[str]]:
    """What was only put in, by the place in the base: the same may have been put in there on the other side."""
    return {hunk.b0: frozenset(other[hunk.o0 : hunk.o1]) for hunk in found if hunk.b0 == hunk.b1}


def in_turn(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Items are versions of one another where there are as many on either side."""
    return [(index, index) for index in range(len(base))] if len(base) == len(other) else []


def meetings(mine: Sequence[Hunk], theirs: Sequence[Hunk], *, touching: bool) -> Iterator[Meeting]:
    """All stretches that a side changed, in order. `touching`: changes beside one another are one stretch."""
    slack = 1 if touching else 0
    # At one place theirs come first: what the program adds to an excerpt stands before what a person wrote after it.
    events = sorted([(h.b0, h.b1, 0, h) for h in theirs] + [(h.b0, h.b1, 1, h) for h in mine])
    shift = [0, 0]  # how far theirs and mine lie behind the base
    at = 0
    while at < len(events):
        low, high = events[at][:2]
        end = at + 1
        while end < len(events) and events[end][0] < high + slack and low < events[end][1] + slack:
            high = max(high, events[end][1])
            end += 1
        moved = list(shift)
        for _low, _high, side, hunk in events[at:end]:
            moved[side] += (hunk.o1 - hunk.o0) - (hunk.b1 - hunk.b0)
        sides = {side for _low, _high, side, _hunk in events[at:end]}
        yield Meeting(
            low, high, low + shift[1], high + moved[1], low + shift[0], high + moved[0], 1 in sides, 0 in sides
        )
        shift = moved
        at = end


def _parted(b0: int, b1: int, o0: int, o1: int, pairs: list[tuple[int, int]]) -> Iterator[Hunk]:
    """A stretch as single pairs, with what has no counterpart before, between and after them."""
    if not pairs:
        yield Hunk(b0, b1, o0, o1)
        return
    b, o = b0, o0
    for first, second in [*pairs, (b1 - b0, o1 - o0)]:
        if b < b0 + first:
            yield Hunk(b, b0 + first, o, o)
        if o < o0 + second:
            yield Hunk(b0 + first, b0 + first, o, o0 + second)
        if b0 + first < b1:
            yield Hunk(b0 + first, b0 + first + 1, o0 + second, o0 + second + 1)
        b, o = b0 + first + 1, o0 + second + 1
