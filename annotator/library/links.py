"""Reading links. Writing them is `acts`' business alone."""

from __future__ import annotations

import sqlite3

from annotator.library.tables import fetch, fetch_one
from annotator.model.annotation import Link

# Both ends out of the trash: a link to what lies there comes back with it.
_SHOWN = """deleted IS NULL
    AND NOT EXISTS (SELECT 1 FROM annotation WHERE id IN (link.source, link.target) AND deleted IS NOT NULL)"""


class Links:
    """The links of one library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, link_id: str) -> Link | None:
        """One link, in the trash or not."""
        return fetch_one(self._connection, Link, link_id)

    def of_reader(self, reader_id: str, *, with_trash: bool = False) -> list[Link]:
        """The links from or to annotations of the reader, the oldest first.

        `with_trash`: also those in the trash, and those from or to what lies there.
        """
        ends = "(SELECT id FROM annotation WHERE reader_id = ?)"
        where = f"(source IN {ends} OR target IN {ends}) AND {'1' if with_trash else _SHOWN} ORDER BY created, id"
        return fetch(self._connection, Link, where, (reader_id, reader_id))

    def between(self, source: str, target: str) -> list[Link]:
        """The links from one annotation to another, in the trash or not."""
        return fetch(self._connection, Link, "source = ? AND target = ? ORDER BY created, id", (source, target))
