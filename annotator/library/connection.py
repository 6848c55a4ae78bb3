"""The connection to the library file. What SQLite says over a bad disk is raised in the program's own words.

Our own mistakes (a wrong statement, a broken constraint) stay sqlite3's errors: they are faults, not refusals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from annotator.errors import UserError
from annotator.library.backup import newest_good

T = TypeVar("T")
_TRANSIENT = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM}
# Our statements are tested, so where one doesn't fit the tables it is the tables that were changed.
_FOREIGN_SCHEMA = ("no such table", "no such column", "table ", "there is already")
_ROWS = 500
_NO_TEXT = "decode to UTF-8"  # in what sqlite3 says of a text that is none; it has no code for that
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Cursor(sqlite3.Cursor):
    """A cursor that raises UserError: a damaged page may show only when the rows are fetched."""

    connection: Connection

    def execute(self, statement: str, values: Any = ()) -> Cursor:
        try:
            super().execute(statement, values)
        except sqlite3.Error as error:
            self._refuse(error)
        return self

    def executemany(self, statement: str, values: Iterable[Any]) -> Cursor:
        try:
            super().executemany(statement, values)
        except sqlite3.Error as error:
            self._refuse(error)
        return self

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            self._refuse(error)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        try:
            return super().fetchmany(size)
        except sqlite3.Error as error:
            self._refuse(error)

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            self._refuse(error)

    def _refuse(self, error: sqlite3.Error) -> NoReturn:
        self.close()  # what was read only in part would keep its lock for as long as anybody keeps the error
        self.connection.refuse(error)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        """Some rows at a time: a call for each would take as long as reading it."""
        while rows := self.fetchmany(_ROWS):
            yield from rows


class Connection(sqlite3.Connection):
    """Raises UserError: `library_locked`, `library_unwritable`, `library_damaged`, `disk_full` and more."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.path = path
        try:
            super().__init__(path, **options)
        except sqlite3.Error as error:
            self.refuse(error)
        self._place = _place(path)

    def execute(self, statement: str, values: Any = ()) -> Cursor:
        return self.cursor(Cursor).execute(statement, values)

    def executemany(self, statement: str, values: Iterable[Any]) -> Cursor:
        return self.cursor(Cursor).executemany(statement, values)

    def check_place(self) -> None:
        """Raises UserError `library_replaced` where the file was moved or deleted, or another lies in its place."""
        if self._place != _place(self.path):
            raise UserError("library_replaced", path=self.path)

    def refuse(self, error: sqlite3.Error) -> NoReturn:
        """Say what the person can mend in the program's own errors."""
        refusal = _refusal(error, self.path)
        if refusal is None:
            raise error
        raise refusal from error


def readably(connection: sqlite3.Connection, read: Callable[[], T]) -> T:
    """What `read` makes of rows that prove themselves; bytes that are no UTF-8 hide no others, and prove nothing.

    Only where there are some: SQLite hands out texts twice as fast where no code of ours makes them.
    """
    try:
        return read()
    except UserError as error:
        if error.code != "rows_unreadable":
            raise
    connection.text_factory = lambda data: data.decode("utf-8", "backslashreplace")
    try:
        return read()
    finally:
        connection.text_factory = str


def _place(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def damaged(path: Path, reason: object) -> UserError:
    """The library at `path` can't be read; says which backup to go back to, where there is one."""
    backup = newest_good(path.parent / "backups")
    if backup is None:
        return UserError("library_damaged", path=path, reason=reason)
    return UserError("library_damaged_backup", path=path, reason=reason, backup=backup)


def missing(path: Path) -> UserError:
    """There is no library at `path` though its readers are there; says which backup to go back to."""
    backup = newest_good(path.parent / "backups")
    if backup is None:
        return UserError("library_missing", path=path)
    return UserError("library_missing_backup", path=path, backup=backup)


UNOPENABLE = frozenset({"library_damaged", "library_damaged_backup", "library_missing", "library_missing_backup"})
"""Codes of what a backup, or the journal, can put right."""


def _refusal(error: sqlite3.Error, path: Path) -> UserError | None:
    if _NO_TEXT in str(error):
        return UserError("rows_unreadable", path=path)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code; the rest tells it apart further
    if code in _TRANSIENT:
        return UserError("library_locked")
    if code == sqlite3.SQLITE_FULL:
        return UserError("disk_full")
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return UserError("library_replaced", path=path)
    if code in _UNWRITABLE:
        return UserError("library_unwritable", reason=error)
    if code == sqlite3.SQLITE_CANTOPEN:
        return UserError("data_folder_unusable", path=path.parent, reason=error)
    if code in _DAMAGED or str(error).startswith(_FOREIGN_SCHEMA):
        return damaged(path, error)
    return None
