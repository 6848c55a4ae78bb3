"""What was last written into each exported file: its hash, and its text piece by piece, which a merge starts from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from annotator.library.database import transaction

PENDING, WRITTEN = "pending", "written"
_EARLIER = 5  # bases of each export that are kept beside the last: a file may be a copy of what it was
_FORGET = """DELETE FROM export_base WHERE export_id = ? AND state LIKE 'earlier %' AND state NOT IN (
    SELECT state FROM export_base WHERE export_id = ? AND state LIKE 'earlier %' ORDER BY written DESC LIMIT ?)"""


class ExportBase(NamedTuple):
    """`scope` names what was exported; `content` is the text as `export.living.pieces` packs it, None where only the
    hash is known. `state`: `pending` before the file is renamed into place, `written` after, `earlier …` when there is
    a later one."""

    export_id: str
    scope: str
    sha256: str
    content: bytes | None
    state: str = WRITTEN


class ExportBases:
    """Bases by export id. One is pending before the file is renamed into place; either is accepted after."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, export_id: str) -> list[ExportBase]:
        """What was written under an export id, and what was about to be, the latest first."""
        return self._where("export_id", export_id)

    def with_hash(self, sha256: str) -> list[ExportBase]:
        """What was written, or about to be, where the whole file then had this hash; the latest first."""
        return self._where("sha256", sha256)

    def _where(self, column: str, value: str) -> list[ExportBase]:
        columns = "export_id, scope, sha256, content, state"
        query = f"SELECT {columns} FROM export_base WHERE {column} = ? ORDER BY written DESC, state DESC"
        return [ExportBase(*row) for row in self._connection.execute(query, (value,))]

    def ids_of(self, scope: str) -> list[str]:
        """The export ids of what `scope` names, the latest first."""
        query = "SELECT export_id FROM export_base WHERE scope = ? GROUP BY export_id ORDER BY max(written) DESC"
        return [row[0] for row in self._connection.execute(query, (scope,))]

    def ids(self) -> list[str]:
        """All export ids."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT export_id FROM export_base")]

    def about_to_write(self, bases: Iterable[ExportBase], moment: str) -> None:
        """Note what is going to be written, before it is."""
        with transaction(self._connection):
            self._put(bases, PENDING, moment)

    def wrote(self, bases: Iterable[ExportBase], moment: str) -> None:
        """Note what was written."""
        bases = list(bases)
        with transaction(self._connection):
            aside = "UPDATE OR REPLACE export_base SET state = 'earlier ' || sha256 WHERE export_id = ? AND state = ?"
            self._connection.executemany(aside, [(one.export_id, WRITTEN) for one in bases])
            self._put(bases, WRITTEN, moment)
            self._connection.executemany(_FORGET, [(one.export_id, one.export_id, _EARLIER) for one in bases])
            # Another process may have something of its own in mind by now.
            done = "DELETE FROM export_base WHERE export_id = ? AND state = ? AND sha256 = ?"
            self._connection.executemany(done, [(one.export_id, PENDING, one.sha256) for one in bases])

    def _put(self, bases: Iterable[ExportBase], state: str, moment: str) -> None:
        columns = "export_id, state, sha256, written, scope, content"
        self._connection.executemany(
            f"REPLACE INTO export_base ({columns}) VALUES (?, ?, ?, ?, ?, ?)",
            [(one.export_id, state, one.sha256, moment, one.scope, one.content) for one in bases],
        )

    def forget(self, export_id: str) -> None:
        """The file is gone for good, taken away by us."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM export_base WHERE export_id = ?", (export_id,))
