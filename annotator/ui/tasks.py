"""Work in child processes: importing, with its progress, and keeping the search index up to date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from annotator.i18n import _

QUIET = 1500  # milliseconds without a change before the index is brought up to date


class ImportTask(QObject):
    """One file on its way into the library."""

    progress = Signal(str, float)  # stage, 0 to 1
    done = Signal(object)  # what `import --json` printed, as a dict
    failed = Signal(str)  # a sentence
    cancelled = Signal()

    def __init__(self, program: Sequence[str], path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._program = tuple(program)
        self._lines = ""
        self._last = ""
        self._stopped = False
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._read_progress)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._never_started)

    def start(self) -> None:
        """Begin."""
        arguments = [*self._program[1:], "import", str(self.path), "--json", "--progress-lines"]
        self._process.start(self._program[0], arguments)

    def cancel(self) -> None:
        """Stop; the library takes a text as a whole or not at all."""
        self._stopped = True
        self._process.kill()

    def _read_progress(self) -> None:
        self._lines += bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        *complete, self._lines = self._lines.split("\n")
        for line in filter(str.strip, complete):
            words = line.split()
            if words[0] == "progress" and len(words) == 3:
                self.progress.emit(words[1], float(words[2]))
            else:
                self._last = line.strip()

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._stopped:
            self.cancelled.emit()
            return
        self._lines += "\n"
        self._read_progress()
        printed = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        result = _json(printed) if code == 0 and status is QProcess.ExitStatus.NormalExit else None
        if result is None:
            self.failed.emit(self._last or _("{name} could not be read.").format(name=self.path.name))
        else:
            self.done.emit(result)

    def _never_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(
                _("{name} could not be read: the program couldn't start its importer.").format(name=self.path.name)
            )


class IndexTask(QObject):
    """Drains the index queue in a child process, a moment after the last change; ends with the window."""

    finished = Signal()
    busyChanged = Signal(bool)  # whether something waits for the index, or is on its way into it

    def __init__(self, program: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = tuple(program)
        self._again = False
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
        self.finished.emit()
        if not self._again and not self._timer.isActive():
            self.busyChanged.emit(False)
        if self._again:
            self._again = False
            self._timer.start()


def _json(printed: str) -> dict[str, Any] | None:
    try:
        value = json.loads(printed)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
