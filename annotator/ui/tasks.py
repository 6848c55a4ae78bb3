"""Work in child processes: importing, with its progress, and keeping the search index up to date."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QElapsedTimer, QObject, QProcess, QTimer, Signal

from annotator.i18n import _

QUIET = 1500  # milliseconds without a change before the index is brought up to date
MENDING = 20_000  # milliseconds before an index that still can't be used is made anew once more
PATIENCE = 4000  # milliseconds that a child has to end by itself, cleanly, before it is ended
_PROGRESS = re.compile(r"progress (?P<stage>\S+) (?P<part>\d+(\.\d+)?)")
_SAID = "annotator: "  # how the command line begins what it says to a person
BACKUP_QUIET = 5000  # milliseconds without a change before the backup of the day is made


class Errand(QObject):
    """One command of this very program in a child process, with its progress; it ends when this one does."""

    progress = Signal(str, float)  # stage, 0 to 1
    failed = Signal(str)  # a sentence
    cancelled = Signal()

    def __init__(
        self, program: Sequence[str], command: Sequence[str], name: str, parent: QObject | None = None
    ) -> None:
        """`name` is what the person calls the thing that is read."""
        super().__init__(parent)
        self.name = name
        self._program, self._command = tuple(program), tuple(command)
        self._lines = self._last = ""
        self._stopped = False
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._read_progress)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._never_started)

    def start(self) -> None:
        """Begin. The child watches its input, and has its share of the memory."""
        limit = memory_limit()
        more = () if limit is None else ("--memory-limit", str(limit))
        self._process.start(
            self._program[0], [*self._program[1:], *self._command, "--progress-lines", "--until-eof", *more]
        )

    def cancel(self) -> None:
        """Ask the child to stop, by the end of its input: it takes back what it had begun. Ended if it doesn't hear."""
        self._stopped = True
        self._process.closeWriteChannel()
        QTimer.singleShot(PATIENCE, self._process, self._process.kill)

    def end(self) -> None:
        """The window closes: cancel, and wait, not for long."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self.cancel()
            if not self._process.waitForFinished(PATIENCE // 2):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _succeeded(self, printed: str) -> bool:
        """Tell of what the child printed; False where that can't be."""
        raise NotImplementedError

    def _read_progress(self) -> None:
        self._lines += bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        *complete, self._lines = self._lines.split("\n")
        for line in filter(str.strip, complete):
            told = _PROGRESS.fullmatch(line.strip())
            if told:
                self.progress.emit(told["stage"], float(told["part"]))
            elif line.startswith(_SAID):  # libraries that aren't ours may say something, too
                self._last = line.removeprefix(_SAID).strip()

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._lines += "\n"
        self._read_progress()
        printed = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        sound = status is QProcess.ExitStatus.NormalExit
        if sound and code == 0 and self._succeeded(printed):
            return  # also where it was too late to stop it
        if self._stopped:
            self.cancelled.emit()
        elif not sound:
            self.failed.emit(
                _(
                    "{name} could not be read: reading it came to a sudden end. The file may be damaged, or needs more "
                    "memory than there is. Nothing was added; your texts and notes are safe."
                ).format(name=self.name)
            )
        else:
            self.failed.emit(self._last or _("{name} could not be read.").format(name=self.name))

    def _never_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(
                _("{name} could not be read: the program couldn't start its importer.").format(name=self.name)
            )


class ImportTask(Errand):
    """One file on its way into the library."""

    done = Signal(object)  # what `import --json` printed, as a dict

    def __init__(
        self, program: Sequence[str], path: Path, parent: QObject | None = None, *, revision_of: str | None = None
    ) -> None:
        """`revision_of` is the id of the reader of which this is a better text."""
        more = ("--revision-of", revision_of) if revision_of else ()
        super().__init__(program, ("import", str(path), "--json", *more), path.name, parent)

    def _succeeded(self, printed: str) -> bool:
        result = _json(printed)
        if result is not None:
            self.done.emit(result)
        return result is not None


class ReportTask(Errand):
    """The report of a reader's import, made again from the file that was kept; the library has it then."""

    done = Signal()

    def __init__(self, program: Sequence[str], reader_id: str, title: str, parent: QObject | None = None) -> None:
        super().__init__(program, ("inspect", reader_id), title, parent)

    def _succeeded(self, printed: str) -> bool:
        self.done.emit()
        return True


def memory_limit() -> int | None:
    """Bytes that one file may take to be read: three quarters of the machine's memory, so that the rest lives on."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 3 // 4
    except (AttributeError, OSError, ValueError):  # a system that doesn't tell
        return None


class IndexTask(QObject):
    """Drains the index queue in a child process, a moment after the last change; ends with the window."""

    finished = Signal()
    busyChanged = Signal(bool)  # whether something waits for the index, or is on its way into it

    def __init__(self, program: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = tuple(program)
        self._again = False
        self._mending, self._mended = False, QElapsedTimer()
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finish)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self._start)

    def poke(self) -> None:
        """Something changed."""
        self.busyChanged.emit(True)
        self._timer.start()

    def mend(self) -> None:
        """A search couldn't use the index: have it made anew, unless that is under way or was tried a moment ago."""
        if self._timer.isActive() or self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        if not self._mended.isValid() or self._mended.hasExpired(MENDING):
            self._mending = True
            self.busyChanged.emit(True)
            self._start()

    def rebuild(self) -> None:
        """Make the index anew, now."""
        self._start("--rebuild")

    def stop(self) -> None:
        """Let the child end (its input closes), and don't wait long for it."""
        self._timer.stop()
        self._again = False
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(2000):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _start(self, *more: str) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._again = True
            return
        self._process.start(self._program[0], [*self._program[1:], "index", "--until-eof", *more])

    def _finish(self) -> None:
        if self._mending:
            self._mending = False
            self._mended.start()
        self.finished.emit()
        if not self._again and not self._timer.isActive():
            self.busyChanged.emit(False)
        if self._again:
            self._again = False
            self._timer.start()


class BackupTask(QObject):
    """Makes backups in a child process: one a day after the first change, and whenever it is asked."""

    finished = Signal(str)  # what went wrong, in a sentence; empty where all is well

    def __init__(self, program: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = tuple(program)
        self._day = QDate()
        self._process = QProcess(self)
        self._process.finished.connect(self._finish)
        self._timer = QTimer(self, singleShot=True, interval=BACKUP_QUIET)
        self._timer.timeout.connect(lambda: self._start("--daily"))

    def poke(self) -> None:
        """Something was saved: if it is the first change of the day, a backup follows when the keys rest."""
        if self._day != QDate.currentDate():
            self._timer.start()

    def now(self) -> None:
        """Make one at once."""
        self._start()

    def stop(self) -> None:
        """The window closes: a backup that is due is made now, one under way is waited for (not for ever)."""
        if self._timer.isActive():
            self._timer.stop()
            self._start("--daily")
        if self._process.state() is not QProcess.ProcessState.NotRunning and not self._process.waitForFinished(10_000):
            self._process.kill()
            self._process.waitForFinished(1000)

    def _start(self, *more: str) -> None:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._process.start(self._program[0], [*self._program[1:], "backup", *more])

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._day = QDate.currentDate()
            said = ""
        self.finished.emit(said.removeprefix("annotator: "))


def _json(printed: str) -> dict[str, Any] | None:
    try:
        value = json.loads(printed)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
