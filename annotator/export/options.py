"""What an export is made of, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.model.annotation import Placed, Role
from annotator.model.bibliography import Works
from annotator.model.document import Document

Order = Literal["text", "role", "tag", "date"]


@dataclass(frozen=True, slots=True)
class ReaderExport:
    """All that an export is made of. `exported` is the time (UTC, ISO 8601); `export_id` names the file for ever.

    `works` are what is cited; None: as the text alone tells.
    """

    reader_id: str
    title: str
    document: Document
    placed: Sequence[Placed]
    roles: Mapping[str, Role]
    exported: str
    export_id: str
    file_name: str
    program_version: str = ""
    works: Works | None = None


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What to export and how. None takes all; `division` is an index and takes all inside of it; `ids` are those of
    annotations, what a search found.

    `order` groups by place in the text, by role, by tag (an annotation of two tags stands under both) or by day; None:
    as the preset has it, like `style` (a key of `citation_styles.STYLES`). `heading_level` is the level of the
    title, 1 to 6. `preset` is the key of a preset.
    """

    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None
    order: Order | None = None
    heading_level: int = 1
    with_notes: bool = True
    with_quotes: bool = True
    with_tags: bool = True
    with_front_matter: bool = True
    with_ids: bool = True
    style: str | None = None
    preset: str = "reading-notes"
    ids: frozenset[str] | None = None
    format: Literal["markdown", "html", "csv"] = "markdown"
