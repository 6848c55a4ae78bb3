"""Code points in the source <-> UTF-16 units in what Qt lays out. The only place that converts.

A Document counts code points; Qt counts UTF-16 units, and a character beyond U+FFFF is two of them. What is shown
also holds things the source doesn't: the labels of notes, hyphens at the ends of lines. An `OffsetMap` is made for one
block (or table cell) at a time; its offsets are local to that text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_SEPARATOR = "\u2028"
_LAST_SINGLE = "\uffff"


class Insertion(NamedTuple):
    """Text that is shown before the source's code point `at`, and isn't in the source.

    A note's marker, unless it is a `hyphen`: then what follows it begins a new line.
    """

    at: int
    text: str
    hyphen: bool = False


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) + sum(char > _LAST_SINGLE for char in text) if _has_astral(text) else len(text)


def by_unit(text: str) -> str:
    """The text as a string that is indexed by units: what is beyond U+FFFF fills two of its characters."""
    return "".join(char + "\0" * (char > _LAST_SINGLE) for char in text) if _has_astral(text) else text


class OffsetMap:
    """Source offsets (code points) to shown offsets (UTF-16 units) and back, by bisection.

    `steps` are the places where the two counts drift apart: an insertion of n units, or an astral character of
    two. Between steps both run in parallel. `shown` is what is given to Qt, line feeds as line separators.
    """

    __slots__ = ("_drift", "_hyphens", "_keys", "_starts", "_widths", "insertions", "shown", "source")

    def __init__(self, source: str, insertions: Sequence[Insertion] = ()) -> None:
        self.source = source
        self.insertions = tuple(sorted(insertions, key=lambda insertion: insertion.at))
        self._hyphens = frozenset(i.at for i in self.insertions if i.hyphen)
        steps = [(i.at, 0, units(i.text), units(i.text)) for i in self.insertions]
        if _has_astral(source):
            steps += [(at, 1, 1, 2) for at, char in enumerate(source) if char > _LAST_SINGLE]
            steps.sort(key=lambda step: step[:2])
        self._keys = [step[0] for step in steps]
        self._widths = [step[3] for step in steps]
        self._drift = [0]
        self._starts: list[int] = []
        for at, _kind, extra, _width in steps:
            self._starts.append(at + self._drift[-1])
            self._drift.append(self._drift[-1] + extra)
        self.shown = self._show(source)

    @property
    def source_length(self) -> int:
        """The length of the source in code points."""
        return len(self.source)

    def to_shown(self, offset: int, *, past_insertions: bool = False) -> int:
        """The unit before which source offset `offset` lies.

        Where something is inserted just there, the place before it (an end, a caret) or, with
        `past_insertions`, the place after it (a start).
        """
        length = len(self.source)
        offset = 0 if offset < 0 else length if offset > length else offset
        if not self._keys:
            return offset
        unit = offset + self._drift[bisect_left(self._keys, offset)]
        if past_insertions:
            unit += sum(units(i.text) for i in self.insertions if i.at == offset)
        return unit

    def to_caret(self, offset: int) -> int:
        """The unit at which a caret before `offset` stands: before a marker, but after a hyphen, in its new line."""
        return self.to_shown(offset, past_insertions=offset in self._hyphens)

    def ends_line(self, offset: int) -> bool:
        """Whether a word is broken at `offset`: what follows begins a new line."""
        return offset in self._hyphens

    def to_source(self, unit: int) -> int:
        """The source offset at `unit`; inside an insertion or a surrogate pair, the one before it."""
        step = bisect_right(self._starts, unit) - 1
        if step < 0:
            return max(unit, 0)
        if unit < self._starts[step] + self._widths[step]:
            return self._keys[step]
        return min(unit - self._drift[step + 1], self.source_length)

    def marker_at(self, unit: int) -> int | None:
        """The index, among the markers, of the one that unit `unit` belongs to."""
        for index, (first, last) in enumerate(self.marker_spans()):
            if first <= unit < last:
                return index
        return None

    def marker_spans(self) -> list[tuple[int, int]]:
        """Where the markers lie in what is shown, in units."""
        if not self.insertions:
            return []
        spans = zip(self.insertions, self.insertion_spans(), strict=True)
        return [span for insertion, span in spans if not insertion.hyphen]

    @property
    def markers(self) -> list[Insertion]:
        """The insertions that are markers of notes."""
        return [insertion for insertion in self.insertions if not insertion.hyphen]

    def insertion_spans(self) -> list[tuple[int, int]]:
        """Where the insertions lie in what is shown, in units."""
        spans: list[tuple[int, int]] = []
        for insertion in self.insertions:
            start = self.to_shown(insertion.at)
            if spans and spans[-1][1] > start:  # two at one place follow each other
                start = spans[-1][1]
            spans.append((start, start + units(insertion.text)))
        return spans

    def _show(self, source: str) -> str:
        parts: list[str] = []
        at = 0
        for insertion in self.insertions:
            parts += (source[at : insertion.at], insertion.text)
            at = insertion.at
        parts.append(source[at:])
        return "".join(parts).replace("\n", LINE_SEPARATOR)


def _has_astral(text: str) -> bool:
    return not text.isascii() and max(text, default="") > _LAST_SINGLE
