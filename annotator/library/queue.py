"""What the search index still has to be told. Rows are written with the change itself, by `acts`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.library.database import transaction


@dataclass(frozen=True, slots=True)
class Dirty:
    """A reader (`kind` text) or an annotation (`kind` note) that changed after the index saw it."""

    seq: int
    kind: str
    id: str


class IndexQueue:
    """The queue of one library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def pending(self, kind: str | None = None) -> list[Dirty]:
        """All that is queued, the oldest first."""
        where, values = ("WHERE kind = ?", (kind,)) if kind else ("", ())
        rows = self._connection.execute(f"SELECT seq, kind, id FROM index_queue {where} ORDER BY seq", values)
        return [Dirty(*row) for row in rows]

    def done(self, items: Sequence[Dirty]) -> None:
        """Take these off; what changed again in the meantime has a higher number, and stays."""
        with transaction(self._connection):
            self._connection.executemany("DELETE FROM index_queue WHERE seq = ?", [(item.seq,) for item in items])

    def refill(self) -> None:
        """Queue everything: the index is made anew."""
        with transaction(self._connection):
            self._connection.execute("INSERT INTO index_queue (kind, id) SELECT 'text', id FROM reader")
            self._connection.execute("INSERT INTO index_queue (kind, id) SELECT 'note', id FROM annotation")
