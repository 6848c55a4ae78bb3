"""What an import removed, joined, inferred and doubted: shown after it, and printed by `annotator inspect`.

Lines count from 1 in the file (0: not known). `at` is an offset in the Document's text (code points), None where
the importer can't tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.model.document import Document


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out. `kind`: running_head, page_number, watermark, copyright, stamp, navigation or hidden.

    It stood before the words that are at `at` now.
    """

    kind: str
    text: str
    line: int
    at: int | None = None


class Hyphen(NamedTuple):
    """A hyphen at a line's end: `word` as it stands now, begun on `line`, ended on line `until`, now from `at`."""

    word: str
    line: int
    until: int
    kept: bool
    doubtful: bool = False
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Hyphens:
    """How line-end hyphens were decided; `doubtful` holds the words that might be otherwise, `items` each hyphen."""

    joined: int = 0
    kept: int = 0
    doubtful: tuple[str, ...] = ()
    items: tuple[Hyphen, ...] = ()


class InferredPage(NamedTuple):
    """A page whose number isn't printed, but follows from the others; it begins at `at`, on `line` of the file."""

    label: str
    line: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the importer isn't sure of, as a code with parameters (the sentence is made at the edge)."""

    line: int
    code: str
    params: tuple[tuple[str, str], ...] = ()
    at: int | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All that an import did to the text beside copying it.

    `raw` holds the lines of the file that the items name, with their neighbours, by number; blank lines are left out.
    """

    removed: tuple[Removed, ...] = ()
    hyphens: Hyphens = field(default_factory=Hyphens)
    missing_pages: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    inferred_pages: tuple[InferredPage, ...] = ()
    raw: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer gives back."""

    document: Document
    report: ImportReport
