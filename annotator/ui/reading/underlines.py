"""Underlines for high contrast: one kind of line a role, so that the role can be told without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

_WIDTH = 2.0
_PENS = {
    "claim": Qt.PenStyle.SolidLine,
    "evidence": Qt.PenStyle.DashLine,
    "question": Qt.PenStyle.DotLine,
    "quotable": Qt.PenStyle.DashDotLine,
}
_DOUBLE = "definition"
_WAVY = "objection"


def paint_underline(painter: QPainter, role: str, colour: QColor, left: float, right: float, y: float) -> None:
    """Draw the underline of a role (by its colour key) 2 px thick; an unknown role gets a solid one."""
    painter.save()
    pen = QPen(colour, _WIDTH, _PENS.get(role, Qt.PenStyle.SolidLine), Qt.PenCapStyle.FlatCap)
    if role == _DOUBLE:
        pen.setWidthF(1.0)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y - 1.5), QPointF(right, y - 1.5))
        painter.drawLine(QPointF(left, y + 1.5), QPointF(right, y + 1.5))
    elif role == _WAVY:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPolyline(_wave(left, right, y))
    else:
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.restore()


def _wave(left: float, right: float, y: float) -> QPolygonF:
    points, x, up = [], left, True
    while x < right:
        points.append(QPointF(x, y - 1.5 if up else y + 1.5))
        x, up = x + 3, not up
    return QPolygonF(points)
