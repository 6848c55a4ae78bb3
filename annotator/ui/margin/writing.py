"""The writing of one note: which one, where its editor lies, and when it ends. Nothing typed is left untold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.margin.editor import FRAME, NoteEditor

if TYPE_CHECKING:
    from annotator.ui.margin.offers import LinkOffers, Search


class Writing(QObject):
    """One editor, used again for each note; `changed` gives id and Markdown, `finished` the id.

    The window is watched while a note is open, since closing it must not be quicker than the last keys.
    """

    changed = Signal(str, str)
    grown = Signal()
    finished = Signal(str)
    linkChosen = Signal(str, str)  # the note being written, the annotation it shall be tied to

    def __init__(self, margin: QWidget) -> None:
        super().__init__(margin)
        self.id: str | None = None
        self.editor = NoteEditor(margin)
        self._margin = margin
        self._window: QWidget | None = None
        self._most = 0
        self._offers: LinkOffers | None = None
        self.search: Search = lambda note_id, words: ()
        self.editor.changed.connect(self._on_changed)
        self.editor.grown.connect(self._on_grown)
        self.editor.finished.connect(self._on_done)
        self.editor.left.connect(self.finish)

    def begin(self, note_id: str, text: str, name: str) -> None:
        """Open the editor on a note."""
        self.editor.open(text, name)
        self.id = note_id
        self._window = self._margin.window()
        self._window.installEventFilter(self)
        self._margin.installEventFilter(self)
        if self._offers is None:
            from annotator.ui.margin.offers import LinkOffers

            self._offers = LinkOffers(self.editor)
            self._offers.chosen.connect(self._on_chosen)
        self._offers.begin(lambda words: self.search(note_id, words))

    def begin_link(self) -> None:
        """Write `[[`, which opens the offers; a word apart from what stands before it."""
        before = self.editor.text()[: self.editor.textCursor().position()]
        self.editor.insertPlainText("[[" if not before or before[-1].isspace() else " [[")

    def write_link(self, words: str) -> str:
        """Put `words` in place of `[[…`; returns the whole text, which isn't told as a change."""
        assert self._offers is not None
        self._offers.replace(words)
        return self.editor.hush()

    def caret(self) -> QPoint:
        """Below the caret, on the screen."""
        return self.editor.viewport().mapToGlobal(self.editor.cursorRect().bottomLeft())

    def finish(self) -> None:
        """Tell what was written, then close the editor, then say so."""
        if self.id is None:
            return
        self.editor.settle()
        note_id, self.id = self.id, None
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._margin.removeEventFilter(self)
            self._window = None
        self.editor.hide()
        self.finished.emit(note_id)

    def height(self, most: float) -> float:
        """How much room it takes below the top of its first line, in pixels; `most` at the utmost."""
        self._most = int(most)
        return 0.0 if self.id is None else min(self.editor.wanted_height(), self._most) - FRAME

    def lay(self, text_left: int, width: float) -> None:
        """As wide as a note, with its text where the note's was: the frame lies outside of it."""
        editor = self.editor
        editor.setGeometry(text_left - FRAME, editor.y(), int(width) + 2 * FRAME, editor.height())
        editor.show()  # hidden ones put off their layout, and with it their height

    def move_to(self, top: float) -> None:
        """Stand with the first line at the note's `top`."""
        editor = self.editor
        height = min(editor.wanted_height(), self._most)
        editor.setGeometry(editor.x(), round(top) - FRAME, editor.width(), height)
        if height < self._most:
            editor.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to close (it may still refuse, so the editor stays), or the margin is folded away."""
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.editor.settle()
        elif event.type() == QEvent.Type.Hide and watched is self._margin:
            self.finish()
        return super().eventFilter(watched, event)

    def _on_changed(self, text: str) -> None:
        if self.id is not None:
            self.changed.emit(self.id, text)

    def _on_chosen(self, other: str) -> None:
        if self.id is not None:
            self.linkChosen.emit(self.id, other)

    def _on_grown(self) -> None:
        if self.id is not None:
            self.grown.emit()

    def _on_done(self) -> None:
        self._margin.setFocus()
        self.finish()
