"""Highlights over the text: which lie on a block, which over which, and in what colour."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotator.ui.reading.plan import Plan


class Mark(NamedTuple):
    """A highlighted passage of annotation `id`, from `start` to `end` (code points).

    `colour` is a key of the theme's roles, `glyph` the role's mark, `name` the role's name for screen readers.
    The mark with the higher `order` lies over the other. `pending`: not yet safe on disk.
    """

    id: str
    start: int
    end: int
    colour: str
    glyph: str
    name: str
    has_note: bool
    order: int
    pending: bool = False


class Segment(NamedTuple):
    """A stretch with the same marks over it, the lowest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Marks:
    """All highlights of a document, found by id and by block."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._by_id: dict[str, list[Mark]] = {}
        self._by_block: dict[int, list[Mark]] = {}

    def attach(self, plan: Plan | None) -> None:
        """Another document: all marks are gone."""
        self._plan = plan
        self.set(())

    def set(self, marks: Iterable[Mark]) -> None:
        """Replace all."""
        self._by_id, self._by_block = {}, {}
        for mark in marks:
            self._add(mark)

    def replace(self, mark_id: str, marks: Sequence[Mark]) -> None:
        """Replace the marks of one annotation."""
        self.remove(mark_id)
        for mark in marks:
            self._add(mark)

    def remove(self, mark_id: str) -> None:
        """Remove the marks of one annotation; one that isn't there is no error."""
        for mark in self._by_id.pop(mark_id, ()):
            for block in self._blocks(mark):
                self._by_block[block].remove(mark)

    def of_block(self, index: int) -> list[Mark]:
        """The marks that touch a block, in text order."""
        return sorted(self._by_block.get(index, ()), key=lambda mark: (mark.start, -mark.end, mark.order))

    def at(self, offset: int) -> list[Mark]:
        """The marks over a place, the topmost first."""
        if self._plan is None or not len(self._plan):
            return []
        marks = self._by_block.get(self._plan.block_at(offset), ())
        found = [mark for mark in marks if mark.start <= offset < mark.end]
        return sorted(found, key=lambda mark: mark.order, reverse=True)

    def all(self) -> list[Mark]:
        """Every mark, the lowest first where several lie at one place."""
        return sorted((mark for marks in self._by_id.values() for mark in marks), key=lambda mark: mark.order)

    def of_id(self, mark_id: str | None) -> Sequence[Mark]:
        """The marks of one annotation."""
        return self._by_id.get(mark_id, ()) if mark_id is not None else ()

    def _add(self, mark: Mark) -> None:
        self._by_id.setdefault(mark.id, []).append(mark)
        for block in self._blocks(mark):
            self._by_block.setdefault(block, []).append(mark)

    def _blocks(self, mark: Mark) -> range:
        return self._plan.blocks_between(mark.start, mark.end) if self._plan is not None else range(0)


def segments(marks: Sequence[Mark], start: int, end: int) -> Iterator[Segment]:
    """Cut the marks within a block at each other's edges, so that every stretch can have one colour."""
    edges = sorted({edge for mark in marks for edge in (max(mark.start, start), min(mark.end, end))})
    for first, last in pairwise(edges):
        over = [mark for mark in marks if mark.start < last and mark.end > first]
        if over:
            yield Segment(first, last, tuple(sorted(over, key=lambda mark: mark.order)))


def lanes(marks: Sequence[Mark], lines: Sequence[tuple[int, int]]) -> list[int]:
    """The lane of each mark beside the text: the first that is free on all of its lines (first and last given)."""
    busy_until: list[int] = []
    found: list[int] = []
    for _mark, (first, last) in zip(marks, lines, strict=True):
        lane = next((i for i, until in enumerate(busy_until) if until < first), len(busy_until))
        busy_until[lane : lane + 1] = [last]
        found.append(lane)
    return found
