"""Which backups are kept: a function of their times alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 12


def surplus(moments: Iterable[datetime]) -> set[datetime]:
    """The times of the backups that needn't be kept.

    Kept are all of the last day that has any, and the last of each of the latest 7 days, 4 weeks and 12 months that
    have any. Days without a backup don't count, so a long pause, or a clock that is wrong, takes nothing away.
    """
    ordered = sorted(set(moments), reverse=True)
    kept = {one for one in ordered if one.date() == ordered[0].date()}
    kept |= _last_of(ordered, lambda one: one.date(), DAILY)
    kept |= _last_of(ordered, lambda one: one.isocalendar()[:2], WEEKLY)
    kept |= _last_of(ordered, lambda one: (one.year, one.month), MONTHLY)
    return set(ordered) - kept


def _last_of(ordered: list[datetime], period: Callable[[datetime], Hashable], count: int) -> set[datetime]:
    """The latest moment of each of the latest `count` periods; `ordered` has the latest first."""
    found: dict[Hashable, datetime] = {}
    for one in ordered:
        found.setdefault(period(one), one)
    return set(list(found.values())[:count])
