"""What a search found in the open text, by block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.model.position import Position
    from annotator.ui.reading.plan import Plan


class Hits:
    """The places found, in text order; one of them may be the current one."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._hits: Sequence[Position] = ()
        self._current: Position | None = None

    def attach(self, plan: Plan | None) -> None:
        """Another document: nothing is found in it yet."""
        self._plan = plan
        self.set((), None)

    def set(self, hits: Sequence[Position], current: int | None) -> None:
        """Replace all; `hits` are in text order, and asked for one by one; `current` is an index into them."""
        self._current = hits[current] if current is not None and 0 <= current < len(hits) else None
        self._hits = hits

    def all(self) -> Sequence[Position]:
        """Every place found."""
        return self._hits

    def of_block(self, index: int) -> Iterator[tuple[Position, bool]]:
        """The hits that touch a block, and whether each is the current one."""
        if self._plan is None or not self._hits:
            return
        start, end = self._plan.starts[index], self._plan.ends[index]
        first = bisect_right(self._hits, start, key=lambda hit: hit.end)
        for hit in self._hits[first : bisect_left(self._hits, end, key=lambda hit: hit.start)]:
            yield hit, hit == self._current
