"""What is true about a typeset page: the structure that an importer ought to find in the text.

Offsets are code points in `Truth.text`, ends are exclusive. That text is the blocks in reading order with a
blank line between: hyphenation undone, note markers and note numbers out, running heads out. A selection's
source follows the paragraph that it interrupts on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.corpus.markup import MARKER, Block, Part, clean

SECTION_NUMBER = re.compile(r"(\d+(?:\.\d+)+) (?=\S)")
SOURCE_WORD = re.compile(r"^\w+\s?: ")


@dataclass(frozen=True)
class Paragraph:
    """One block of the text, in the division (an index) that it belongs to."""

    kind: str  # paragraph, quote, heading, number, author, source, note, table, caption
    start: int
    end: int
    division: int


@dataclass(frozen=True)
class Division:
    """A stretch of the reader; an introduction has no title, for none is printed over it."""

    kind: str  # part, introduction, selection, section, notes
    number: str | None
    title: str | None
    author: str | None
    level: int
    parent: int | None
    start: int
    end: int
    source: str | None


@dataclass(frozen=True)
class PageStart:
    """Where a page begins, in mid-word if need be; `printed` is false where no number stands on it."""

    label: str
    printed: bool
    start: int


@dataclass(frozen=True)
class Note:
    """One note, all its paragraphs; its number is the label and not part of the text."""

    label: str
    start: int
    end: int
    division: int


@dataclass(frozen=True)
class NoteRef:
    """A marker: `at` is where it stood, `note` an index, for numbers start anew in each selection."""

    label: str
    at: int
    note: int | None


@dataclass(frozen=True)
class Hyphen:
    """A word that ran over a line end, at its own hyphen or dash (kept) or at a printer's one."""

    word: str
    at: int
    kept: bool


@dataclass(frozen=True)
class RunningHead:
    """A line of page furniture, by its number in the printed text (from 1)."""

    text: str
    line: int


@dataclass(frozen=True)
class Table:
    """The cells that the printed rows run together."""

    paragraph: int
    caption: str
    rows: tuple[tuple[str, ...], ...]


def _linked_in_order(refs: list[NoteRef], notes: list[Note]) -> list[NoteRef]:
    """Markers of a book whose notes stand at its end: chapter by chapter, each from 1 again, as its notes."""
    return [replace(ref, note=place if notes[place].label == ref.label else None) for place, ref in enumerate(refs)]


@dataclass(frozen=True)
class Truth:
    """All of it."""

    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    divisions: tuple[Division, ...]
    notes: tuple[Note, ...]
    note_refs: tuple[NoteRef, ...]
    tables: tuple[Table, ...]
    pages: tuple[PageStart, ...] = ()
    hyphens: tuple[Hyphen, ...] = ()
    removed: tuple[RunningHead, ...] = ()


def describe(printed: Iterable[tuple[Part, list[Block]]]) -> tuple[Truth, dict[Block, int]]:
    """The truth about blocks in their printed order, still without pages; and where each block starts."""
    text = ""
    starts: dict[Block, int] = {}
    paragraphs: list[Paragraph] = []
    divisions: list[Division] = []
    notes: list[Note] = []
    refs: list[NoteRef] = []
    tables: list[Table] = []
    top = 0
    part_at: int | None = None
    for part, blocks in printed:
        own = set(part.blocks)
        source = SOURCE_WORD.sub("", part.source or "") or None
        level, parent = (1, part_at) if part.kind == "selection" and part_at is not None else (0, None)
        here, owner, first_ref, first_note = len(divisions), len(divisions), len(refs), len(notes)
        part_at = here if part.kind == "part" else part_at
        gathered = part.kind == "notes"
        in_notes = False
        whole = Division(part.kind, part.number, part.title, part.author, level, parent, top, top, source)
        divisions.append(whole)
        for block in blocks:
            start = starts[block] = len(text) + (2 if text else 0)
            end = start + len(clean(block.text))
            text += ("\n\n" if text else "") + clean(block.text)
            if block in own and part.kind == "part" and owner == here:
                owner = len(divisions)
                divisions.append(Division("introduction", None, None, None, 1, here, start, start, None))
            if block in own and block.kind == "heading":
                kind = "notes" if block.heads_notes else "section"
                in_notes = in_notes or block.heads_notes
                number = None if gathered else SECTION_NUMBER.match(block.text)
                divisions.append(
                    Division(
                        kind,
                        number[1] if number else None,
                        block.text[number.end() :] if number else block.text,
                        None,
                        2,
                        owner,
                        start,
                        start,
                        None,
                    )
                )
            if block.kind == "note" and not in_notes:
                # Notes from the feet of the pages stand under no heading.
                in_notes = True
                divisions.append(Division("notes", None, None, None, 2, owner, start, start, None))
            if block.label:
                notes.append(Note(block.label, start, end, len(divisions) - 1))
            elif block.kind == "note":
                notes[-1] = replace(notes[-1], end=end)
            if block.rows:
                caption = text[paragraphs[-1].start : paragraphs[-1].end]
                tables.append(Table(len(paragraphs), caption, block.rows))
            paragraphs.append(Paragraph(block.kind, start, end, len(divisions) - 1))
            for found in MARKER.finditer(block.text):
                refs.append(NoteRef(found[1], start + len(clean(block.text[: found.start()])), None))
        top = len(text) + 2
        numbers = {note.label: i for i, note in enumerate(notes) if i >= first_note}
        refs[first_ref:] = [replace(ref, note=numbers.get(ref.label)) for ref in refs[first_ref:]]
        if gathered:
            refs = _linked_in_order(refs, notes)
    for paragraph in paragraphs:
        at: int | None = paragraph.division
        while at is not None:
            divisions[at] = replace(divisions[at], end=paragraph.end)
            at = divisions[at].parent
    title = divisions[0].title or ""
    truth = Truth(
        title=title,
        text=text,
        paragraphs=tuple(paragraphs),
        divisions=tuple(divisions),
        notes=tuple(notes),
        note_refs=tuple(refs),
        tables=tuple(tables),
    )
    return truth, starts
