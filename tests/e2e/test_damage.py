"""What a bad disk, a lost file or a careless hand does to the data folder is said, and costs nothing more."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import BUNDLED, Program
from tests.e2e.test_bad_input import as_nobody

COMMANDS = (("list",), ("import", BUNDLED), ("search", "caution"), ("undo",), ("annotations", "fc"))


def marked(program: Program, reader: str, note: str = "A note") -> str:
    return program.out("annotate", reader, "--quote", "Three cautions.", "--note", note)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    """A sound database that holds nothing."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
    connection.close()


@pytest.mark.parametrize("lose", [Path.unlink, emptied, blank])
def test_a_lost_library_is_not_taken_for_a_first_run(
    program: Program, reader: str, lose: Callable[[Path], None]
) -> None:
    lose(program.data / "library.sqlite3")
    before = program.files()
    for arguments in COMMANDS:
        assert "missing or empty" in program.refused(*arguments)
    assert program.files() == before


@pytest.mark.parametrize("size", [0, 3000, 40_000])
def test_a_refusal_names_the_newest_backup_that_is_good(program: Program, reader: str, size: int) -> None:
    marked(program, reader)
    good = Path(program.out("backup"))
    newer = good.with_name("library-9999-01-01T000000.000000Z.sqlite3")
    newer.write_bytes(good.read_bytes()[:5000])  # newer, but cut short
    path = program.data / "library.sqlite3"
    path.write_bytes(path.read_bytes()[:size])
    before = program.files()
    assert str(good) in program.refused("list")
    assert program.files() == before
    path.write_bytes(good.read_bytes())
    assert len(program.json("annotations", reader)) == 1


def documents(program: Program) -> list[Path]:
    return list(program.data.glob("readers/*/*.document"))


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [Path.unlink, flipped])
def test_importing_again_mends_a_text_and_its_notes_stay(
    program: Program, reader: str, harm: Callable[[Path], None]
) -> None:
    annotation = marked(program, reader)
    harm(documents(program)[0])
    for arguments in (("annotations", reader), ("export", reader), ("annotate", reader, "--note", "x")):
        assert "import the file again" in program.refused(*arguments)
    assert program.json("import", BUNDLED)["id"] == reader
    assert [(a["id"], a["state"]) for a in program.json("annotations", reader)] == [(annotation, "exact")]
    assert program.json("search", "cautions", "--in", "texts")


def test_a_reader_without_its_text_hides_no_other(program: Program, reader: str, tmp_path: Path) -> None:
    marked(program, reader)
    documents(program)[0].unlink()
    other = tmp_path / "other.txt"
    other.write_text("Here, too, some cautions are in place.\n")
    program.out("import", other)
    done = program.call("search", "cautions", "--json")
    assert done.returncode == 0 and "can't be searched" in done.stderr
    assert sorted(hit["kind"] for hit in json.loads(done.stdout)) == ["annotation", "text"]


def test_a_damaged_annotation_is_noticed_and_hides_no_other(program: Program, reader: str) -> None:
    bad, good = marked(program, reader, "bad"), marked(program, reader, "good")
    with sqlite3.connect(program.data / "library.sqlite3") as connection:
        connection.execute("UPDATE annotation SET note = 'bat' WHERE id = ?", (bad,))
    connection.close()
    done = program.call("annotations", reader, "--json")
    assert done.returncode == 1 and bad in done.stderr
    assert [a["id"] for a in json.loads(done.stdout)] == [good]
    assert bad in program.refused("export", reader)
    assert {hit["annotation"] for hit in program.json("search", "good", "--in", "notes")} == {good}


def journal(program: Program) -> list[str]:
    return [line for path in program.data.glob("journal/*/*.jsonl") for line in path.read_text().splitlines()]


def test_a_damaged_reader_hides_no_other(program: Program, reader: str, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Another text, which nothing is wrong with.\n" * 9)
    other = program.json("import", path)["id"]
    with sqlite3.connect(program.data / "library.sqlite3") as connection:
        connection.execute("UPDATE reader SET title = title || '!' WHERE id = ?", (reader,))
    connection.close()
    listed = program.call("list", "--json")
    assert [one["id"] for one in json.loads(listed.stdout)] == [other]
    assert listed.returncode == 1 and reader in listed.stderr and "doctor" in listed.stderr
    program.out("doctor")
    assert {one["id"] for one in program.json("list")} == {reader, other}


def test_a_journal_that_cannot_be_written_loses_and_fakes_nothing(program: Program, reader: str) -> None:
    (folder,) = program.data.glob("journal/*")
    (path,) = folder.glob("*.jsonl")
    path.chmod(0o400)
    folder.chmod(0o500)
    command = program.command("annotate", reader, "--quote", "Three cautions.", "--note", "Kept")
    done = as_nobody(command)
    folder.chmod(0o700)
    path.chmod(0o600)
    assert done.returncode == 0 and "journal" in done.stderr and len(done.stderr.splitlines()) == 1
    assert len(journal(program)) == 2
    assert [a["id"] for a in program.json("annotations", reader)] == [done.stdout.strip()]
    lines = journal(program)
    assert len(lines) == 3 and "Kept" in lines[2]


def test_a_line_cut_off_in_the_journal_stays_alone(program: Program, reader: str) -> None:
    (path,) = program.data.glob("journal/*/*.jsonl")
    with path.open("ab") as file:
        file.write(b'{"format": 1, "chan')
    marked(program, reader)
    first, _revision, torn, last = journal(program)
    assert torn == '{"format": 1, "chan'
    assert json.loads(first)["act"] == "import_reader" and json.loads(last)["act"] == "highlight"


def test_a_file_in_the_place_of_the_cache_is_said(program: Program, reader: str) -> None:
    program.out("index")
    shutil.rmtree(program.data / "cache")
    (program.data / "cache").write_text("not a folder")
    assert "index" in program.refused("search", "cautions")
    marked(program, reader)


def test_garbage_in_cache_and_settings_is_passed_over(program: Program, reader: str) -> None:
    program.out("index")
    for path in (program.data / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage" * 40)
    (program.data / "settings.toml").write_bytes(b"\xff[[[= nonsense")
    assert program.json("search", "cautions")
