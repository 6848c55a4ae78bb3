"""A better text of a reader on its way into the library, and what is told of the notes that it takes along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.i18n import _, ngettext
from annotator.sentences import stage_name
from annotator.ui.file_types import name_filters
from annotator.ui.notice import Notice
from annotator.ui.tasks import ImportTask


class BetterText(QObject):
    """Imports one file at a time as a new revision, in a child process."""

    revised = Signal(str)  # reader id
    cutOff = Signal()  # it was stopped or came to a sudden end
    checkWanted = Signal(str)  # reader id whose notes the person wants to look at

    def __init__(self, program: Sequence[str], notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._notice = notice
        self._task: ImportTask | None = None

    def choose(self, reader_id: str, title: str, folder: str, parent: QWidget) -> None:
        """Ask for the file, then bring it in."""
        asked = _("A better text of “{title}”").format(title=title)
        name, _chosen = QFileDialog.getOpenFileName(parent, asked, folder, name_filters())
        if name:
            self.bring(reader_id, Path(name))

    def bring(self, reader_id: str, path: Path) -> None:
        """Put the text of `path` in the place of the reader's."""
        if self._task is not None:
            return
        task = self._task = ImportTask(self._program, path, self, revision_of=reader_id)
        task.progress.connect(lambda stage, part: self._show(path.name, part, stage))
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cut_off)
        self._show(path.name, -1.0)
        task.start()

    def stop(self) -> None:
        """The person has thought better of it."""
        if self._task is not None:
            self._task.cancel()

    def end(self) -> None:
        """The window closes."""
        if self._task is not None:
            self._task.end()

    def _show(self, name: str, part: float, stage: str = "") -> None:
        words = " · ".join(filter(None, (_("Reading {name}…").format(name=name), stage and stage_name(stage))))
        self._notice.progress(words, part, self.stop)

    def _done(self, result: dict[str, Any]) -> None:
        self._finish()
        reader_id = str(result["id"])
        if not result["fresh"]:
            self._notice.tell(_("“{title}” has this text already.").format(title=result["title"]))
            return
        self.revised.emit(reader_id)
        counts = result["carried"]["counts"]
        button = _("To check…") if counts["to_check"] + counts["orphaned"] else ""
        words = carried_sentence(str(result["title"]), counts)
        self._notice.tell(words, key="revised", button=button, act=lambda: self._check(reader_id))

    def _check(self, reader_id: str) -> None:
        self._notice.solved("revised")
        self.checkWanted.emit(reader_id)

    def _failed(self, sentence: str) -> None:
        self._cut_off()
        self._notice.tell(sentence)

    def _cut_off(self) -> None:
        self._finish()
        self.cutOff.emit()

    def _finish(self) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._task = None
        self._notice.solved("progress")


def carried_sentence(title: str, counts: dict[str, int]) -> str:
    """What became of the notes, in a sentence or two."""
    kept, unsure = counts["exact"] + counts["moved"], counts["to_check"] + counts["orphaned"]
    sentences = [_("“{title}” has its better text.").format(title=title)]
    if kept:
        sure = ngettext("{n} annotation was carried over.", "{n} annotations were carried over.", kept)
        sentences.append(sure.format(n=kept))
    if unsure:
        open_ones = ngettext("{n} annotation wants a look.", "{n} annotations want a look.", unsure)
        sentences.append(open_ones.format(n=unsure))
    sentences.append(_("Undo brings the old text back."))
    return " ".join(sentences)
