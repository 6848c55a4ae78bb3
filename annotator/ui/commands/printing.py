"""Save as PDF: sheet by sheet between the window's own events, with progress, and a way to stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from annotator.files import write_atomically
from annotator.i18n import _
from annotator.ui.bridge import explain
from annotator.ui.dialogs.export import file_name
from annotator.ui.fonts import load_fonts
from annotator.ui.paper.sheets import Sheets
from annotator.ui.shown import Ground, margin_note_of, marks_of

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def save_as_pdf(window: MainWindow) -> None:
    """Ask where to, then paint."""
    session = window.session
    if session is None:
        return
    name = f"{file_name(session.reader.title)}.pdf"
    folder = str(window.preferences.get("export.last_folder", str(Path.home())))
    chosen, _kind = QFileDialog.getSaveFileName(window, _("Save as PDF"), str(Path(folder) / name), _("PDF (*.pdf)"))
    if chosen:
        paint(window, Path(chosen))


def paint(window: MainWindow, path: Path) -> None:
    """The open reader as it is shown, onto paper; the file is written when all of it is there."""
    session = window.session
    assert session is not None
    window.pane.margin.finish_editing()
    placed, roles = session.in_order(), window.overlay.roles
    ground = Ground(session.document)
    sheets = Sheets(
        session.document,
        [mark for order, one in enumerate(placed) for mark in marks_of(one, roles, order, False)],
        [margin_note_of(one, ground, roles, False) for one in placed],
        window.look.paper(),
        window.look.type,
        load_fonts(),
    )
    pages = sheets.pages(session.reader.title)
    timer = QTimer(window)

    def step() -> None:
        done = next(pages, None)
        if done is not None:
            window.notice.progress(_("Putting the text on paper…"), done, stop)
            return
        stop()
        data = sheets.data
        window.bridge.ask(
            lambda services: write_atomically(path, data),
            lambda nothing: window.status.say(_("Saved as {path}").format(path=path)),
            lambda error: window.notice.fail(explain(error)),
        )

    def stop() -> None:
        timer.stop()
        pages.close()
        window.notice.solved("progress")

    timer.timeout.connect(step)
    timer.start(0)
