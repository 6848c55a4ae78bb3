"""The doctor: what is harmed is said; what can be mended without loss is mended, and the next look finds nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.export.living.pieces import Base, packed
from annotator.library.checkup import check
from annotator.library.exports import ExportBase, ExportBases
from annotator.library.rebuilding import rebuild
from annotator.library.replay import State
from annotator.model.annotation import Annotation, Link
from tests.unit.scribe import MOMENT, READER, Scribe

Harm = Callable[[Path], object]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    scribe = Scribe(tmp_path)
    scribe.note("Why?")
    scribe.note("in the trash", deleted=MOMENT)
    scribe.library.back_up()
    scribe.close()
    assert look(tmp_path) == {}
    return tmp_path


def look(data: Path) -> dict[str, bool]:
    scribe = Scribe(data)
    try:
        return {one.code: one.mended for one in check(scribe.library, MOMENT)}
    finally:
        scribe.close()


def note_export(data: Path) -> None:
    """What was last written into an exported file, as an export leaves it."""
    scribe = Scribe(data)
    bases = ExportBases(scribe.library.connection)
    base = ExportBase("an-export", "a-reader", "0" * 64, packed(Base({"title": "Thé"})))
    bases.about_to_write([base], MOMENT)
    bases.wrote([base], MOMENT)
    scribe.close()


def exports(data: Path) -> list[str]:
    scribe = Scribe(data)
    try:
        return ExportBases(scribe.library.connection).ids_of("a-reader")
    finally:
        scribe.close()


def state(data: Path) -> State:
    scribe = Scribe(data)
    try:
        return scribe.state()
    finally:
        scribe.close()


def sql(data: Path, statement: str) -> None:
    scribe = Scribe(data)
    scribe.library.connection.execute(statement)
    scribe.close()


def journal(data: Path) -> Path:
    return next(data.glob("journal/*/*.jsonl"))


def flip(path: Path, words: bytes) -> None:
    data = path.read_bytes()
    assert data.count(words)
    path.write_bytes(data.replace(words, bytes([words[0] ^ 1]) + words[1:], 1))


MENDED: dict[str, Harm] = {
    "row_mended": lambda data: sql(data, "UPDATE annotation SET note = 'Whx?' WHERE note = 'Why?'"),
    "lines_set_aside": lambda data: flip(journal(data), b"Why?"),
    "journal_completed": lambda data: journal(data).unlink(),
    "backup_made": lambda data: shutil.rmtree(data / "backups"),
    "closed_to_others": lambda data: journal(data).chmod(0o644),
}


@pytest.mark.parametrize("code", MENDED)
def test_what_can_be_mended_is(data: Path, code: str) -> None:
    before = state(data)
    MENDED[code](data)
    found = look(data)
    assert code in found and all(found.values()), found
    assert look(data) == {}
    assert state(data) == before


@pytest.mark.parametrize("harm", ["emptied", "cut", "zeroed", "nonsense"])
def test_a_journal_in_any_state_is_complete_again(data: Path, harm: str) -> None:
    before, path = state(data), journal(data)
    whole = path.read_bytes()
    path.write_bytes(
        {"emptied": b"", "cut": whole[:-40], "zeroed": b"\0" * len(whole), "nonsense": b"\xff\n" * 9}[harm]
    )
    assert all(look(data).values())
    assert look(data) == {} and state(data) == before
    (data / "library.sqlite3").unlink()
    rebuild(data, "someone")
    assert state(data) == before


LEFT: dict[str, Harm] = {
    "text_missing": lambda data: next(data.glob("readers/*/*.document")).unlink(),
    "text_damaged": lambda data: flip(next(data.glob("readers/*/*.document")), b"Rule"),
    "original_lost": lambda data: flip(next(data.glob("readers/*/original*")), b"the"),
    "backup_damaged": lambda data: next(data.glob("backups/*.sqlite3")).write_bytes(b"x" * 5000),
}


@pytest.mark.parametrize("code", LEFT)
def test_what_cannot_be_mended_is_said(data: Path, code: str) -> None:
    before = state(data)
    LEFT[code](data)
    assert look(data).get(code) is False
    assert state(data) == before


def test_a_damaged_step_of_undo_is_passed_over(data: Path) -> None:
    sql(data, "UPDATE act SET changes = replace(changes, 'Why?', 'Whx?') WHERE seq = 2")
    scribe = Scribe(data)
    scribe.acts.undo(moment=MOMENT)
    with pytest.raises(UserError, match="row_damaged"):
        scribe.acts.undo(moment=MOMENT)  # what it would bring back isn't what was written
    scribe.close()
    assert look(data) == {"undo_shortened": False}
    assert look(data) == {}
    assert Scribe(data).acts.next_names() == ("import_reader", "make")


def test_a_damaged_revision_is_again_as_the_journal_has_it(data: Path) -> None:
    before = state(data)
    sql(data, "UPDATE revision SET sha256 = 'x', pages = 99")
    assert look(data) == {"row_mended": True}
    assert look(data) == {} and state(data) == before


def test_a_damaged_line_is_kept_aside(data: Path) -> None:
    path = journal(data)
    flip(path, b"Why?")
    look(data)
    assert b"hy?" in path.with_suffix(".damaged-lines").read_bytes()


def test_a_row_that_only_the_library_had_is_not_mended_with_nothing(data: Path) -> None:
    journal(data).unlink()
    sql(data, "UPDATE annotation SET note = 'Whx?' WHERE note = 'Why?'")
    sql(data, "DELETE FROM act")
    assert look(data)["row_lost"] is False
    scribe = Scribe(data)
    assert len(scribe.state().damaged) == 1  # it stays, for whoever can make something of it


def test_a_library_behind_its_journal_is_left_to_the_person(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    older = (data / "library.sqlite3").read_bytes()
    scribe = Scribe(data)
    scribe.note("later")
    scribe.close()
    (data / "library.sqlite3").write_bytes(older)
    assert look(data) == {"library_behind": False}
    assert look(data) == {"library_behind": False}
    assert "later" not in {one.note for one in state(data).records.values() if isinstance(one, Annotation)}


def test_a_damaged_backup_is_not_offered_again(data: Path) -> None:
    LEFT["backup_damaged"](data)
    assert look(data) == {"backup_damaged": False, "backup_made": True}
    assert look(data) == {}
    assert len(list(data.glob("backups/*.damaged"))) == 1


def test_leftovers_of_dead_processes_go_and_fresh_ones_stay(data: Path) -> None:
    old, fresh, folder = data / ".library.part", data / ".settings.part", data / ".rebuild-x"
    folder.mkdir(mode=0o700)
    for path in (old, fresh):
        path.touch(0o600)
    for path in (old, folder):
        os.utime(path, (time.time() - 7200,) * 2)
    assert look(data) == {"leftovers_removed": True}
    assert (old.exists(), fresh.exists(), folder.exists()) == (False, True, False)


def test_many_damaged_rows_are_mended_in_few_transactions(data: Path) -> None:
    scribe = Scribe(data)
    for number in range(9):
        scribe.note(f"note {number}")
    before = scribe.state()
    begun: list[str] = []
    connection = scribe.library.connection
    connection.execute("UPDATE annotation SET note = note || '!'")
    connection.set_trace_callback(
        lambda statement: begun.append(statement) if statement.startswith("BEGIN IMM") else None
    )
    found = list(check(scribe.library, MOMENT))
    connection.set_trace_callback(None)
    assert [one.code for one in found].count("row_mended") == 11 and len(begun) < 11
    assert scribe.state() == before
    scribe.close()


def test_one_row_that_points_nowhere_keeps_no_other_from_being_mended(data: Path) -> None:
    scribe = Scribe(data)
    one, other = scribe.note("one"), scribe.note("other")
    scribe.make(Link("22222222-2222-4222-8222-222222222222", one.id, other.id, created=MOMENT))
    scribe.close()
    with closing(sqlite3.connect(data / "library.sqlite3")) as raw:
        raw.execute("UPDATE annotation SET note = note || '!' WHERE note = 'Why?'")
        raw.execute("UPDATE link SET created = created || '!'")
        raw.execute("DELETE FROM annotation WHERE note = 'other'")
        raw.commit()
    scribe = Scribe(data)
    found = {(one.code, one.params.get("kind")) for one in check(scribe.library, MOMENT)}
    assert {("row_mended", "annotation"), ("row_lost", "link")} <= found
    scribe.close()


def test_what_an_export_wrote_is_kept(data: Path) -> None:
    note_export(data)
    assert look(data) == {}
    assert exports(data) == ["an-export"]


def test_what_an_export_wrote_goes_where_it_cannot_be_read(data: Path) -> None:
    note_export(data)
    sql(data, "UPDATE export_base SET content = substr(content, 1, 9)")
    assert look(data) == {"rows_forgotten": True}
    assert look(data) == {} and exports(data) == []


def test_a_journal_that_cannot_be_read_is_named(data: Path) -> None:
    path = journal(data)
    path.unlink()
    path.mkdir()
    for look_into in (look, lambda folder: rebuild(folder, "Ada")):
        with pytest.raises(UserError) as refused:
            look_into(data)
        assert (refused.value.code, refused.value.params["path"]) == ("file_unreadable", path)


@pytest.mark.parametrize("history", [True, False])
def test_a_last_change_that_is_damaged_twice_comes_from_the_history_or_is_missed(data: Path, history: bool) -> None:
    scribe = Scribe(data)
    note = scribe.change(scribe.note("first"), note="then the quagga")
    scribe.close()
    (journal,) = data.glob(f"journal/*/{READER.id}.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"quagga", b"quaggb"))
    sql(data, "UPDATE annotation SET note = 'then the quaggb' WHERE note = 'then the quagga'")
    if not history:
        sql(data, "UPDATE act SET changes = replace(changes, 'quagga', 'quaggb')")
    found = look(data)
    scribe = Scribe(data)
    (again,) = [one for one in scribe.of(Annotation) if one.id == note.id]
    assert again.note == ("then the quagga" if history else "first")
    assert found.get("row_mended") is (True if history else None)
    assert found.get("row_older") is (None if history else False)
    scribe.close()
