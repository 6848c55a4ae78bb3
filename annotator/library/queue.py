"""What the search index still has to be told. Rows are written with the change itself, by `acts`.

Each time something is taken off, library and index get the same new mark. A library that was put back from a copy, or
another one in its place, has another mark than the index that is left: what lies between the two stands in no queue.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.library.connection import readably
from annotator.library.database import transaction

Tell = Callable[[str], object]


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

    def done(self, items: Sequence[Dirty], tell: Tell | None = None) -> None:
        """Take these off; what changed again in the meantime has a higher number, and stays.

        `tell` is told the new mark, which goes with the index that has taken them in.
        """
        with self._marking(tell):
            self._connection.executemany("DELETE FROM index_queue WHERE seq = ?", [(item.seq,) for item in items])

    def refill(self, tell: Tell | None = None) -> None:
        """Queue everything: the index is made anew. `tell` is told the mark that goes with an empty one."""
        with self._marking(tell):
            self._connection.execute("INSERT INTO index_queue (kind, id) SELECT 'text', id FROM reader")
            self._connection.execute("INSERT INTO index_queue (kind, id) SELECT 'note', id FROM annotation")

    def goes_with(self, told: Callable[[], str]) -> bool:
        """Whether the index whose mark `told` reads has taken in all that this library has, but for what is queued."""
        if self._is_mark(told()):
            return True
        with transaction(self._connection):  # another process may be between telling the one and the other
            return self._is_mark(told())

    def _is_mark(self, mark: str) -> bool:
        query = "SELECT value FROM meta WHERE key = 'index'"
        row = readably(self._connection, lambda: self._connection.execute(query).fetchone())
        return row is not None and row[0] == mark

    @contextmanager
    def _marking(self, tell: Tell | None) -> Iterator[None]:
        """A transaction with which library and index get a new mark. A kill between the two only costs a rebuild."""
        with transaction(self._connection):
            yield
            if tell is not None:
                mark = str(uuid.uuid4())
                self._connection.execute("REPLACE INTO meta (key, value) VALUES ('index', ?)", (mark,))
                tell(mark)
