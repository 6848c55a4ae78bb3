"""Long work: telling how far it is, being stopped by whoever is told, and keeping the collector out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(BaseException):
    """What `progress` raised: whoever is told may stop the work, and that is no damage."""


def reporting(progress: Callable[[float], None] | None) -> Callable[[float], None]:
    """`progress` (or nothing, for None), whose exceptions pass as Stopped through whatever catches Exception."""

    def report(part: float) -> None:
        if progress is not None:
            try:
                progress(part)
            except Exception as error:
                raise Stopped from error

    return report


@contextmanager
def stoppable() -> Iterator[None]:
    """Raises what `progress` raised, as it was."""
    try:
        yield
    except Stopped as stopped:
        assert stopped.__cause__ is not None
        raise stopped.__cause__ from None
