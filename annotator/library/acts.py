"""The history on disk: every change goes through here, one transaction an act, and can be taken back."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from annotator.errors import UserError
from annotator.library.connection import readably
from annotator.library.database import transaction
from annotator.library.journal import Journal, reader_of
from annotator.library.records import changes_from_json, changes_to_json, kind_of, same_content, text_digest
from annotator.library.tables import fetch_one, store
from annotator.model.annotation import ROLES, Annotation, Role
from annotator.model.change import Change, ChangeSet, Record, inverse
from annotator.model.moment import after as moment_after
from annotator.model.shelf import Reader

DONE, TAKEN_BACK, OUT_OF_REACH = 0, 1, 2


class Acts:
    """Commits, takes back and does again. Every method is durable, and journalled, when it returns."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def commit(
        self,
        act: ChangeSet,
        *,
        moment: str,
        token: str | None = None,
        first: Callable[[], object] | None = None,
        also: Callable[[], object] | None = None,
        aside: bool = False,
    ) -> ChangeSet:
        """Store an act (in one transaction with what `first` does before it, and `also` after); returns it as stored.

        `aside`: what the program notes by itself, which is no step of undo.
        Raises UserError `changed_elsewhere` where a record isn't any more what the act says it was before.
        """
        with transaction(self._connection):
            if first:
                first()
            stored = self._store(act, moment, fresh=True)
            if not aside:
                self._connection.execute("UPDATE act SET state = ? WHERE state = ?", (OUT_OF_REACH, TAKEN_BACK))
            if not aside and not self._merge(stored, token):
                text = changes_to_json(stored)
                self._connection.execute(
                    "INSERT INTO act (id, name, token, changes, time, state, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (str(uuid.uuid4()), stored.name, token, text, moment, DONE, text_digest(text)),
                )
            if also:
                also()
        self._journal.deliver()
        return stored

    def tell(self, act: str, kind: str, record: dict[str, Any], reader_id: str, moment: str) -> None:
        """Put a line into the journal that is no record's; inside the transaction of its act (`also`)."""
        self._journal.tell(act, kind, record, reader_id, moment)

    def undo(self, *, moment: str) -> ChangeSet | None:
        """Take back the last act that is done; None where there is none."""
        return self._move("state = 0 ORDER BY seq DESC", TAKEN_BACK, inverse, moment)

    def redo(self, *, moment: str) -> ChangeSet | None:
        """Do again the first of those taken back; None where there is none."""
        return self._move("state = 1 ORDER BY seq", DONE, lambda act: act, moment)

    def next_names(self) -> tuple[str | None, str | None]:
        """What undo and redo would do."""
        undo, redo = self._find("state = 0 ORDER BY seq DESC"), self._find("state = 1 ORDER BY seq")
        return (undo and undo[1].name), (redo and redo[1].name)

    def _move(self, where: str, state: int, turn: Callable[[ChangeSet], ChangeSet], moment: str) -> ChangeSet | None:
        with transaction(self._connection):
            found = self._find(where)
            if found is None:
                return None
            stored = self._store(turn(found[1]), moment, fresh=False)
            self._connection.execute("UPDATE act SET state = ?, token = NULL WHERE seq = ?", (state, found[0]))
        self._journal.deliver()
        return stored

    def _find(self, where: str) -> tuple[int, ChangeSet] | None:
        query = f"SELECT seq, name, changes, digest FROM act WHERE {where} LIMIT 1"
        row = readably(self._connection, lambda: self._connection.execute(query).fetchone())
        if row is None:
            return None
        if not _is_sound(row[2], row[3]):
            raise UserError("row_damaged", kind="act", id=row[0])
        return int(row[0]), ChangeSet(row[1], changes_from_json(row[2]))

    def damaged(self) -> list[int]:
        """The numbers of those within reach that don't prove sound."""
        return readably(
            self._connection,
            lambda: [seq for seq, changes, digest in self._within_reach() if not _is_sound(changes, digest)],
        )

    def latest(self) -> dict[tuple[str, str], Record]:
        """The last version of each record, by kind and id, that the history tells for certain."""
        found: dict[tuple[str, str], Record] = {}
        rows = self._connection.execute("SELECT changes, digest FROM act WHERE digest IS NOT NULL")
        for changes, digest in readably(self._connection, rows.fetchall):
            for change in changes_from_json(changes) if _is_sound(changes, digest) else ():
                key = (kind_of(change.record), change.record.id)
                if key not in found or found[key].version <= change.record.version:
                    found[key] = change.record
        return found

    def _within_reach(self) -> Iterable[tuple[int, str, str | None]]:
        return self._connection.execute("SELECT seq, changes, digest FROM act WHERE state <> ?", (OUT_OF_REACH,))

    def give_up(self, numbers: Iterable[int]) -> None:
        """Put these out of reach: undo steps over them."""
        with transaction(self._connection):
            values = [(OUT_OF_REACH, seq) for seq in numbers]
            self._connection.executemany("UPDATE act SET state = ? WHERE seq = ?", values)

    def _merge(self, act: ChangeSet, token: str | None) -> bool:
        """Make one step of undo of a stretch of typing: the state before the first act, and after the last."""
        if token is None:
            return False
        row = self._connection.execute(
            "SELECT seq, name, token, changes FROM act WHERE state = ? ORDER BY seq DESC LIMIT 1", (DONE,)
        ).fetchone()
        if row is None or row[2] != token:
            return False
        earlier = changes_from_json(row[3])
        if [c.record.id for c in earlier] != [c.record.id for c in act.changes]:
            return False
        merged = tuple(Change(a.before, b.after) for a, b in zip(earlier, act.changes, strict=True))
        changes = changes_to_json(ChangeSet(row[1], merged))
        values = (changes, text_digest(changes), row[0])
        self._connection.execute("UPDATE act SET changes = ?, digest = ? WHERE seq = ?", values)
        return True

    def _store(self, act: ChangeSet, moment: str, *, fresh: bool) -> ChangeSet:
        changes = tuple(self._store_change(change, moment, fresh) for change in act.changes)
        for change in changes:
            self._journal.note(act.name, change, reader_of(change, self._connection), moment)
            self._queue(change.record)
        return ChangeSet(act.name, changes)

    def _store_change(self, change: Change, moment: str, fresh: bool) -> Change:
        current = self.current(change.record)
        self._check(change, current)
        after = change.after or replace(change.record, deleted=moment)
        # Beyond both: what comes in from a file has been through changes that this library never saw.
        after = replace(after, version=max(after.version, (current.version if current else 0) + 1))
        if isinstance(after, Annotation) and not (fresh and after.modified):
            before = current.modified if isinstance(current, Annotation) else ""
            after = replace(after, modified=moment_after(before, moment))
        try:
            store(self._connection, after)
        except sqlite3.IntegrityError as error:  # a damaged row isn't found under the id that it had
            raise UserError("points_nowhere", kind=kind_of(after), id=after.id) from error
        return Change(current, after)

    def _check(self, change: Change, current: Record | None) -> None:
        """A creation finds nothing, or what was taken back; anything else finds what it says was before."""
        sound = (
            current is None or current.deleted is not None
            if change.before is None
            else current is not None and same_content(current, change.before)
        )
        if not sound:
            raise UserError("changed_elsewhere", kind=kind_of(change.record), id=change.record.id)

    def current(self, record: Record) -> Record | None:
        """What has the id of `record` now, in the trash or not; a role that ships is there without a row."""
        found = fetch_one(self._connection, type(record), record.id)
        if found is None and isinstance(record, Role):
            return next((role for role in ROLES if role.key == record.key), None)  # shipped, and never changed yet
        return found

    def _queue(self, record: Record) -> None:
        """Tell the search index, later, that this record is another now."""
        if not isinstance(record, Reader | Annotation):
            return
        kind = "text" if isinstance(record, Reader) else "note"
        self._connection.execute("INSERT INTO index_queue (kind, id) VALUES (?, ?)", (kind, record.id))


def _is_sound(changes: object, digest: str | None) -> bool:
    """Whether the changes of an act are what was stored. Those from before there were digests have to be read."""
    if not isinstance(changes, str):
        return False
    if digest is not None:
        return digest == text_digest(changes)
    try:
        return bool(changes_from_json(changes))
    except (ValueError, KeyError, TypeError):
        return False
