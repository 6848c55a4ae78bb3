"""Back to a backup, and back from there."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import UserError
from annotator.library.backup import backups, inspect, newest_good, seal_of
from annotator.library.checkup import check
from annotator.library.replay import owner, replay
from annotator.library.repository import Library
from annotator.library.restoring import later_changes, put_in_place, restore
from annotator.model.annotation import Annotation
from annotator.model.change import Record
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from tests.unit.samples import DOCUMENT
from tests.unit.scribe import MOMENT, READER, STEPS, Scribe, do


def content(scribe: Scribe, *, trash: bool = False) -> dict[object, Record]:
    """What a person sees."""
    kinds: dict[object, Record] = {}
    for key, record in scribe.state().records.items():
        if trash or not record.deleted:
            plain = replace(record, version=0)
            kinds[key] = replace(plain, modified="") if isinstance(plain, Annotation) else plain
    return kinds


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(before=STEPS, after=STEPS)
def test_restoring_and_undoing_it(
    tmp_path_factory: pytest.TempPathFactory, before: list[tuple[str, int, str]], after: list[tuple[str, int, str]]
) -> None:
    data = tmp_path_factory.mktemp("data")
    scribe = Scribe(data)
    for step in before:
        do(scribe, step)
    then, backup = content(scribe), scribe.library.back_up()
    for step in after:
        do(scribe, step)
    now = content(scribe, trash=True)
    _restored, act = restore(scribe.library, backup, MOMENT)
    assert {key: one for key, one in content(scribe).items() if key in then or key[0] != "role"} == then  # type: ignore[index]
    if act.changes:
        scribe.acts.undo(moment=MOMENT)
        assert content(scribe, trash=True) == now
    told = replay(data / "journal", owner(data / "journal", scribe.library.identity, ""))
    assert told.state == scribe.state()
    scribe.close()
    shutil.rmtree(data)


def test_what_was_made_later_goes_to_the_trash_and_stays_in_the_copy(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    first = scribe.note("first")
    backup = scribe.library.back_up()
    scribe.change(first, note="first, changed")
    later = scribe.note("later")
    restored, _act = restore(scribe.library, backup, MOMENT)
    assert (restored.changed, restored.trashed) == (1, 1)
    assert {one.note: one.deleted for one in scribe.of(Annotation)} == {"first": None, "later": MOMENT}
    assert restored.kept is not None
    restore(scribe.library, restored.kept, MOMENT)
    assert {one.note: one.deleted for one in scribe.of(Annotation)} == {"first, changed": None, later.note: None}


def test_a_reader_that_came_later_goes_and_comes_back_whole(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    backup = scribe.library.back_up()
    other = replace(READER, id=READER.id.replace("1", "2"), revision_id="r2")
    scribe.library.readers.add(other, Imported(DOCUMENT, ImportReport()), b"another file", moment=MOMENT)
    scribe.note("in it", reader_id=other.id, revision_id="r2")
    restore(scribe.library, backup, MOMENT)
    assert [one.deleted for one in scribe.of(Reader)] == [None, MOMENT]
    scribe.acts.undo(moment=MOMENT)
    assert [one.deleted for one in scribe.of(Reader)] == [None, None]
    assert [one.deleted for one in scribe.of(Annotation)] == [None]


def test_a_damaged_row_is_replaced(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    note = scribe.note("Why?")
    backup = scribe.library.back_up()
    scribe.library.connection.execute("UPDATE annotation SET note = 'Whx?'")
    restore(scribe.library, backup, MOMENT)
    assert [one.note for one in scribe.of(Annotation)] == ["Why?"] and note.id


def test_a_backup_of_the_first_schema_can_be_restored(tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "samples" / "libraries"
    with zipfile.ZipFile(samples / "version-1.zip") as packed:
        packed.extract("library.sqlite3", tmp_path / "old")
    scribe = Scribe(tmp_path / "data")
    scribe.note("mine")
    source = tmp_path / "old" / "library.sqlite3"
    before = source.read_bytes()
    restored, _act = restore(scribe.library, source, MOMENT)
    assert "Why four? — naïve" in {one.note for one in scribe.of(Annotation) if not one.deleted}
    assert source.read_bytes() == before and restored.unread == 0
    assert scribe.library.connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("harm", ["text", "short", "trigger", "foreign"])
def test_what_is_no_backup_of_ours_is_refused(tmp_path: Path, harm: str) -> None:
    scribe = Scribe(tmp_path / "data")
    backup = scribe.library.back_up(tmp_path / "copy.sqlite3")
    if harm == "text":
        backup.write_text("some words " * 900)
    elif harm == "short":
        backup.write_bytes(backup.read_bytes()[:9000])
    else:
        statement = {
            "trigger": "CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM reader; END",
            "foreign": "PRAGMA application_id = 1",
        }[harm]
        with sqlite3.connect(backup) as connection:
            connection.execute(statement)
        connection.close()
    before = scribe.state()
    with pytest.raises(UserError, match="not_a_backup"):
        restore(scribe.library, backup, MOMENT)
    with pytest.raises(UserError, match="not_a_backup"):
        put_in_place(tmp_path / "data", backup)
    assert scribe.state() == before


def test_a_library_with_triggers_is_not_opened(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.library.connection.execute("CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM reader; END")
    scribe.close()
    with pytest.raises(UserError, match="not_a_library"):
        Library.open(tmp_path, "someone")


def test_in_the_place_of_a_lost_library_nothing_is_replayed(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.note("first")
    backup = scribe.library.back_up()
    scribe.note("later")
    scribe.close()
    (tmp_path / "library.sqlite3").write_bytes(b"\0" * 5000)
    restored = put_in_place(tmp_path, backup)
    assert restored.kept is not None and restored.kept.read_bytes() == b"\0" * 5000
    again = Scribe(tmp_path)
    assert [one.note for one in again.of(Annotation)] == ["first"]
    assert later_changes(again.library) == 1 and not again.library.behind


def test_a_letter_that_changed_in_a_backup_is_noticed(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.note("Nobody recalled it")
    good = scribe.library.back_up()
    scribe.note("More")
    bad = scribe.library.back_up()
    data = bad.read_bytes()
    for at in (found.start() for found in re.finditer(b"Nobody recalled", data)):
        data = data[:at] + b"M" + data[at + 1 :]
    bad.write_bytes(data)
    assert inspect(bad) is None and newest_good(bad.parent) == good
    with pytest.raises(UserError, match="not_a_backup"):
        restore(scribe.library, bad, MOMENT)
    told = [one.code for one in check(scribe.library, MOMENT)]
    assert "backup_damaged" in told
    assert good in [one.path for one in backups(good.parent)] and bad not in [one.path for one in backups(good.parent)]


def test_a_backups_checksum_that_is_damaged_or_gone_condemns_nothing(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.note("Nobody recalled it")
    good = scribe.library.back_up()
    seal = seal_of(good)
    for sum_ in (b"0" * 64, b"nonsense", b""):
        seal.write_bytes(sum_)
        assert inspect(good) is not None
    seal.unlink()
    assert inspect(good) is not None
