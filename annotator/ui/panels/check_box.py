"""A check box whose frame can be seen in every theme; the style's own is a darker shade of what is dark already."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

BOX = 14  # pixels, both ways


class CheckBox(QCheckBox):
    """Draws frame and tick itself, and leaves icon and words to the style."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline box with round corners; the accent round it for focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        colours = self.palette()
        place = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)).center()
        box = QRectF(0, 0, BOX, BOX).translated(round(place.x() - BOX / 2) + 0.5, round(place.y() - BOX / 2) + 0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.PlaceholderText
        painter.setPen(QPen(colours.color(frame), 1.5 if self.hasFocus() else 1.0))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            ink = colours.color(QPalette.ColorRole.WindowText)
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(*at) for at in ((3.5, 7.5), (6, 10), (10.5, 4.5))]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        label = QStyleOptionButton(option)
        label.rect = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        self.style().drawControl(QStyle.ControlElement.CE_CheckBoxLabel, label, painter, self)
