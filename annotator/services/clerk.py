"""One thread that owns the library: the window asks it and never waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from annotator.services import Services

T = TypeVar("T")


class Clerk:
    """Runs what it is given one after another, in the order given, on a thread that built the services itself.

    `build` makes the services in that thread at the first request, for the first paint shouldn't share the processor
    with it; where it raises, every request's future carries that error. Use a clerk from one thread.
    """

    def __init__(self, build: Callable[[], Services]) -> None:
        self._build = build
        self._pool: ThreadPoolExecutor | None = None
        self._services: Future[Services]

    def ask(self, work: Callable[[Services], T]) -> Future[T]:
        """Run `work` with the services after all that was asked before. Callbacks run in the clerk's thread."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clerk")
            self._services = self._pool.submit(self._build)
        services = self._services
        return self._pool.submit(lambda: work(services.result()))

    def close(self) -> None:
        """Finish all that was asked, then stop."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
