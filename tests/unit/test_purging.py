"""The trash is emptied late, after a backup, and never by a wrong clock."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.purging import empty_trash
from annotator.model.annotation import Annotation, Link
from annotator.model.change import Change, ChangeSet
from tests.unit.scribe import READER, Scribe


def moment(day: int, month: int = 1) -> str:
    return f"2026-{month:02}-{day:02}T12:00:00.000Z"


@pytest.fixture
def scribe(tmp_path: Path) -> Scribe:
    return Scribe(tmp_path)


def trashed(scribe: Scribe, when: str, *, said: str | None = None) -> Annotation:
    """An annotation put into the trash at `when`, by a clock that said `said`."""
    note = Annotation(str(uuid.uuid4()), READER.id, "r1", note="gone", created=when)
    stored = scribe.acts.commit(ChangeSet("make", (Change(None, note),)), moment=when).changes[0].record
    after = replace(stored, deleted=said or when)
    return scribe.acts.commit(ChangeSet("delete", (Change(stored, after),)), moment=said or when).changes[0].record  # type: ignore[return-value]


def test_thirty_days_and_not_less(scribe: Scribe) -> None:
    old, young = trashed(scribe, moment(31)), trashed(scribe, moment(2, 2))
    assert empty_trash(scribe.library, moment(1, 3)).records == 0
    assert list((scribe.library.folder).glob("backups/*")) == []  # nothing to do, nothing done
    purged = empty_trash(scribe.library, moment(2, 3))
    assert purged.records == 1 and [one.id for one in scribe.of(Annotation)] == [young.id]
    assert purged.backup is not None
    with sqlite3.connect(purged.backup) as copy:
        assert copy.execute("SELECT count(*) FROM annotation WHERE id = ?", (old.id,)).fetchone() == (1,)
    copy.close()


def test_without_a_backup_nothing_is_purged(scribe: Scribe) -> None:
    trashed(scribe, moment(1))
    (scribe.library.folder / "backups").write_text("in the way")
    with pytest.raises(UserError, match="backup_failed"):
        empty_trash(scribe.library, moment(1, 6))
    assert len(scribe.of(Annotation)) == 1


def test_a_clock_that_went_back_purges_nothing(scribe: Scribe) -> None:
    trashed(scribe, moment(1))
    trashed(scribe, moment(1, 6))
    with pytest.raises(UserError, match="clock_went_back"):
        empty_trash(scribe.library, moment(20, 4))
    assert len(scribe.of(Annotation)) == 2


def test_a_clock_that_was_back_when_it_was_deleted_counts_for_nothing(scribe: Scribe) -> None:
    trashed(scribe, moment(1, 6), said="2001-01-01T00:00:00.000Z")
    assert empty_trash(scribe.library, moment(2, 6)).records == 0
    assert empty_trash(scribe.library, moment(2, 7)).records == 1


def test_links_go_with_what_they_tie_and_undo_steps_over_them(scribe: Scribe) -> None:
    first = scribe.note("stays")
    old = trashed(scribe, moment(1, 2))
    scribe.make(Link(str(uuid.uuid4()), first.id, old.id))
    assert empty_trash(scribe.library, moment(1, 6)).records == 1
    assert scribe.of(Link) == []
    scribe.acts.undo(moment=moment(1, 6))  # of what can't be taken back any more, nothing is tried
    assert [one.deleted is not None for one in scribe.of(Annotation)] == [True]


def test_readers_stay_in_the_trash(scribe: Scribe) -> None:
    reader = scribe.library.readers.get(READER.id)
    assert reader is not None
    scribe.change(reader, deleted=moment(1))
    assert empty_trash(scribe.library, moment(1, 12)).records == 0
    assert len(scribe.library.readers.trash()) == 1
