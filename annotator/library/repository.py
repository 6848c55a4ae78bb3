"""The library: one SQLite file and the folders beside it, opened as one thing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.errors import UserError
from annotator.files import private_folder
from annotator.library.acts import Acts
from annotator.library.annotations import Annotations
from annotator.library.backup import back_up
from annotator.library.database import open_database
from annotator.library.exports import ExportBases
from annotator.library.identity import identify
from annotator.library.journal import Journal
from annotator.library.queue import IndexQueue
from annotator.library.readers import Readers
from annotator.model.annotation import Role


class Library:
    """All that a person wrote or chose. Use it from the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, author: str) -> None:
        self._connection = connection
        self._folder = folder
        journal = Journal(connection, folder / "journal", identify(connection, folder, author))
        journal.deliver()
        self.acts = Acts(connection, journal)
        self.readers = Readers(connection, folder / "readers", self.acts)
        self.annotations = Annotations(connection)
        self.queue = IndexQueue(connection)
        self.exports = ExportBases(connection)
        self._seen = self._data_version()
        self.readers.sweep()

    @classmethod
    def open(cls, folder: Path, author: str) -> Library:
        """Open the library in `folder`, made where there is none.

        Raises UserError: `data_folder_unusable`, `library_newer`, `library_damaged`, `library_missing`,
        `not_a_library`.
        """
        try:
            private_folder(folder)
        except OSError as error:
            raise UserError("data_folder_unusable", path=folder, reason=error.strerror or str(error)) from error
        connection = open_database(folder / "library.sqlite3")
        try:
            return cls(connection, folder, author)
        except BaseException:
            connection.close()
            raise

    def roles(self) -> tuple[Role, ...]:
        """All roles, in their order."""
        rows = self._connection.execute("SELECT key, name, mark, colour, position FROM role ORDER BY position")
        return tuple(Role(*row) for row in rows)

    def changed_elsewhere(self) -> bool:
        """True once after another connection committed something."""
        seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    def back_up(self) -> Path:
        """A verified copy; returns its path."""
        return back_up(self._connection, self._folder / "backups")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
