"""The ways in which other programs lost people's notes: none of them is a way here."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

from annotator.library.repository import Library
from annotator.model.change import Change, ChangeSet
from tests.e2e.conftest import BUNDLED, Program
from tests.e2e.test_damage import marked
from tests.e2e.test_keeping import notes


def test_an_export_erased_what_stood_above_a_line_of_dashes(program: Program, reader: str, tmp_path: Path) -> None:
    note = "Above.\n\n---\n\nBelow.\n\n---\n\nThe end."
    marked(program, reader, note)
    out = tmp_path / "out.md"
    for _ in range(2):
        program.out("export", reader, "-o", out)
    text = out.read_text()
    assert all(text.count(part) == 1 for part in ("Above.", "Below.", "The end."))
    assert notes(program, reader) == [note]


def test_notes_were_lost_when_the_file_moved(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "a reader.txt"
    shutil.copy(BUNDLED, path)
    reader = program.json("import", path)["id"]
    marked(program, reader, "kept")
    path.unlink()
    assert notes(program, reader) == ["kept"]
    assert program.out("export", reader)
    moved = tmp_path / "elsewhere" / "another name.md.txt"
    moved.parent.mkdir()
    shutil.copy(BUNDLED, moved)
    arrival = program.json("import", moved)
    assert (arrival["id"], arrival["fresh"]) == (reader, False)
    assert notes(program, reader) == ["kept"]


def test_one_bad_record_hid_all_others(program: Program, reader: str) -> None:
    bad, good = marked(program, reader, "bad"), marked(program, reader, "good")
    with sqlite3.connect(program.data / "library.sqlite3") as connection:
        connection.execute("UPDATE annotation SET anchors = 'no json' WHERE id = ?", (bad,))
    connection.close()
    (path,) = program.data.glob("journal/*/*.jsonl")
    path.write_bytes(b"no line\n" + path.read_bytes())
    done = program.call("annotations", reader, "--json")
    assert [one["id"] for one in json.loads(done.stdout)] == [good] and bad in done.stderr
    found = program.json("doctor")
    assert found["sound"] and {one["code"] for one in found["findings"]} == {"row_mended", "lines_set_aside"}
    assert notes(program, reader) == ["bad", "good"]


def test_what_could_not_be_read_was_deleted(program: Program, reader: str) -> None:
    marked(program, reader, "kept")
    (program.data / "library.sqlite3").write_bytes(b"what is this?" * 1000)
    program.refused("list")
    program.out("doctor", "--rebuild")
    assert any(path.read_bytes().startswith(b"what is this?") for path in program.data.glob("backups/set-aside-*"))
    assert notes(program, reader) == ["kept"]


def test_deleted_highlights_came_back(program: Program, reader: str) -> None:
    gone = marked(program, reader, "gone")
    program.out("delete", gone)
    program.out("import", BUNDLED)
    program.out("doctor", "--rebuild")
    library = program.data / "library.sqlite3"
    library.unlink()
    program.out("doctor", "--rebuild")
    assert notes(program, reader) == []
    program.out("restore", gone)
    assert notes(program, reader) == ["gone"]


def test_a_file_that_was_missing_for_a_moment_was_taken_for_empty(program: Program, reader: str) -> None:
    marked(program, reader, "kept")
    library, away = program.data / "library.sqlite3", program.data.parent / "away.sqlite3"
    library.rename(away)
    for arguments in (("list",), ("import", BUNDLED), ("annotate", reader, "--note", "x"), ("undo",)):
        assert "missing or empty" in program.refused(*arguments)
    assert not library.exists()
    away.rename(library)
    assert notes(program, reader) == ["kept"]


def test_a_cloud_folder_put_an_older_file_in_the_place_of_the_newer(program: Program, reader: str) -> None:
    library = program.data / "library.sqlite3"
    older = library.read_bytes()
    marked(program, reader, "later")
    fresh = library.with_name("from the cloud")
    fresh.write_bytes(older)
    os.replace(fresh, library)  # noqa: PTH105
    done = program.call("annotations", reader, "--json")
    assert done.returncode == 0 and "an older copy may have been put in its place" in done.stderr
    program.out("doctor", "--rebuild")
    assert notes(program, reader) == ["later"]


def test_a_conflicting_copy_of_a_journal_is_no_trouble(program: Program, reader: str) -> None:
    """What Syncthing, Nextcloud and Dropbox leave where two wrote one file: here nobody writes another's."""
    marked(program, reader, "kept")
    (path,) = program.data.glob("journal/*/*.jsonl")
    shutil.copy(path, path.with_name(f"{path.stem}.sync-conflict-20261125-120000-ABCDEFG.jsonl"))
    assert "Everything is sound" in program.out("doctor")
    (program.data / "library.sqlite3").unlink()
    program.out("doctor", "--rebuild")
    assert notes(program, reader) == ["kept"]


def test_what_stood_in_no_text_any_more_was_removed(program: Program, reader: str) -> None:
    annotation = marked(program, reader, "an orphan")
    library = Library.open(program.data, "someone")
    before = library.annotations.get(annotation)
    assert before is not None
    lost = tuple(replace(one, quote=replace(one.quote, exact="Nowhere at all")) for one in before.anchors)
    library.acts.commit(
        ChangeSet("edit", (Change(before, replace(before, anchors=lost)),)), moment="2026-01-01T00:00:00Z"
    )
    library.close()
    (one,) = program.json("annotations", reader)
    assert (one["state"], one["note"]) == ("orphan", "an orphan")
    assert "an orphan" in program.out("export", reader)


def test_a_backup_of_yesterday_is_never_the_last_word(program: Program, reader: str) -> None:
    """Restoring by hand, as people do: the file copied over the library. The journal still has what came after."""
    good = Path(program.out("backup"))
    marked(program, reader, "later")
    shutil.copy(good, program.data / "library.sqlite3")
    assert program.call("doctor").returncode == 1
    program.out("doctor", "--rebuild")
    assert notes(program, reader) == ["later"]
