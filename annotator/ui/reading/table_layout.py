"""Lays out a table: a piece a cell, columns as wide as their words ask, numbers to the right, one hairline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from annotator.ui.reading.styles import Style
from annotator.ui.reading.text_layout import break_lines, set_alignment, unbroken_piece

if TYPE_CHECKING:
    from annotator.model.document import Document
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.piece import Piece

_NUMBER = re.compile(r"[\s(]*[-−–+±]?[$€£]?[\d.,\s]*\d[\d.,\s]*[%)*]*|[-−–—.]+|n\.?a\.?", re.IGNORECASE)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_GAP = 1.0
"""Em between two columns."""
_HANGING = 0.75
"""Em by which a cell's further lines stand in, so that rows can be told apart."""


def table_pieces(
    document: Document, start: int, end: int, faces: Faces, top: float
) -> tuple[list[Piece], tuple[QRectF, ...], float]:
    """The cells as pieces below `top`, hairlines under a header and the last row, and the height in pixels."""
    rows = _rows(document, start, end, faces)
    gap = _GAP * faces.em
    widths = _column_widths(rows, faces.column, gap)
    numeric = [_is_numeric(rows, column) for column in range(len(widths))]
    pitch = faces[Style.TABLE].pitch
    y, rules = top, []
    for number, row in enumerate(rows):
        x, lines = 0.0, 1
        for column, piece in enumerate(row):
            align = Qt.AlignmentFlag.AlignRight if numeric[column] else Qt.AlignmentFlag.AlignLeading
            set_alignment(piece, align)
            break_lines(piece, widths[column], hanging=0.0 if numeric[column] else _HANGING * faces.em)
            piece.x, piece.y = x, y
            lines = max(lines, piece.layout.lineCount())
            x += widths[column] + gap
        y += lines * pitch
        if number == len(rows) - 1 or (number == 0 and _is_header(row)):
            rules.append(QRectF(0, y + round(pitch * 0.15), sum(widths) + gap * (len(widths) - 1), 1))
            y += round(pitch * 0.3)
    return [piece for row in rows for piece in row], tuple(rules), y - top


def _rows(document: Document, start: int, end: int, faces: Faces) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    at = start
    for line in document.text[start:end].split("\n"):
        row: list[Piece] = []
        for cell in line.split("\t"):
            row.append(unbroken_piece(document, at, at + len(cell), faces, Style.TABLE))
            at += len(cell) + 1
        rows.append(row)
    return rows


def _column_widths(rows: list[list[Piece]], room: float, gap: float) -> list[float]:
    """What each column's longest cell asks for; where that is too much, the wide columns give way first."""
    count = max(len(row) for row in rows)
    wanted = [0.0] * count
    for row in rows:
        for column, piece in enumerate(row):
            break_lines(piece, 10_000)
            words = piece.layout.lineAt(0).naturalTextWidth() + 1 if piece.layout.lineCount() else 0.0
            wanted[column] = max(wanted[column], words)
    room -= gap * (count - 1)
    widths = [0.0] * count
    for place, column in enumerate(sorted(range(count), key=wanted.__getitem__)):
        share = room / (count - place)
        widths[column] = max(min(wanted[column], share), 1.0)
        room -= widths[column]
    return widths


def _is_header(row: list[Piece]) -> bool:
    """A first row without figures, years excepted, names the columns."""
    return not any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in (p.offsets.source for p in row))


def _is_numeric(rows: list[list[Piece]], column: int) -> bool:
    cells = [row[column].offsets.source for row in rows[1:] if column < len(row)]
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(_NUMBER.fullmatch(cell.strip()) for cell in filled)
