"""Whose notes are whose: those of a chapter, and those of a whole book that stand together at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.importing.printed.divisions import CITED, Entry
from annotator.importing.printed.openings import Opening
from annotator.model.document import BlockKind, DivisionKind

NoteKey = tuple[int, int]
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")


def with_keys(entries: Sequence[Entry]) -> list[Entry]:
    """`entries`, each beginning of a note with the key (whose notes they are, which of them, from 0).

    Chapters, selections and the like are counted from 1; notes before the first are those of 0.
    """
    result = list(entries)
    counts: dict[int, int] = {}
    for place, owner in _owners(entries):
        if begins_note(entries[place]):
            count = counts.setdefault(owner, 0)
            result[place] = replace(entries[place], key=(owner, count))
            counts[owner] = count + 1
    return result


def begins_note(entry: Entry) -> bool:
    """Whether a note begins with the entry, with its label."""
    return entry.kind is BlockKind.NOTE and bool(entry.item.paragraph and entry.item.paragraph.note)


def _owners(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """(place, whose notes stand there) of all entries."""
    chapters: list[Opening] = []
    owner, before_group = 0, 0
    gathered = False
    for place, entry in enumerate(entries):
        opening = entry.opens
        if opening and opening.kind in CITED:
            chapters.append(opening)
            owner, gathered = len(chapters), False
        elif opening and opening.kind is DivisionKind.NOTES and gathered:
            owner = before_group = _named(opening.title or "", chapters, before_group)
        elif opening and opening.kind is DivisionKind.NOTES:
            gathered, before_group = _gathers(entries, place), 0
        yield place, owner


def _gathers(entries: Sequence[Entry], place: int) -> bool:
    """Whether the heading of notes at `place` stands over other such headings: the names of chapters."""
    following = entries[place + 1].opens if place + 1 < len(entries) else None
    return following is not None and following.kind is DivisionKind.NOTES


def _named(name: str, chapters: Sequence[Opening], last: int) -> int:
    """Which of `chapters` (from 1) a group of notes belongs to: by its name, or as the next after the `last` one."""
    words = _folded(name)
    for place in range(last, len(chapters)):
        title = _folded(chapters[place].title or "")
        if len(title) > 3 and title in words:
            return place + 1
    number = _NUMBER.search(name.casefold())
    for place in range(last, len(chapters)):
        own = _NUMBER.search((chapters[place].number or "").casefold())
        if number and own and number.group() == own.group():
            return place + 1
    return min(last + 1, len(chapters))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
