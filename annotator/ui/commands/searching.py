"""Searching everywhere: the panel at the left, and the way from a hit to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.services.finding import Answer, Hit
from annotator.ui.bridge import explain
from annotator.ui.commands.finding import Finding
from annotator.ui.commands.selecting import words_to_find
from annotator.ui.examples import examples
from annotator.ui.menus import Handlers
from annotator.ui.side import SEARCH

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.search import SearchPanel, SearchRequest
    from annotator.ui.session import ReaderSession

LIMIT = 200  # hits of one search everywhere


class Searching(QObject):
    """The search panel. F3 walks its hits while it is shown, else those of the find bar."""

    indexUnusable = Signal()  # the search answered without it

    def __init__(
        self, window: MainWindow, here: Finding, show_side: Callable[[str], None], hide_side: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._here = window, here
        self._show_side, self._hide_side = show_side, hide_side
        self.panel: SearchPanel | None = None
        self._indexing = False
        self._marked = False  # whether the text shows the panel's hits
        self.handlers: Handlers = {
            "find-everywhere": self.everywhere,
            "find-next": lambda: self.step(+1),
            "find-previous": lambda: self.step(-1),
        }

    def attach(self, session: ReaderSession) -> None:
        """Another text is open."""
        self._marked = False
        if self.panel is not None:
            self.panel.set_reader(session.reader)
            self.panel.set_examples(examples(session.document))

    def set_indexing(self, on: bool) -> None:
        """Whether texts are still on their way into the index: what isn't found may be yet."""
        self._indexing = on
        if self.panel is not None:
            self.panel.set_indexing(on)

    def everywhere(self) -> None:
        """Search texts and notes of the whole library."""
        if self.panel is None:
            self.panel = self._make_panel()
        self._show_side(SEARCH)
        self.panel.open(words_to_find(self._window.pane.view))

    def step(self, by: int) -> None:
        """The next or previous hit, of whichever search is in sight."""
        if not self._here.shown and self.panel is not None and self.panel.shown() is not None:
            self.panel.step(by)
        else:
            self._here.step(by)

    def _make_panel(self) -> SearchPanel:
        from annotator.ui.panels.search import SearchPanel

        window = self._window
        panel = SearchPanel(window)
        window.side.add(SEARCH, panel)
        panel.set_theme(window.look.theme)
        panel.set_roles(tuple(window.overlay.roles.values()))
        panel.set_indexing(self._indexing)
        panel.searchRequested.connect(self._search)
        panel.completions.wanted.connect(self._complete)
        panel.hitActivated.connect(self._open_hit)
        panel.closed.connect(self._close)
        window.look.themeChanged.connect(panel.set_theme)
        window.overlay.rolesChanged.connect(lambda: panel.set_roles(tuple(window.overlay.roles.values())))
        if window.session is not None:
            panel.set_reader(window.session.reader)
            panel.set_examples(examples(window.session.document))
        return panel

    def _search(self, request: SearchRequest) -> None:
        panel = self.panel
        assert panel is not None

        def failed(error: BaseException) -> None:
            at = error.params.get("at") if isinstance(error, UserError) else None
            panel.show_error(request, explain(error).sentence, at if isinstance(at, int) else None)

        self._window.bridge.ask(
            lambda services: services.finding.search(
                request.query,
                kinds=request.kinds,
                reader_id=request.reader_id,
                limit=LIMIT,
                filters=request.filters,
                stemmed=request.stemmed,
                cancelled=lambda: not panel.is_current(request),
            ),
            lambda answer: self._show(panel, request, answer),
            failed,
        )

    def _show(self, panel: SearchPanel, request: SearchRequest, answer: Answer) -> None:
        if answer.partial:
            self.indexUnusable.emit()
        panel.show_answer(request, answer)

    def _complete(self, query: str, caret: int) -> None:
        panel = self.panel
        assert panel is not None
        self._window.bridge.ask(
            lambda services: services.finding.complete(query, caret),
            lambda found: panel.completions.show_completion(query, caret, found),
            lambda error: None,
        )

    def _open_hit(self, hit: Hit) -> None:
        window = self._window
        request = self.panel.shown() if self.panel is not None else None
        if window.session is not None and window.session.reader.id == hit.reader_id:
            if hit.start is not None:
                window.jump(hit.start)
            window.overlay.choose(hit.annotation)
            self._mark(hit, request)
        else:
            window.readerOpened.connect(
                lambda session: self._mark(hit, request), Qt.ConnectionType.SingleShotConnection
            )
            window.open_reader(hit.reader_id, hit.start)

    def _mark(self, hit: Hit, request: SearchRequest | None) -> None:
        """All that the search finds in the open text, with this hit as the current one."""
        if request is None or self._here.shown:
            return

        def show(places: Sequence[Position]) -> None:
            session = self._window.session
            if session is None or session.reader.id != hit.reader_id or self._here.shown:
                return
            at = next((number for number, place in enumerate(places) if place.start == hit.start), None)
            self._here.show_places(places, at)
            self._marked = True

        self._window.bridge.ask(
            lambda services: services.finding.places(request.query, hit.reader_id, stemmed=request.stemmed),
            show,
            lambda error: None,
        )

    def _close(self) -> None:
        if self._marked and not self._here.shown:
            self._here.show_places((), None)
        self._marked = False
        self._hide_side()
