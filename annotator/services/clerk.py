"""One thread that owns the library: the window asks it and never waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from annotator.services import Services

T = TypeVar("T")


class Clerk:
    """Runs what it is given one after another, in the order given, on a thread that built the services itself.

    `build` makes the services in that thread; where it raises, every request's future carries that error.
    """

    def __init__(self, build: Callable[[], Services]) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clerk")
        self._services: Future[Services] = self._pool.submit(build)

    def ask(self, work: Callable[[Services], T]) -> Future[T]:
        """Run `work` with the services after all that was asked before. Callbacks run in the clerk's thread."""
        return self._pool.submit(lambda: work(self._services.result()))

    def close(self) -> None:
        """Finish all that was asked, then stop."""
        self._pool.shutdown(wait=True)
