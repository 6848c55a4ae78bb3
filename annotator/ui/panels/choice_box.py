"""A choice of one among some, with a frame and an arrow that can be seen in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox

HEIGHT, PAD, ARROW = 28, 9, 8  # pixels


class ChoiceBox(QComboBox):
    """As a field for a line of text looks; the accent round it for focus."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + PAD, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is chosen, in its own face where it has one."""
        colours, group = self.palette(), QPalette.ColorGroup.Normal
        if not self.isEnabled():
            group = QPalette.ColorGroup.Disabled
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(colours.color(frame), 1))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = colours.color(group, QPalette.ColorRole.Text)
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        right, middle = self.width() - PAD, self.height() / 2
        corners = (
            QPointF(right - ARROW, middle - 2),
            QPointF(right - ARROW / 2, middle + 2),
            QPointF(right, middle - 2),
        )
        painter.drawPolyline(QPolygonF(corners))
        font = self.currentData(Qt.ItemDataRole.FontRole)
        painter.setFont(font if font is not None else self.font())
        room = self.rect().adjusted(PAD, 0, -2 * PAD - ARROW, 0)
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
