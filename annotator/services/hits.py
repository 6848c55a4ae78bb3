"""What a search answers with: hits, how many there are in all, and how they fall into readers, selections, roles …"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

HitKind = Literal["text", "annotation"]
FacetName = Literal["reader", "selection", "author", "role", "tag", "kind"]
FACETS: tuple[FacetName, ...] = ("reader", "selection", "author", "role", "tag", "kind")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query found.

    `start` and `end` are the span of the best match in the reader's text (of the annotated passage, for a note;
    both None where it has no place); `marks` are spans within `snippet`. `division` is the label of the cited
    selection, `division_index` its index in the Document, `selection` its value as a facet, `author` its author,
    `page` the label of its page; `role` is the annotation's role key and `tags` its tags.
    """

    kind: HitKind
    reader_id: str
    reader_title: str
    annotation: str | None
    division: str
    author: str | None
    page: str | None
    start: int | None
    end: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    role: str | None = None
    tags: tuple[str, ...] = ()
    division_index: int | None = None
    selection: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that a search can be narrowed to: `count` hits have it. `label` is what a person reads.

    The values: a reader's id; for a selection the reader's id, `#`, and the index of the division; an author's name as
    it is printed; a role's key; a tag; `text` or `annotation`.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to: one of the values of each facet that names any. Texts have no roles and tags."""

    reader: frozenset[str] = frozenset()
    selection: frozenset[str] = frozenset()
    author: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FACETS)


@dataclass(frozen=True, slots=True)
class Answer:
    """The best hits, best first; `total` counts all there are.

    `facets` has the values of each facet that hits have, most hits first. Each counts what all the other facets let
    through, so that one may add a second value to the one that is chosen. `partial` where the index doesn't answer for
    this library: there may be more once it is made anew.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[FacetName, tuple[Facet, ...]] = field(default_factory=lambda: dict.fromkeys(FACETS, ()))
    partial: bool = False


def selection_value(reader_id: str, division: int | None) -> str:
    """The value of a selection as a facet; empty outside of any."""
    return "" if division is None else f"{reader_id}#{division}"
