"""What was last written into each exported file: its hash, and its text piece by piece, which a merge starts from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from annotator.library.database import transaction

PENDING, WRITTEN = "pending", "written"


class ExportBase(NamedTuple):
    """`scope` names what was exported; `content` is the text as `export.living.pieces` packs it, None where only the
    hash is known. `state`: `pending` before the file is renamed into place, `written` after."""

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
        """What was written under an export id, and what was about to be."""
        return self._where("export_id", export_id)

    def with_hash(self, sha256: str) -> list[ExportBase]:
        """What was written, or about to be, where the whole file then had this hash."""
        return self._where("sha256", sha256)

    def _where(self, column: str, value: str) -> list[ExportBase]:
        query = f"SELECT export_id, scope, sha256, content, state FROM export_base WHERE {column} = ?"
        return [ExportBase(*row) for row in self._connection.execute(query, (value,))]

    def ids_of(self, scope: str) -> list[str]:
        """The export ids of what `scope` names, the latest first."""
        query = "SELECT export_id FROM export_base WHERE scope = ? GROUP BY export_id ORDER BY max(written) DESC"
        return [row[0] for row in self._connection.execute(query, (scope,))]

    def about_to_write(self, bases: Iterable[ExportBase], moment: str) -> None:
        """Note what is going to be written, before it is."""
        columns = "export_id, state, sha256, written, scope, content"
        with transaction(self._connection):
            self._connection.executemany(
                f"REPLACE INTO export_base ({columns}) VALUES (?, ?, ?, ?, ?, ?)",
                [(one.export_id, PENDING, one.sha256, moment, one.scope, one.content) for one in bases],
            )

    def wrote(self, export_ids: Iterable[str]) -> None:
        """Note that what was pending is written."""
        ids = [(one,) for one in export_ids]
        with transaction(self._connection):
            written = "DELETE FROM export_base WHERE export_id = ? AND state = 'written'"
            self._connection.executemany(written, ids)
            pending = "UPDATE export_base SET state = 'written' WHERE export_id = ? AND state = 'pending'"
            self._connection.executemany(pending, ids)

    def forget(self, export_id: str) -> None:
        """The file is gone for good, taken away by us."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM export_base WHERE export_id = ?", (export_id,))
