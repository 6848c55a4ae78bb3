"""Back to a backup: an act like any other where the library can be opened, a copy in its place where it can't."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotator.errors import UserError
from annotator.files import write_atomically
from annotator.library.backup import inspect, set_aside
from annotator.library.comparing import compare
from annotator.library.database import open_database, transaction
from annotator.library.identity import set_clock
from annotator.library.journal import clocks_in
from annotator.library.records import KINDS, same_content
from annotator.library.replay import Key, State, owner, put_revision, replay, revision_told, state_of
from annotator.library.repository import Library
from annotator.library.tables import drop
from annotator.model.annotation import ROLES, Link, Role
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.shelf import Reader


class Restored(NamedTuple):
    """What a restoring did. `kept` is the library as it was before, None where there was none.

    `changed` records are again as they were; `trashed` were made after the backup; `unread` are rows of the backup
    that are damaged; `later` changes stand in the journal alone (where the library was lost).
    """

    kept: Path | None
    changed: int = 0
    trashed: int = 0
    unread: int = 0
    later: int = 0


def restore(library: Library, source: Path, moment: str) -> tuple[Restored, ChangeSet]:
    """Make the library say what the backup says, in one act, after a backup of what it says now.

    What was made later goes to the trash, and undoing the act brings all of it back.
    Raises UserError `not_a_backup`, `backup_failed`, `changed_elsewhere`.
    """
    wanted = _state_in(library, source)
    kept = library.back_up()
    present = state_of(library.connection)
    changes = tuple(_changes(present, wanted, moment))
    revisions = [one for key, one in wanted.revisions.items() if key not in present.revisions]

    def first() -> None:
        library.connection.execute("PRAGMA defer_foreign_keys = ON")
        for kind, one in present.damaged:  # they are in the copy; no act can say what they were
            if (kind, one) in wanted.records:
                drop(library.connection, KINDS[kind], one)

    def also() -> None:
        for one in revisions:
            put_revision(library.connection, one)
            library.acts.tell("restore_backup", "created", revision_told(one), one.reader_id, moment)

    act = ChangeSet("restore_backup", changes)
    if changes or revisions:
        act = library.acts.commit(act, moment=moment, first=first, also=also)
    trashed = sum(1 for change in changes if _is_trashed(change))
    return Restored(kept, len(changes) - trashed, trashed, len(wanted.damaged)), act


def put_in_place(folder: Path, source: Path) -> Restored:
    """Put a copy of the backup where the library was lost; what was there is kept beside the backups.

    Nothing that the journal tells is replayed, but it is counted. Raises UserError `not_a_backup`, and OSError.
    """
    if inspect(source) is None:
        raise UserError("not_a_backup", path=source)
    path = folder / "library.sqlite3"
    fresh = folder / f".library-{os.getpid()}.part"
    write_atomically(fresh, source.read_bytes(), private=True)
    kept = set_aside(path, folder / "backups") if path.exists() else None
    fresh.replace(path)
    connection = open_database(path)
    try:
        with transaction(connection):
            set_clock(connection, max(clocks_in(folder / "journal").values(), default=0))
    finally:
        connection.close()
    return Restored(kept)


def later_changes(library: Library) -> int:
    """How many records the journal tells otherwise, or the library hasn't at all."""
    folder = library.folder / "journal"
    found = compare(state_of(library.connection), replay(folder, owner(folder, library.identity, "")))
    return len(found.newer) + len(found.unlike)


def _state_in(library: Library, source: Path) -> State:
    """What the backup holds, brought to the present schema in a copy."""
    if inspect(source) is None:
        raise UserError("not_a_backup", path=source)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=library.folder) as folder:
        copy = Path(folder) / "library.sqlite3"
        write_atomically(copy, source.read_bytes(), private=True)
        connection = open_database(copy)
        try:
            return state_of(connection)
        except sqlite3.Error as error:
            raise UserError("not_a_backup", path=source) from error
        finally:
            connection.close()


def _changes(present: State, wanted: State, moment: str) -> list[Change]:
    """In an order in which each may point at those before it."""
    keys = sorted(present.records.keys() | wanted.records.keys(), key=lambda key: (list(KINDS).index(key[0]), key[1]))
    found = (_change(key, present, wanted, moment) for key in keys if key not in wanted.damaged)
    return [change for change in found if change is not None]


def _change(key: Key, present: State, wanted: State, moment: str) -> Change | None:
    ours, theirs = present.records.get(key), wanted.records.get(key)
    if isinstance(ours, Role) and theirs is None:
        theirs = next((role for role in ROLES if role.key == ours.key), None)
    if theirs is not None:
        return None if ours is not None and same_content(ours, theirs) else Change(ours, theirs)
    assert ours is not None
    if ours.deleted or _goes_with_its_reader(ours, wanted):
        return None
    return Change(ours, replace(ours, deleted=moment))


def _goes_with_its_reader(record: Record, wanted: State) -> bool:
    """What is written in a reader that goes to the trash comes back with it."""
    if isinstance(record, Reader | Link | Role):
        return False
    return ("reader", record.reader_id) not in wanted.records


def _is_trashed(change: Change) -> bool:
    return change.before is not None and not change.before.deleted and bool(change.record.deleted)
