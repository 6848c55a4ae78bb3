"""Rows that don't prove sound, written again as the journal has them; and those taken out that nothing can mend."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.library.database import transaction
from annotator.library.records import KINDS
from annotator.library.replay import Holding, Key, Proof, Revision, put_revision
from annotator.library.repository import Library
from annotator.library.tables import drop, store
from annotator.model.change import Record

_AT_ONCE = 1000  # rows in one transaction: each costs its flushes of the disk
# What is known of these is proved elsewhere, or by their own digests.
_PROVED = frozenset({*KINDS, "revision", "act", "outbox", "meta"})


def last_versions(library: Library, told: Mapping[Key, Record]) -> dict[Key, Record]:
    """What the journal tells, or the history where it knows a later version: a line of the journal may be damaged."""
    history = library.acts.latest()
    return {
        key: max((some[key] for some in (told, history) if key in some), key=lambda record: record.version)
        for key in told.keys() | history.keys()
    }


def write_again(library: Library, records: Sequence[tuple[Key, Record]]) -> Iterator[Key]:
    """Put each record in the place of its damaged row; the keys of those that could be put there."""
    for first in range(0, len(records), _AT_ONCE):
        batch = records[first : first + _AT_ONCE]
        try:
            _write(library, batch)
        except sqlite3.IntegrityError:  # one of them points at what isn't there: the others needn't suffer from it
            for one in batch:
                try:
                    _write(library, [one])
                except sqlite3.IntegrityError:
                    continue
                yield one[0]
        else:
            yield from (key for key, _record in batch)


def _write(library: Library, records: Sequence[tuple[Key, Record]]) -> None:
    with transaction(library.connection) as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for (kind, one), record in records:
            drop(connection, KINDS[kind], one)
            store(connection, record)
            if kind == "annotation":
                connection.execute("INSERT INTO index_queue (kind, id) VALUES ('note', ?)", (one,))


def mend_revisions(library: Library, state: Holding[Proof], told: Holding[Proof]) -> Iterator[Revision]:
    """Rows of revisions have no digest: where the journal tells otherwise, it is right. `state` is mended along."""
    strangers = {(one.reader_id, one.number): one for one in state.revisions.values() if one.id not in told.revisions}
    for revision in told.revisions.values():
        row = state.revisions.get(revision.id) or strangers.get((revision.reader_id, revision.number))
        if row is None or row == revision or (row.id != revision.id and _has_text(library, row)):
            continue
        with transaction(library.connection) as connection:
            place = (revision.reader_id, revision.number)
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("DELETE FROM revision WHERE id = ? OR (reader_id = ? AND number = ?)", (row.id, *place))
            put_revision(connection, revision)
        del state.revisions[row.id]
        state.revisions[revision.id] = revision
        yield revision


def _has_text(library: Library, revision: Revision) -> bool:
    return library.readers.text_file(revision.reader_id, revision.id).exists()


def forget_unreadable(library: Library) -> Iterator[tuple[str, int]]:
    """Take out rows that can't be read: each table with how many. Only those that nobody wrote words into."""
    tables = [row[0] for row in library.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in sorted(set(tables) - _PROVED):
        if table.startswith("sqlite_"):
            continue
        info = library.connection.execute(f"PRAGMA table_info({table})").fetchall()
        names, keys = [row[1] for row in info], [index for index, row in enumerate(info) if row[5]]
        readable = [_is_packed if row[2] == "BLOB" else _is_text for row in info]
        raw = ", ".join(f"CAST({name} AS BLOB)" for name in names)
        rows = library.connection.execute(f"SELECT {raw} FROM {table}").fetchall()
        lost = [[row[index] for index in keys] for row in rows if not _is_readable(row, readable)]
        if lost:
            where = " AND ".join(f"CAST({names[index]} AS BLOB) = ?" for index in keys)
            with transaction(library.connection) as connection:
                connection.executemany(f"DELETE FROM {table} WHERE {where}", lost)
            yield table, len(lost)


def _is_readable(row: Sequence[bytes | None], readable: Sequence[Callable[[bytes], bool]]) -> bool:
    return all(value is None or proved(value) for value, proved in zip(row, readable, strict=True))


def _is_text(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_packed(value: bytes) -> bool:
    """Whether it is packed as all our columns of bytes are: by zlib, with its check sum."""
    try:
        zlib.decompress(value)
    except zlib.error:
        return False
    return True
