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
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.files import sha256_of
from annotator.importing import import_file
from annotator.library.repository import Library
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.paths import paths_under
from annotator.services.clock import now
from annotator.services.shelf import reader_id_of
from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import long_document, text_path

RUNS, MEGABYTES = 15, 10
_LABEL = """
import sys
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
def painted():
    print("first-paint", 0, time.process_time(), flush=True)
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
    """The medians of the ratios within each round: to a bare label, and of a text of ten megabytes to this one."""
    path = text_path()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as long_folder, _screen() as screen:
        annotator = str(Path(sys.executable).with_name("annotator"))
        program, long_program = ([annotator, "--data-dir", where] for where in (folder, long_folder))
        _put(import_file(path).document, Path(folder))
        _put(long_document(MEGABYTES), Path(long_folder))
        for command in (program, long_program):
            _read_for_a_while(command, screen)
        commands = program, [sys.executable, "-c", _LABEL], long_program
        rounds = [[_seconds(command, screen) for command in commands] for _ in range(RUNS + 1)]
    rounds = rounds[1:]  # the first warms the disk's cache
    ours, bare, long = (statistics.median(times) for times in zip(*rounds, strict=True))
    where = "offscreen" if screen.get("QT_QPA_PLATFORM") == "offscreen" else "X server"
    return [
        Figure(
            "start to text on the screen / bare PySide6 label",
            statistics.median(a / b for a, b, _c in rounds),
            "×",
            1.4,
            f"{path.name}: {ours:.3f} s; label: {bare:.3f} s; {where}",
        ),
        Figure(
            f"the same with {MEGABYTES} MB / with {path.stat().st_size / 1000:.0f} KB",
            statistics.median(c / a for a, _b, c in rounds),
            "×",
            1.3,
            f"{long:.3f} s",
        ),
    ]


def _put(document: Document, folder: Path) -> None:
    """A library with one reader."""
    original = document.title.encode()
    digest, paths = sha256_of(original), paths_under(folder)
    reader = Reader(reader_id_of(digest), document.title, "text.txt", digest, str(uuid.uuid4()), now())
    library = Library.open(paths.data, "bench")
    library.readers.add(reader, Imported(document, ImportReport()), original, moment=now())
    library.close()


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
        time.sleep(6)
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
