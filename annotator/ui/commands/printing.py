"""Print or Save as PDF: sheet by sheet between the window's own events, with a preview, progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.files import write_atomically
from annotator.i18n import _
from annotator.model.lookup import cited_division, division_at
from annotator.ui.bridge import explain
from annotator.ui.dialogs.paper import PaperDialog
from annotator.ui.dialogs.paper_choices import PaperChoices
from annotator.ui.file_types import file_name
from annotator.ui.fonts import load_fonts
from annotator.ui.paper.choice import NotesOnPaper, PaperChoice, Sheet
from annotator.ui.paper.copy import Copy
from annotator.ui.paper.pdf import Pdf
from annotator.ui.paper.sheets import Sheets
from annotator.ui.shown import Ground, note_links

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_FOLDER, _NOTES, _SHEET, _POINTS = "export.last_folder", "paper.notes", "paper.sheet", "paper.points"
PREVIEWED = 60  # sheets of the preview; a second's work


class Work(QObject):
    """One thing at a time, in slices; what is begun ends what was under way."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._steps: Generator[float, None, None] | None = None
        self._tell: Callable[[float], object] = float
        self._end: Callable[[], object] = object

    def begin(
        self, steps: Generator[float, None, None], tell: Callable[[float], object], end: Callable[[], object]
    ) -> None:
        """Run `steps`; `tell` is told how much is done (0 to 1), and `end` is called after the last."""
        self.stop()
        self._steps, self._tell, self._end = steps, tell, end
        self._timer.start(0)

    def stop(self) -> None:
        """Leave it as it is."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _step(self) -> None:
        done = next(self._steps, None) if self._steps is not None else None
        if done is not None:
            self._tell(done)
            return
        self.stop()
        self._end()


def open_paper(window: MainWindow) -> None:
    """Show the sheets as they will be."""
    session = window.session
    if session is None:
        return
    window.pane.margin.finish_editing()
    document = session.document
    choices = PaperChoices(
        [placed.annotation for placed in session.in_order()],
        document.divisions,
        tuple(window.overlay.roles.values()),
        window.look.theme,
        _remembered(window),
        cited_division(document, division_at(document, window.pane.view.top_offset())),
    )
    dialog = PaperDialog(choices, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.look.themeChanged.connect(choices.set_theme)
    PaperWork(window, dialog)
    dialog.open()


class PaperWork(QObject):
    """Does what the dialog asks for; lives as long as it."""

    def __init__(self, window: MainWindow, dialog: PaperDialog) -> None:
        super().__init__(dialog)
        self._window, self._dialog = window, dialog
        self._work = Work(self)
        dialog.previewRequested.connect(self.preview)
        dialog.saveRequested.connect(self.save)
        dialog.printRequested.connect(self.print)
        dialog.cancelled.connect(self._cancel)

    def preview(self, choice: PaperChoice) -> None:
        """The first sheets, as they will be saved."""
        _remember(self._window, choice)
        pdf = Pdf(copy_of(self._window, choice), self._title, PREVIEWED)
        reached = [0.0]

        def show() -> None:
            count = pdf.sheets.count
            about = round(count / reached[0]) if 0 < reached[0] < 1 else count
            self._dialog.show_sheets(pdf.data, count, pdf.sheets.size, pdf.sheets.away, about)

        self._work.begin(pdf.steps(), lambda done: reached.__setitem__(0, done), show)

    def save(self, choice: PaperChoice) -> None:
        """Ask where to, then write the file when all of it is there."""
        window = self._window
        folder = str(window.preferences.get(_FOLDER, str(Path.home())))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._dialog, _("Save as PDF"), str(Path(folder) / f"{file_name(self._title)}.pdf"), _("PDF (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            window.preferences.set(_FOLDER, str(path.parent))
            self.write(choice, path if path.suffix else path.with_suffix(".pdf"))

    def write(self, choice: PaperChoice, path: Path) -> None:
        """Set all sheets, and write them to `path` in one go."""
        pdf = Pdf(copy_of(self._window, choice), self._title)

        def end() -> None:
            self._dialog.show_progress(None)
            data = pdf.data
            self._window.bridge.ask(
                lambda services: write_atomically(path, data),
                lambda nothing: self._dialog.say(_("Saved as {path}").format(path=path)),
                lambda error: self._dialog.say(explain(error).sentence),
            )

        self._work.begin(pdf.steps(), self._dialog.show_progress, end)

    def print(self, choice: PaperChoice) -> None:
        """Ask which printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setPageSize(choice.sheet.page_size)
        ask = QPrintDialog(printer, self._dialog)
        ask.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if ask.exec() == QDialog.DialogCode.Accepted:
            self.send(choice, printer)

    def send(self, choice: PaperChoice, printer: QPrinter) -> None:
        """Paint all sheets that were chosen onto the printer."""
        wanted = range(printer.fromPage(), printer.toPage() + 1) if printer.fromPage() else None
        sheets = Sheets(copy_of(self._window, choice))

        def end() -> None:
            self._dialog.show_progress(None)
            self._dialog.say(_("Sent to the printer."))

        self._work.begin(sheets.pages(printer, wanted), self._dialog.show_progress, end)

    @property
    def _title(self) -> str:
        session = self._window.session
        return session.reader.title if session is not None else ""

    def _cancel(self) -> None:
        self._work.stop()
        self._dialog.show_progress(None)
        self._dialog.say(_("Stopped. Nothing was written."))


def copy_of(window: MainWindow, choice: PaperChoice) -> Copy:
    """The open reader as it is shown now."""
    session = window.session
    assert session is not None
    roles, ground = window.overlay.roles, Ground(session.document)
    links = {id: note_links(session.ties, id, session.placed, ground, roles) for id in session.placed}
    return Copy(
        session.document,
        session.in_order(),
        roles,
        links,
        choice,
        window.look.paper(),
        window.look.type,
        load_fonts(),
    )


def _remembered(window: MainWindow) -> PaperChoice:
    usual, ask = PaperChoice(), window.preferences.get
    notes, sheet, points = ask(_NOTES, usual.notes), ask(_SHEET, usual.sheet), ask(_POINTS, usual.points)
    return PaperChoice(
        notes=NotesOnPaper(notes) if notes in list(NotesOnPaper) else usual.notes,
        sheet=Sheet(sheet) if sheet in list(Sheet) else usual.sheet,
        points=points if isinstance(points, int) else usual.points,
    )


def _remember(window: MainWindow, choice: PaperChoice) -> None:
    for key, value in ((_NOTES, choice.notes.value), (_SHEET, choice.sheet.value), (_POINTS, choice.points)):
        if window.preferences.get(key) != value:
            window.preferences.set(key, value)
