"""A printed note, shown beside its marker without losing one's place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.floating import FRAME, Float
from annotator.ui.panels.look import GRID, SCROLL_BAR, SHEET, push, quiet

WIDEST, TALLEST, LEAST = 520, 400, 72  # pixels
GAP, PAD = 4, 3 * GRID
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class NotePopup(Float):
    """The note with its number and page, and the way to it.

    It is *held* once it has the keyboard: then it stays until the person turns elsewhere. One that only the pointer
    called goes when the pointer goes.
    """

    goWanted = Signal()
    left = Signal()  # by the pointer
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Printed note"))
        self.title = quiet()
        self.text = _NoteText(self)
        self.go = push(_("Go to note"), flat=True)
        self.go.clicked.connect(self.go_there)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAD, 0, GRID, GRID)
        foot.addWidget(self.title, 1)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self._foot = foot
        self._document: QTextDocument | None = None
        self.setStyleSheet(f"{SHEET} {FRAME}")

    def show_note(self, title: str, document: QTextDocument, marker: QRect, *, there: bool, held: bool) -> None:
        """Show a note below its marker at `marker` (pixels of the window), or above it where there is more room.

        `there` tells whether it can be gone to; `held` gives it the keyboard.
        """
        self.title.setText(title)
        self.text.setAccessibleName(title)
        self.go.setVisible(there)
        document.setParent(self)
        self.text.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document
        self.setGeometry(self._place(document, marker))
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.raise_()
        self.show()
        if held:
            self.text.setFocus()

    @property
    def held(self) -> bool:
        """Whether it has the keyboard."""
        focus = self.focusWidget()
        return self.isVisible() and focus is not None and focus.hasFocus()

    def go_there(self) -> None:
        """To the note itself."""
        if not self.go.isHidden():
            self.hide()
            self.goWanted.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()

    def _place(self, document: QTextDocument, marker: QRect) -> QRect:
        """Beside the marker and never over it, within the window."""
        room = self.over.rect().adjusted(GAP, GAP, -GAP, -GAP)
        frame = 2 * self.frameWidth()
        width = min(WIDEST, room.width())
        document.setTextWidth(width - frame - 2 * PAD)
        wanted = round(document.size().height()) + PAD + GRID + self._foot.sizeHint().height() + frame + 2
        below, above = room.bottom() - marker.bottom() - GAP, marker.top() - GAP - room.top()
        down = below >= min(wanted, TALLEST) or below >= above
        height = min(wanted, TALLEST, max(below if down else above, LEAST))
        if height < wanted:  # it scrolls: the bar takes its room
            document.setTextWidth(width - frame - 2 * PAD - SCROLL_BAR)
        top = marker.bottom() + 1 + GAP if down else marker.top() - GAP - height
        left = min(max(marker.center().x() - width // 4, room.left()), room.right() + 1 - width)
        return QRect(left, top, width, height)


class _NoteText(QTextEdit):
    """The words: to be read, scrolled, selected and copied. Enter goes to the note."""

    def __init__(self, popup: NotePopup) -> None:
        super().__init__(popup)
        self._popup = popup
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READING)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(PAD, PAD, PAD, 0)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._popup.go_there()
        elif event.key() == Qt.Key.Key_Escape:
            self._popup.dismiss()
        elif event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Space,
        ) and (not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self._scroll(event.key())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._popup.entered.emit()

    def _scroll(self, key: int) -> None:
        bar = self.verticalScrollBar()
        page = key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
        step = bar.pageStep() if page else self.fontMetrics().height()
        bar.setValue(bar.value() + (-step if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else step))
