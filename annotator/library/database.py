"""Opens the library file: the pragmas that make a commit durable, the checks, the migrations.

Rollback journal rather than WAL: SQLite up to 3.51.2 can lose commits in WAL mode with two connections.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import UserError
from annotator.library.backup import back_up
from annotator.library.connection import Connection, missing
from annotator.library.digests import redigest
from annotator.library.schema import APPLICATION_ID, CURRENT, MIGRATIONS

# The rows of a reader with hundreds of annotations, and the way to each: the next look at them reads no file.
_CACHE_KB = 16_000
BUSY_MS = 5000  # how long to wait for another process's transaction
_TRACES = (
    "readers/*/*",
    "journal/*/*.jsonl",
    "backups/*.sqlite3",
)  # what only a library that was used leaves beside it


def open_database(path: Path) -> Connection:
    """Open (or, on a first run, make) the library at `path`, migrated to the present schema.

    Raises UserError: `library_newer`, `library_damaged`, `library_missing`, `not_a_library`,
    `data_folder_unusable`. Nothing on disk was touched then.
    """
    # Asked before the file is looked at: another process may be on its first run now.
    was_used = any(True for pattern in _TRACES for _ in path.parent.glob(pattern))
    try:
        if was_used and (not path.exists() or not path.stat().st_size):
            raise missing(path)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise UserError("data_folder_unusable", path=path.parent, reason=error.strerror or str(error)) from error
    connection = _connect(path)
    try:
        version = _checked_version(connection, was_used)
        if version < CURRENT:
            _migrate(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One write transaction: committed durably on leaving, rolled back on any exception.

    Raises UserError `library_locked` where another process keeps it, `disk_full` or `library_unwritable`.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connect(path: Path) -> Connection:
    connection = Connection(path, isolation_level=None, timeout=BUSY_MS / 1000)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    return connection


def _checked_version(connection: Connection, was_used: bool) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    types = {row[0] for row in connection.execute("SELECT DISTINCT type FROM sqlite_master")}
    if version > CURRENT:
        raise UserError("library_newer", path=connection.path, version=version, known=CURRENT)
    if application not in (0, APPLICATION_ID) or (version == 0 and types) or types & {"trigger", "view"}:
        raise UserError("not_a_library", path=connection.path)
    if version == 0 and was_used:
        raise missing(connection.path)
    return version


def _migrate(connection: Connection, version: int) -> None:
    """From `version` to CURRENT in one transaction; a library that holds something is copied first."""
    if version:
        back_up(connection, connection.path.parent / "backups")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.create_function("redigest", -1, redigest)
    with transaction(connection):
        # Another process may have migrated while we waited for the lock.
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {CURRENT}")
