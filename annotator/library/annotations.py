"""Reading annotations. Writing them is `acts`' business alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from annotator.library.tables import fetch, fetch_one
from annotator.model.annotation import Annotation

_SKETCH = """SELECT id, version, reader_id, revision_id, division, role, tags, modified,
    (SELECT min(json_extract(value, '$.position.start')) FROM json_each(anchors))
    FROM annotation WHERE id IN (SELECT value FROM json_each(?)) AND json_valid(tags) AND json_valid(anchors)"""


class Sketch(NamedTuple):
    """An annotation without its words: `start` is where its first passage began in the text it was made in."""

    id: str
    version: int
    reader_id: str
    revision_id: str
    division: str | None
    role: str
    tags: tuple[str, ...]
    modified: str
    start: int | None


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

    def sketches(self, ids: Collection[str]) -> list[Sketch]:
        """What searches ask of these annotations, in the trash or not; their digests aren't looked at."""
        rows = self._connection.execute(_SKETCH, (json.dumps(list(ids)),)) if ids else ()
        return [Sketch._make((*row[:6], tuple(json.loads(row[6])), *row[7:])) for row in rows]

    def versions(self, ids: Collection[str] | None = None) -> dict[str, int]:
        """The version of each of these annotations (None: of all) that isn't in the trash."""
        query, values = "SELECT id, version FROM annotation WHERE deleted IS NULL", list[str]()
        if ids is not None:
            query, values = query + " AND id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
        return dict(self._connection.execute(query, values).fetchall())

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, alphabetically."""
        rows = self._connection.execute("SELECT DISTINCT tags FROM annotation WHERE deleted IS NULL AND tags <> '[]'")
        return tuple(sorted({tag for (tags,) in rows for tag in json.loads(tags)}, key=str.casefold))
