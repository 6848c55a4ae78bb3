"""The Document: canonical text, and everything found in it as spans of code points.

All offsets are code points in `Document.text`; ends are exclusive. A Document never changes: a better text is
a new revision. The sequences may be lazy (the library unpacks them from packed arrays as they are asked for),
so read them by index, slice or bisection rather than copying them.

Named tuples rather than dataclasses: they are made seven times as fast, and the first paint waits for that.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BlockKind(StrEnum):
    """What a block of running text is."""

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    HEADING = "heading"
    NUMBER = "number"
    AUTHOR = "author"
    SOURCE = "source"
    NOTE = "note"
    TABLE = "table"
    CAPTION = "caption"
    LIST = "list"
    VERSE = "verse"


class DivisionKind(StrEnum):
    """What a division of the reader is."""

    PART = "part"
    INTRODUCTION = "introduction"
    SELECTION = "selection"
    CHAPTER = "chapter"
    SECTION = "section"
    NOTES = "notes"
    FRONT = "front"
    BACK = "back"


class EmphasisKind(StrEnum):
    """How some words are set off."""

    ITALIC = "italic"
    BOLD = "bold"
    SMALL_CAPS = "small-caps"


class Block(NamedTuple):
    """A paragraph, heading, quotation…; blocks are in text order, parted by one blank line, never nested."""

    kind: BlockKind
    start: int
    end: int
    division: int


class Division(NamedTuple):
    """A part, an editor's introduction, a selection, a section… as one span of the text.

    `parent` is an index into `Document.divisions` (None at the top), always smaller than the division's own.
    `level` counts from 1. `source` is the whole citation of a selection, joined to one line.
    """

    kind: DivisionKind
    number: str | None
    title: str | None
    author: str | None
    level: int
    parent: int | None
    start: int
    end: int
    source: str | None = None


class Page(NamedTuple):
    """A page of the printed book: it begins at `start`, perhaps in mid-word, and ends where the next begins."""

    label: str
    printed: bool
    start: int


class Note(NamedTuple):
    """An endnote or footnote, all its paragraphs and tables; `division` is its NOTES division."""

    label: str
    start: int
    end: int
    division: int


class NoteRef(NamedTuple):
    """A note's marker: it stood before offset `at`; `note` is an index into `Document.notes`, or None."""

    label: str
    at: int
    note: int | None


class Table(NamedTuple):
    """The cells of the block with index `block`; its text in the Document is the rows, tab and newline apart."""

    block: int
    caption: str | None
    rows: tuple[tuple[str, ...], ...]


class Emphasis(NamedTuple):
    """Words set in italics, bold or small capitals."""

    kind: EmphasisKind
    start: int
    end: int


class Importer(NamedTuple):
    """Who made a Document: stored with it, so that an old one can be told from a better one."""

    name: str
    version: int


NOBODY = Importer("none", 0)
NOTHING: Mapping[str, str] = MappingProxyType({})


class Document(NamedTuple):
    """A reader's text with all that was found in it.

    `metadata` holds what the file said of itself (author, editor, publisher, year, language …), as plain
    strings. `normaliser` is the version of the rules that made the canonical text.
    """

    title: str
    text: str
    blocks: Sequence[Block]
    divisions: Sequence[Division] = ()
    pages: Sequence[Page] = ()
    notes: Sequence[Note] = ()
    note_refs: Sequence[NoteRef] = ()
    tables: Sequence[Table] = ()
    emphasis: Sequence[Emphasis] = ()
    metadata: Mapping[str, str] = NOTHING
    importer: Importer = NOBODY
    normaliser: int = 1
    source_sha256: str = ""
