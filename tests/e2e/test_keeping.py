"""Backups, restoring, the doctor and the trash's end, from the command line."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from annotator.model.anchor import Position
from annotator.model.shelf import Reader
from annotator.services import drafts
from annotator.services.emergency import EmergencyFile
from annotator.services.reading import read_file
from tests.e2e.conftest import BUNDLED, Program
from tests.e2e.test_bad_input import as_nobody
from tests.e2e.test_damage import marked


def backups(program: Program) -> list[Path]:
    return sorted((program.data / "backups").glob("library-*.sqlite3"))


def notes(program: Program, reader: str) -> list[str]:
    return sorted(one["note"] for one in program.json("annotations", reader))


def test_the_first_change_of_a_day_is_followed_by_one_backup(program: Program, reader: str) -> None:
    (first,) = backups(program)
    marked(program, reader)
    marked(program, reader)
    assert backups(program) == [first]
    yesterday = first.with_name("library-2026-01-31T120000.000000Z.sqlite3")
    first.rename(yesterday)
    os.utime(yesterday, (0, 0))
    program.out("list")
    assert len(backups(program)) == 2  # what was written since the last one is in the next
    newest = backups(program)[-1]
    newest.unlink()
    later = (program.data / "library.sqlite3").stat().st_mtime + 10
    os.utime(yesterday, (later, later))
    program.out("list")
    assert backups(program) == [yesterday]  # nothing was changed since


def test_a_backup_goes_where_it_is_asked_to_and_over_nothing(program: Program, reader: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    assert program.out("backup", "-o", target) == str(target)
    before = target.read_bytes()
    assert "already" in program.refused("backup", "-o", target)
    assert target.read_bytes() == before
    (tmp_path / "folder").mkdir()
    assert Path(program.out("backup", "-o", tmp_path / "folder")).parent == tmp_path / "folder"
    assert "No backup could be made" in program.refused("backup", "-o", tmp_path / "nowhere" / "x")


def test_restoring_and_undoing_it(program: Program, reader: str) -> None:
    marked(program, reader, "first")
    good = program.out("backup")
    marked(program, reader, "later")
    said = program.out("restore-backup", good)
    assert "1 item made after the backup is in the trash" in said and "annotator undo" in said
    assert notes(program, reader) == ["first"]
    assert program.out("undo") == "Undone: Restore Backup"
    assert notes(program, reader) == ["first", "later"]
    assert "Everything is sound" in program.out("doctor")


@pytest.mark.parametrize("harm", ["missing", "emptied", "cut", "zeroed", "flipped head"])
def test_a_lost_library_comes_back_from_its_backup_and_whole_from_its_journal(
    program: Program, reader: str, harm: str
) -> None:
    marked(program, reader, "first")
    good = program.out("backup")
    marked(program, reader, "later")
    path = program.data / "library.sqlite3"
    whole = path.read_bytes()
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {"emptied": b"", "cut": whole[:5000], "zeroed": b"\0" * len(whole), "flipped head": b"X" + whole[1:]}[harm]
        )
    refusal = program.refused("annotations", reader)
    assert f"annotator restore-backup {good}" in refusal
    assert f"annotator restore-backup {good}" in program.refused("doctor")
    said = program.out("restore-backup", good)
    assert "1 later changes" in said and "doctor --rebuild" in said
    assert notes(program, reader) == ["first"]
    assert program.call("doctor").returncode == 1
    assert "made anew" in program.out("doctor", "--rebuild")
    assert notes(program, reader) == ["first", "later"]
    assert len(program.json("search", "later", "--in", "notes")) == 1
    assert "Everything is sound" in program.out("doctor")
    kept = sorted((program.data / "backups").glob("set-aside-*"))
    assert harm == "missing" or any(one.read_bytes() != whole for one in kept)


def test_what_is_no_backup_is_refused(program: Program, reader: str, tmp_path: Path) -> None:
    before = program.files()
    assert "not a sound backup" in program.refused("restore-backup", BUNDLED)
    assert "not a sound backup" in program.refused("restore-backup", tmp_path / "nothing.sqlite3")
    assert program.files() == before
    assert not (tmp_path / "nothing.sqlite3").exists()  # SQLite would make it


def test_a_newer_library_is_neither_restored_over_nor_rebuilt(program: Program, reader: str) -> None:
    good = backups(program)[0]
    with sqlite3.connect(program.data / "library.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = program.files()
    for arguments in (("restore-backup", good), ("doctor",), ("doctor", "--rebuild"), ("backup",), ("empty-trash",)):
        assert "newer" in program.refused(*arguments)
    assert program.files() == before


def test_the_doctor_mends_a_text_from_the_file_that_was_kept(program: Program, reader: str) -> None:
    marked(program, reader)
    (document,) = program.data.glob("readers/*/*.document")
    before = document.read_bytes()
    document.write_bytes(before[:-5])
    found = program.json("doctor")
    assert found["sound"] and [one["code"] for one in found["findings"]] == ["text_mended"]
    assert document.read_bytes() == before
    document.unlink()
    (original,) = program.data.glob("readers/*/original*")
    original.unlink()
    done = program.call("doctor", "--json")
    assert done.returncode == 1 and '"text_missing"' in done.stdout and '"original_lost"' in done.stdout
    assert done.stderr == "annotator: 2 findings could not be mended without loss; what they say tells what to do.\n"
    program.out("import", BUNDLED)
    assert "Everything is sound" in program.out("doctor")


def test_the_doctor_makes_a_damaged_index_anew(program: Program, reader: str) -> None:
    marked(program, reader, "caution")
    program.out("index")
    segment = max((program.data / "cache").rglob("*.seg"), key=lambda path: path.stat().st_size)
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    assert [one["code"] for one in program.json("doctor")["findings"]] == ["index_rebuilt"]
    assert program.json("search", "caution", "--in", "notes")


def test_what_was_never_saved_is_brought_in(program: Program, reader: str) -> None:
    document = read_file(BUNDLED).document
    owner = Reader(reader, "", "", "", "r1", "")
    act = drafts.annotate(owner, document, [Position(0, 10)], note="nearly lost")
    path = EmergencyFile([program.data]).write([act])
    assert path is not None
    assert [one["code"] for one in program.json("doctor")["findings"]] == ["unsaved_brought_in"]
    assert notes(program, reader) == ["nearly lost"] and not path.exists()
    assert "Everything is sound" in program.out("doctor")


def test_nothing_young_is_purged(program: Program, reader: str) -> None:
    program.out("delete", marked(program, reader))
    before = len(backups(program))
    assert "nothing was purged" in program.out("empty-trash")
    assert len(backups(program)) == before


def test_a_backup_that_cannot_be_made_is_said_and_costs_nothing(program: Program, reader: str) -> None:
    for one in backups(program):
        one.unlink()
    folder = program.data / "backups"
    folder.chmod(0o500)
    done = as_nobody(program.command("annotate", reader, "--quote", "Three cautions.", "--note", "kept"))
    folder.chmod(0o700)
    assert done.returncode == 0 and "No backup could be made" in done.stderr and len(done.stderr.splitlines()) == 1
    assert notes(program, reader) == ["kept"]
