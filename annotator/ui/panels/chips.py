"""A role's chip: its mark on its colour, so that colour is never the only cue."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen, QPixmap

from annotator.model.annotation import Role
from annotator.ui.theme import Theme

CHIP = 20  # pixels, both ways


def paint_chip(painter: QPainter, box: QRectF, role: Role, theme: Theme) -> None:
    """Draw the chip into `box`. The high-contrast theme has no fills: there the outline carries the colour."""
    colour = QColor(theme.role_colour(role.colour))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5) if theme.contrast else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if theme.contrast else colour)
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height() * 0.65)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    glyph = QFontMetricsF(font).tightBoundingRect(role.mark)  # by its shape: “ would hang at the top
    painter.drawText(box.center() - glyph.center(), role.mark)
    painter.restore()


def chip_icon(role: Role, theme: Theme, font: QFont) -> QIcon:
    """The chip as an icon for a check box or menu."""
    icon = QIcon()
    for ratio in (1, 2):
        picture = QPixmap(QSize(CHIP, CHIP) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(font)
        paint_chip(painter, QRectF(0, 0, CHIP, CHIP), role, theme)
        painter.end()
        icon.addPixmap(picture)
    return icon
