"""The current note beside a margin of marks: read without widening anything, gone with the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.ui.margin.note import MarginNote
from annotator.ui.margin.typeset import footer_of
from annotator.ui.markdown_html import note_html

if TYPE_CHECKING:
    from annotator.ui.margin.view import MarginView

WIDTH, PAD, GAP = 288, 12, 4  # pixels
TALLEST = 0.6
"""Of the pane's height; what is longer scrolls."""


class NoteCard(QFrame):
    """Shown while `margin` is narrow and its current note has something to say."""

    def __init__(self, margin: MarginView, pane: QWidget) -> None:
        super().__init__(pane)
        self._margin, self._pane = margin, pane
        self._shown: MarginNote | None = None
        self.text = QLabel(wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setContentsMargins(PAD, PAD, PAD, PAD)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.text)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(area)
        self.setStyleSheet(
            "NoteCard { background: palette(alternate-base); border: 1px solid palette(mid); border-radius: 4px; }"
            "QScrollArea, QLabel { background: transparent; }"
        )
        area.viewport().setAutoFillBackground(False)
        self.hide()
        margin.installEventFilter(self)

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
        if note is None or place is None:
            self.hide()
            return
        if note is not self._shown:
            self._shown = note
            links = "".join(f"<br>{one.kind}: {_plain(one.words)} {_plain(one.page)}" for one in note.links)
            small = f"<small>{_plain(footer_of(note))}{links}</small>"
            about = f"<small>{_plain(note.about)}</small>" if note.about else ""
            self.text.setText(about + note_html(note.text) + small)
        pane = self._pane
        height = min(self.text.heightForWidth(WIDTH - 2) + 2, round(pane.height() * TALLEST))
        at = self._margin.mapTo(pane, QPoint(-WIDTH - GAP, place.top() - PAD))
        top = min(max(at.y(), GAP), pane.height() - height - GAP)
        self.setGeometry(max(at.x(), GAP), top, WIDTH, height)
        if self.isHidden():
            self.show()
        self.raise_()


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
