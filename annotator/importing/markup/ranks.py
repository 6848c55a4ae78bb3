"""How deep each head stands: by tables of contents, by the levels of headings, and by who marks the notes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from annotator.importing.headings import is_notes_heading
from annotator.importing.markup.note_homes import NOTES_TYPES
from annotator.importing.markup.outline import Head
from annotator.importing.markup.pieces import Piece


def ranks_of(pieces: Sequence[Piece], heads: Sequence[Head]) -> list[int]:
    """The rank of each head, from 1: what stands below another has a greater one."""
    return _lowered_notes(pieces, heads, _ranks(heads))


def heads_notes(head: Head) -> bool:
    """Whether a head is called one of notes."""
    return bool(head.types & NOTES_TYPES) or bool(head.title and is_notes_heading(head.title))


def _ranks(heads: Sequence[Head]) -> list[int]:
    """How deep each head stands: as the contents say; what they don't name by its heading, below what they name."""
    named = [head for head in heads if head.depth]
    levels = {head.level for head in named if head.level}
    if len(named) < 2:
        return [head.level or 1 for head in heads]
    by_level = max(head.depth for head in named) == 1 and len(levels) > 1
    ranks = []
    base, level = 0, 0
    for head in heads:
        if head.depth:
            base = (head.level or 1) if by_level else head.depth
            level = head.level
            ranks.append(base)
        elif not base:
            ranks.append(1)
        elif head.starts_file and (not head.level or head.level <= level):
            ranks.append(max(1, base - (level - head.level if head.level else 0)))
        else:
            ranks.append(base + max(1, head.level - level))
    return ranks


def _lowered_notes(pieces: Sequence[Piece], heads: Sequence[Head], ranks: list[int]) -> list[int]:
    """Notes that only the division before them marks stand below it, whatever their heading's level."""
    owners: dict[Hashable, set[int]] = {}
    starts = [*(head.start for head in heads), len(pieces)]
    for place, (start, stop) in enumerate(pairwise(starts)):
        for piece in pieces[start:stop]:
            for _, _, key in piece.run.refs:
                owners.setdefault(key, set()).add(place)
    above = -1
    for place, head in enumerate(heads):
        if not heads_notes(head):
            if above < 0 or ranks[place] <= ranks[above]:
                above = place
            continue
        marking: set[int] = set()
        for piece in pieces[starts[place] : starts[place + 1]]:
            if piece.note:
                marking |= owners.get(piece.note.key, set())
        inside = bool(marking) and above >= 0 and min(marking) >= above
        if inside or (not marking and not head.starts_file):
            ranks[place] = max(ranks[place], ranks[above] + 1) if above >= 0 else ranks[place]
    return ranks
