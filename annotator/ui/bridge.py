"""The clerk's futures, brought to the window's thread; and what to say of an error."""

from __future__ import annotations

import contextlib
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from annotator.errors import UserError
from annotator.i18n import _
from annotator.sentences import sentence
from annotator.services import Services
from annotator.services.clerk import Clerk

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in words; `details` only for faults of the program."""

    sentence: str
    details: str | None = None


def explain(error: BaseException) -> Failure:
    """What the person is told. A fault of ours is logged with its traceback."""
    if isinstance(error, UserError):
        return Failure(sentence(error))
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return Failure(_("The system refused: {reason}{where}.").format(reason=error.strerror, where=where))
    details = "".join(traceback.format_exception(error))
    log.error("a fault of the program\n%s", details)
    return Failure(_("That was a fault of the program. Nothing is lost."), details)


class Bridge(QObject):
    """Asks the clerk, and calls back in the window's thread."""

    failed = Signal(object)  # Failure, of requests that nobody else handles
    _done = Signal(object, object, object)

    def __init__(self, clerk: Clerk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clerk = clerk
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        work: Callable[[Services], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run `work` in the clerk's thread; then `then` with what it gave, or `failed` with what it raised."""
        self.follow(self._clerk.ask(work), then, failed)

    def follow(
        self,
        future: Future[T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """As `ask`, for what was asked already."""

        def emit(finished: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._done.emit(finished, then, failed)

        future.add_done_callback(emit)

    @Slot(object, object, object)
    def _deliver(
        self, future: Future[Any], then: Callable[..., object] | None, failed: Callable[..., object] | None
    ) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            if failed is not None:
                failed(error)
            else:
                self.failed.emit(explain(error))
        elif then is not None and not future.cancelled():
            then(future.result())
