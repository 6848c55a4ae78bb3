"""What is being written in a cell of a table: told as it is written, not only when the cell is left."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from annotator.ui.margin.editor import LONGEST_MS, QUIET_MS


class CellWriting(QObject):
    """Of one editor at a time; `due` when its words should be told, and never for words that were told already."""

    due = Signal(QWidget)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None
        self._told = ""
        self._since = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._tell)

    def begin(self, editor: QWidget) -> None:
        """The editor shows what stands in its cell, and the person may write."""
        self._rest.stop()
        self._since.invalidate()
        self._editor, self._told = editor, value_of(editor)
        if isinstance(editor, (QPlainTextEdit, QLineEdit)):
            editor.textChanged.connect(lambda *text: self._written(editor))
        editor.destroyed.connect(lambda: self._gone(editor))

    def news(self, editor: QWidget) -> str | None:
        """What is written there now, to be told by whoever asks; None where that was told last."""
        value = value_of(editor)
        if editor is self._editor and value == self._told:
            return None
        self._told = value
        self._since.invalidate()
        return value

    def _written(self, editor: QWidget) -> None:
        if editor is self._editor:
            if not self._since.isValid():
                self._since.start()
            self._rest.start(max(0, min(QUIET_MS, LONGEST_MS - self._since.elapsed())))

    def _tell(self) -> None:
        if self._editor is not None and value_of(self._editor) != self._told:
            self.due.emit(self._editor)

    def _gone(self, editor: QWidget) -> None:
        if editor is self._editor:
            self._rest.stop()
            self._editor = None


def value_of(editor: QWidget) -> str:
    """What an editor holds: a choice's key, a line, or a text with its no-break spaces."""
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QPlainTextEdit):
        return editor.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
    assert isinstance(editor, QLineEdit)
    return editor.text()
