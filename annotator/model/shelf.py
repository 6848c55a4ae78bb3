"""A reader as it stands on the shelf."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """One text of the library. `id` is a UUIDv5 of its first file's sha256: the same file is the same reader.

    `revision_id` is the revision in use, `file_name` and `sha256` are of the file that it was made from. Times are UTC
    in ISO 8601; `deleted` is the time it went to the trash.
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
    """Where a person left off: the code point at the top of the window, when, and in which revision of the text."""

    offset: int
    opened: str
    revision_id: str | None = None


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """A reader with what the shelf tells of it; `place` is None before it was first opened."""

    reader: Reader
    pages: int
    divisions: int
    annotations: int
    place: Place | None
