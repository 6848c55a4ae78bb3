"""The Edit menu, but for finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QStandardItemModel

from annotator.i18n import _
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation
from annotator.model.change import ChangeSet
from annotator.sentences import act_name
from annotator.services.citing import clipping
from annotator.services.history import HistoryState
from annotator.ui.menus import Handlers, Menus
from annotator.ui.session import ReaderSession

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Editing:
    """Undo and redo by name, and copying."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.handlers: Handlers = {
            "undo": self.undo,
            "redo": self.redo,
            "copy": self.copy,
            "cite": self.cite,
        }

    def attach(self, session: ReaderSession, menus: Menus) -> None:
        """Follow a reader that was opened."""

        def rename(state: HistoryState) -> None:
            if session is self._window.session:
                _rename(menus.actions["undo"], _("&Undo"), state.undo)
                _rename(menus.actions["redo"], _("&Redo"), state.redo)

        session.historyChanged.connect(rename)
        session.undone.connect(self._tell)
        rename(session.history)

    def undo(self) -> None:
        """Take the last act back."""
        if self._window.session is not None:
            self._window.pane.margin.finish_editing()
            self._window.session.undo()

    def redo(self) -> None:
        """Do it again."""
        if self._window.session is not None:
            self._window.pane.margin.finish_editing()
            self._window.session.redo()

    def copy(self) -> None:
        """The selected words, to the clipboard."""
        self._clip(self._window.pane.view.selections(), _("Copied"))

    def cite(self) -> None:
        """The selected words, or those of the current annotation, with author and page."""
        session, view, current = self._window.session, self._window.pane.view, self._window.overlay.current
        if session is None:
            return
        spans = view.selections() or (session.placed[current].spans if current in session.placed else ())
        self._clip(spans, _("Copied with its citation"), cited=True)

    def _clip(self, spans: Sequence[Position], done: str, *, cited: bool = False) -> None:
        """Put passages on the clipboard: rich where the other program takes that, else as Markdown or plain."""
        session = self._window.session
        if session is None or not spans:
            self._window.status.say(_("Select a passage first"))
            return
        words = clipping(session.document, spans, cited=cited)
        data = _mime_data()
        data.setText(words.plain)
        data.setHtml(words.html)
        data.setData("text/markdown", words.markdown.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self._window.status.say(done)

    def _tell(self, verb: str, act: ChangeSet | None) -> None:
        if act is None:
            self._window.status.say(_("There is nothing to undo") if verb == "undo" else _("There is nothing to redo"))
            return
        word = _("Undone: {act}") if verb == "undo" else _("Done again: {act}")
        self._window.status.say(word.format(act=act_name(act.name)))
        session = self._window.session
        ids = [change.record.id for change in act.changes if isinstance(change.record, Annotation)]
        if session is not None and ids and ids[0] in session.placed:
            self._window.overlay.show_place(ids[0])


def _rename(action: QAction, verb: str, code: str | None) -> None:
    action.setEnabled(code is not None)
    action.setText(verb if code is None else f"{verb} {act_name(code)}")


def _mime_data() -> QMimeData:
    """Empty mime data of Qt's own making: Python's would outlive it on the clipboard, and end it in a crash."""
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    data.clear()
    return data
