"""From process start to text on the screen, beside a bare PySide6 label, run in turns.

Both say so when their first paint has reached the screen: a real one, or a virtual X server where there is none, or
(without that) Qt's offscreen platform.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import text_path

RUNS = 15
_LABEL = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
def painted():
    print("first-paint", flush=True)
    QApplication.quit()
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
application = QApplication(sys.argv)
label = Label("Text on the screen")
label.resize(1100, 760)
label.show()
application.exec()
"""


def measure() -> list[Figure]:
    """The median of the pairs' ratios, and both medians."""
    path = text_path()
    with tempfile.TemporaryDirectory() as folder, _screen() as screen:
        program = [str(Path(sys.executable).with_name("annotator")), "--data-dir", folder]
        subprocess.run([*program, "--quiet", "import", str(path)], check=True, capture_output=True)
        _read_for_a_while(program, screen)
        pairs = [(_seconds(program, screen), _seconds([sys.executable, "-c", _LABEL], screen)) for _ in range(RUNS + 1)]
    ours, bare = zip(*pairs[1:], strict=True)  # the first warms the disk's cache
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    where = "offscreen" if screen.get("QT_QPA_PLATFORM") == "offscreen" else "X server"
    remark = f"{path.name}: {statistics.median(ours):.3f} s; label: {statistics.median(bare):.3f} s; {where}"
    return [Figure("start to text on the screen / bare PySide6 label", ratio, "×", 1.5, remark)]


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """The environment of a program that shall show a window."""
    # Compiled modules are kept, as they are wherever the program is installed.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM")}
    environment["ANNOTATOR_TIMING"] = "quit"
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        yield environment
    elif shutil.which("Xvfb"):
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24"]
        with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
            try:
                os.close(writer)
                yield {**environment, "DISPLAY": f":{os.read(reader, 16).decode().strip()}"}
            finally:
                server.terminate()
    else:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}


def _read_for_a_while(program: list[str], environment: dict[str, str]) -> None:
    """A first session, closed as a person closes it: what is measured is going on where one left off."""
    reading = {name: value for name, value in environment.items() if name != "ANNOTATOR_TIMING"}
    with subprocess.Popen(program, env=reading, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(4)
        process.terminate()


def _seconds(command: list[str], environment: dict[str, str]) -> float:
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
