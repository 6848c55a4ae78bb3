"""The library on a real disk: acts, undo, journal, refusal of what is newer, damaged or foreign."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.files import append_durably
from annotator.library.backup import newest_good
from annotator.library.readers import revision_id_of
from annotator.library.records import text_digest, to_data
from annotator.library.repository import Library
from annotator.library.schema import APPLICATION_ID, MIGRATIONS
from annotator.library.tables import store
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Place, Reader
from tests.unit.samples import DOCUMENT

MOMENT = "2026-01-31T12:00:00.000Z"
READER = Reader("11111111-1111-5111-8111-111111111111", "A Reader", "a.txt", "00", "r1", MOMENT)
ANCHOR = Anchor(Position(0, 4), Quote(DOCUMENT.text[:4], "", DOCUMENT.text[4:20]))
NOTE = Annotation("a1", READER.id, "r1", (ANCHOR,), note="Why?", tags=("terror", "law"), created=MOMENT)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "data", "someone")
    library.readers.add(READER, Imported(DOCUMENT, ImportReport()), b"the file", moment=MOMENT)
    return library


def made(annotation: Annotation = NOTE) -> ChangeSet:
    return ChangeSet("highlight", (Change(None, annotation),))


def changed(before: Annotation, **fields: object) -> ChangeSet:
    return ChangeSet("edit", (Change(before, replace(before, **fields)),))  # type: ignore[arg-type]


def stored(library: Library) -> Annotation:
    found = library.annotations.get("a1")
    assert found is not None
    return found


def test_what_was_committed_is_there_after_reopening(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    library.readers.remember_place(READER.id, Place(7, MOMENT))
    library.close()
    again = Library.open(tmp_path / "data", "someone")
    assert again.annotations.of_reader(READER.id) == [replace(NOTE, version=1, modified=MOMENT)]
    reader = again.readers.get(READER.id)
    assert reader is not None and again.readers.document(reader) == DOCUMENT
    assert again.readers.place(READER.id) == Place(7, MOMENT)
    assert again.readers.last_opened() == READER.id


def test_undo_and_redo_walk_one_history_across_processes(library: Library, tmp_path: Path) -> None:
    first = library.acts.commit(made(), moment=MOMENT).changes[0].after
    assert isinstance(first, Annotation)
    library.acts.commit(changed(first, note="Because."), moment=MOMENT)
    library.close()
    again = Library.open(tmp_path / "data", "someone")
    assert again.acts.next_names() == ("edit", None)
    again.acts.undo(moment=MOMENT)
    assert stored(again).note == "Why?"
    again.acts.undo(moment=MOMENT)
    assert stored(again).deleted == MOMENT and again.annotations.of_reader(READER.id) == []
    assert again.acts.next_names() == ("import_reader", "highlight")
    again.acts.redo(moment=MOMENT)
    again.acts.redo(moment=MOMENT)
    assert stored(again).note == "Because." and stored(again).deleted is None
    assert stored(again).version == 6
    assert again.acts.redo(moment=MOMENT) is None


def test_a_new_act_puts_what_was_undone_out_of_reach(library: Library) -> None:
    library.acts.commit(made(), moment=MOMENT)
    library.acts.undo(moment=MOMENT)
    library.acts.commit(made(replace(NOTE, id="a2")), moment=MOMENT)
    assert library.acts.redo(moment=MOMENT) is None


def test_one_stretch_of_typing_is_one_step_of_undo(library: Library) -> None:
    before = library.acts.commit(made(), moment=MOMENT).changes[0].after
    assert isinstance(before, Annotation)
    for text in ("W", "Wh", "Who"):
        before = library.acts.commit(changed(before, note=text), moment=MOMENT, token="typing").changes[0].after
        assert isinstance(before, Annotation)
    library.acts.undo(moment=MOMENT)
    assert stored(library).note == "Why?"


def test_saving_over_another_processes_change_is_refused(library: Library, tmp_path: Path) -> None:
    ours = library.acts.commit(made(), moment=MOMENT).changes[0].after
    assert isinstance(ours, Annotation)
    other = Library.open(tmp_path / "data", "someone")
    library.changed_elsewhere()  # the other took off what was delivered
    assert not library.changed_elsewhere()
    other.acts.commit(changed(stored(other), note="Theirs"), moment=MOMENT)
    with pytest.raises(UserError, match="changed_elsewhere"):
        library.acts.commit(changed(ours, note="Ours"), moment=MOMENT)
    assert stored(library).note == "Theirs"
    assert library.changed_elsewhere()
    assert not library.changed_elsewhere()


def test_a_refused_act_leaves_no_trace(library: Library) -> None:
    library.acts.commit(made(), moment=MOMENT)
    two = ChangeSet("x", (Change(None, replace(NOTE, id="a2")), Change(replace(NOTE, note="other"), NOTE)))
    with pytest.raises(UserError, match="changed_elsewhere"):
        library.acts.commit(two, moment=MOMENT)
    assert library.annotations.get("a2") is None
    assert library.acts.next_names() == ("highlight", None)


def journal(tmp_path: Path) -> list[dict[str, object]]:
    (path,) = (tmp_path / "data" / "journal").glob(f"*/{READER.id}.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_change_stands_in_the_journal_once(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    library.acts.undo(moment=MOMENT)
    library.close()
    Library.open(tmp_path / "data", "someone").close()
    lines = journal(tmp_path)
    assert [line["type"] for line in lines] == ["created", "created", "created", "deleted"]
    assert [line["clock"] for line in lines] == [1, 2, 3, 4]
    assert len({line["change"] for line in lines}) == 4
    record = lines[2]["record"]
    assert isinstance(record, dict)
    assert record["body"][0]["value"] == "Why?"
    assert record["target"][0]["selector"][1]["exact"] == ANCHOR.quote.exact


def test_a_line_that_a_kill_kept_from_the_journal_is_delivered_at_the_next_opening(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.library.journal.Journal.deliver", lambda self: None)
    library.acts.commit(made(), moment=MOMENT)
    library.close()
    monkeypatch.undo()
    assert len(journal(tmp_path)) == 2
    Library.open(tmp_path / "data", "someone").close()
    assert len(journal(tmp_path)) == 3


def test_a_line_that_was_appended_just_before_a_kill_is_not_told_twice(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Library.open(tmp_path / "data", "someone")

    def append_and_die(path: Path, data: bytes) -> None:
        append_durably(path, data)
        raise OSError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("annotator.library.journal.append_durably", append_and_die)
        library.acts.commit(made(replace(NOTE, note="One\u2028line")), moment=MOMENT)
    assert "Nothing is lost" in caplog.text
    other.acts.commit(made(replace(NOTE, id="a2")), moment=MOMENT)
    assert [line["clock"] for line in journal(tmp_path)] == [1, 2, 3, 4]


def test_a_change_after_indexing_stays_in_the_queue(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    ours = Library.open(tmp_path / "data", "someone").queue
    seen = library.queue.pending()
    ours.done(ours.pending())
    library.acts.commit(changed(stored(library), note="Newer"), moment=MOMENT)
    library.queue.done(seen)  # what this process took off stood for the older note
    assert [item.id for item in library.queue.pending()] == ["a1"]


def old_digest(data: dict[str, object]) -> str:
    """As it was up to schema version 2: of the record's JSON."""
    return text_digest(json.dumps(data, ensure_ascii=False, sort_keys=True))


def test_a_library_of_the_first_schema_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with sqlite3.connect(path) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('clock', '7')")
        values = asdict(NOTE)
        del values["creator"]  # nobody knew of it then
        told = to_data(READER)
        values |= {"digest": old_digest({"record": "annotation", **values})}
        store(connection, READER)
        connection.execute("UPDATE reader SET digest = ?", (old_digest(told),))
        values |= {name: json.dumps(values[name]) for name in ("anchors", "tags")}
        columns, places = ", ".join(values), ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO annotation ({columns}) VALUES ({places})", tuple(values.values()))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    library = Library.open(tmp_path, "someone")
    assert library.annotations.of_reader(READER.id) == [NOTE]
    assert {item.id for item in library.queue.pending()} == {READER.id, NOTE.id}
    (copy,) = (tmp_path / "backups").glob("*.sqlite3")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_the_newest_good_backup_is_one_that_proves_sound(library: Library) -> None:
    copies = [library.back_up() for _ in range(2)]
    assert newest_good(copies[0].parent) == copies[1]
    copies[1].write_bytes(copies[1].read_bytes()[:6000])
    assert newest_good(copies[0].parent) == copies[0]


def test_a_text_that_is_put_back_is_the_same_revision(library: Library, tmp_path: Path) -> None:
    revision = revision_id_of(DOCUMENT)
    reader = replace(READER, id=READER.id.replace("1", "2"), revision_id=revision)
    added = library.readers.add(reader, Imported(DOCUMENT, ImportReport()), b"the file", moment=MOMENT)
    library.queue.done(library.queue.pending())
    (path,) = (tmp_path / "data" / "readers" / reader.id).glob("*.document")
    path.unlink()
    assert library.readers.put_text(added, Imported(DOCUMENT, ImportReport()), b"the file", moment=MOMENT) == added
    assert library.readers.document(added) == DOCUMENT and len(library.queue.pending()) == 1
    library.connection.execute("DELETE FROM revision WHERE id = ?", (revision,))  # made anew from old journals alone
    library.readers.put_text(added, Imported(DOCUMENT, ImportReport()), b"the file", moment=MOMENT)
    assert library.readers.document(added) == DOCUMENT
    other = DOCUMENT._replace(title="Read by a later importer")
    newer = library.readers.put_text(added, Imported(other, ImportReport()), b"the file", moment=MOMENT)
    assert newer.revision_id != revision and library.readers.document(newer).title == other.title


def test_a_copied_data_folder_is_another_installation(library: Library, tmp_path: Path) -> None:
    library.close()
    (tmp_path / "copy").mkdir()
    for name in ("library.sqlite3",):
        (tmp_path / "copy" / name).write_bytes((tmp_path / "data" / name).read_bytes())
    Library.open(tmp_path / "copy", "someone").acts.commit(made(), moment=MOMENT)
    ours, theirs = (next((tmp_path / name / "journal").iterdir()).name for name in ("data", "copy"))
    assert ours != theirs


def test_a_newer_library_is_refused_and_not_touched(library: Library, tmp_path: Path) -> None:
    library.close()
    path = tmp_path / "data" / "library.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="library_newer"):
        Library.open(tmp_path / "data", "someone")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database, but some words " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_library_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.sqlite3").write_bytes(content)
    with pytest.raises(UserError, match="library_damaged"):
        Library.open(tmp_path, "someone")
    assert (tmp_path / "library.sqlite3").read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library.sqlite3") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(UserError, match="not_a_library"):
        Library.open(tmp_path, "someone")


def test_a_flipped_bit_inside_a_note_is_noticed(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    with sqlite3.connect(tmp_path / "data" / "library.sqlite3") as connection:
        connection.execute("UPDATE annotation SET note = 'Whx?'")
    connection.close()
    with pytest.raises(UserError, match="row_damaged"):
        library.annotations.of_reader(READER.id)


def test_a_damaged_text_is_noticed(library: Library, tmp_path: Path) -> None:
    (path,) = (tmp_path / "data" / "readers" / READER.id).glob("*.document")
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(data)
    with pytest.raises(UserError, match="text_damaged"):
        library.readers.document(READER)


def test_the_library_is_its_owners_alone(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    for path in (tmp_path / "data").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_backup_is_a_whole_library(library: Library, tmp_path: Path) -> None:
    library.acts.commit(made(), moment=MOMENT)
    copy = library.back_up()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "library.sqlite3").write_bytes(copy.read_bytes())
    assert Library.open(tmp_path / "other", "someone").annotations.get("a1") == stored(library)


def test_commits_use_a_rollback_journal_and_extra_flushing(library: Library) -> None:
    connection = library._connection
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (3,)


def test_a_reader_that_another_process_adds_meanwhile_hides_no_other(tmp_path: Path) -> None:
    library = Library.open(tmp_path, "someone")
    library.readers.add(READER, Imported(DOCUMENT, ImportReport()), b"the file", moment=MOMENT)
    other = Library.open(tmp_path, "someone")
    late = replace(READER, id="22222222-2222-5222-8222-222222222222", sha256="0" * 64)

    def between(statement: str) -> None:
        library.connection.set_trace_callback(None)
        other.readers.add(late, Imported(DOCUMENT, ImportReport()), b"another file", moment=MOMENT)

    asked = iter([lambda _: None, between])
    library.connection.set_trace_callback(lambda statement: next(asked)(statement))
    assert [one.reader.id for one in library.readers.entries()] == [READER.id]
    library.connection.set_trace_callback(None)
    assert len(library.readers.entries()) == 2
    library.close()
    other.close()
