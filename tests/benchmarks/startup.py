"""From process start to text on the screen, beside a bare PySide6 label and beside Okular, run in turns.

We and the label say so when the first paint has reached the screen: a real one, or a virtual X server where there is
none, or (without that) Qt's offscreen platform. The processor's time until then is what is judged, for it hardly hangs
on what else the machine does; the wall's stands beside it. Okular says nothing: a virtual screen is watched instead,
and as it does its work in several threads at once, the wall's time is judged there.
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

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
from tests.benchmarks.onlooker import see, watched_screen
from tests.benchmarks.texts import long_document, text_path

RUNS, RIVAL_RUNS, MEGABYTES = 15, 7, 10
_PDF = """
import sys
from PySide6.QtGui import QGuiApplication, QPdfWriter, QTextDocument
application = QGuiApplication(["pdf", "-platform", "offscreen"])
document = QTextDocument()
document.setPlainText(open(sys.argv[1], encoding="utf-8").read())
writer = QPdfWriter(sys.argv[2])
document.print_(writer)
writer = None
"""
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


class Started(NamedTuple):
    """Seconds until the first paint: of the processor, and by the wall's clock."""

    cpu: float
    wall: float


def measure() -> list[Figure]:
    """The medians of the ratios within each round: to a bare label, to Okular, and of ten megabytes to this text."""
    path = text_path()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as long_folder, _screen() as screen:
        annotator = str(Path(sys.executable).with_name("annotator"))
        program, long_program = ([annotator, "--data-dir", where] for where in (folder, long_folder))
        _put(import_file(path).document, Path(folder))
        _put(long_document(MEGABYTES), Path(long_folder))
        for command in (program, long_program):
            _read_for_a_while(command, screen)
        commands = program, [sys.executable, "-c", _LABEL], long_program
        rounds = [[_started(command, screen) for command in commands] for _ in range(RUNS + 1)]
        rival = _beside_okular(program, path, Path(folder))
    ours, bare, long = zip(*rounds[1:], strict=True)  # the first warms the disk's cache
    where = "offscreen" if screen.get("QT_QPA_PLATFORM") == "offscreen" else "X server"
    return [
        _ratio("start to text on the screen / bare PySide6 label", ours, bare, 1.4, f"{path.name}; {where}"),
        _ratio(f"the same with {MEGABYTES} MB / with {path.stat().st_size / 1000:.0f} KB", long, ours, 1.3, ""),
        rival,
    ]


def _ratio(name: str, above: Sequence[Started], below: Sequence[Started], goal: float, where: str) -> Figure:
    cpu = statistics.median(a.cpu / b.cpu for a, b in zip(above, below, strict=True))
    wall = statistics.median(a.wall / b.wall for a, b in zip(above, below, strict=True))
    first, second = (statistics.median(one.cpu for one in times) for times in (above, below))
    remark = f"processor {first:.3f} s / {second:.3f} s; by the wall's clock {wall:.2f} ×"
    return Figure(name, cpu, "×", goal, "; ".join(filter(None, (remark, where))))


def _beside_okular(program: list[str], text: Path, folder: Path) -> Figure:
    """Until the text is seen on a watched screen: ours, and Okular's with the same text as a PDF."""
    name = "start to text seen on the screen / Okular"
    with watched_screen() as screen:
        if screen is None or shutil.which("okular") is None:
            return Figure(name, 0.0, "×", None, "not measured: it needs Xvfb and okular, which aren't installed here")
        pdf = folder / "text.pdf"
        subprocess.run([sys.executable, "-c", _PDF, str(text), str(pdf)], check=True, capture_output=True)
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        rounds = [
            (see(program, screen, clean), see(["okular", str(pdf)], screen, clean)) for _round in range(RIVAL_RUNS + 1)
        ][1:]
    ours, theirs = (statistics.median(one.wall for one in times) for times in zip(*rounds, strict=True))
    cpu = statistics.median(a.cpu / b.cpu for a, b in rounds)
    remark = f"{ours:.3f} s / {theirs:.3f} s; processor {cpu:.2f} ×"
    return Figure(name, statistics.median(a.wall / b.wall for a, b in rounds), "×", 1.0, remark)


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


def _started(command: list[str], environment: dict[str, str]) -> Started:
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
                return Started(float(line.split()[2]), elapsed)
    raise RuntimeError(f"{command} showed no text")
