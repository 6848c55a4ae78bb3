"""Odd surroundings: closed streams, other encodings, arguments that look like options, names that aren't text."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import BUNDLED, Program
from tests.e2e.test_durability import environment


def shell(program: Program, reader: str, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which ANNOTATOR and READER stand for what they say."""
    line = command.replace("ANNOTATOR", shlex.join(program.command())).replace("READER", reader)
    arguments = ["bash", "-c", f"set -o pipefail; {line}"]
    return subprocess.run(arguments, capture_output=True, text=True, env=environment(), timeout=60)


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-", "| head -n 1", "| true"])
def test_a_closed_stream_stops_nothing(program: Program, reader: str, closed: str) -> None:
    done = shell(program, reader, f"ANNOTATOR annotate READER --note Kept --json {closed}")
    assert (done.returncode, done.stderr) == (0, "")
    assert [a["note"] for a in program.json("annotations", reader)] == ["Kept"]
    for command in ("list", "inspect READER --json", "export READER"):
        done = shell(program, reader, f"ANNOTATOR {command} {closed}")
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["list", "annotate READER --note Kept", "inspect READER --json", "export READER"])
def test_a_full_disk_behind_the_answer_is_said(program: Program, reader: str, command: str) -> None:
    done = shell(program, reader, f"ANNOTATOR {command} >/dev/full")
    assert done.returncode == 1 and "answer can't be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1


ENCODINGS = [
    {"LC_ALL": "C"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_other_encodings_of_the_terminal(program: Program, reader: str, encoding: dict[str, str]) -> None:
    done = program.call("annotate", reader, "--quote", "Three cautions.", "--note", "“naïve” 😀", env=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    (listed,) = json.loads(program.call("annotations", reader, "--json", env=encoding).stdout)
    assert listed["note"] == "“naïve” 😀"
    assert "“naïve” 😀" in program.call("export", reader, env=encoding).stdout
    for arguments in (("list",), ("annotations", reader), ("annotations", "“ö”")):
        assert "Traceback" not in program.call(*arguments, env=encoding).stderr


@pytest.mark.parametrize(
    "note", ["---", "-x", "--role", "--- \ntitle: x\n---", "- a list", "```\nopen", "<b>&amp;", " \n "]
)
def test_a_note_may_look_like_anything(program: Program, reader: str, note: str, tmp_path: Path) -> None:
    program.out("annotate", reader, "--quote", "Three cautions.", "--note", note)
    assert [a["note"] for a in program.json("annotations", reader)] == [note]
    for _ in range(2):
        program.out("export", reader, "-o", tmp_path / "out.md")


def call_with_bytes(program: Program, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    command = [*program.command(), *arguments]
    return subprocess.run(command, capture_output=True, env=environment(), cwd=program.data.parent, timeout=60)


def test_bytes_that_are_no_text(program: Program, reader: str, tmp_path: Path) -> None:
    before = program.files()
    for arguments in (
        ("annotate", reader, "--note", b"\xff"),
        ("annotate", reader, "--tag", b"\xff"),
        ("search", b"\xff"),
    ):
        done = call_with_bytes(program, *arguments)
        assert done.returncode == 2 and b"UTF-8" in done.stderr and b"Traceback" not in done.stderr
    assert program.files() == before
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xffd\n name.txt")).write_text("Some words of a strange file.")
    done = call_with_bytes(program, "import", b"b\xffd\n name.txt", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["title"] == "B?d name"
    assert call_with_bytes(program, "export", reader, "-o", b"\xff.md").stdout == b"\xff.md\n"


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".txt", "a/" * 3000])
def test_a_name_that_is_too_long(program: Program, name: str) -> None:
    for command in ("import", "inspect"):
        assert "Nothing was changed" in program.refused(command, name)


def test_a_data_folder_that_is_no_name(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    start = shlex.join([sys.executable, "-m", "annotator"])
    for line in (
        "--data-dir '' list",
        "--data-dir ~nobody-of-this-name/x list",
        f"import '' --data-dir {tmp_path}/data",
    ):
        done = subprocess.run(["bash", "-c", f"{start} {line}"], capture_output=True, env=environment(), cwd=gone)
        assert done.returncode == 2 and b"Traceback" not in done.stderr, done.stderr
    assert list(gone.iterdir()) == []
    line = f"rmdir {gone}; {start} --data-dir relative list"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment(), cwd=gone)
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_a_data_folder_may_be_called_like_a_command(program: Program, tmp_path: Path) -> None:
    start = [sys.executable, "-m", "annotator", "--data-dir", "search", "import", str(BUNDLED), "--json"]
    done = subprocess.run(start, capture_output=True, env=environment(), cwd=tmp_path)
    assert json.loads(done.stdout)["fresh"] and (tmp_path / "search" / "library.sqlite3").exists()
