"""The current note beside a margin of marks: read without widening anything, gone with the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.margin.arrangement import Arrangement, Standing
from annotator.ui.margin.note import MarginNote
from annotator.ui.margin.painting import RIGHT, MarginPainter
from annotator.ui.margin.typeset import SetNote, Typesetter

if TYPE_CHECKING:
    from annotator.ui.margin.view import MarginView
    from annotator.ui.theme import Theme

WIDTH, PAD, GAP = 320, 12, 4  # pixels
TALLEST = 0.6
"""Of the pane's height; what is longer is scrolled with the wheel, and read whole where it is written."""


class NoteCard(QWidget):
    """Shown while `margin` is narrow and its current note has something to say; set as a note in the margin is."""

    def __init__(self, margin: MarginView, pane: QWidget) -> None:
        super().__init__(pane)
        self._margin, self._pane = margin, pane
        self._setter = Typesetter()
        self._theme: Theme | None = None
        self._painter: MarginPainter | None = None
        self._scrolled = 0
        self.note: MarginNote | None = None
        self.hide()
        margin.installEventFilter(self)

    def dress(self, theme: Theme, setter: Typesetter) -> None:
        """The margin's colours and type."""
        self._theme = theme
        self._setter.font, self._setter.muted, self._setter.accent = setter.font, theme.muted, theme.accent
        self._setter.forget()
        self._painter = MarginPainter(theme._replace(background=theme.raised), self._setter)
        self._setter.width = WIDTH - self._painter.text_left - RIGHT
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The margin was painted anew, or went: the card stands where its mark does."""
        if event.type() == QEvent.Type.Paint:
            self.follow()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Show the current note beside its mark, or nothing."""
        note = self._margin.current_note() if self._margin.compact else None
        place = self._margin.place_of(note.id) if note is not None and note.speaks else None
        if note is None or place is None or self._painter is None:
            self.hide()
            return
        if note is not self.note:
            self.note, self._scrolled = note, 0
            self.update()
        height = min(self._height(), round(self._pane.height() * TALLEST))
        at = self._margin.mapTo(self._pane, QPoint(-WIDTH - GAP, place.top() - PAD))
        top = min(max(at.y(), GAP), self._pane.height() - height - GAP)
        self.setGeometry(max(at.x(), GAP), top, WIDTH, height)
        if self.isHidden():
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The note on a raised ground."""
        painter = QPainter(self)
        if self._painter is None or self._theme is None or self.note is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.hairline), 1))
        painter.setBrush(QColor(self._theme.raised))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 4, 4)
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        self._painter.draw(painter, self._standing(), edited=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a link follows it; a double click elsewhere writes, as in the margin."""
        link = self._link_at(event)
        if link is not None:
            self._margin.linkFollowed.emit(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Writes in the note."""
        if self.note is not None and event.button() == Qt.MouseButton.LeftButton:
            self._margin.edit(self.note.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls what is taller than the card."""
        most = max(0, self._height() - self.height())
        self._scrolled = min(max(self._scrolled - event.angleDelta().y() // 3, 0), most)
        self.update()
        event.accept()

    def _link_at(self, event: QMouseEvent) -> str | None:
        if self._painter is None or self.note is None:
            return None
        link = self._painter.link_at(Arrangement((self._standing(),)), event.position().toPoint())
        return None if link is None or link.gone else link.other

    def _set(self) -> SetNote:
        assert self.note is not None
        return self._setter.set(self.note)

    def _height(self) -> int:
        return round(self._set().height(unfolded=True)) + 2 * PAD

    def _standing(self) -> Standing:
        one = self._set()
        return Standing(one, float(PAD - self._scrolled), one.height(unfolded=True), 0.0, unfolded=True)
