"""The program as a whole, in its own process: it paints, it imports what it is given, it ends politely."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.paths import paths_under
from annotator.services import Services
from annotator.wiring import build_services

BUNDLED = Path(__file__).resolve().parents[2] / "reader_texts" / "soviet-system.txt"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends the program with a POSIX signal")


def start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ANNOTATOR_TIMING": "1"}
    command = [sys.executable, "-m", "annotator", "--data-dir", str(data), *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def ask(data: Path, question: Callable[[Services], object]) -> object:
    services = build_services(paths_under(data))
    try:
        return question(services)
    finally:
        services.close()


def titles(services: Services) -> list[str]:
    return [entry.reader.title for entry in services.shelf.entries()]


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it didn't happen in time"
        time.sleep(0.1)


def hears(program: subprocess.Popen[str]) -> bool:
    """Whether the program minds signals yet, as Linux tells it (`SigCgt`, a mask); elsewhere it had its time."""
    status = Path(f"/proc/{program.pid}/status")
    if not status.exists():
        time.sleep(2.0)
        return True
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def end(program: subprocess.Popen[str]) -> str:
    wait_for(lambda: hears(program))
    program.send_signal(signal.SIGTERM)
    _out, said = program.communicate(timeout=20)
    assert program.returncode == 0, said
    return said


def test_a_first_run_brings_in_what_ships_and_opens_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    program = start(data)
    wait_for(lambda: data.exists() and len(ask(data, titles)) >= 2)  # type: ignore[arg-type]
    wait_for(lambda: ask(data, lambda services: services.shelf.last_opened()) is not None)
    said = end(program)
    assert "Traceback" not in said


def test_a_file_on_the_command_line_is_imported_and_shown(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "essay.md"
    path.write_text("# On keeping books\n\nThe book lay in a drawer.\n", encoding="utf-8")
    program = start(data, str(path))
    wait_for(lambda: data.exists() and ask(data, lambda services: services.shelf.last_opened()) is not None)
    said = end(program)
    assert "Traceback" not in said
    assert "first-paint" in said
    assert ask(data, titles) == ["On keeping books"]


def test_the_second_start_hands_over_to_the_first_and_a_killed_one_is_no_first(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "essay.md"
    path.write_text("# On keeping books\n\nThe book lay in a drawer.\n", encoding="utf-8")
    first = start(data)
    wait_for(lambda: data.exists() and ask(data, lambda services: services.shelf.last_opened()) is not None)
    second = start(data, str(path))
    _out, said = second.communicate(timeout=20)
    assert second.returncode == 0 and "first-paint" not in said  # it showed no window of its own
    wait_for(lambda: "On keeping books" in ask(data, titles))  # type: ignore[operator]
    first.kill()
    first.communicate(timeout=20)
    third = start(data)
    wait_for(lambda: "first-paint" in (third.stderr.readline() if third.stderr else ""))
    third.kill()
    third.communicate(timeout=20)


def test_a_file_that_is_no_library_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "library.sqlite3").write_bytes(b"no database at all " * 100)
    program = start(data)
    time.sleep(2.0)  # enough to try whatever it might try
    said = end(program)
    assert "Traceback" not in said
    assert (data / "library.sqlite3").read_bytes() == b"no database at all " * 100


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds child processes as Linux shows them")
def test_an_import_ends_with_a_window_that_is_killed(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "long.txt"
    path.write_bytes(BUNDLED.read_bytes() * 100)
    program = start(data, str(path))
    wait_for(lambda: bool(importers_of(program.pid)))
    (importer,) = importers_of(program.pid)
    program.kill()
    program.communicate(timeout=20)
    wait_for(lambda: not Path(f"/proc/{importer}").exists(), seconds=10)
    assert ask(data, titles) == []
    assert not list((data / "readers").glob("*"))


def importers_of(pid: int) -> list[int]:
    """The children of the process that import something."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [child for child in children if b"--progress-lines" in Path(f"/proc/{child}/cmdline").read_bytes()]
