"""Highlights over the text: which lie on a block, which over which, and in what colour."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import deque
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


class Layer(NamedTuple):
    """What lies on one block: its marks in text order, cut into `segments`, and their `edges` that lie within others.

    An edge is a mark's beginning (True) or its end.
    """

    marks: tuple[Mark, ...] = ()
    segments: tuple[Segment, ...] = ()
    edges: tuple[tuple[Mark, bool], ...] = ()


_NOTHING = Layer()
_LAYERS = 200
"""Of how many blocks the layers are kept: of more than there are in any window."""


class Marks:
    """All highlights of a document, found by id and by block."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        # Tuples rather than lists: most hold one mark, and there are tens of thousands.
        self._by_id: dict[str, tuple[Mark, ...]] = {}
        self._by_block: dict[int, tuple[Mark, ...]] = {}
        self._layers: dict[int, Layer] = {}

    def attach(self, plan: Plan | None) -> None:
        """Another document: all marks are gone."""
        self._plan = plan
        self.set(())

    def set(self, marks: Iterable[Mark]) -> None:
        """Replace all."""
        self._by_id, self._by_block, self._layers = {}, {}, {}
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
                self._by_block[block] = tuple(one for one in self._by_block[block] if one is not mark)
                self._layers.pop(block, None)

    def layer(self, index: int) -> Layer:
        """What lies on a block; worked out once, until another mark touches it."""
        if index not in self._by_block or self._plan is None:
            return _NOTHING
        found = self._layers.get(index)
        if found is None:
            if len(self._layers) >= _LAYERS:
                self._layers.clear()
            marks = sorted(self._by_block[index], key=lambda mark: (mark.start, -mark.end, mark.order))
            cut = segments(marks, self._plan.starts[index], self._plan.ends[index])
            found = self._layers[index] = Layer(tuple(marks), tuple(cut), tuple(edges_within(marks)))
        return found

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
        self._by_id[mark.id] = (*self._by_id.get(mark.id, ()), mark)
        for block in self._blocks(mark):
            self._by_block[block] = (*self._by_block.get(block, ()), mark)
            self._layers.pop(block, None)

    def _blocks(self, mark: Mark) -> range:
        return self._plan.blocks_between(mark.start, mark.end) if self._plan is not None else range(0)


def segments(marks: Sequence[Mark], start: int, end: int) -> Iterator[Segment]:
    """Cut the marks within a block at each other's edges, so that every stretch can have one colour."""
    beginning = deque(sorted(marks, key=lambda mark: mark.start))
    edges = sorted({edge for mark in marks for edge in (max(mark.start, start), min(mark.end, end))})
    over: list[Mark] = []
    for first, last in pairwise(edges):
        over = [mark for mark in over if mark.end > first]
        while beginning and beginning[0].start <= first:
            mark = beginning.popleft()
            if mark.end > first:
                insort(over, mark, key=lambda mark: mark.order)
        if over:
            yield Segment(first, last, tuple(over))


def edges_within(marks: Sequence[Mark]) -> Iterator[tuple[Mark, bool]]:
    """The beginnings (True) and ends of marks over which another mark lies on both sides."""
    starts, ends = sorted(mark.start for mark in marks), sorted(mark.end for mark in marks)
    for mark in marks:
        for begins, edge in ((True, mark.start), (False, mark.end)):
            if bisect_left(starts, edge) > bisect_right(ends, edge):  # more have begun than have ended
                yield mark, begins


def lanes(marks: Sequence[Mark], lines: Sequence[tuple[int, int]], most: int) -> list[int]:
    """The lane of each mark beside the text: the first that is free on all of its lines (first and last given).

    Those that find none of `most` lanes free get the number `most`.
    """
    busy_until: list[int] = []
    found: list[int] = []
    for _mark, (first, last) in zip(marks, lines, strict=True):
        lane = next((i for i, until in enumerate(busy_until) if until < first), len(busy_until))
        if lane < most:
            busy_until[lane : lane + 1] = [last]
        found.append(lane)
    return found
