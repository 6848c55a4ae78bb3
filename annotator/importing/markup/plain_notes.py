"""Notes that nothing links: a heading `Notes`, numbered paragraphs below it, and plain numbers in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.importing.headings import is_notes_heading
from annotator.importing.markup.pieces import NoteStart, Piece
from annotator.importing.printed.markers import find_markers
from annotator.model.document import BlockKind

_NUMBERED = re.compile(r"\s*[\[(]?(\d{1,3})(?:[.)\]]+|(?=\s))\s*(?=\S)")
_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST)


def link_plain_notes(pieces: Sequence[Piece]) -> None:
    """Turn numbered paragraphs under `Notes` into notes, and the numbers in the text before into their markers."""
    done = 0
    for place, piece in enumerate(pieces):
        if not piece.level or not is_notes_heading(piece.text):
            continue
        stop = next((at for at in range(place + 1, len(pieces)) if pieces[at].level), len(pieces))
        section = pieces[place + 1 : stop]
        if not any(other.note for other in section):
            notes = _number(section)
            _mark([other for other in pieces[done:place] if other.kind in _BODY and not other.note], notes)
        done = stop


def _number(section: Sequence[Piece]) -> dict[str, NoteStart]:
    """The notes of a section, by their label; they count from 1."""
    notes: dict[str, NoteStart] = {}
    current: NoteStart | None = None
    for piece in section:
        match = _NUMBERED.match(piece.run.text) if piece.kind in _BODY else None
        if match and int(match[1]) == len(notes) + 1:
            current = NoteStart(object(), match[1])
            notes[match[1]] = current
            piece.label = match[1]
            piece.run.cut(0, match.end())
        if current:
            piece.note = current
            piece.kind = BlockKind.NOTE if piece.kind in _BODY else piece.kind
    return notes


def _mark(body: Sequence[Piece], notes: dict[str, NoteStart]) -> None:
    found, _ = find_markers([piece.run.text for piece in body], list(notes)) if notes else ([], [])
    for marker in reversed(found):
        run = body[marker.place].run
        run.cut(marker.start, marker.end)
        run.refs.append((marker.start, str(marker.number), notes[str(marker.number)].key))
        run.refs.sort(key=lambda ref: ref[0])
