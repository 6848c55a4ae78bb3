"""Back and forward: the places that jumps were made from, in every reader that was open."""

from __future__ import annotations

from typing import NamedTuple

MOST = 200


class TrailPlace(NamedTuple):
    """The first whole line of the window began at `offset` and stood at `y` (pixels of the viewport).

    `focus` is what was looked at, such as the marker that was followed: it is lit on the way back.
    """

    reader_id: str
    revision_id: str
    offset: int
    y: float
    focus: int


class Trail:
    """Places on two stacks, as in a browser."""

    def __init__(self) -> None:
        self._behind: list[TrailPlace] = []
        self._ahead: list[TrailPlace] = []

    @property
    def last(self) -> TrailPlace | None:
        """Where the last jump was made from."""
        return self._behind[-1] if self._behind else None

    def leave(self, place: TrailPlace) -> None:
        """A jump begins at `place`; what lay ahead is forgotten."""
        if not self._behind or self._behind[-1] != place:
            self._behind.append(place)
        del self._behind[:-MOST]
        self._ahead.clear()

    def back(self, here: TrailPlace) -> TrailPlace | None:
        """Where the last jump was made from."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: TrailPlace) -> TrailPlace | None:
        """Where one went back from."""
        return _step(self._ahead, self._behind, here)


def _step(source: list[TrailPlace], target: list[TrailPlace], here: TrailPlace) -> TrailPlace | None:
    if not source:
        return None
    target.append(here)
    return source.pop()
