"""How a person reads each reader: the size of its type, and what stands beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotator.ui.environment import Preferences

_KEY = "layout.readers"
_KEPT = 200
"""Readers whose habits are kept: those opened last."""


class Habits:
    """By the reader's id, in the file of what is nobody's choice."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def of(self, reader_id: str) -> dict[str, Any]:
        """What was kept for a reader; empty for a new one."""
        kept = self._all().get(reader_id, {})
        return dict(kept) if isinstance(kept, dict) else {}

    def keep(self, reader_id: str, **values: object) -> None:
        """Keep these values for a reader, which is the one opened last from now on."""
        kept = self._all()
        merged = {**self.of(reader_id), **values}
        kept.pop(reader_id, None)
        kept[reader_id] = merged
        self._preferences.set(_KEY, dict(list(kept.items())[-_KEPT:]))

    def _all(self) -> dict[str, Any]:
        kept = self._preferences.get(_KEY, {})
        return dict(kept) if isinstance(kept, dict) else {}
