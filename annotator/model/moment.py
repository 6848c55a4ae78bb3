"""Moments as records tell them: UTC, ISO 8601 to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_STEP = timedelta(milliseconds=1)


def after(before: str, moment: str) -> str:
    """`moment`, or the smallest step after `before` where a clock went back: no change is older than what it changed.

    Where one of them is no moment (another program may have written it), `moment` as it is.
    """
    try:
        last = datetime.fromisoformat(before)
        if datetime.fromisoformat(moment) >= last:
            return moment
        return (last + _STEP).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, TypeError, OverflowError):
        return moment
