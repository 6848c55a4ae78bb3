"""What was last written into each exported file, so that a file that somebody changed is never overwritten."""

from __future__ import annotations

import sqlite3

from annotator.library.database import transaction

PENDING, WRITTEN = "pending", "written"


class ExportBases:
    """Hashes by export id. A base is pending before the file is renamed into place; either is accepted after."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self, export_id: str, sha256: str) -> bool:
        """True where a file with this hash is what we wrote, or were about to write, under this export id."""
        query = "SELECT 1 FROM export_base WHERE export_id = ? AND sha256 = ?"
        return self._connection.execute(query, (export_id, sha256)).fetchone() is not None

    def about_to_write(self, export_id: str, sha256: str, moment: str) -> None:
        """Note what is going to be written, before it is."""
        with transaction(self._connection):
            self._put(export_id, PENDING, sha256, moment)

    def wrote(self, export_id: str, sha256: str, moment: str) -> None:
        """Note what was written."""
        with transaction(self._connection):
            self._put(export_id, WRITTEN, sha256, moment)
            self._connection.execute("DELETE FROM export_base WHERE export_id = ? AND state = ?", (export_id, PENDING))

    def _put(self, export_id: str, state: str, sha256: str, moment: str) -> None:
        self._connection.execute("REPLACE INTO export_base VALUES (?, ?, ?, ?)", (export_id, state, sha256, moment))
