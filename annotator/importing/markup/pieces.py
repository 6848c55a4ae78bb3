"""What the walker makes of element trees: blocks of raw text with all that was marked on them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.importing.marks import Cell, Marks
from annotator.model.document import BlockKind, EmphasisKind

_Last = TypeVar("_Last")


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of a table of contents that leads here; `depth` counts from 1."""

    title: str
    depth: int


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """An element that says what it is (`types`: chapter, part, endnotes…); two are never equal."""

    types: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class NoteStart:
    """A note: known to its markers by `key`. `label` is None where only its own first characters can tell.

    `bare`: no label is printed at its beginning.
    """

    key: Hashable
    label: str | None
    bare: bool = False


@dataclass(slots=True)
class Run:
    """Running text as it grows; offsets are code points of the text so far."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[tuple[int, str, bool]] = field(default_factory=list)
    refs: list[tuple[int, str, Hashable]] = field(default_factory=list)
    emphasis: list[tuple[EmphasisKind, int, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add raw text."""
        if text:
            self.parts.append(text)
            self.length += len(text)

    def drop_ending(self, signs: str) -> bool:
        """Take off the last character if it is one of `signs`; whether it was."""
        if not self.parts or self.parts[-1][-1] not in signs:
            return False
        last = self.parts.pop()[:-1]
        self.parts += [last] if last else []
        self.length -= 1
        _pull_back(self.pages, self.length)
        _pull_back(self.refs, self.length)
        return True

    @property
    def text(self) -> str:
        """All of it; joined parts are kept joined, so that asking often costs nothing."""
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def cut(self, start: int, stop: int) -> None:
        """Take out the characters from `start` to `stop`; points that lay on them stand where they were."""

        def moved(at: int) -> int:
            return at if at <= start else max(at - (stop - start), start)

        self.parts = [self.text[:start] + self.text[stop:]]
        self.length = len(self.parts[0])
        self.pages = [(moved(at), label, printed) for at, label, printed in self.pages]
        self.refs = [(moved(at), label, key) for at, label, key in self.refs]
        spans = [(kind, moved(first), moved(last)) for kind, first, last in self.emphasis]
        self.emphasis = [(kind, first, last) for kind, first, last in spans if first < last]

    def extend(self, other: Run, between: str) -> None:
        """Add `other`, marks and all, after `between`."""
        self.write(between)
        shift = self.length
        self.write(other.text)
        self.pages += [(at + shift, label, printed) for at, label, printed in other.pages]
        self.refs += [(at + shift, label, key) for at, label, key in other.refs]
        self.emphasis += [(kind, start + shift, end + shift) for kind, start, end in other.emphasis]

    def marks(self, without_whole: bool = False) -> Marks:
        """All that is marked, in text order; `without_whole`: but for emphasis on all of the words together."""
        emphasis = sorted(self.emphasis, key=_at)
        if without_whole:
            lead, end = self.length - len(self.text.lstrip()), len(self.text.rstrip())
            emphasis = [one for one in emphasis if one[1] > lead or one[2] < end]
        return Marks(tuple(self.pages), tuple(self.refs), tuple(emphasis))


def _pull_back(marks: list[tuple[int, str, _Last]], end: int) -> None:
    """Points behind `end`, the last of `marks` if any, stand at the end."""
    for place in range(len(marks) - 1, -1, -1):
        at, label, last = marks[place]
        if at <= end:
            return
        marks[place] = (end, label, last)


def _at(emphasis: tuple[EmphasisKind, int, int]) -> tuple[int, int]:
    return emphasis[1], -emphasis[2]


@dataclass(slots=True)
class Piece:
    """A block before it is known in which division it stands.

    `level` of a heading, from 1; `rows` and `caption` of a table, whose `run` is all its words; `note`: the note
    whose block it is; `label`: that note's, on its first block only; `sections`: outermost first; `contents`: the
    entries of tables of contents that lead to it; `file`: index of the file; `block`: index of its block, once it
    is in the Document.
    """

    kind: BlockKind
    run: Run
    level: int = 0
    rows: list[list[Cell]] | None = None
    caption: str | None = None
    note: NoteStart | None = None
    label: str | None = None
    sections: tuple[Section, ...] = ()
    contents: list[TocEntry] = field(default_factory=list)
    file: int = 0
    block: int | None = None

    @property
    def text(self) -> str:
        """Its words on one line, without their marks."""
        return " ".join(self.run.text.split())
