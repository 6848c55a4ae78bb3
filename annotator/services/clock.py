"""Times as the library writes them."""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.model.moment import after


def now() -> str:
    """The present moment in UTC, ISO 8601 to the millisecond, as `2026-01-31T12:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_after(before: str) -> str:
    """The present moment, or the next after `before` where the clock went back."""
    return after(before, now())
