"""A reader as it stands on the shelf."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """One text of the library. `id` is a UUIDv5 of its content's sha256: the same file is the same reader.

    `revision_id` is the revision in use. Times are UTC in ISO 8601; `deleted` is the time it went to the trash.
    """

    id: str
    title: str
    file_name: str
    sha256: str
    revision_id: str
    added: str
    version: int = 0
    deleted: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person left off: the code point at the top of the window, and when."""

    offset: int
    opened: str


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """A reader with what the shelf tells of it; `place` is None before it was first opened."""

    reader: Reader
    pages: int
    divisions: int
    annotations: int
    place: Place | None
