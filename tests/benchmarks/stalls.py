"""How long the window's event loop is held up while its child process makes the index; run as a process of its own.

Prints the longest gap between two turns of the loop without and with the child at work, in milliseconds.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from annotator.ui.tasks import IndexTask

QUIET = 4.0  # seconds without the child
TURN = 2  # milliseconds


def main(data: str) -> None:
    """Measure on the library in `data`, whose index isn't made yet."""
    app = QCoreApplication(sys.argv[:1])
    task = IndexTask((sys.executable, "-m", "annotator", "--data-dir", data))
    gaps: list[tuple[bool, float]] = []
    last, working = time.perf_counter(), False

    def turn() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((working, (now - last) * 1000 - TURN))
        last = now

    def begin() -> None:
        nonlocal working
        working = True
        task.rebuild()

    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TURN)
    timer.timeout.connect(turn)
    task.finished.connect(app.quit)
    timer.start()
    QTimer.singleShot(int(QUIET * 1000), begin)
    app.exec()
    print(*(max(gap for at_work, gap in gaps[5:] if at_work is which) for which in (False, True)))


if __name__ == "__main__":
    main(sys.argv[1])
