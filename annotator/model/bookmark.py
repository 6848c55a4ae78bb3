"""Places that a person marked to come back to."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.anchor import Anchor


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named place. `id` is a UUIDv4; the anchor's quotation is a few words, so that it survives a better text."""

    id: str
    reader_id: str
    revision_id: str
    anchor: Anchor
    name: str = ""
    created: str = ""
    version: int = 0
    deleted: str | None = None
