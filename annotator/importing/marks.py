"""What lies on the raw text of a block (page turns, note markers, emphasis), and blocks put together from parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from annotator.importing.canonical import canonical_with_map
from annotator.model.document import EmphasisKind


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies on a block's raw text, in offsets (code points) of that text.

    `pages`: (offset, label, printed). `refs`: (offset, label, key of the note or None). `emphasis`: (kind, start, end).
    `lines`: (offset, number of the file's line that begins there).
    """

    pages: tuple[tuple[int, str, bool], ...] = ()
    refs: tuple[tuple[int, str, Hashable], ...] = ()
    emphasis: tuple[tuple[EmphasisKind, int, int], ...] = ()
    lines: tuple[tuple[int, int], ...] = ()


NO_MARKS = Marks()


class Cell(NamedTuple):
    """A table's cell, with what lies on it."""

    text: str
    marks: Marks = NO_MARKS


def within(marks: Marks, start: int, length: int) -> Marks:
    """The part of `marks` that lies on the `length` code points from `start` on, in offsets from there.

    Points at the very end belong to this part; what is set off is cut at its edges.
    """
    if marks is NO_MARKS:
        return marks
    end = start + length
    return Marks(
        tuple((at - start, label, printed) for at, label, printed in marks.pages if start <= at <= end),
        tuple((at - start, label, key) for at, label, key in marks.refs if start <= at <= end),
        tuple(
            (kind, max(first, start) - start, min(last, end) - start)
            for kind, first, last in marks.emphasis
            if max(first, start) < min(last, end)
        ),
        tuple((at - start, line) for at, line in marks.lines if start <= at <= end),
    )


class Assembly:
    """A block's canonical text, put together from raw parts, each with its marks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self._pages: list[tuple[int, str, bool]] = []
        self._refs: list[tuple[int, str, Hashable]] = []
        self._emphasis: list[tuple[EmphasisKind, int, int]] = []
        self._lines: list[tuple[int, int]] = []

    def add(self, between: str, raw: str, marks: Marks) -> None:
        """Add `between` as it stands, then the canonical text of `raw`."""
        line, carry = canonical_with_map(raw)
        at = self.length + len(between)
        self._pages += [(at + carry(offset), label, printed) for offset, label, printed in marks.pages]
        self._refs += [(at + carry(offset), label, key) for offset, label, key in marks.refs]
        self._emphasis += [(kind, at + carry(start), at + carry(end)) for kind, start, end in marks.emphasis]
        self._lines += [(at + carry(offset), number) for offset, number in marks.lines]
        self._pieces += (between, line)
        self.length = at + len(line)

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._pieces)

    def marks(self) -> Marks:
        """The marks of all parts, in offsets of the whole text."""
        return Marks(tuple(self._pages), tuple(self._refs), tuple(self._emphasis), tuple(self._lines))


def cut(text: str, marks: Marks, spans: Sequence[tuple[int, int]]) -> tuple[str, Marks]:
    """`text` without `spans` (in order, apart), and its marks; what stood inside a span goes to where it was."""
    ends = [end for _, end in spans]
    gone = [0, *accumulate(end - start for start, end in spans)]

    def carry(offset: int) -> int:
        place = bisect_right(ends, offset)
        inside = max(0, offset - spans[place][0]) if place < len(spans) else 0
        return offset - inside - gone[place]

    pieces = [
        text[end:start] for end, start in zip([0, *ends], [*(start for start, _ in spans), len(text)], strict=True)
    ]
    return "".join(pieces), Marks(
        tuple((carry(at), label, printed) for at, label, printed in marks.pages),
        tuple((carry(at), label, key) for at, label, key in marks.refs),
        tuple((kind, carry(start), carry(end)) for kind, start, end in marks.emphasis),
        tuple((carry(at), line) for at, line in marks.lines),
    )
