"""The library made anew from its journals: the same in everything, whatever was done to it."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import UserError
from annotator.library.lines import make_line
from annotator.library.purging import empty_trash
from annotator.library.rebuilding import rebuild
from annotator.library.replay import owner, replay
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.shelf import Place
from tests.unit.scribe import MOMENT, READER, STEPS, Scribe, do


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def journal(data: Path) -> Path:
    (path,) = data.glob(f"journal/*/{READER.id}.jsonl")
    return path


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_journals_alone_tell_everything(steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        scribe = Scribe(data)
        for step in steps:
            do(scribe, step)
        before = scribe.state()
        scribe.close()
        (data / "library.sqlite3").unlink()
        made = rebuild(data, "someone")
        again = Scribe(data)
        assert again.state() == before
        assert (made.salvaged, made.damaged, made.loose) == (0, (), 0)
        again.close()


def test_the_old_library_is_kept_and_the_new_one_goes_on_from_it(data: Path) -> None:
    scribe = Scribe(data)
    scribe.note("kept")
    scribe.library.readers.remember_place(READER.id, Place(7, MOMENT))
    before, clock = scribe.state(), scribe.library.identity
    scribe.close()
    made = rebuild(data, "someone")
    again = Scribe(data)
    assert made.kept is not None and made.kept.parent == data / "backups" and made.history
    assert again.state() == before and again.library.identity == clock
    assert again.library.readers.place(READER.id) == Place(7, MOMENT)
    assert again.acts.next_names() == ("make", None)
    again.acts.undo(moment=MOMENT)
    assert [one.deleted for one in again.of(Annotation)] == [MOMENT]
    assert not again.library.behind


def test_a_lost_library_is_known_by_the_card_in_the_journal(data: Path) -> None:
    scribe = Scribe(data)
    note = scribe.note()
    installation = scribe.library.identity.installation
    scribe.close()
    line = journal(data).read_text().splitlines()[-1]
    theirs = data / "journal" / "another-laptop"
    shutil.copytree(data / "journal" / installation, theirs)
    (theirs / "installation.json").unlink()
    (theirs / f"{READER.id}.jsonl").write_text(_signed(line, note.id, "another-laptop"))
    (data / "library.sqlite3").unlink()
    rebuild(data, "someone")
    assert [one.id for one in Scribe(data).of(Annotation)] == [note.id]  # not what only lies beside it
    (data / "library.sqlite3").unlink()
    shutil.rmtree(data / "backups", ignore_errors=True)
    for card in data.glob("journal/*/installation.json"):
        card.unlink()
    rebuild(data, "someone")
    assert len(Scribe(data).of(Annotation)) == 2  # rather too much than too little


def _signed(line: str, known: str, installation: str) -> str:
    """The line as another installation would have written it of another annotation."""
    values = json.loads(line.replace(known, "99999999-9999-4999-8999-999999999999"))
    del values["format"], values["digest"]
    return make_line({**values, "installation": installation}) + "\n"


def test_what_only_the_library_has_is_taken_from_it(data: Path) -> None:
    scribe = Scribe(data)
    scribe.note("one")
    scribe.note("two")
    before = scribe.state()
    scribe.close()
    lines = journal(data).read_bytes().splitlines(keepends=True)
    journal(data).write_bytes(b"".join(lines[:2]) + b"x" + lines[2])  # one line damaged, one lost
    made = rebuild(data, "someone")
    assert made.salvaged == 2 and [number for _, number in made.damaged] == [3]
    assert Scribe(data).state() == before


def test_a_damaged_line_hides_no_other(data: Path) -> None:
    scribe = Scribe(data)
    first, last = scribe.note("one"), scribe.note("two")
    scribe.change(first, note="one, changed")
    scribe.close()
    lines = journal(data).read_bytes().splitlines(keepends=True)
    flipped = lines[4].replace(b"changed", b"chanted")
    journal(data).write_bytes(b"".join([*lines[:4], flipped]))
    (data / "library.sqlite3").unlink()
    made = rebuild(data, "someone")
    assert [number for _, number in made.damaged] == [5]
    assert {one.note for one in Scribe(data).of(Annotation)} == {"one", last.note}


def test_readers_whose_journal_is_gone_are_known_by_their_files(data: Path) -> None:
    scribe = Scribe(data)
    scribe.close()
    journal(data).unlink()
    (data / "library.sqlite3").unlink()
    rebuild(data, "someone")
    library = Library.open(data, "someone")
    (reader,) = library.readers.all()
    assert (reader.id, reader.title) == (READER.id, "A Sample Reader")
    assert library.readers.document(reader).title == "A Sample Reader"


def test_a_folder_with_nothing_in_it_is_left_alone(data: Path) -> None:
    data.mkdir()
    with pytest.raises(UserError, match="nothing_to_rebuild"):
        rebuild(data, "someone")
    assert list(data.iterdir()) == []


def test_a_newer_library_is_not_rebuilt(data: Path) -> None:
    scribe = Scribe(data)
    scribe.library.connection.execute("PRAGMA user_version = 999")
    scribe.close()
    before = (data / "library.sqlite3").read_bytes()
    with pytest.raises(UserError, match="library_newer"):
        rebuild(data, "someone")
    assert (data / "library.sqlite3").read_bytes() == before


def test_who_had_it_open_writes_nothing_into_the_old_file(data: Path) -> None:
    scribe = Scribe(data)
    scribe.note("before")
    rebuild(data, "someone")
    for act in (lambda: scribe.note("into the old file"), scribe.library.changed_elsewhere):
        with pytest.raises(UserError, match="library_replaced"):
            act()
    assert [one.note for one in Scribe(data).of(Annotation)] == ["before"]


def test_purged_things_do_not_come_back(data: Path) -> None:
    scribe = Scribe(data)
    note = scribe.note(deleted="2026-01-01T00:00:00.000Z")
    older = (data / "library.sqlite3").read_bytes()
    assert empty_trash(scribe.library, "2026-06-01T00:00:00.000Z").records == 1
    scribe.close()
    made = rebuild(data, "someone")
    assert made.salvaged == 0 and Scribe(data).of(Annotation) == []
    (data / "library.sqlite3").write_bytes(older)  # a library that has it still
    assert rebuild(data, "someone").salvaged == 0 and Scribe(data).of(Annotation) == []
    told = replay(data / "journal", owner(data / "journal", None, ""))
    assert ("annotation", note.id) in told.purged
