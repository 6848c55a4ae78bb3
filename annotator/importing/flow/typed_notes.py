"""Notes that were typed by hand: `[1]` in the text and a paragraph `[1] …`, or numbered paragraphs under `Notes`."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from annotator.importing.canonical import canonical
from annotator.importing.flow.pieces import NoteText, Piece
from annotator.importing.headings import is_notes_heading
from annotator.importing.marks import cut
from annotator.importing.printed.markers import find_markers
from annotator.model.document import BlockKind

_LABEL = r"(\d{1,3}|[A-Z]|\*)"
_MARKER = re.compile(rf"\s?\[{_LABEL}\]")
_DEFINITION = re.compile(rf"\s*\[(?:(?:foot)?note\s+{_LABEL}\s*:|{_LABEL}\])\s*(?=\S)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[\[(]?(\d{1,3})(?:[.)\]]+|(?=\s))\s*(?=\S)")
_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.VERSE)
_MOST_MARKED = 0.8

Notes = dict[Hashable, NoteText]


def with_typed_notes(pieces: Sequence[Piece], notes: Mapping[Hashable, NoteText]) -> tuple[list[Piece], Notes]:
    """The pieces without the notes that were typed among them, their markers linked; and all notes."""
    found = dict(notes)
    kept = _under_headings(_bracketed(list(pieces), found), found)
    return kept, found


def _bracketed(pieces: list[Piece], notes: Notes) -> list[Piece]:
    """Notes that begin with a number in brackets: each belongs to the markers of its number above it."""
    definitions = {at: match for at, piece in enumerate(pieces) if (match := _definition(piece))}
    ahead: dict[str, int] = {}
    marked: set[int] = set()
    result: dict[int, Piece] = {}
    for at in range(len(pieces) - 1, -1, -1):
        if at in definitions:
            ahead[definitions[at][1] or definitions[at][2]] = at
        elif pieces[at].kind in _BODY and ahead:
            result[at], linked = _linked(pieces[at], ahead)
            marked |= linked
    for at in sorted(marked):
        match = definitions[at]
        closing = match.group().lstrip().lower().startswith(("[n", "[f")) and pieces[at].text.rstrip().endswith("]")
        end = len(pieces[at].text.rstrip()) - 1
        spans = [match.span(), *([(end, end + 1)] if closing and end >= match.end() else [])]
        text, marks = cut(pieces[at].text, pieces[at].marks, spans)
        body = pieces[at]._replace(kind=BlockKind.PARAGRAPH, text=text, marks=marks)
        notes["typed", at] = NoteText(match[1] or match[2], (body,))
    return [result.get(at, piece) for at, piece in enumerate(pieces) if at not in marked]


def _definition(piece: Piece) -> re.Match[str] | None:
    return _DEFINITION.match(piece.text) if piece.kind in _BODY else None


def _linked(piece: Piece, ahead: Mapping[str, int]) -> tuple[Piece, set[int]]:
    """The piece with its markers taken out, and the places of the notes they name."""
    found = [match for match in _MARKER.finditer(piece.text) if match[1] in ahead]
    refs = tuple((match.start(), match[1], ("typed", ahead[match[1]])) for match in found)
    marks = replace(piece.marks, refs=tuple(sorted((*piece.marks.refs, *refs), key=lambda ref: ref[0])))
    text, marks = cut(piece.text, marks, [match.span() for match in found])
    return piece._replace(text=text, marks=marks), {ahead[match[1]] for match in found}


def _under_headings(pieces: list[Piece], notes: Notes) -> list[Piece]:
    """Numbered paragraphs under `Notes`, where nearly all of their numbers are found in the text before."""
    result = list(pieces)
    gone: set[int] = set()
    done = 0
    for at, piece in enumerate(pieces):
        if piece.kind is not BlockKind.HEADING or not piece.level or not is_notes_heading(canonical(piece.text)):
            continue
        stop = next((place for place in range(at + 1, len(pieces)) if pieces[place].level), len(pieces))
        body = [place for place in range(done, at) if pieces[place].kind in _BODY]
        found = _numbered(pieces, at + 1, stop)
        markers, _ = find_markers([pieces[place].text for place in body], list(found)) if found else ([], [])
        if markers and len(markers) >= len(found) * _MOST_MARKED:
            for label, places in found.items():
                notes["typed", at, label] = NoteText(label, tuple(_without_number(pieces, places)))
                gone.update(places)
            for index, place in enumerate(body):
                here = [marker for marker in markers if marker.place == index]
                refs = tuple((one.start, str(one.number), ("typed", at, str(one.number))) for one in here)
                marks = replace(result[place].marks, refs=(*result[place].marks.refs, *refs))
                text, marks = cut(result[place].text, marks, [(one.start, one.end) for one in here])
                result[place] = result[place]._replace(text=text, marks=marks)
        done = stop
    return [piece for at, piece in enumerate(result) if at not in gone]


def _numbered(pieces: Sequence[Piece], start: int, stop: int) -> dict[str, list[int]]:
    """The places of each note between two headings, by its label; they count from 1."""
    found: dict[str, list[int]] = {}
    for place in range(start, stop):
        match = _NUMBERED.match(pieces[place].text) if pieces[place].kind in _BODY else None
        if match and int(match[1]) == len(found) + 1:
            found[match[1]] = [place]
        elif found:
            found[str(len(found))].append(place)
        else:
            return {}
    return found


def _without_number(pieces: Sequence[Piece], places: Sequence[int]) -> list[Piece]:
    first = pieces[places[0]]
    match = _NUMBERED.match(first.text)
    text, marks = cut(first.text, first.marks, [match.span()] if match else [])
    return [first._replace(text=text, marks=marks), *(pieces[place] for place in places[1:])]
