"""The library made anew: from the journals, the readers' files, and what the old library still tells of itself."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from annotator.errors import UserError
from annotator.files import flush_folder, sha256_of
from annotator.library.backup import set_aside
from annotator.library.codec import CodecError, decode, encode
from annotator.library.comparing import compare
from annotator.library.connection import UNOPENABLE, Connection, readably
from annotator.library.database import open_database, transaction
from annotator.library.identity import (
    Identity,
    cards,
    clock_of,
    fingerprint_of,
    known_identity,
    put_identity,
    set_clock,
)
from annotator.library.records import KINDS
from annotator.library.replay import DamagedLine, Revision, State, Told, owner, put_revision, replay, state_of
from annotator.library.tables import store
from annotator.model.annotation import Link, Role
from annotator.model.shelf import Reader

# What stands in no journal: where one left off, what was exported, the history. Taken from the old library.
_BESIDE = {
    "place": "reader_id, offset, opened, revision_id",
    "export_base": "export_id, state, sha256, written, scope, content",
    "act": "seq, id, name, token, changes, time, state, digest",
}
Progress = Callable[[float], object]


class Rebuilt(NamedTuple):
    """What a rebuilding did.

    `kept` is the old library's file, None where there was none; `records` were brought in, `salvaged` of them from the
    old library alone; `damaged` are lines of journals that can't be read; `loose` links have no annotation to tie;
    `history` tells whether undo, places and exports could be taken over.
    """

    kept: Path | None
    records: int
    salvaged: int
    damaged: tuple[DamagedLine, ...]
    loose: int
    history: bool


def rebuild(folder: Path, author: str, progress: Progress | None = None) -> Rebuilt:
    """Put a new library in the place of the one in `folder`, which is set aside whole.

    No other process can write meanwhile. Killed at any moment, the old library or the new one is there (or none for
    the time of a rename: that is noticed, and the same call mends it).
    Raises UserError `library_newer`, `library_locked`, `nothing_to_rebuild`, `file_unreadable`; nothing was changed
    then. Raises OSError.
    """
    path = folder / "library.sqlite3"
    if not folder.is_dir():
        raise UserError("nothing_to_rebuild", path=folder)
    old = _open_old(path) if path.exists() else None
    work = Path(tempfile.mkdtemp(prefix=".rebuild-", dir=folder))
    try:
        identity = _identity_in(old, author)
        told = replay(folder / "journal", owner(folder / "journal", identity, fingerprint_of(folder)), progress)
        salvaged = _salvage(told, _state_in(old))
        _add_from_files(told.state, folder / "readers")
        loose = _drop_loose_links(told.state)
        if not told.state.records:
            raise UserError("nothing_to_rebuild", path=folder)
        fresh = work / path.name
        history = _fill(fresh, told, identity or _minted(folder, author, told), old)
        kept = set_aside(path, folder / "backups") if path.exists() else None
        fresh.replace(path)
        flush_folder(folder)
    finally:
        if old is not None:
            old.close()
        shutil.rmtree(work, ignore_errors=True)
    return Rebuilt(kept, len(told.state.records), salvaged, tuple(told.damaged), loose, history)


def _open_old(path: Path) -> Connection | None:
    """The old library, locked against all others; None where it can't be opened any more."""
    try:
        connection = open_database(path)
    except UserError as error:
        if error.code in UNOPENABLE or error.code == "not_a_library":
            return None
        raise
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except UserError as error:
        connection.close()
        if error.code in UNOPENABLE:
            return None
        raise
    return connection


def _identity_in(old: Connection | None, author: str) -> Identity | None:
    if old is not None:
        with suppress(UserError):
            return known_identity(old, author)
    return None


def _minted(folder: Path, author: str, told: Told) -> Identity:
    """A new name, going on from all that was read: the old one's clock is known by its journal only."""
    fingerprint = fingerprint_of(folder)
    follows = {one.installation: 0 for one in cards(folder, fingerprint)} | told.clocks
    return Identity(str(uuid.uuid4()), author, fingerprint, tuple(follows.items()))


def _state_in(old: Connection | None) -> State:
    if old is not None:
        with suppress(UserError):
            return state_of(old)
    return State()


def _salvage(told: Told, old: State) -> int:
    """Take from the old library what is sound there and missing, or older, in the journal; returns how much."""
    found = [key for key in compare(old, told).untold if key not in told.purged]
    for key in found:
        if key in old.records:
            told.state.records[key] = old.records[key]
        else:
            told.state.revisions[key[1]] = old.revisions[key[1]]
    return sum(1 for key in found if key in old.records)


def _add_from_files(state: State, readers: Path) -> None:
    """Revisions, and readers, of which only their files tell."""
    for path in sorted(readers.glob("*/*.document")):
        if path.stem in state.revisions:
            continue
        with suppress(OSError, CodecError):
            data = path.read_bytes()
            document, reader_id = decode(data), path.parent.name
            made = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="milliseconds")
            moment = made.replace("+00:00", "Z")
            number = 1 + sum(1 for one in state.revisions.values() if one.reader_id == reader_id)
            counts = len(document.pages), len(document.divisions)
            importer = document.importer
            state.revisions[path.stem] = Revision(
                path.stem, reader_id, number, importer.name, importer.version, document.normaliser, *counts,
                sha256_of(encode(document)), moment, document.source_sha256,
            )  # fmt: skip
            if ("reader", reader_id) not in state.records:
                original = next(iter(sorted(path.parent.glob("original*"))), Path("original"))
                state.records["reader", reader_id] = Reader(
                    reader_id, document.title, original.name, document.source_sha256, path.stem, moment, version=1
                )
    _stand_in_for_lost_readers(state)


def _stand_in_for_lost_readers(state: State) -> None:
    """What is written in a reader of which nothing is left is kept all the same; its text may be imported again."""
    for record in list(state.records.values()):
        if isinstance(record, Reader | Link | Role) or ("reader", record.reader_id) in state.records:
            continue
        state.records["reader", record.reader_id] = Reader(
            record.reader_id, record.reader_id, "", "", getattr(record, "revision_id", ""), record.created, version=1
        )
    known = {one.id for one in state.records.values() if isinstance(one, Reader)}
    state.revisions = {key: one for key, one in state.revisions.items() if one.reader_id in known}


def _drop_loose_links(state: State) -> int:
    loose = [
        key
        for key, record in state.records.items()
        if isinstance(record, Link)
        and not all(("annotation", one) in state.records for one in (record.source, record.target))
    ]
    for key in loose:
        del state.records[key]
    return len(loose)


def _fill(path: Path, told: Told, identity: Identity, old: Connection | None) -> bool:
    """Write the new library and read it back; whether what stands in no journal could be taken over."""
    fresh = open_database(path)
    try:
        with transaction(fresh):
            put_identity(fresh, identity)
            set_clock(fresh, max([0, *told.clocks.values()]))
            for key in sorted(told.state.records, key=lambda key: list(KINDS).index(key[0])):
                store(fresh, told.state.records[key])
            for revision in told.state.revisions.values():
                put_revision(fresh, revision)
            history = old is not None and _take_over(fresh, old)
            fresh.execute("INSERT INTO index_queue (kind, id) SELECT 'text', id FROM reader")
            fresh.execute("INSERT INTO index_queue (kind, id) SELECT 'note', id FROM annotation")
        written = state_of(fresh)
        if written != told.state or fresh.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise AssertionError("what was written is not what was told")
    finally:
        fresh.close()
    return history


def _rows_of(connection: Connection, table: str, names: str) -> list[tuple[Any, ...]]:
    return readably(connection, lambda: connection.execute(f"SELECT {names} FROM {table}").fetchall())


def _take_over(fresh: Connection, old: Connection) -> bool:
    try:
        rows = {table: _rows_of(old, table, names) for table, names in _BESIDE.items()}
        outbox = _rows_of(old, "outbox", "seq, reader_id, line")
        clock = clock_of(old)
    except UserError:
        return False
    known = {row[0] for row in fresh.execute("SELECT id FROM reader")}
    rows["place"] = [row for row in rows["place"] if row[0] in known]
    for table, names in _BESIDE.items():
        places = ", ".join("?" * len(names.split(",")))
        fresh.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", rows[table])
    fresh.executemany("INSERT INTO outbox (seq, reader_id, line) VALUES (?, ?, ?)", outbox)
    set_clock(fresh, clock)
    return True
