"""From process start to text on the screen, beside a bare PySide6 label, run in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import text_path

RUNS = 11
_LABEL = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("first-paint", flush=True)
        QApplication.exit()
application = QApplication(sys.argv)
label = Label("Text on the screen")
label.resize(1100, 760)
label.show()
application.exec()
"""


def measure() -> list[Figure]:
    """The ratio of the medians, and both medians."""
    path = text_path()
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, "-m", "annotator", "--data-dir", folder]
        subprocess.run([*program, "--quiet", "import", str(path)], check=True, capture_output=True)
        ours, bare = [], []
        for run in range(RUNS + 1):
            pair = _seconds(program), _seconds([sys.executable, "-c", _LABEL])
            if run:  # the first warms the disk's cache
                ours.append(pair[0])
                bare.append(pair[1])
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    remark = f"{path.name}: {statistics.median(ours):.3f} s; label: {statistics.median(bare):.3f} s"
    return [Figure("start to text on the screen / bare PySide6 label", ratio, "×", 1.5, remark)]


def _seconds(command: list[str]) -> float:
    environment = {**os.environ, "ANNOTATOR_TIMING": "quit", "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("first-paint"):
                elapsed = time.perf_counter() - start
                process.communicate(timeout=60)
                return elapsed
    raise RuntimeError(f"{command} showed no text")
