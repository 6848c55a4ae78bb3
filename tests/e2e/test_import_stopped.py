"""An import that is stopped or cut off, at whatever moment: a reader is there as a whole, or nothing of it is."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import BUNDLED, ROOT, Program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stops the program with POSIX signals")

SEED = 20250101
# A process that ends without a word once it has written so many files of the reader (0: none), or has its row.
CUT_OFF = """
import os, signal, sys
from annotator.library import readers
from annotator.cli import main

write, count = readers.write_atomically, 0

def cut(path, data, **more):
    global count
    if count == int(sys.argv[1]):
        half = path.parent / f".{path.name[:8]}.part"
        half.write_bytes(data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
    write(path, data, **more)

def committed(self, *given, **more):
    result = commit(self, *given, **more)
    if sys.argv[1] == "row":
        os.kill(os.getpid(), signal.SIGKILL)
    return result

commit, readers.Readers._commit = readers.Readers._commit, committed
if sys.argv[1] != "row":
    readers.write_atomically = cut
raise SystemExit(main(sys.argv[2:]))
"""


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    """A text that takes some seconds."""
    path = tmp_path / "long.txt"
    path.write_bytes(BUNDLED.read_bytes() * 50)
    return path


def start(program: Program, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        program.command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=program.data.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # Tests that run in the background are told to ignore Ctrl+C, and what they start is, too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for_stage(child: subprocess.Popen[str], stage: str) -> None:
    assert child.stderr is not None
    for line in child.stderr:
        if line.startswith(f"progress {stage} "):
            return
    raise AssertionError(f"it never came to {stage}")


def left_of(program: Program) -> list[str]:
    """What lies in the folder of readers, hidden or not, after another command has opened the library."""
    program.json("list")
    folder = program.data / "readers"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*")) if folder.exists() else []


@pytest.mark.parametrize("written", [0, 1, 2])
def test_cut_off_while_it_writes_its_files(program: Program, written: int) -> None:
    before = left_of(program)
    command = [sys.executable, "-c", CUT_OFF, str(written), "--data-dir", str(program.data), "import", str(BUNDLED)]
    done = subprocess.run(command, cwd=program.data.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert list((program.data / "readers").rglob("*.part")), "it was cut off before or after the moment that is meant"
    assert left_of(program) == before == []
    assert program.json("list") == []
    assert program.json("import", BUNDLED)["fresh"]
    assert len(left_of(program)) == 4  # the folder with the original, the document, the report


def test_cut_off_after_its_row_was_stored(program: Program) -> None:
    command = [sys.executable, "-c", CUT_OFF, "row", "--data-dir", str(program.data), "import", str(BUNDLED)]
    done = subprocess.run(command, cwd=program.data.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert len(left_of(program)) == 4
    (entry,) = program.json("list")
    assert program.json("inspect", entry["id"])["title"] == entry["title"]


def test_what_was_there_before_stays(program: Program) -> None:
    """A folder that the library doesn't know (it was put back from an old backup, say) loses nothing."""
    kept = program.data / "readers" / program.json("import", BUNDLED)["id"] / "from-another-life.document"
    kept.write_text("a revision", encoding="utf-8")
    (program.data / "library.sqlite3").unlink()
    for path in (program.data / "journal").rglob("*.jsonl"):
        path.unlink()
    for path in (program.data / "backups").glob("*"):
        path.unlink()
    names = {path.name for path in kept.parent.iterdir()}
    moved = program.data.parent / "aside"
    (program.data / "readers").rename(moved)
    assert program.json("list") == []
    moved.rename(program.data / "readers")
    command = [sys.executable, "-c", CUT_OFF, "1", "--data-dir", str(program.data), "import", str(BUNDLED)]
    subprocess.run(command, cwd=program.data.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    left_of(program)
    assert {path.name for path in kept.parent.iterdir()} == names


def test_killed_at_any_moment(program: Program) -> None:
    left_of(program)
    started = time.monotonic()
    program.json("import", BUNDLED)
    usual = time.monotonic() - started
    chance = random.Random(SEED)
    for _ in range(8):
        other = Program(program.data.parent / "other")
        child = start(other, "import", BUNDLED)
        time.sleep(chance.uniform(0, usual))
        child.kill()
        child.communicate(timeout=30)
        left = left_of(other)
        assert len(left) == 4 * len(other.json("list")), left


def test_ctrl_c_leaves_nothing_and_says_so(program: Program, long_text: Path) -> None:
    before = left_of(program)
    child = start(program, "import", long_text, "--progress-lines")
    wait_for_stage(child, "lines")
    child.send_signal(signal.SIGINT)
    out, said = child.communicate(timeout=30)
    assert (child.returncode, out) == (130, "")
    assert said.splitlines()[-1] == "annotator: stopped. Nothing was added to the library."
    assert "Traceback" not in said
    assert left_of(program) == before


def test_the_end_of_its_input_stops_it(program: Program, long_text: Path) -> None:
    before = left_of(program)
    child = start(program, "import", long_text, "--progress-lines", "--until-eof")
    wait_for_stage(child, "lines")
    out, said = child.communicate(timeout=30)  # closes its input
    assert (child.returncode, out) == (130, "")
    assert "Nothing was added" in said
    assert left_of(program) == before


def test_a_text_that_takes_too_much_memory_is_refused(program: Program, long_text: Path) -> None:
    before = left_of(program)
    said = program.refused("import", long_text, "--memory-limit", 48 * 1024 * 1024)
    assert "memory" in said and "Nothing was changed" in said
    assert left_of(program) == before
