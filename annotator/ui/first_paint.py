"""The moment the text is on the screen: what can wait is made after it, and a benchmark can measure it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.ui.main_window import MainWindow

LATEST = 1000  # milliseconds after which things are made even if nothing was painted (a window that stays hidden)


def after_first_paint(window: MainWindow, complete: Callable[[], None]) -> None:
    """Call `complete` once, right after the page was painted for the first time."""
    _Watch(window, complete)


class _Watch(QObject):
    def __init__(self, window: MainWindow, complete: Callable[[], None]) -> None:
        super().__init__(window)
        self._complete: Callable[[], None] | None = complete
        self._timing = os.environ.get("ANNOTATOR_TIMING", "")
        if self._timing:
            window.pane.view.textPainted.connect(self._tell)
        window.pane.view.firstPainted.connect(self._finish)
        QTimer.singleShot(LATEST, self, self._finish)

    def _tell(self) -> None:
        sys.stderr.write(f"first-paint {since_process_start():.3f} {time.process_time():.3f}\n")
        sys.stderr.flush()
        if self._timing == "quit":
            self._complete = None
            QApplication.quit()

    def _finish(self) -> None:
        complete, self._complete = self._complete, None
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
