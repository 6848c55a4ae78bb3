"""Marks that stand on nothing: a page that begins, or a note that is marked, in a paragraph without words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.importing.canonical import canonical
from annotator.importing.flow.pieces import Piece
from annotator.importing.marks import Cell, Marks

Pages = tuple[tuple[int, str, bool], ...]


def settled(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that have words. A page of the others begins with the next; a marker belongs to what it follows."""
    found: list[Piece] = []
    pages: Pages = ()
    for piece in pieces:
        if any(canonical(cell.text) for row in piece.rows for cell in row) or canonical(piece.text):
            found.append(_begun(piece, pages))
            pages = ()
            continue
        marks = [piece.marks, *(cell.marks for row in piece.rows for cell in row)]
        pages += tuple((0, label, printed) for one in marks for _, label, printed in one.pages)
        if found and not found[-1].rows:
            refs = tuple((len(found[-1].text), label, key) for one in marks for _, label, key in one.refs)
            found[-1] = found[-1]._replace(marks=replace(found[-1].marks, refs=found[-1].marks.refs + refs))
    return found


def _begun(piece: Piece, pages: Pages) -> Piece:
    """`piece`, with `pages` at its beginning."""
    if not pages:
        return piece
    if not piece.rows:
        return piece._replace(marks=_before(piece.marks, pages))
    first, *others = piece.rows[0]
    return piece._replace(rows=((Cell(first.text, _before(first.marks, pages)), *others), *piece.rows[1:]))


def _before(marks: Marks, pages: Pages) -> Marks:
    return replace(marks, pages=pages + marks.pages)
