"""Emptying the trash: of what lay there for thirty days, after a backup, and not on the word of a wrong clock."""

from __future__ import annotations

import json
from collections.abc import Set
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from annotator.errors import UserError
from annotator.library.acts import OUT_OF_REACH
from annotator.library.database import transaction
from annotator.library.journal import reader_of
from annotator.library.records import KINDS
from annotator.library.replay import PURGED, Key, state_of
from annotator.library.repository import Library
from annotator.library.tables import drop
from annotator.model.annotation import Link
from annotator.model.change import Change, Record
from annotator.model.shelf import Reader

DAYS = 30
_AGE = timedelta(days=DAYS)
_KEPT = ("reader", "role")  # a reader's files are in no backup, so it stays in the trash


class Purged(NamedTuple):
    """How many were purged, and the backup that still has them (None where there were none)."""

    records: int
    backup: Path | None


def empty_trash(library: Library, moment: str) -> Purged:
    """Purge annotations, links, bookmarks and citations that have been in the trash for 30 days.

    Raises UserError `clock_went_back` where the history knows of a later time than `moment`; `backup_failed`.
    """
    now, times = _time(moment), _times(library)
    if max(times.values(), default=now) > now:
        raise UserError("clock_went_back")
    old = {key: record for key, record in _trash(library).items() if _since(key, record, times) <= now - _AGE}
    if not old:
        return Purged(0, None)
    backup = library.back_up()
    with transaction(library.connection):
        still = _trash(library)
        old = {key: record for key, record in old.items() if still.get(key) == record}
        gone = _links_of(library, old) | old  # links first: they point at the others
        for key, record in gone.items():
            _purge(library, key, record, moment)
        _put_out_of_reach(library, gone.keys())
    library.journal.deliver()
    return Purged(len(old), backup)


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def _trash(library: Library) -> dict[Key, Record]:
    records = state_of(library.connection).records
    return {key: record for key, record in records.items() if record.deleted and key[0] not in _KEPT}


def _times(library: Library) -> dict[Key, datetime]:
    """When each record was last touched by an act: no earlier than any act before, whatever the clock said then."""
    latest: datetime | None = None
    found: dict[Key, datetime] = {}
    for time, changes in library.connection.execute("SELECT time, changes FROM act ORDER BY seq"):
        moment = _time(time)
        latest = moment if latest is None else max(latest, moment)
        for key in _keys(changes):
            found[key] = latest
    return found


def _keys(changes: str) -> set[Key]:
    sides = [side for pair in json.loads(changes) for side in pair if side]
    return {(side["record"], side.get("id") or side["key"]) for side in sides}


def _since(key: Key, record: Record, times: dict[Key, datetime]) -> datetime:
    deleted = _time(record.deleted or "")
    return max(deleted, times.get(key, deleted))


def _links_of(library: Library, old: dict[Key, Record]) -> dict[Key, Record]:
    """A link from or to what is purged points nowhere, and goes with it."""
    gone = {record.id for record in old.values()}
    links = state_of(library.connection).records.items()
    return {key: record for key, record in links if isinstance(record, Link) and {record.source, record.target} & gone}


def _purge(library: Library, key: Key, record: Record, moment: str) -> None:
    assert not isinstance(record, Reader)
    reader = reader_of(Change(record, record), library.connection)
    drop(library.connection, KINDS[key[0]], key[1])
    library.acts.tell("purge", "purged", {"record": PURGED, "kind": key[0], "id": key[1]}, reader, moment)
    if key[0] == "annotation":
        library.connection.execute("INSERT INTO index_queue (kind, id) VALUES ('note', ?)", (key[1],))


def _put_out_of_reach(library: Library, gone: Set[Key]) -> None:
    """An act on what is no more can't be taken back, nor stand in the way of those before it."""
    acts = library.connection.execute("SELECT seq, changes FROM act WHERE state <> ?", (OUT_OF_REACH,)).fetchall()
    dead = [(OUT_OF_REACH, seq) for seq, changes in acts if _keys(changes) & gone]
    library.connection.executemany("UPDATE act SET state = ? WHERE seq = ?", dead)
