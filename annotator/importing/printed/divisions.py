"""Parts, selections, introductions, sections and notes: which item is which, and where each division begins."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.importing.headings import read_heading
from annotator.importing.printed.lines import Line
from annotator.importing.printed.openings import Habits, Opening, head_at, is_heading
from annotator.importing.printed.outline import Item
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.printed.shapes import is_back_matter, is_contents_entry
from annotator.importing.printed.sources import citation
from annotator.model.document import BlockKind, DivisionKind

CITED = (
    DivisionKind.SELECTION,
    DivisionKind.INTRODUCTION,
    DivisionKind.CHAPTER,
    DivisionKind.FRONT,
    DivisionKind.BACK,
)
_CITABLE = (DivisionKind.SELECTION, DivisionKind.CHAPTER, DivisionKind.INTRODUCTION)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the body with what it is; `opens` is the division that begins with it.

    `key` names the note that begins here, where its label alone doesn't.
    """

    item: Item
    kind: BlockKind
    opens: Opening | None = None
    key: Hashable = None


def find_divisions(items: Sequence[Item], habits: Habits, editor: str | None = None) -> list[Entry]:
    """Every item with its kind."""
    heads = {place: head for place in range(len(items)) if (head := head_at(items, place, habits))}
    has_selections = any(head.opening.kind is DivisionKind.SELECTION for head in heads.values())
    entries: list[Entry] = []
    place, in_notes, of_book, wants_introduction, section_level = 0, False, False, False, 2
    while place < len(items):
        item = items[place]
        head = heads.get(place)
        if head:
            opening = _levelled(head.opening, has_selections)
            for offset, kind in enumerate(head.kinds):
                entries.append(Entry(items[place + offset], kind, None if offset else opening))
            place += len(head.kinds)
            in_notes = of_book = False
            wants_introduction = opening.kind is DivisionKind.PART
            section_level = opening.level + 1
            continue
        paragraph = item.paragraph
        opening_here: Opening | None = None
        kind = plain_kind(item, in_notes)
        may_head = bool(entries) or has_selections
        if paragraph and paragraph.notes_heading:
            following = items[place + 1].paragraph if place + 1 < len(items) else None
            gathers = following is not None and following.notes_heading
            level = 1 if gathers else 2 if of_book else 3 if wants_introduction else section_level
            opening_here, kind = Opening(DivisionKind.NOTES, level, title=paragraph.text), BlockKind.HEADING
            in_notes, of_book = True, of_book or gathers
        elif kind is BlockKind.PARAGRAPH and paragraph and may_head and is_heading(items, place, habits):
            if is_back_matter(paragraph.text) and paragraph.starts_page:
                opening_here = Opening(DivisionKind.BACK, 1, title=paragraph.text)
                in_notes, section_level = False, 2
            else:
                opening_here = _section(paragraph.text, section_level)
            kind = BlockKind.HEADING
        elif wants_introduction and kind is BlockKind.PARAGRAPH:
            opening_here = Opening(DivisionKind.INTRODUCTION, 2, author=editor)
            wants_introduction, section_level = False, 3
        elif not entries:
            opening_here = Opening(DivisionKind.FRONT if heads else DivisionKind.CHAPTER, 1)
        entries.append(Entry(item, kind, opening_here))
        place += 1
    return with_sources(entries)


def _section(text: str, level: int) -> Opening:
    """The section under a heading; `2.1.3` lies below `2.1`."""
    found = read_heading(text)
    depth = len(re.findall(r"\d+", found.number or "")) - 2
    return Opening(DivisionKind.SECTION, level + max(depth, 0), found.number, found.title or text)


def _levelled(opening: Opening, has_selections: bool) -> Opening:
    """Parts hold selections; in a text without any, what looks like a part is a chapter."""
    if opening.kind is DivisionKind.PART and not has_selections:
        return replace(opening, kind=DivisionKind.CHAPTER)
    return opening


def plain_kind(item: Item, in_notes: bool) -> BlockKind:
    """What an item is that opens nothing."""
    if item.table:
        return BlockKind.TABLE
    if item.is_source:
        return BlockKind.SOURCE
    if item.is_caption:
        return BlockKind.CAPTION
    if item.is_verse and not in_notes:
        return BlockKind.VERSE
    if item.is_entry or (item.paragraph and is_contents_entry(item.paragraph.text)):
        return BlockKind.LIST
    if item.is_quote and not in_notes:
        return BlockKind.QUOTE
    return BlockKind.NOTE if in_notes else BlockKind.PARAGRAPH


def with_sources(entries: Sequence[Entry]) -> list[Entry]:
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
