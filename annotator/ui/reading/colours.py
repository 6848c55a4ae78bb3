"""Mixing of colours for what lies over what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter


def mix(below: QColor, above: QColor, share: float) -> QColor:
    """`above` over `below`, covering it to `share` (0 to 1)."""
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * share,
        below.greenF() + (above.greenF() - below.greenF()) * share,
        below.blueF() + (above.blueF() - below.blueF()) * share,
    )


def fill(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """As `QPainter.fillRect`, in which PySide would first look for gradients (3 ms before the first paint)."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(rect)
    painter.restore()
