"""Annotations, roles and links, as the library keeps them, and as they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.anchor import Anchor, Position


@dataclass(frozen=True, slots=True)
class Role:
    """What a highlight is for. `mark` is the cue that isn't colour; `colour` is the key of the theme's colour.

    The six that ship have translatable names; people may later rename them and add their own, so `key` is what
    annotations refer to. The library keeps a role only where a person changed or added it.
    """

    key: str
    name: str
    mark: str
    colour: str
    position: int
    version: int = 0
    deleted: str | None = None

    @property
    def id(self) -> str:
        """Its key, under the name that all records share."""
        return self.key


ROLES: tuple[Role, ...] = (
    Role("claim", "Claim", "!", "claim", 1),
    Role("evidence", "Evidence", "+", "evidence", 2),
    Role("question", "Question", "?", "question", 3),
    Role("definition", "Definition", "=", "definition", 4),
    Role("objection", "Objection", "≠", "objection", 5),
    Role("quotable", "Quotable", "“", "quotable", 6),
)
DEFAULT_ROLE = "quotable"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, a note on passages, or (without anchors) a note on a division or the whole reader.

    `id` is a UUIDv4, or was made of another program's id. `division` is a division key (`model.lookup.division_keys`),
    for notes without a passage; None there means the whole reader. Times are UTC in ISO 8601. `version` grows with
    each change and guards against saving over what another process wrote. `deleted` is the time it went to the trash.
    `creator` is who wrote it, where that is another than the person whose library it is in.
    """

    id: str
    reader_id: str
    revision_id: str
    anchors: tuple[Anchor, ...] = ()
    division: str | None = None
    role: str = DEFAULT_ROLE
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    version: int = 0
    deleted: str | None = None
    creator: str = ""


class LinkKind(StrEnum):
    """How one annotation speaks to another."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    ECHOES = "echoes"
    SEE_ALSO = "see-also"


@dataclass(frozen=True, slots=True)
class Link:
    """A tie from one annotation to another; `id` is a UUIDv4."""

    id: str
    source: str
    target: str
    kind: LinkKind = LinkKind.SEE_ALSO
    created: str = ""
    version: int = 0
    deleted: str | None = None


class PlaceState(StrEnum):
    """How surely an annotation was found in the text."""

    EXACT = "exact"
    MOVED = "moved"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a passage may be now, and how surely, from 0 to 1. `division`: the key, for a note on a division."""

    span: Position
    confidence: float
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A passage for the person to check: the index of its anchor (None: the note's division), the likeliest first.

    A MOVED one is shown at its first candidate; an ORPHAN is shown nowhere.
    """

    anchor: int | None
    state: PlaceState
    candidates: tuple[Candidate, ...] = ()

    @property
    def confidence(self) -> float:
        """That of its best candidate; 0 where there is none."""
        return self.candidates[0].confidence if self.candidates else 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation as it stands in the text: its passages in text order, none for an orphan or a general note.

    `unsettled` are the passages to be checked, none where all is exact.
    """

    annotation: Annotation
    spans: tuple[Position, ...]
    state: PlaceState
    unsettled: tuple[Unsettled, ...] = ()

    @property
    def confidence(self) -> float:
        """How surely it stands where it is shown: as surely as the least sure of its passages, from 0 to 1."""
        return min((one.confidence for one in self.unsettled), default=1.0)

    @property
    def order(self) -> tuple[int, int, str]:
        """Sorts by place in the text, then by creation; what has no place comes first."""
        first = self.spans[0] if self.spans else Position(0, 0)
        return (first.start, first.end, self.annotation.created)
