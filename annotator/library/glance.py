"""A first look at the text where the person left off, without opening the library: nothing is locked or written.

The first paint shows what this finds; the library is opened right after, with all its checks, and has the last word.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from annotator.library.codec import CodecError, decode
from annotator.library.schema import CURRENT

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.model.document import Document

_NEWEST = """SELECT r.id, r.revision_id, r.title, coalesce(p.offset, 0)
    FROM reader r LEFT JOIN place p ON p.reader_id = r.id
    WHERE r.deleted IS NULL AND (? IS NULL OR r.id = ?) ORDER BY p.opened DESC LIMIT 1"""


class Glance(NamedTuple):
    """A reader's text, and the code point that stood at the top of the window."""

    reader_id: str
    revision_id: str
    title: str
    document: Document
    offset: int


def glance(folder: Path, reader_id: str | None = None) -> Glance | None:
    """The reader with this id, or the one that was open last; None where there is none, or any doubt about it."""
    path = folder / "library.sqlite3"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != CURRENT:
                return None
            row = connection.execute(_NEWEST, (reader_id, reader_id)).fetchone()
        if row is None:
            return None
        data = (folder / "readers" / row[0] / f"{row[1]}.document").read_bytes()
        return Glance(row[0], row[1], row[2], decode(data), row[3])
    except (sqlite3.Error, OSError, CodecError):
        return None
