"""The moment the text is on the screen: what can wait is made after it, and a benchmark can measure it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.ui.main_window import MainWindow

LATEST = 1000  # milliseconds after which things are made even if nothing was painted (a window that stays hidden)


def after_first_paint(window: MainWindow, complete: Callable[[], None]) -> None:
    """Call `complete` once, right after the page was painted for the first time."""
    _Watch(window, complete)


class _Watch(QObject):
    def __init__(self, window: MainWindow, complete: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._complete: Callable[[], None] | None = complete
        self._timing = os.environ.get("ANNOTATOR_TIMING", "")
        window.pane.view.viewport().installEventFilter(self)
        QTimer.singleShot(LATEST, self, self._finish)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._painted)  # by then this paint has reached the screen
        return False

    def _painted(self) -> None:
        if self._timing and self._window.session is not None:
            seconds, quits = since_process_start(), self._timing == "quit"
            self._timing = ""
            sys.stderr.write(f"first-paint {seconds:.3f}\n")
            sys.stderr.flush()
            if quits:
                self._complete = None
                QApplication.quit()
        self._finish()

    def _finish(self) -> None:
        complete, self._complete = self._complete, None
        if not self._timing:
            self._window.pane.view.viewport().removeEventFilter(self)
        if complete is not None:
            complete()


def since_process_start() -> float:
    """Seconds since the system started this process (Linux, to 0.01 s), else since this was first asked."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, AttributeError, ValueError, IndexError):
        return time.perf_counter() - _LOADED


_LOADED = time.perf_counter()
