"""Writing a note in its place: a real text widget laid over the margin, for input methods, undo and selection."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QGuiApplication, QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.i18n import _
from annotator.ui.theme import Theme

QUIET_MS = 400
"""A change is told when the keys have rested this long …"""
LONGEST_MS = 2000
"""… and while they don't rest, this often: what is typed is never further from being saved."""
_PADDING = 6
FRAME = _PADDING + 1
"""Pixels from the editor's edge to its text."""
LEAST_LINES = 3

_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # so Windows tells it
_KEEPS_EDITING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class NoteEditor(QPlainTextEdit):
    """Tells its text as it changes, never later than it promises, and keeps its keys to itself."""

    changed = Signal(str)
    grown = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(_("Write a note… (Markdown)"))
        self.setViewportMargins(*(_PADDING,) * 4)
        self.document().setDocumentMargin(0)
        self.horizontalScrollBar().valueChanged.connect(self._stay_left)
        self._told = ""
        self._since = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.flush)
        self.textChanged.connect(self._on_change)

    def open(self, text: str, name: str) -> None:
        """Show `text` with the caret at its end; `name` is what a screen reader calls the field."""
        self.setPlainText(text)
        self._told = self.text()  # not `text`: carriage returns went, and that is no change of the person's
        self._rest.stop()
        self._since.invalidate()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setAccessibleName(name)

    def text(self) -> str:
        """What stands in it, no-break spaces included (`toPlainText` would make them common ones)."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def hush(self) -> str:
        """The text, which whoever asks makes known himself: it isn't told as a change any more."""
        self._rest.stop()
        self._since.invalidate()
        self._told = self.text()
        return self._told

    def flush(self) -> None:
        """Tell the text now, if it is another than was told last."""
        self._rest.stop()
        self._since.invalidate()
        text = self.text()
        if text != self._told:
            self._told = text
            self.changed.emit(text)

    def settle(self) -> None:
        """Take in what an input method still composes, and tell the text."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        self.flush()

    def dress(self, theme: Theme, font: QFont) -> None:
        """The theme's colours, the notes' font."""
        self.setFont(font)
        self.setStyleSheet(
            f"NoteEditor {{ background: {theme.raised}; color: {theme.ink}; border: 1px solid {theme.hairline};"
            f" border-radius: 4px; selection-background-color: {theme.selection}; selection-color: {theme.ink};"
            f" placeholder-text-color: {theme.muted}; }}"
        )

    def wanted_height(self) -> int:
        """The height in pixels that shows all of it, and never less than a few lines."""
        height, block = 0.0, self.document().begin()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        spare = 2  # with none, the last line counts as cut, and the first scrolls away
        return ceil(max(height, LEAST_LINES * self.fontMetrics().lineSpacing())) + 2 * FRAME + spare

    def event(self, event: QEvent) -> bool:
        """Claims every key that writes or edits before a shortcut of the window can have it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Ctrl+Enter finish; all else is typing, and none of it reaches the margin or the page."""
        if event.key() == Qt.Key.Key_Escape or _is_ctrl_enter(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells the text at once; a menu or another window on top doesn't end the editing, other places do."""
        super().focusOutEvent(event)
        self.flush()
        if event.reason() not in _KEEPS_EDITING:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls itself only where it is taller than the window; else the wheel is the page's."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _stay_left(self, value: int) -> None:
        if value:  # a space at a line's end is wider than the window; the text wraps, so nothing is out of sight
            self.horizontalScrollBar().setValue(0)

    def _on_change(self) -> None:
        if not self._since.isValid():
            self._since.start()
        self._rest.start(max(0, min(QUIET_MS, LONGEST_MS - self._since.elapsed())))
        self.grown.emit()


def _is_ctrl_enter(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _is_mine(event: QKeyEvent) -> bool:
    """Keys without Ctrl, Alt or Meta, but for F1 to F35; the editor's own combinations Qt claims for it."""
    held = event.modifiers() & _MODIFIERS
    if _is_ctrl_enter(event) or (held == _ALT_GR and event.text().isprintable() and event.text()):
        return True
    return not held and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
