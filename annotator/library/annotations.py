"""Reading annotations. Writing them is `acts`' business alone."""

from __future__ import annotations

import json
import sqlite3

from annotator.library.tables import fetch, fetch_one
from annotator.model.annotation import Annotation


class Annotations:
    """The annotations of one library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, annotation_id: str) -> Annotation | None:
        """One annotation, in the trash or not."""
        return fetch_one(self._connection, Annotation, annotation_id)

    def of_reader(self, reader_id: str, *, deleted: bool = False, damaged: list[str] | None = None) -> list[Annotation]:
        """The reader's annotations, those in the trash or those that aren't, the oldest first.

        Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged ones go there, and hide no others.
        """
        where = f"reader_id = ? AND deleted IS {'NOT ' if deleted else ''}NULL"
        found = fetch(self._connection, Annotation, where, (reader_id,), damaged=damaged)
        found.sort(key=lambda one: (one.created, one.id))  # SQLite would move the whole rows about
        return found

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, alphabetically."""
        rows = self._connection.execute("SELECT DISTINCT tags FROM annotation WHERE deleted IS NULL AND tags <> '[]'")
        return tuple(sorted({tag for (tags,) in rows for tag in json.loads(tags)}, key=str.casefold))
