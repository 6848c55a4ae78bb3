"""Looks through texts on a thread of its own, so that neither the window nor saving waits; can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.concordance import Collocate, Mode, Order
from annotator.services.concordance import Concordance, TextHits
from annotator.services.concording import Concordancer, Ground, concordance, marks_of, wanted
from annotator.ui.bridge import Bridge, explain
from annotator.ui.session import ReaderSession

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from annotator.model.shelf import Reader
    from annotator.services.concording import Wanted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and how the answer is sorted."""

    query: str
    mode: Mode = Mode.LEMMA
    everywhere: bool = False
    order: Order = Order.TEXT


@dataclass(slots=True)
class _Search:
    """A search on its way; `readers` are those that are still to be looked through."""

    question: Question
    sought: Wanted
    readers: list[Reader]
    whole: int = 1
    found: list[TextHits] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


class Looking(QObject):
    """One search at a time: a new one, and `cancel`, end the one before, and no answer comes late."""

    found = Signal(object, object)  # Question, Concordance
    failed = Signal(str)  # a sentence
    progressed = Signal(float)  # from 0 to 1

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._concordancer = Concordancer()
        self._pool: ThreadPoolExecutor | None = None
        self._search: _Search | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is to come."""
        return self._search is not None

    def look(self, question: Question, session: ReaderSession | None) -> None:
        """Look through the open reader, as the window has it, or through all."""
        try:
            sought = wanted(question.query, question.mode)
        except UserError as error:
            self.cancel()
            self.failed.emit(explain(error).sentence)
            return
        search = _Search(question, sought, [])
        self._search = search
        self.progressed.emit(0.0)
        if question.everywhere:
            self._bridge.ask(
                lambda services: services.concording.readers(),
                lambda readers: self._begin(search, readers),
                lambda error: self._fail(search, error),
            )
        elif session is not None:
            reader, placed = session.reader, tuple(session.placed.values())
            self._bridge.ask(
                lambda services: services.concording.ground(reader),
                lambda ground: self._look_through(search, replace(ground, marks=marks_of(placed))),
                lambda error: self._fail(search, error),
            )
        else:
            self._search = None

    def sort(self, question: Question, found: Concordance, order: Order) -> None:
        """The same hits in another order."""
        search = _Search(replace(question, order=order), found.sought, [])
        self._search = search
        self._follow(search, lambda: _ready(found.sorted(order)), lambda sorted: self._end(search, sorted))

    def collocates(self, found: Concordance, span: int, least: int, then: Callable[[list[Collocate]], object]) -> None:
        """Count neighbours; the search under way isn't disturbed."""
        self._bridge.follow(self._submit(lambda: found.collocates(span, least)), then)

    def render(self, work: Callable[[], object], then: Callable[..., object], failed: Callable[..., object]) -> None:
        """Anything else that takes its time: files of the concordance."""
        self._bridge.follow(self._submit(work), then, failed)

    def cancel(self) -> None:
        """No answer is wanted any more."""
        self._search = None

    def stop(self) -> None:
        """The window closes."""
        self.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, search: _Search, readers: list[Reader]) -> None:
        search.readers, search.whole = readers, max(len(readers), 1)
        self._next(search)

    def _next(self, search: _Search) -> None:
        if search is not self._search:
            return
        self.progressed.emit(1 - len(search.readers) / search.whole)
        if not search.readers:
            self._finish(search)
            return
        reader = search.readers.pop(0)
        self._bridge.ask(
            lambda services: services.concording.ground(reader),
            lambda ground: self._look_through(search, ground),
            lambda error: self._skip(search, reader, error),
        )

    def _look_through(self, search: _Search, ground: Ground) -> None:
        if search is self._search:
            self._follow(
                search,
                lambda: self._concordancer.look(ground, search.sought),
                lambda hits: self._took(search, hits),
            )

    def _took(self, search: _Search, hits: TextHits) -> None:
        search.found.append(hits)
        self._next(search)

    def _skip(self, search: _Search, reader: Reader, error: BaseException) -> None:
        """A text that can't be read hides no other."""
        if isinstance(error, UserError):
            search.skipped.append(reader.title)
            self._next(search)
        else:
            self._fail(search, error)

    def _finish(self, search: _Search) -> None:
        asked = search.question

        def put_together() -> Concordance:
            return _ready(concordance(asked.query, search.sought, search.found, asked.order, search.skipped))

        self._follow(search, put_together, lambda found: self._end(search, found))

    def _end(self, search: _Search, found: Concordance) -> None:
        self._search = None
        self.progressed.emit(1.0)
        self.found.emit(search.question, found)

    def _fail(self, search: _Search, error: BaseException) -> None:
        if search is self._search:
            self._search = None
            self.progressed.emit(1.0)
            self.failed.emit(explain(error).sentence)

    def _follow(self, search: _Search, work: Callable[[], T], then: Callable[[T], object]) -> None:
        def go_on(made: T) -> None:
            if search is self._search:
                then(made)

        self._bridge.follow(self._submit(work), go_on, lambda error: self._fail(search, error))

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="concordance")
        return self._pool.submit(work)


def _ready(found: Concordance) -> Concordance:
    """With all made that the window shows at once."""
    _ = found.summary, found.row_of("", 0), [text.positions for text in found.texts]
    return found
