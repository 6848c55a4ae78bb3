"""Files on their way into the library, one after another, with what is told of them."""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from annotator.i18n import _
from annotator.sentences import stage_name
from annotator.ui.notice import Notice
from annotator.ui.tasks import ImportTask

GUIDE = "how-to-read"


class Arrivals(QObject):
    """Imports files in child processes; the first of each batch that arrives is opened."""

    arrived = Signal(str)  # reader id, to be opened
    imported = Signal()  # one more text is in the library

    def __init__(self, program: Sequence[str], notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._notice = notice
        self._waiting: deque[tuple[Path, bool, bool]] = deque()
        self._task: ImportTask | None = None

    def bring(self, paths: Iterable[Path], *, open_first: bool = True, report: bool = True) -> None:
        """Import `paths`, in order; `report` offers what each import took out, joined and doubted."""
        for number, path in enumerate(paths):
            self._waiting.append((path, open_first and number == 0, report))
        if self._task is None:
            self._next()

    def stop(self) -> None:
        """The window closes."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _next(self) -> None:
        self._task = None
        if not self._waiting:
            return
        path, opens, reports = self._waiting.popleft()
        task = self._task = ImportTask(self._program, path, self)
        name = path.name
        task.progress.connect(lambda stage, part: self._show(name, part, stage))
        task.done.connect(lambda result: self._done(result, opens, reports))
        task.failed.connect(self._failed)
        task.cancelled.connect(lambda: self._finish("progress"))
        self._show(name, -1.0)
        task.start()

    def _show(self, name: str, part: float, stage: str = "") -> None:
        words = " · ".join(filter(None, (_("Reading {name}…").format(name=name), stage and stage_name(stage))))
        self._notice.progress(words, part, self.stop)

    def _done(self, result: dict[str, Any], opens: bool, reports: bool) -> None:
        self._finish("progress")
        self.imported.emit()
        if opens:
            self.arrived.emit(str(result["id"]))
        if reports and result["fresh"] and self._task is None:
            self._offer_report(str(result["title"]), result["report"])

    def _offer_report(self, title: str, report: dict[str, Any]) -> None:
        """Where the import did more than copy."""
        if not (report["removed"] or report["doubts"] or report["missing_pages"]):
            return

        def show() -> None:
            from annotator.ui.dialogs.import_report import ImportReportDialog

            dialog = ImportReportDialog(title, report, self._notice.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        words = _("“{title}” is in the library; its printed pages were put in order.").format(title=title)
        self._notice.tell(words, key="report", button=_("What was done…"), act=show)

    def _failed(self, sentence: str) -> None:
        self._finish("progress")
        self._notice.tell(sentence)

    def _finish(self, key: str) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._notice.solved(key)
        self._next()


def bundled_texts(folder: Path | None) -> list[Path]:
    """The texts that ship, in the order of their manifest; a single file is itself."""
    if folder is None or folder.is_file():
        return [folder] if folder else []
    try:
        manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
        return [folder / str(text["file"]) for text in manifest["text"]]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return []


def guide_text(folder: Path | None) -> Path | None:
    """The shipped text that shows how to read with the program."""
    return next((path for path in bundled_texts(folder) if path.stem.startswith(GUIDE)), None)
