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
from annotator.library.schema import APPLICATION_ID, CURRENT, MIGRATIONS

BUSY_MS = 5000  # how long to wait for another process's transaction


def open_database(path: Path) -> sqlite3.Connection:
    """Open (or, where there is no file, make) the library at `path`, migrated to the present schema.

    Raises UserError: `library_newer`, `library_damaged`, `not_a_library`, `data_folder_unusable`. Nothing on disk
    was touched then.
    """
    existed = path.exists()
    try:
        if not existed:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = _connect(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError("data_folder_unusable", path=path.parent, reason=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise UserError("library_damaged", path=path, reason=str(error)) from error
    try:
        version = _checked_version(connection, path, existed)
        if version < CURRENT:
            _migrate(connection, path, version)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise UserError("library_damaged", path=path, reason=str(error)) from error
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
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise _kindly(error) from error
        raise


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _checked_version(connection: sqlite3.Connection, path: Path, existed: bool) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version > CURRENT:
        raise UserError("library_newer", path=path, version=version, known=CURRENT)
    if existed and application not in (0, APPLICATION_ID):
        raise UserError("not_a_library", path=path)
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise UserError("not_a_library", path=path)
    return version


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """From `version` to CURRENT in one transaction; a library that holds something is copied first."""
    if version:
        back_up(connection, path.parent / "backups")
    connection.execute("PRAGMA journal_mode = DELETE")
    with transaction(connection):
        # Another process may have migrated while we waited for the lock.
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {CURRENT}")


def _kindly(error: sqlite3.OperationalError) -> UserError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return UserError("library_locked")
    if "full" in text:
        return UserError("disk_full")
    return UserError("library_unwritable", reason=text)
