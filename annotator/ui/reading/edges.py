"""What stands beside the text: page numbers at the left, the roles' marks at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from annotator.ui.reading.colours import fill, mix, write
from annotator.ui.reading.marks import lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.painting import Scene

LEFT_ROOM = 64
"""Pixels kept free to the left of the text: for page numbers."""
RIGHT_ROOM = 44
"""Pixels kept free to the right of it: for the roles' marks."""
_NARROW_ROOMS = (44, 28)
_NARROW = 520
_GAP, _NARROW_GAP = 22, 8
"""Pixels between page numbers and text."""
GLYPH_INK = 0.66
"""How much ink is in a role's mark beside the text; the rest is the role's colour."""
_NUMBER_GAP, _NUMBER_SCALE = 7, 0.62
"""Pixels between paragraph numbers and text, and their size in em."""
_DOT = 1.5
"""Radius of the dot that tells of a note."""
LEADER_LEFT = 22
"""Pixels right of the column at which the current highlight's line begins."""
_LANE = 12
_LANES = 3


def rooms(width: float) -> tuple[int, int]:
    """Pixels kept free beside the text in a window so wide: for page numbers at the left, marks at the right."""
    return (LEFT_ROOM, RIGHT_ROOM) if width >= _NARROW else _NARROW_ROOMS


def paint_page_numbers(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF, sight: QRectF) -> None:
    """The label of each page that begins in this block, at the line where it begins, as one cites it."""
    if not block.turns:
        return
    faces = scene.flow.faces
    gap = _GAP if origin.x() >= LEFT_ROOM or faces.settings.numbers else _NARROW_GAP
    font, muted = faces.beside(), scene.colour(scene.theme.muted)
    for offset, label in block.turns:
        piece = block.piece_of(offset)
        top = origin.y() + block.line_top(offset)
        if top > sight.bottom() or top + piece.face.pitch < sight.top():
            continue
        x = origin.x() - gap - QFontMetricsF(font).horizontalAdvance(label)
        write(painter, QPointF(x, top + piece.face.baseline), label, font, muted)
        if offset > block.start:  # in mid-line, a hairline tells between which letters
            edge = round(origin.x() + piece.x_of(offset))
            height = piece.face.ascent * 0.8
            line = QRectF(edge, top + piece.face.baseline - height, 1, height + 3)
            fill(painter, line, scene.colour(scene.theme.hairline))


def paint_paragraph_number(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    """Which paragraph of its page this is, small and grey between page number and text."""
    number = scene.flow.plan.numbers[block.index]
    if number:
        piece, text, font = block.pieces[0], str(number), scene.flow.faces.beside(_NUMBER_SCALE)
        x = origin.x() - _NUMBER_GAP - QFontMetricsF(font).horizontalAdvance(text)
        foot = QPointF(x, origin.y() + piece.y + piece.face.baseline)
        write(painter, foot, text, font, scene.colour(scene.theme.muted))


def paint_marks_edge(
    painter: QPainter, scene: Scene, block: LaidBlock, marks: Sequence[Mark], origin: QPointF, sight: QRectF
) -> None:
    """Beside the lines of each mark a hairline in its colour, and at the first the role's glyph."""
    if not marks:
        return
    spans, boxes = [], []
    for mark in marks:
        rects = block.rects(mark.start, mark.end)
        boxes.append(rects)
        spans.append((round(rects[0].top()), round(rects[-1].bottom()) - 1) if rects else (0, -1))
    faces, theme = scene.flow.faces, scene.theme
    painter.setFont(faces.beside(weight=500))
    for mark, rects, lane in zip(marks, boxes, lanes(marks, spans, _LANES), strict=True):
        if not rects or lane == _LANES:
            continue
        if origin.y() + rects[0].top() > sight.bottom() or origin.y() + rects[-1].bottom() < sight.top():
            continue
        x = round(origin.x() + faces.column) + 10 + lane * _LANE
        top, bottom = origin.y() + rects[0].top() + 3, origin.y() + rects[-1].bottom() - 3
        role = scene.colour(theme.role_colour(mark.colour))
        colour = role if theme.contrast else _glyph_colour(scene, mark.colour)
        if mark.start >= block.start:
            baseline = origin.y() + rects[0].top() + block.piece_of(mark.start).face.baseline
            _paint_glyph(painter, mark, QPointF(x + 0.5, baseline), colour)
            top = origin.y() + rects[0].bottom() - 1
        if bottom > top:
            painter.fillRect(QRectF(x, top, 1, bottom - top), colour)


def _glyph_colour(scene: Scene, role: str) -> QColor:
    name = f"{role} glyph"
    if name not in scene.colours:
        own = QColor(scene.theme.role_colour(role))
        scene.colours[name] = mix(own, QColor(scene.theme.ink), GLYPH_INK)
    return scene.colours[name]


def _paint_glyph(painter: QPainter, mark: Mark, foot: QPointF, colour: QColor) -> None:
    """The role's mark over `foot`, with a dot beside it where there is a note."""
    painter.setPen(colour)
    width = painter.fontMetrics().horizontalAdvance(mark.glyph)
    painter.drawText(foot - QPointF(width / 2, 0), mark.glyph)
    if mark.has_note:
        from PySide6.QtCore import Qt

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(foot + QPointF(width / 2 + 3, -painter.fontMetrics().xHeight()), _DOT, _DOT)
        painter.restore()
