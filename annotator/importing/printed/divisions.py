"""Parts, selections, introductions, sections and notes: which item is which, and where each division begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.importing.printed.lines import Line
from annotator.importing.printed.outline import Item
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.printed.shapes import (
    chapter_number,
    is_back_matter,
    is_byline,
    is_part_number,
    is_selection_number,
    is_title,
)
from annotator.importing.printed.sources import citation
from annotator.model.document import BlockKind, DivisionKind

_TALL = 2
CITED = (
    DivisionKind.SELECTION,
    DivisionKind.INTRODUCTION,
    DivisionKind.CHAPTER,
    DivisionKind.FRONT,
    DivisionKind.BACK,
)
_CITABLE = (DivisionKind.SELECTION, DivisionKind.CHAPTER, DivisionKind.INTRODUCTION)


@dataclass(frozen=True, slots=True)
class Opening:
    """A division that begins."""

    kind: DivisionKind
    level: int
    number: str | None = None
    title: str | None = None
    author: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the body with what it is; `opens` is the division that begins with it."""

    item: Item
    kind: BlockKind
    opens: Opening | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines at the top of a page that open a part or a selection: items `span`, and the kind of each."""

    opening: Opening
    kinds: tuple[BlockKind, ...]


def find_divisions(items: Sequence[Item], names: Collection[str], editor: str | None = None) -> list[Entry]:
    """Every item with its kind. `names` are the words of running heads (casefolded): an author's is among them."""
    heads = {place: head for place in range(len(items)) if (head := _head_at(items, place, names))}
    has_selections = any(head.opening.kind is DivisionKind.SELECTION for head in heads.values())
    entries: list[Entry] = []
    place, in_notes, wants_introduction, section_level = 0, False, False, 2
    while place < len(items):
        item = items[place]
        head = heads.get(place)
        if head:
            opening = _levelled(head.opening, has_selections)
            for offset, kind in enumerate(head.kinds):
                entries.append(Entry(items[place + offset], kind, None if offset else opening))
            place += len(head.kinds)
            in_notes = False
            wants_introduction = opening.kind is DivisionKind.PART
            section_level = opening.level + 1
            continue
        paragraph = item.paragraph
        opening_here: Opening | None = None
        kind = _plain_kind(item, in_notes)
        if paragraph and paragraph.notes_heading:
            level = 3 if wants_introduction else section_level
            opening_here, kind = Opening(DivisionKind.NOTES, level, title=paragraph.text), BlockKind.HEADING
            in_notes = True
        elif kind is BlockKind.PARAGRAPH and paragraph and _is_heading(items, place) and (entries or has_selections):
            level = section_level
            if is_back_matter(paragraph.text) and paragraph.starts_page:
                opening_here = Opening(DivisionKind.BACK, 1, title=paragraph.text)
                in_notes, section_level = False, 2
            else:
                opening_here = Opening(DivisionKind.SECTION, level, title=paragraph.text)
            kind = BlockKind.HEADING
        elif wants_introduction and kind is BlockKind.PARAGRAPH:
            opening_here = Opening(DivisionKind.INTRODUCTION, 2, author=editor)
            wants_introduction, section_level = False, 3
        elif not entries:
            opening_here = Opening(DivisionKind.FRONT if heads else DivisionKind.CHAPTER, 1)
        entries.append(Entry(item, kind, opening_here))
        place += 1
    return _with_sources(entries)


def _levelled(opening: Opening, has_selections: bool) -> Opening:
    """Parts hold selections; in a text without any, what looks like a part is a chapter."""
    if opening.kind is DivisionKind.PART and not has_selections:
        return replace(opening, kind=DivisionKind.CHAPTER)
    return opening


def _plain_kind(item: Item, in_notes: bool) -> BlockKind:
    if item.table:
        return BlockKind.TABLE
    if item.is_source:
        return BlockKind.SOURCE
    if item.is_caption:
        return BlockKind.CAPTION
    return BlockKind.NOTE if in_notes else BlockKind.PARAGRAPH


def _head_at(items: Sequence[Item], place: int, names: Collection[str]) -> _Head | None:
    """The opening of a part, selection or chapter at `place`, if that is the top of a page (or of the text)."""
    first = items[place].paragraph
    if not first or items[place].is_source or first.notes_heading or not (first.starts_page or place == 0):
        return None
    number: str | None = None
    at = place
    if is_selection_number(first.text) or is_part_number(first.text):
        number, at = first.text, place + 1
    title = _short(items, at)
    if not title or not (is_title(title.text) or (number and title.text[:1].isupper())):
        return None
    byline = _short(items, at + 1)
    signed = byline and _names_author(byline, names) and _text_follows(items, at + 2)
    author = re.sub(r"^by\s+", "", byline.text, flags=re.IGNORECASE) if byline and signed else None
    kinds = (BlockKind.NUMBER,) * (at - place) + (BlockKind.HEADING,) + ((BlockKind.AUTHOR,) if author else ())
    chapter = chapter_number(title.text)
    if chapter and not author:
        opening = Opening(DivisionKind.CHAPTER, 1, chapter[0], chapter[1] or None)
        return _Head(opening, kinds)
    if author or (number and is_selection_number(number)):
        level = 2
        return _Head(Opening(DivisionKind.SELECTION, level, number, title.text, author), kinds)
    stands_tall = title.lines[-1].blank_after >= _TALL or place == 0
    if number or (stands_tall and not is_back_matter(title.text)):
        return _Head(Opening(DivisionKind.PART, 1, number, title.text), kinds)
    return None


def _short(items: Sequence[Item], place: int) -> Paragraph | None:
    """The paragraph at `place`, if it is short and followed by a blank line."""
    paragraph = items[place].paragraph if place < len(items) else None
    if not paragraph or items[place].is_source or items[place].is_caption or paragraph.note or paragraph.notes_heading:
        return None
    return (
        paragraph
        if len(paragraph.lines) <= 3 and len(paragraph.text) <= 160 and paragraph.lines[-1].blank_after
        else None
    )


def _names_author(paragraph: Paragraph, names: Collection[str]) -> bool:
    return paragraph.text.casefold() in names or is_byline(paragraph.text)


def _text_follows(items: Sequence[Item], place: int) -> bool:
    paragraph = items[place].paragraph if place < len(items) else None
    return paragraph is not None


def _is_heading(items: Sequence[Item], place: int) -> bool:
    """One short line, title case, no end mark, blank lines round it, and text after it."""
    paragraph = items[place].paragraph
    if not paragraph or len(paragraph.lines) > 2 or len(paragraph.text) > 90 or not paragraph.set_apart:
        return False
    if place + 1 >= len(items) or not is_title(paragraph.text) or paragraph.note:
        return False
    following = items[place + 1].paragraph
    return following is not None and not items[place + 1].is_source


def _with_sources(entries: Sequence[Entry]) -> list[Entry]:
    """Each selection's first source line, if no table owns it, becomes its citation."""
    result = list(entries)
    opened: int | None = None
    for place, entry in enumerate(entries):
        if entry.opens and entry.opens.kind in _CITABLE:
            opened = place
        if entry.kind is not BlockKind.SOURCE or entry.item.of_table or opened is None or not entry.item.paragraph:
            continue
        opening = result[opened].opens
        if opening and opening.kind is not DivisionKind.INTRODUCTION and not opening.source:
            source = citation(entry.item.paragraph.text)
            result[opened] = replace(result[opened], opens=replace(opening, source=source))
    return result


def cited_spans(entries: Sequence[Entry]) -> list[range]:
    """The places of the entries of each selection, chapter and the like: each has its own notes."""
    starts = [place for place, entry in enumerate(entries) if entry.opens and entry.opens.kind in CITED]
    return [range(a, b) for a, b in pairwise([*starts, len(entries)])]


def with_feet(entries: Sequence[Entry], notes: Sequence[Paragraph], lines: Sequence[Line]) -> list[Entry]:
    """`entries` with the footnotes at the ends of the divisions on whose pages they stand."""
    at = {id(line): index for index, line in enumerate(lines)}
    result = list(entries)
    waiting = list(notes)
    spans = [(span, _first_line(entries[span.start], at)) for span in cited_spans(entries)]
    for span, first in reversed(spans):
        own = [note for note in waiting if at[id(note.lines[0])] >= first]
        if not own:
            continue
        waiting = waiting[: len(waiting) - len(own)]
        opening = entries[span.start].opens
        heading = Opening(DivisionKind.NOTES, opening.level + 1 if opening else 2)
        # A part begins within the span of what stands before it, and keeps out of its notes.
        end = next((p for p in span if p > span.start and _is_part(entries[p])), span.stop)
        result[end:end] = [
            Entry(Item(note), BlockKind.NOTE, None if place else heading) for place, note in enumerate(own)
        ]
    return result


def _is_part(entry: Entry) -> bool:
    return entry.opens is not None and entry.opens.kind is DivisionKind.PART


def _first_line(entry: Entry, at: Mapping[int, int]) -> int:
    return at.get(id(entry.item.paragraph.lines[0]), 0) if entry.item.paragraph else 0
