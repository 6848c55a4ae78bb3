"""Tying one note to another by hand: pressed on one, let go over the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication

from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.ui.margin.view import MarginView


class LinkHand:
    """What the hand holds; it begins to drag once it has moved as far as the system asks for."""

    def __init__(self, margin: MarginView) -> None:
        self._margin = margin
        self._source: str | None = None
        self._from = self._at = QPoint()
        self._dragging = False

    def press(self, note_id: str, at: QPoint) -> None:
        """The hand is on a note."""
        self._source, self._from, self._dragging = note_id, at, False

    def move(self, at: QPoint) -> None:
        """The hand moved while it held."""
        if self._source is None:
            return
        if not self._dragging and (at - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self._margin.setCursor(Qt.CursorShape.DragLinkCursor)
        if self._dragging:
            self._at = at
            self._margin.update()

    def release(self, at: QPoint) -> tuple[str, str] | None:
        """The hand lets go; returns the note that was dragged and the one that it was dragged onto."""
        source, dragging = self._source, self._dragging
        self.let_go()
        target = self._margin.note_at(at) if dragging and self._margin.rect().contains(at) else None
        return None if source is None or target in (None, source) else (source, str(target))

    def let_go(self) -> bool:
        """Nothing is dragged any more; whether something was."""
        was, self._source, self._dragging = self._dragging, None, False
        if was:
            self._margin.setCursor(Qt.CursorShape.ArrowCursor)
            self._margin.update()
        return was

    def _beginning(self) -> QPointF:
        """Where the line begins: in the dragged note, which may have made room since the hand came to it."""
        place = self._margin.place_of(self._source) if self._source is not None else None
        if place is None or place.contains(self._from):
            return QPointF(self._from)
        return QPointF(self._from.x(), place.center().y())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """The line from the dragged note, and a frame around the one that it would be tied to."""
        if not self._dragging:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.drawLine(QLineF(self._beginning(), QPointF(self._at)))
        target = self._margin.note_at(self._at)
        place = self._margin.place_of(target) if target not in (None, self._source) else None
        if place is not None:
            painter.drawRoundedRect(QRectF(place).adjusted(10.5, -3.5, -8.5, 3.5), 4, 4)
