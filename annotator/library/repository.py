"""The library: one SQLite file and the folders beside it, opened as one thing."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

from annotator.errors import UserError
from annotator.files import private_folder
from annotator.library.acts import Acts
from annotator.library.annotations import Annotations
from annotator.library.backup import back_up
from annotator.library.connection import Connection
from annotator.library.database import open_database
from annotator.library.exports import ExportBases
from annotator.library.identity import identify
from annotator.library.journal import Journal
from annotator.library.links import Links
from annotator.library.queue import IndexQueue
from annotator.library.readers import Readers
from annotator.library.tables import fetch, fetch_one
from annotator.model.annotation import ROLES, Role
from annotator.model.bookmark import Bookmark
from annotator.model.citation import Citation

_log = logging.getLogger(__name__)


class Library:
    """All that a person wrote or chose. Use it from the thread that opened it."""

    def __init__(self, connection: Connection, folder: Path, author: str) -> None:
        self._connection = connection
        self.folder = folder
        self.identity = identify(connection, folder, author)
        self.journal = journal = Journal(connection, folder / "journal", self.identity)
        journal.settle()
        self.behind = not journal.begin()
        if self.behind:
            _log.warning(
                "The journal knows of changes that this library hasn't: an older copy may have been put in its place. "
                "Nothing was changed; “annotator doctor” tells more, “annotator doctor --rebuild” brings them in."
            )
        self.acts = Acts(connection, journal)
        self.readers = Readers(connection, folder / "readers", self.acts)
        self.annotations = Annotations(connection)
        self.links = Links(connection)
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
        """All roles, in their order: those that ship, but where the person changed them, and the person's own."""
        roles = {role.key: role for role in ROLES} | {role.key: role for role in fetch(self._connection, Role, "1")}
        return tuple(sorted((role for role in roles.values() if not role.deleted), key=lambda role: role.position))

    def own_roles(self) -> tuple[Role, ...]:
        """Those that the person made or changed, in their order, with those that were taken away."""
        return tuple(sorted(fetch(self._connection, Role, "1"), key=lambda role: (role.position, role.key)))

    def role(self, key: str) -> Role | None:
        """The role with this key, in use or not: the person's, else the one that ships."""
        return fetch_one(self._connection, Role, key) or next((role for role in ROLES if role.key == key), None)

    def bookmarks(self, reader_id: str, *, damaged: list[str] | None = None) -> list[Bookmark]:
        """The reader's bookmarks that aren't in the trash, the oldest first.

        Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged ones go there, and hide no others.
        """
        where = "reader_id = ? AND deleted IS NULL ORDER BY created, id"
        return fetch(self._connection, Bookmark, where, (reader_id,), damaged=damaged)

    def citations(self, *, damaged: list[str] | None = None) -> list[Citation]:
        """What a person said of the sources of all readers, and the citation keys that were used; the oldest first.

        Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged ones go there, and hide no others.
        """
        return fetch(self._connection, Citation, "deleted IS NULL ORDER BY created, id", damaged=damaged)

    def changed_elsewhere(self) -> bool:
        """True once after another connection committed something.

        Raises UserError `library_replaced` where another file lies in the place of the one that was opened.
        """
        self._connection.check_place()
        seen, self._seen = self._seen, self._data_version()
        return seen != self._seen

    @property
    def connection(self) -> Connection:
        """For the rest of this room."""
        return self._connection

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.folder / "backups"

    def back_up(self, target: Path | None = None) -> Path:
        """A verified copy, in the folder of backups or at `target`; returns its path. Raises UserError."""
        return back_up(self._connection, self.backups, target)

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.ProgrammingError):  # it was let go before
            self.journal.settle()
        self._connection.close()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
