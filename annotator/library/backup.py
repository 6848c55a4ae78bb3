"""Verified copies of the library: opened, checked and counted before they are called backups."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.files import flush_folder, private_folder


def back_up(connection: sqlite3.Connection, folder: Path) -> Path:
    """Copy the library into `folder` (made where missing) and return the verified copy's path.

    Raises UserError `backup_failed`; a copy that doesn't prove sound is taken away again.
    """
    private_folder(folder)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    path = folder / f"library-{moment}.sqlite3"
    unverified = path.with_suffix(".part")
    os.close(os.open(unverified, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with closing(sqlite3.connect(unverified)) as copy:
            connection.backup(copy)
            if _counts(copy) != _counts(connection) or _integrity(copy) != "ok":
                raise UserError("backup_failed", path=path, reason="the copy differs")
        with unverified.open("rb") as written:
            os.fsync(written.fileno())
        unverified.replace(path)
        flush_folder(folder)
    except (OSError, sqlite3.Error) as error:
        unverified.unlink(missing_ok=True)
        raise UserError("backup_failed", path=path, reason=str(error)) from error
    return path


def _integrity(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables}
