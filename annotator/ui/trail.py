"""Back and forward: the places that jumps were made from."""

from __future__ import annotations

MOST = 200


class Trail:
    """Offsets on two stacks, as in a browser."""

    def __init__(self) -> None:
        self._behind: list[int] = []
        self._ahead: list[int] = []

    def leave(self, offset: int) -> None:
        """A jump begins at `offset`; what lay ahead is forgotten."""
        if not self._behind or self._behind[-1] != offset:
            self._behind.append(offset)
        del self._behind[:-MOST]
        self._ahead.clear()

    def back(self, here: int) -> int | None:
        """Where the last jump was made from."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: int) -> int | None:
        """Where one went back from."""
        return _step(self._ahead, self._behind, here)


def _step(source: list[int], target: list[int], here: int) -> int | None:
    if not source:
        return None
    target.append(here)
    return source.pop()
