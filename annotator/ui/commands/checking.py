"""Passages that moved or could not be found: counted in the status line, settled in a dialog beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.model.annotation import Placed
from annotator.services.settling import accept, fasten
from annotator.ui.menus import Handlers

if TYPE_CHECKING:
    from annotator.ui.dialogs.check import CheckDialog
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import ReaderSession


class Checking:
    """One dialog at most, of the open reader."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.dialog: CheckDialog | None = None
        self.handlers: Handlers = {"check": self.open, "fasten": self.fasten}
        window.pane.view.selectionChanged.connect(self._selection_changed)
        window.status.checkWanted.connect(self.open)

    def attach(self, session: ReaderSession) -> None:
        """Count in this reader from now on."""
        session.marksChanged.connect(lambda ids: self._refresh(session))
        self._refresh(session)

    def open(self) -> None:
        """Show what is to be checked, the current annotation first if it is one of them."""
        from annotator.ui.dialogs.check import CheckDialog

        window, session = self._window, self._window.session
        if session is None:
            return
        if not to_check(session):
            window.status.say(_("Nothing is to be checked: every note stands where it was made"))
            return
        if self.dialog is None:
            self.dialog = dialog = CheckDialog(session.document, window.look.theme, window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.acceptRequested.connect(self._accept)
            dialog.fastenRequested.connect(self._fasten)
            dialog.shown.connect(window.pane.view.go_to)
            dialog.undoRequested.connect(self._undo)
            dialog.finished.connect(self._closed)
            window.look.themeChanged.connect(dialog.set_theme)
            window.leave_here()
        self._refresh(session)
        self._selection_changed()
        if window.overlay.current is not None:
            self.dialog.choose(window.overlay.current)
        self.dialog.show()
        self.dialog.activateWindow()

    def fasten(self) -> None:
        """Fasten what the dialog shows, else the current annotation, to the selected words."""
        window, session = self._window, self._window.session
        placed = self.dialog.current() if self.dialog is not None else None
        if placed is None and session is not None and window.overlay.current is not None:
            placed = session.placed.get(window.overlay.current)
        if placed is None or not placed.unsettled:
            window.status.say(_("First choose the note that is to be checked: Ctrl+Shift+K shows them"))
        elif not window.pane.view.passages():
            window.status.say(_("Select the words in the text to which the note shall be fastened"))
        else:
            self._fasten(placed)

    def _fasten(self, placed: Placed) -> None:
        view, session = self._window.pane.view, self._window.session
        spans = view.passages()
        if spans and session is not None and placed in session.placed.values():
            session.apply(fasten(session.reader, session.document, placed, spans))
            view.clear_selection()

    def _selection_changed(self) -> None:
        if self.dialog is not None:
            self.dialog.set_selected(bool(self._window.pane.view.passages()))

    def _refresh(self, session: ReaderSession) -> None:
        if session is not self._window.session:
            return
        found = to_check(session)
        self._window.status.show_check(len(found))
        if self.dialog is not None:
            self.dialog.set_items(found, session.document)

    def _accept(self, placed: Placed, choice: int) -> None:
        session = self._window.session
        if session is not None and placed in session.placed.values():
            session.apply(accept(session.reader, session.document, placed, choice))

    def _undo(self) -> None:
        if self._window.session is not None:
            self._window.session.undo()

    def _closed(self) -> None:
        self.dialog = None
        self._window.take_focus_back()


def to_check(session: ReaderSession) -> list[Placed]:
    """The annotations that aren't where they were made, in text order; those that are nowhere by where they were."""
    found = [placed for placed in session.placed.values() if placed.unsettled]
    return sorted(found, key=_where)


def _where(placed: Placed) -> tuple[int, str]:
    first = placed.unsettled[0]
    anchors = placed.annotation.anchors
    start = first.candidates[0].span.start if first.candidates else anchors[0].position.start if anchors else 0
    return start, placed.annotation.created
