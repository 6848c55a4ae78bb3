"""The Edit menu, but for finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.change import ChangeSet
from annotator.sentences import act_name
from annotator.services.citing import clipping
from annotator.services.history import HistoryState
from annotator.ui.clipboard import put_on_clipboard
from annotator.ui.commands.selecting import taken
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
        session, spans = self._window.session, taken(self._window)
        if session is not None and spans:
            put_on_clipboard(clipping(session.document, spans))
            self._window.status.say(_("Copied"))
        elif spans is not None:
            self._window.status.say(_("Select a passage first"))

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
