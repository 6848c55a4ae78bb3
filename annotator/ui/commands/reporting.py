"""The report of an import, whenever a person asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.model.document import Document
from annotator.model.report import ImportReport
from annotator.model.shelf import Reader
from annotator.services import Services
from annotator.ui.tasks import ReportTask

if TYPE_CHECKING:
    from annotator.ui.dialogs.import_report import ImportReportDialog
    from annotator.ui.main_window import MainWindow


class _Found(NamedTuple):
    reader: Reader
    document: Document
    report: ImportReport | None


class Reporting:
    """One dialog a reader; a report that is missing is made again, in a child process, from the file that was kept."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._dialogs: dict[str, ImportReportDialog] = {}
        self._tasks: dict[str, ReportTask] = {}
        self.handlers = {"import-report": self._open_current}

    def open(self, reader_id: str) -> None:
        """Show the report of this reader's import."""
        if reader_id in self._dialogs:
            self._dialogs[reader_id].activateWindow()
        elif reader_id not in self._tasks:
            self._window.bridge.ask(partial(_find, reader_id), self._show_or_make)

    def stop(self) -> None:
        """The window closes."""
        for task in self._tasks.values():
            task.end()
        for dialog in list(self._dialogs.values()):
            dialog.close()

    def _open_current(self) -> None:
        if self._window.session is not None:
            self.open(self._window.session.reader.id)

    def _show_or_make(self, found: _Found) -> None:
        if found.report is not None:
            self._show(found.reader, found.document, found.report)
            return
        reader_id, title = found.reader.id, found.reader.title
        notice = self._window.notice
        task = self._tasks[reader_id] = ReportTask(self._window.environment.program, reader_id, title, self._window)

        def over() -> None:
            self._tasks.pop(reader_id).deleteLater()
            notice.solved("progress")

        def done() -> None:
            over()
            self._window.bridge.ask(partial(_find, reader_id), self._show_made)

        def failed(sentence: str) -> None:
            over()
            notice.tell(sentence)

        words = _("Looking again at how “{title}” was imported…").format(title=title)
        task.progress.connect(lambda stage, part: notice.progress(words, part, task.cancel))
        task.done.connect(done)
        task.failed.connect(failed)
        task.cancelled.connect(over)
        notice.progress(words, -1.0, task.cancel)
        task.start()

    def _show_made(self, found: _Found) -> None:
        if found.report is not None:
            self._show(found.reader, found.document, found.report)
        else:
            words = _("What was done when “{title}” was imported isn't known any more. The text itself is safe.")
            self._window.notice.tell(words.format(title=found.reader.title))

    def _show(self, reader: Reader, document: Document, report: ImportReport) -> None:
        from annotator.ui.dialogs.import_report import ImportReportDialog

        window = self._window
        dialog = ImportReportDialog(reader.title, document, report, window.look.theme, window.preferences, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.placeWanted.connect(lambda offset: window.open_reader(reader.id, offset))
        window.look.themeChanged.connect(dialog.set_theme)
        dialog.finished.connect(lambda: self._dialogs.pop(reader.id, None))
        self._dialogs[reader.id] = dialog
        dialog.show()


def _find(reader_id: str, services: Services) -> _Found:
    reader = services.shelf.get(reader_id)
    return _Found(reader, services.shelf.document(reader), services.shelf.report(reader))
