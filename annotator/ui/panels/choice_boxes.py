"""Check boxes and radio buttons whose frame is seen in every theme; the style's is darker than what is dark already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

BOX = 14  # pixels, both ways
_TICK = ((3.5, 7.5), (6, 10), (10.5, 4.5))  # pixels in the box


class CheckBox(QCheckBox):
    """Draws frame and tick itself, and leaves icon and words to the style."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline box with round corners; the accent round it for focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        box = _begin(self, painter, option, QStyle.SubElement.SE_CheckBoxIndicator)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            ink = self.palette().color(QPalette.ColorRole.WindowText)
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(*at) for at in _TICK]))
        contents = QStyle.SubElement.SE_CheckBoxContents
        _end(self, painter, option, contents, QStyle.ControlElement.CE_CheckBoxLabel)


class RadioButton(QRadioButton):
    """The same for one of several."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline ring with a dot in it; the accent round it for focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        ring = _begin(self, painter, option, QStyle.SubElement.SE_RadioButtonIndicator)
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawEllipse(ring.center(), BOX / 4, BOX / 4)
        contents = QStyle.SubElement.SE_RadioButtonContents
        _end(self, painter, option, contents, QStyle.ControlElement.CE_RadioButtonLabel)


def _begin(button: QAbstractButton, painter: QPainter, option: QStyleOptionButton, at: QStyle.SubElement) -> QRectF:
    """Make the painter ready for the frame; returns its place, on whole pixels."""
    colours = button.palette()
    place = QRectF(button.style().subElementRect(at, option, button)).center()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QPalette.ColorRole.Accent if button.hasFocus() else QPalette.ColorRole.PlaceholderText
    painter.setPen(QPen(colours.color(frame), 1.5 if button.hasFocus() else 1.0))
    painter.setBrush(colours.color(QPalette.ColorRole.Base))
    return QRectF(0, 0, BOX, BOX).translated(round(place.x() - BOX / 2) + 0.5, round(place.y() - BOX / 2) + 0.5)


def _end(
    button: QAbstractButton,
    painter: QPainter,
    option: QStyleOptionButton,
    at: QStyle.SubElement,
    label: QStyle.ControlElement,
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    words = QStyleOptionButton(option)
    words.rect = button.style().subElementRect(at, option, button)
    button.style().drawControl(label, words, painter, button)
