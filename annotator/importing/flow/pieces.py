"""What the reader of a flowing format hands over: its blocks in order, and its notes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from annotator.importing.marks import NO_MARKS, Cell, Marks
from annotator.model.document import BlockKind


class Piece(NamedTuple):
    """One block. `level` is a heading's, from 1; a heading of level 0 is a title or subtitle that opens nothing.

    Verse has its lines apart by newlines; a table has `rows` and no text. `number` is the number with which a heading
    begins, where the file tells it apart.
    """

    kind: BlockKind
    text: str = ""
    marks: Marks = NO_MARKS
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()
    number: str = ""
    line: int = 0


class NoteText(NamedTuple):
    """A footnote or endnote: its label as printed, and its blocks."""

    label: str
    pieces: tuple[Piece, ...]


class Flow(NamedTuple):
    """A whole file. `notes` are known by the keys that their markers (in `Marks.refs`) name.

    `author` is who wrote all chapters that name nobody themselves.
    """

    pieces: Sequence[Piece]
    notes: Mapping[Hashable, NoteText]
    title: str | None = None
    author: str | None = None
    metadata: Mapping[str, str] = {}
