"""Annotations from a file into the open reader: looked at first, then brought in as one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from annotator.i18n import _
from annotator.services.receiving import Brought
from annotator.ui.bridge import explain
from annotator.ui.dialogs.annotations_in import AnnotationsInDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import ReaderSession

_FILTERS = _("Annotations (*.jsonld *.json *.annotation)") + ";;" + _("All files (*)")


def choose_annotations(window: MainWindow, folder: str) -> None:
    """Ask for the file."""
    name, _chosen = QFileDialog.getOpenFileName(window, _("Import annotations into this text"), folder, _FILTERS)
    if name:
        window.preferences.set("window.last_folder", str(Path(name).parent))
        look_at_annotations(window, Path(name))


def look_at_annotations(window: MainWindow, path: Path) -> None:
    """Show what the file at `path` would bring in; what is being written is kept first."""
    session = window.session
    if session is None:
        return
    if window.pane.has_margin:
        window.pane.margin.finish_editing()
    reader_id = session.reader.id

    def show(brought: Brought) -> None:
        if window.session is session:
            _open(window, session, path, brought)

    window.bridge.ask(lambda services: services.receiving.look(reader_id, path), show)


def _open(window: MainWindow, session: ReaderSession, path: Path, brought: Brought) -> None:
    dialog = AnnotationsInDialog(path.name, brought, _names(session), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    open_now = [True]

    def done(result: Brought) -> None:
        if window.session is session:
            session.reload()
        if open_now[0]:
            dialog.show_result(result)

    def failed(error: BaseException) -> None:
        if open_now[0]:
            dialog.show_failure(explain(error).sentence)
        else:
            window.bridge.failed.emit(explain(error))

    def bring() -> None:
        window.bridge.ask(lambda services: services.receiving.bring_in(session.reader.id, path), done, failed)

    def close() -> None:
        open_now[0] = False
        window.take_focus_back()

    dialog.importRequested.connect(bring)
    dialog.finished.connect(close)
    dialog.open()


def _names(session: ReaderSession) -> dict[str, str]:
    """What the annotations that are here are called by: their note, else the words that they mark."""
    named = {}
    for key, placed in session.placed.items():
        words = [placed.annotation.note, *(anchor.quote.exact for anchor in placed.annotation.anchors)]
        named[key] = next(filter(None, words), "")
    return named
