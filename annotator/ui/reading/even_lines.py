"""Breaks a justified paragraph into evenly filled lines: measures with Qt, decides with `line_breaking`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTextBoundaryFinder
from PySide6.QtGui import QFontMetricsF

from annotator.ui.reading.line_breaking import best_breaks
from annotator.ui.reading.offsets import LINE_SEPARATOR, units
from annotator.ui.reading.piece import has_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLine

    from annotator.ui.reading.piece import Piece

_ATTEMPTS = 6
_UNBROKEN = 1e6
_LONGEST = 20_000
"""Characters; a longer paragraph (none in a book is) is broken line by line, for time's sake."""
_SLACK = 0.5
"""Pixels by which a line end may be wider than the same words were in the unbroken paragraph."""


def can_be_weighed(piece: Piece) -> bool:
    """Whether x grows along the paragraph and units are characters, as the measuring here takes for granted."""
    shown = piece.offsets.shown
    plain = len(shown) == units(shown) and LINE_SEPARATOR not in shown and not has_right_to_left(shown)
    return plain and 0 < len(shown) <= _LONGEST


def break_evenly(piece: Piece, width: float, first: float) -> bool:
    """Break into lines `width` pixels wide, the first indented by `first`; False where Qt won't break as decided."""
    places = _places(piece.offsets.shown)
    ends, skips, space = _measure(piece, places)
    chosen = best_breaks(ends, skips, width - first - _SLACK, width - _SLACK, space)
    layout, face = piece.layout, piece.face
    layout.beginLayout()
    for number, place in enumerate(chosen):
        line = layout.createLine()
        indent = first if number == 0 else 0.0
        if not line.isValid() or not _fill_to(line, places[place], width - indent):
            layout.endLayout()
            return False
        line.setPosition(QPointF(indent, number * face.pitch + face.baseline - line.ascent()))
    layout.endLayout()
    return True


def _fill_to(line: QTextLine, end: int, width: float) -> bool:
    """Let the line end before unit `end`. Qt counts columns in glyphs, of which a ligature is one: feel the way."""
    columns = end - line.textStart()
    for _attempt in range(_ATTEMPTS):
        line.setNumColumns(columns, width)
        surplus = line.textStart() + line.textLength() - end
        if not surplus:
            return line.naturalTextWidth() <= width + 2 * _SLACK
        columns -= surplus
        if columns <= 0:
            break
    return False


def _places(shown: str) -> list[int]:
    """Where a line may end, in units; the end of the paragraph last."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, shown)
    found: list[int] = []
    while (unit := finder.toNextBoundary()) >= 0:
        found.append(unit)
    return found


def _measure(piece: Piece, places: list[int]) -> tuple[list[float], list[float], float]:
    """Where words end and where the next ones begin along the unbroken paragraph, and the width of a space."""
    shown, layout = piece.offsets.shown, piece.layout
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_UNBROKEN)
    layout.endLayout()
    space = QFontMetricsF(piece.face.font).horizontalAdvance(" ")
    ends, skips = [], []
    for unit in places:
        spaced = shown[unit - 1] == " "
        end = line.cursorToX(unit - spaced)[0]  # type: ignore[index]  # a pair, whatever the stubs say
        ends.append(end)
        skips.append(end + space * spaced)
    return ends, skips, space
