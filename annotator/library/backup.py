"""Verified copies of the library: opened, checked and counted before they are called backups."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from annotator.errors import UserError
from annotator.files import flush_folder, is_folder, private_folder, write_atomically
from annotator.library.retention import surplus
from annotator.library.schema import APPLICATION_ID, CURRENT

_FORM = "library-%Y-%m-%dT%H%M%S.%fZ.sqlite3"
_AHEAD = timedelta(days=1)  # that another zone's clock, or a slow one, may be wrong
_SHA256 = re.compile(rb"[0-9a-f]{64}")
_NAME = re.compile(r"library-\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z\.sqlite3")


class Backup(NamedTuple):
    """A file that this program made as a verified copy, at `moment` (UTC)."""

    path: Path
    moment: datetime


class Content(NamedTuple):
    """What a backup holds, without the trash."""

    readers: int
    annotations: int


def back_up(connection: sqlite3.Connection, folder: Path, target: Path | None = None) -> Path:
    """Copy the library into `folder` (made where missing), or to `target`; return the verified copy's path.

    Other processes wait while the pages are copied, not while the copy is checked. Then `folder` is thinned; another
    folder, named as the target, is not: what lies there may be another library's.
    Raises UserError `backup_failed`; a copy that doesn't prove sound is taken away again. `file_exists` where there
    is something at `target`.
    """
    ours = target is None
    if target is not None and is_folder(target):
        folder, target = target, None
    path = target or folder / datetime.now(UTC).strftime(_FORM)
    unverified = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if ours:
            private_folder(folder)
        if path.exists():
            raise UserError("file_exists", path=path)
        os.close(os.open(unverified, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if not _copy(connection, unverified):
            raise (
                UserError("backup_failed", reason="the copy differs")
                if _integrity(connection) == "ok"
                else _damaged(connection, "its structure")
            )
        with unverified.open("rb") as written:
            os.fsync(written.fileno())
        if ours:
            write_atomically(seal_of(path), _sha256(unverified).encode(), private=True)
        unverified.replace(path)
        flush_folder(path.parent)
        if ours:
            _thin(folder)
    except (OSError, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise _damaged(connection, error) from error
        raise UserError("backup_failed", reason=getattr(error, "strerror", None) or error) from error
    finally:
        with suppress(OSError):
            unverified.unlink(missing_ok=True)
    return path


def backups(folder: Path) -> list[Backup]:
    """The backups in `folder` by their names, the newest first; last those of a clock that ran ahead."""
    found = (path for path in folder.glob("library-*.sqlite3") if _NAME.fullmatch(path.name))
    made = []
    for path in found:
        with suppress(ValueError):  # a name like a time, but of none
            made.append(Backup(path, datetime.strptime(path.name, _FORM).replace(tzinfo=UTC)))
    ahead = datetime.now(UTC) + _AHEAD
    return sorted(made, key=lambda one: (one.moment <= ahead, one.moment), reverse=True)


def newest_good(folder: Path) -> Path | None:
    """The newest backup in `folder` that this program can open and that proves sound; None where there is none."""
    return next((one.path for one in backups(folder) if inspect(one.path) is not None), None)


def inspect(path: Path) -> Content | None:
    """Open a backup, check it and count what is in it; None where it isn't a sound library of ours.

    Where it isn't to the byte what was written, every row in it has to prove sound: SQLite doesn't see a letter change.
    """
    try:
        with opened(path) as copy:
            (application,) = copy.execute("PRAGMA application_id").fetchone()
            (version,) = copy.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID or not 0 < version <= CURRENT or _integrity(copy) != "ok":
                return None
            if copy.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
                return None  # none of ours has any: they could do what they like while we write
            if version == CURRENT and not _is_as_written(path) and _has_damaged_rows(copy):
                return None
            return Content(*(_count(copy, f"{table} WHERE deleted IS NULL") for table in ("reader", "annotation")))
    except (sqlite3.Error, OSError):
        return None


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A backup, wherever it comes from, for reading alone: nothing is locked, made beside it, or trusted."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        yield copy


def set_aside(path: Path, folder: Path) -> Path:
    """Move the library at `path`, whatever state it is in, into `folder`, with its rollback journal; its new path."""
    private_folder(folder)
    kept = folder / f"set-aside-{path.stem}-{datetime.now(UTC).strftime('%Y-%m-%dT%H%M%S.%fZ')}.sqlite3"
    path.replace(kept)
    hot = path.with_name(f"{path.name}-journal")
    if hot.exists():
        hot.replace(kept.with_name(f"{kept.name}-journal"))
    flush_folder(folder)
    flush_folder(path.parent)
    return kept


def _thin(folder: Path) -> None:
    """Remove what needn't be kept; only files whose names we gave, and none if the newest isn't what it says."""
    made = backups(folder)
    old = surplus(one.moment for one in made)
    if old and inspect(made[0].path) is not None:
        for one in made:
            if one.moment in old:
                one.path.unlink(missing_ok=True)
                seal_of(one.path).unlink(missing_ok=True)
        flush_folder(folder)


def seal_of(path: Path) -> Path:
    """The file beside a backup that has its SHA-256."""
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    import hashlib  # 4 ms that the first paint needn't wait for

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_as_written(path: Path) -> bool:
    """Whether a backup is to the byte what was written; also where that can't be told."""
    with suppress(OSError):
        sealed = seal_of(path).read_bytes()
        return not _SHA256.fullmatch(sealed) or sealed.decode() == _sha256(path)
    return True


def _has_damaged_rows(copy: sqlite3.Connection) -> bool:
    from annotator.library.replay import proofs_of

    return bool(proofs_of(copy).damaged)


def _copy(connection: sqlite3.Connection, target: Path) -> bool:
    """Whether the copy proved sound. Copied within one transaction: other processes' acts don't come between."""
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        connection.execute("BEGIN")
        try:
            counted = _counts(connection)
            connection.backup(copy)
        finally:
            connection.execute("ROLLBACK")
        return _counts(copy) == counted and _integrity(copy) == "ok"


def _damaged(connection: sqlite3.Connection, reason: object) -> UserError:
    """It is the library itself that doesn't prove sound."""
    return UserError("library_damaged", path=getattr(connection, "path", ""), reason=reason)


def _integrity(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _count(connection, f'"{name}"') for name in tables}


def _count(connection: sqlite3.Connection, what: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
