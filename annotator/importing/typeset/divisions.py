"""Every item of a set text with what it is, and the divisions that begin."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from annotator.importing.printed.divisions import Entry, plain_kind, with_sources
from annotator.importing.printed.openings import Opening
from annotator.importing.printed.outline import Item
from annotator.importing.printed.shapes import (
    is_caption,
)
from annotator.importing.typeset.headings import Mark, find_heads, page_of
from annotator.importing.typeset.openings import openings_of
from annotator.model.document import BlockKind, DivisionKind

_MOST_LINES = 4


def find_divisions(
    items: Sequence[Item],
    marks: Sequence[Mark],
    names: Collection[str],
    front: Collection[int],
    editor: str | None = None,
) -> list[Entry]:
    """Every item with its kind, and the divisions that begin.

    `names` are the words of running heads (casefolded); `front` are the pages with roman numbers, before the others.
    """
    heads = find_heads(items, marks, names)
    in_front = {head.place for head in heads if page_of(items[head.place]) in front}
    openings = dict(openings_of(heads, in_front, editor))
    entries: list[Entry] = []
    place, in_notes, of_book = 0, False, False
    by_place = {head.place: head for head in heads}
    wants_introduction, level = False, 1
    while place < len(items):
        item = items[place]
        head, paragraph = by_place.get(place), item.paragraph
        if head:
            opening = openings[place]
            level = opening.level
            for offset, kind in enumerate(head.kinds):
                entries.append(Entry(items[place + offset], kind, None if offset else opening))
            place += len(head.kinds)
            in_notes = in_notes and opening.kind is DivisionKind.SECTION
            of_book = of_book and in_notes
            if opening.kind is not DivisionKind.SECTION:
                wants_introduction = opening.kind is DivisionKind.PART
            continue
        kind = plain_kind(item, in_notes)
        opening_here: Opening | None = None
        if paragraph and paragraph.notes_heading:
            following = items[place + 1].paragraph if place + 1 < len(items) else None
            if paragraph.starts_page and following and following.notes_heading:
                # The notes of the whole book, chapter by chapter.
                opening_here, of_book = Opening(DivisionKind.NOTES, 1, title=paragraph.text), True
            else:
                above = 1 if of_book else _level_above(entries)
                opening_here = Opening(DivisionKind.NOTES, above + 1, title=paragraph.text)
            kind, in_notes = BlockKind.HEADING, True
        elif kind is BlockKind.PARAGRAPH and _captions(items, place):
            kind = BlockKind.CAPTION
        elif wants_introduction and kind is BlockKind.PARAGRAPH:
            opening_here = Opening(DivisionKind.INTRODUCTION, level + 1, author=editor)
            wants_introduction = False
        elif not entries:
            opening_here = Opening(DivisionKind.FRONT if heads else DivisionKind.CHAPTER, 1)
        entries.append(Entry(item, kind, opening_here))
        place += 1
    return with_sources(entries)


def _captions(items: Sequence[Item], place: int) -> bool:
    """Whether the paragraph names the table beside it, or a picture."""
    paragraph = items[place].paragraph
    if not paragraph or not is_caption(paragraph.text) or len(paragraph.lines) > _MOST_LINES:
        return False
    beside = any(0 <= near < len(items) and items[near].table for near in (place - 1, place + 1))
    return beside or bool(re.match(r"\S+\s+\S+?[.:–—]", paragraph.text))


def _level_above(entries: Sequence[Entry]) -> int:
    """The level of the part, selection or chapter that is open."""
    for entry in reversed(entries):
        if entry.opens and entry.opens.kind not in (DivisionKind.SECTION, DivisionKind.NOTES):
            return entry.opens.level
    return 1
