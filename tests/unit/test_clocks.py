"""Clocks that ran ahead, or went back, and folders that hold more than our own backups: nothing gets lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library import restoring
from annotator.library.backup import backups, newest_good
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import JsonLdOptions
from annotator.services.keeping import backup_due, restore_backup
from annotator.wiring import build_services

FORM = "library-%Y-%m-%dT%H%M%S.%fZ.sqlite3"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    yield services
    services.close()


def note(services: Services, tmp_path: Path, words: str) -> Annotation:
    source = tmp_path / "orders.md"
    source.write_text("# Orders\n\nNobody recalled having asked for it.\n", encoding="utf-8")
    opened = services.shelf.open(services.shelf.import_file(source).reader.id)
    record = services.history.commit(drafts.annotate(opened.reader, opened.document, [], note=words)).changes[0].record
    assert isinstance(record, Annotation)
    return record


def days_from_now(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime(FORM)


def test_other_backups_in_a_folder_that_was_named_stay(services: Services, tmp_path: Path) -> None:
    note(services, tmp_path, "One.")
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o755)
    for day in range(30):
        (stick / days_from_now(-10 - day)).write_bytes(b"another library's")
    made = services.keeping.back_up(stick)
    assert made.parent == stick and len(backups(stick)) == 31
    assert stick.stat().st_mode & 0o777 == 0o755


def test_a_backup_from_the_future_is_neither_todays_nor_the_newest(services: Services, tmp_path: Path) -> None:
    note(services, tmp_path, "One.")
    folder = tmp_path / "data" / "backups"
    ahead = services.keeping.back_up()
    ahead = ahead.rename(folder / days_from_now(800))
    os.utime(ahead, (4e9, 4e9))
    assert backup_due(tmp_path / "data")
    today = services.keeping.back_up()
    assert not backup_due(tmp_path / "data")
    assert newest_good(folder) == today


def test_a_change_is_never_older_than_what_it_changed(services: Services, tmp_path: Path) -> None:
    made = note(services, tmp_path, "One.")
    later = "2090-01-01T00:00:00.000Z"
    act = ChangeSet("import_annotations", (Change(made, replace(made, note="Two.", modified=later)),))
    services.history.commit(act)
    file = tmp_path / "notes.json"
    file.write_text(services.exporting.text(made.reader_id, JsonLdOptions()), encoding="utf-8")
    mine = services.annotations.get(made.id)
    services.history.commit(drafts.edit_note(mine, "Three."))
    assert services.annotations.get(made.id).modified > mine.modified
    services.receiving.bring_in(made.reader_id, file)
    assert services.annotations.get(made.id).note == "Three."


def test_a_record_about_nothing_hides_none_of_the_rest(services: Services, tmp_path: Path) -> None:
    made = note(services, tmp_path, "One.")
    collection = json.loads(services.exporting.text(made.reader_id, JsonLdOptions()))
    items = collection["first"]["items"]
    items.insert(0, {**items[0], "id": "urn:uuid:00000000-0000-4000-8000-000000000009", "target": []})
    file = tmp_path / "notes.json"
    file.write_text(json.dumps(collection), encoding="utf-8")
    services.history.commit(drafts.delete([made]))
    brought = services.receiving.bring_in(made.reader_id, file)
    assert len(brought.refused) + len(brought.added) == 1 and len(brought.kept) == 1


def test_where_a_backup_cannot_be_copied_a_sentence_tells(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(services, tmp_path, "One.")
    backup = services.keeping.back_up()
    services.close()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(restoring, "write_atomically", full)
    with pytest.raises(UserError, match="library_unwritable"):
        restore_backup(
            tmp_path / "data", backup, lambda: build_services(paths_under(tmp_path / "data"), author="someone")
        )
