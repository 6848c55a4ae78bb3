"""Verified copies of the library: opened, checked and counted before they are called backups."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.files import flush_folder, private_folder
from annotator.library.schema import APPLICATION_ID, CURRENT

_NAMES = "library-*.sqlite3"


def back_up(connection: sqlite3.Connection, folder: Path) -> Path:
    """Copy the library into `folder` (made where missing) and return the verified copy's path.

    Raises UserError `backup_failed`; a copy that doesn't prove sound is taken away again.
    """
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    path = folder / f"library-{moment}.sqlite3"
    unverified = path.with_suffix(".part")
    try:
        private_folder(folder)
        os.close(os.open(unverified, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if not _copy(connection, unverified):
            raise UserError("backup_failed", reason="the copy differs")
        with unverified.open("rb") as written:
            os.fsync(written.fileno())
        unverified.replace(path)
        flush_folder(folder)
    except (OSError, sqlite3.Error) as error:
        raise UserError("backup_failed", reason=error) from error
    finally:
        unverified.unlink(missing_ok=True)
    return path


def newest_good(folder: Path) -> Path | None:
    """The newest backup in `folder` that this program can open and that proves sound; None where there is none."""
    return next((path for path in sorted(folder.glob(_NAMES), reverse=True) if _is_good(path)), None)


def _copy(connection: sqlite3.Connection, target: Path) -> bool:
    """Whether the copy proved sound. Within one transaction, so that other processes' acts don't come between."""
    connection.execute("BEGIN")
    try:
        counted = _counts(connection)
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            return _counts(copy) == counted and _integrity(copy) == "ok"
    finally:
        connection.execute("ROLLBACK")


def _is_good(path: Path) -> bool:
    try:
        # Immutable: nothing is locked, and no journal is made beside a backup.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as copy:
            application = copy.execute("PRAGMA application_id").fetchone()[0]
            version = copy.execute("PRAGMA user_version").fetchone()[0]
            return application == APPLICATION_ID and 0 < version <= CURRENT and _integrity(copy) == "ok"
    except sqlite3.Error:
        return False


def _integrity(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables}
