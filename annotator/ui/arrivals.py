"""Files on their way into the library, one after another, with what is told of them."""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.i18n import _, ngettext
from annotator.sentences import stage_name
from annotator.ui.notice import Notice
from annotator.ui.tasks import ImportTask

GUIDE = "how-to-read"
SHOWN = 3  # sentences about files that could not be read


@dataclass
class _Batch:
    """What is known of the files that were brought together, until the last of them is done."""

    total: int = 0
    begun: int = 0
    came: list[dict[str, Any]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    stopped: bool = False


class _Waiting(NamedTuple):
    path: Path
    opens: bool
    reports: bool


class Arrivals(QObject):
    """Imports files in child processes, one after another; the first of each batch that arrives is opened."""

    arrived = Signal(str)  # reader id, to be opened
    imported = Signal()  # one more text is in the library
    reportWanted = Signal(str)  # reader id
    cutOff = Signal()  # an import was stopped or came to a sudden end

    def __init__(self, program: Sequence[str], notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._notice = notice
        self._waiting: deque[_Waiting] = deque()
        self._task: ImportTask | None = None
        self._batch = _Batch()

    def bring(self, paths: Iterable[Path], *, open_first: bool = True, report: bool = True) -> None:
        """Import `paths`, in order; `report` says what came, and offers what its import did."""
        for number, path in enumerate(paths):
            self._waiting.append(_Waiting(path, open_first and number == 0, report))
            self._batch.total += 1
        if self._task is None:
            self._next()

    def stop(self) -> None:
        """Stop the file that is being read, and bring in none of the others."""
        self._waiting.clear()
        if self._task is not None:
            self._batch.stopped = True
            self._task.cancel()

    def end(self) -> None:
        """The window closes."""
        self._waiting.clear()
        if self._task is not None:
            self._task.end()

    def _next(self) -> None:
        self._task = None
        if not self._waiting:
            return
        waiting = self._waiting.popleft()
        self._batch.begun += 1
        task = self._task = ImportTask(self._program, waiting.path, self)
        task.progress.connect(lambda stage, part: self._show(task.name, part, stage))
        task.done.connect(lambda result: self._done(result, waiting))
        task.failed.connect(lambda sentence: self._failed(sentence, waiting))
        task.cancelled.connect(lambda: self._over(waiting))
        self._show(task.name, -1.0)
        task.start()

    def _show(self, name: str, part: float, stage: str = "") -> None:
        batch = self._batch
        reading = _("Reading {name}…") if batch.total < 2 else _("Reading {name} ({number} of {total})…")
        words = reading.format(name=name, number=batch.begun, total=batch.total)
        if batch.stopped:
            words = _("Stopping…")
        self._notice.progress(" · ".join(filter(None, (words, stage and stage_name(stage)))), part, self.stop)

    def _done(self, result: dict[str, Any], waiting: _Waiting) -> None:
        self._batch.came.append(result)
        self._over(waiting)
        self.imported.emit()
        if waiting.opens:
            self.arrived.emit(str(result["id"]))

    def _failed(self, sentence: str, waiting: _Waiting) -> None:
        self._batch.failed.append(sentence)
        self._over(waiting)

    def _over(self, waiting: _Waiting) -> None:
        """One file is done with, one way or another."""
        if self._task is not None:
            self._task.deleteLater()
        if self._batch.stopped or self._batch.failed:
            self.cutOff.emit()
        self._next()
        if self._task is None:
            batch, self._batch = self._batch, _Batch()
            self._notice.solved("progress")
            self._tell(batch, waiting.reports)

    def _tell(self, batch: _Batch, reports: bool) -> None:
        """What came of all that was brought together: above all, what did not come."""
        came = len(batch.came)
        said = batch.failed[:SHOWN]
        if len(batch.failed) > SHOWN:
            more = len(batch.failed) - SHOWN
            said.append(
                ngettext("{n} more file could not be read.", "{n} more files could not be read.", more).format(n=more)
            )
        if (batch.failed and batch.total > 1) or (batch.stopped and came):
            said.append(
                ngettext(
                    "{n} of {total} texts is in the library.", "{n} of {total} texts are in the library.", came
                ).format(n=came, total=batch.total)
            )
        if said:
            self._notice.tell("\n".join(said))
        elif reports and came > 1:
            self._notice.tell(_("{n} texts are in the library.").format(n=came), key="report")
        elif reports and came == 1 and batch.came[0]["fresh"]:
            self._offer_report(batch.came[0])

    def _offer_report(self, result: dict[str, Any]) -> None:
        """Where the import did more than copy."""
        report = result["report"]
        if not (report["removed"] or report["doubts"] or report["missing_pages"] or report["hyphens"]["joined"]):
            return
        words = _("“{title}” is in the library; its printed pages were put in order.").format(title=result["title"])
        reader_id = str(result["id"])

        def show() -> None:
            self._notice.solved("report")
            self.reportWanted.emit(reader_id)

        self._notice.tell(words, key="report", button=_("What was done…"), act=show)


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
