"""Bad input gets one clear sentence, and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import BUNDLED, ROOT, Program

BAD = {
    "missing": None,
    "empty": b"",
    "blank": b"  \n\n \n",
    "binary": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n\x00\x01\x02\nendstream\n" * 30,
    "zip": b"PK\x03\x04" + b"\x00\x01\x02" * 900,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file(program: Program, reader: str, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.txt"
    content = BAD[kind]
    if content is not None:
        path.write_bytes(content)
    before = program.files()
    assert path.name in program.refused("import", path)
    assert path.name in program.refused("inspect", path)
    assert program.files() == before


def test_a_folder_is_not_a_file(program: Program, tmp_path: Path) -> None:
    assert "is a folder" in program.refused("import", tmp_path)


def test_a_text_may_be_two_dashes(program: Program, reader: str) -> None:
    assert "quotation is empty" in program.refused("annotate", reader, "--quote", "--")
    made = program.json("annotate", reader, "--note", "--", "--tag", "--")
    assert (made["note"], made["tags"]) == ("--", ["--"])
    assert program.call("export", reader, "--preset=--").returncode == 2


def test_names_too_long(program: Program, reader: str) -> None:
    program.out("annotate", reader, "--note", "x")
    assert "long" in program.refused("backup", "-o", "a" * 300)
    assert "long" in program.refused("export", reader, "-o", "a" * 300 + ".md")
    assert "long" in program.refused("export", reader, "--format", "pdf", "-o", "a" * 300 + ".pdf")


def as_nobody(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run without root's licence to read and write everything."""
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("setpriv isn't here, and root may read everything")
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


def test_an_unreadable_file_and_folder(program: Program, tmp_path: Path) -> None:
    program.out("list")
    path = tmp_path / "closed" / "text.txt"
    path.parent.mkdir()
    path.write_text("Some words.")
    for locked in (path, path.parent):
        mode = locked.stat().st_mode
        locked.chmod(0)
        done = as_nobody(program.command("import", path))
        locked.chmod(mode)
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
        assert "text.txt" in done.stderr


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    done = as_nobody(Program(closed / "data").command("import", BUNDLED))
    assert done.returncode == 1 and "data folder" in done.stderr and "Traceback" not in done.stderr
    assert list(closed.iterdir()) == []


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    assert "data folder" in Program(tmp_path / "data").refused("list")


def test_a_data_folder_of_a_newer_version(program: Program, reader: str) -> None:
    path = program.data / "library.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = program.files()
    for arguments in (("list",), ("import", BUNDLED), ("annotations", reader), ("search", "x")):
        assert "newer" in program.refused(*arguments)
    assert program.files() == before


def test_a_damaged_library(program: Program, reader: str) -> None:
    path = program.data / "library.sqlite3"
    data = path.read_bytes()
    path.write_bytes(b"\0" * len(data))
    before = program.files()
    program.refused("list")
    assert program.files() == before
