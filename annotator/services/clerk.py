"""One thread that owns the library: the window asks it and never waits for the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from annotator.errors import UserError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from annotator.services import Services

T = TypeVar("T")


PATIENCE = 4.0  # seconds after which a library that couldn't be opened is tried again


class Clerk:
    """Runs what it is given one after another, in the order given, on a thread that built the services itself.

    `build` makes the services in that thread at the first request, for the first paint shouldn't share the processor
    with it; where it raises, every request's future carries that error until it is tried again. A library that was
    replaced under our hands is opened anew for the next request. Use a clerk from one thread.
    """

    def __init__(self, build: Callable[[], Services]) -> None:
        self._build = build
        self._pool: ThreadPoolExecutor | None = None
        self._services: Services | None = None
        self._failure: UserError | None = None
        self._again = 0.0

    def ask(self, work: Callable[[Services], T]) -> Future[T]:
        """Run `work` with the services after all that was asked before. Callbacks run in the clerk's thread."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clerk")
        return self._pool.submit(self._run, work)

    def close(self) -> None:
        """Finish all that was asked, then stop."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _run(self, work: Callable[[Services], T]) -> T:
        services = self._opened()
        try:
            return work(services)
        except UserError as error:
            if error.code == "library_replaced":
                self._services = None
                services.close()
            raise

    def _opened(self) -> Services:
        if self._services is None:
            if self._failure is not None and time.monotonic() < self._again:
                raise self._failure
            try:
                self._services, self._failure = self._build(), None
            except UserError as error:
                self._failure, self._again = error, time.monotonic() + PATIENCE
                raise
        return self._services
