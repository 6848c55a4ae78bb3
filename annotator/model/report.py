"""What an import removed, joined, inferred and doubted: shown after it, and printed by `annotator inspect`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.model.document import Document


@dataclass(frozen=True, slots=True)
class Removed:
    """Page furniture taken out. `kind`: running_head, page_number, watermark, copyright or stamp; lines from 1."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Hyphens:
    """How line-end hyphens were decided; `doubtful` holds the words that might be otherwise."""

    joined: int = 0
    kept: int = 0
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the importer isn't sure of, as a code with parameters (the sentence is made at the edge)."""

    line: int
    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that an import did to the text beside copying it."""

    removed: tuple[Removed, ...] = ()
    hyphens: Hyphens = field(default_factory=Hyphens)
    missing_pages: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer gives back."""

    document: Document
    report: ImportReport
