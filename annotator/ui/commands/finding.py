"""Finding in the open text, and everywhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.sentences import sentence
from annotator.services.finding import Finder, Hit
from annotator.ui.bridge import explain
from annotator.ui.examples import examples
from annotator.ui.menus import Handlers
from annotator.ui.panels.find_bar import FindBar, FindOptions
from annotator.ui.session import ReaderSession
from annotator.ui.side import SEARCH

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.search import SearchPanel

LIMIT = 200  # hits of one search everywhere


class Finding:
    """The find bar below the page, and the search panel at its left."""

    def __init__(self, window: MainWindow, show_side: Callable[[str], None], hide_side: Callable[[], None]) -> None:
        self._window = window
        self._show_side = show_side
        self._hide_side = hide_side
        self.bar = FindBar(window.pane)
        self.bar.set_theme(window.look.theme)
        self.bar.hide()
        self.panel: SearchPanel | None = None
        self._indexing = False
        self._finder: Finder | None = None
        self._found: list[Position] = []
        self._at: int | None = None
        self.handlers: Handlers = {
            "find": self.find,
            "find-next": lambda: self.step(+1),
            "find-previous": lambda: self.step(-1),
            "find-everywhere": self.everywhere,
        }
        window.pane.add_below(self.bar)
        self.bar.queryChanged.connect(self._look)
        self.bar.next.connect(lambda: self.step(+1))
        self.bar.previous.connect(lambda: self.step(-1))
        self.bar.closed.connect(self._closed)
        window.look.themeChanged.connect(self.bar.set_theme)

    def attach(self, session: ReaderSession) -> None:
        """Another text is open."""
        self._finder = None
        self._show([], None)
        if not self.bar.isHidden():
            self._look(*self.bar.query())
        if self.panel is not None:
            self.panel.set_reader(session.reader)
            self.panel.set_examples(examples(session.document))

    def set_indexing(self, on: bool) -> None:
        """Whether texts are still on their way into the index: what isn't found may be yet."""
        self._indexing = on
        if self.panel is not None:
            self.panel.set_indexing(on)

    def find(self) -> None:
        """Open the find bar with the selected words."""
        words = self._window.pane.view.text_of_selection()
        self.bar.open(words if "\n" not in words and len(words) < 80 else "")

    def step(self, by: int) -> None:
        """The next or previous place; the first time, the one nearest to where one is."""
        if not self._found:
            if self.bar.isHidden():
                self.find()
            return
        if self._at is None:
            self._at = self._nearest() if by > 0 else self._nearest() - 1
        else:
            self._at += by
        self._at %= len(self._found)
        self._go()

    def everywhere(self) -> None:
        """Search texts and notes of the whole library."""
        if self.panel is None:
            self.panel = self._make_panel()
        words = self._window.pane.view.text_of_selection()
        self._show_side(SEARCH)
        self.panel.open(words if "\n" not in words and len(words) < 80 else "")

    def close(self) -> bool:
        """Close the find bar; False where it wasn't open."""
        shown = not self.bar.isHidden()
        self.bar.dismiss()
        return shown

    def _look(self, query: str, options: FindOptions) -> None:
        session = self._window.session
        if session is None:
            return
        if self._finder is None:
            self._finder = Finder(session.document.text)
        try:
            found = self._finder.find(query, case=options.case, whole_word=options.whole_word, regex=options.regex)
        except UserError as error:
            self._show([], None)
            self.bar.show_error(sentence(error))
            return
        self._found = found
        self._at = self._nearest() % len(found) if found else None
        if found:
            self._go(jump=False)
        else:
            self._show(found, None)

    def _nearest(self) -> int:
        return bisect_left(self._found, Position(self._window.pane.view.visible_span().start, 10**9))

    def _go(self, *, jump: bool = True) -> None:
        assert self._at is not None
        self._show(self._found, self._at)
        view, place = self._window.pane.view, self._found[self._at].start
        sight = view.visible_span()
        if not sight.start <= place < sight.end:
            if jump:
                self._window.jump(place)
            else:
                view.go_to(place, light=False)

    def _show(self, found: list[Position], at: int | None) -> None:
        self._found, self._at = found, at
        self._window.pane.view.set_hits(found, at)
        current = None if at is None else at + 1
        self.bar.show_count(current, len(found))
        self._window.status.show_hits(current, len(found) if found else None)

    def _closed(self) -> None:
        """The hits fade with the bar; what was found last is where the caret of the eye is, so nothing scrolls."""
        self._show([], None)
        self._window.pane.view.setFocus()

    def _make_panel(self) -> SearchPanel:
        from annotator.ui.panels.search import SearchPanel

        panel = SearchPanel(self._window)
        self._window.side.add(SEARCH, panel)
        panel.set_theme(self._window.look.theme)
        panel.set_roles(tuple(self._window.overlay.roles.values()))
        panel.set_indexing(self._indexing)
        panel.searchRequested.connect(self._search)
        panel.hitActivated.connect(self._open_hit)
        panel.closed.connect(self._hide_side)
        self._window.look.themeChanged.connect(panel.set_theme)
        if self._window.session is not None:
            panel.set_reader(self._window.session.reader)
            panel.set_examples(examples(self._window.session.document))
        return panel

    def _search(self, query: str, kinds: frozenset[str], reader_id: str | None, ticket: int) -> None:
        panel = self.panel
        assert panel is not None
        self._window.bridge.ask(
            lambda services: services.finding.search(query, kinds=kinds, reader_id=reader_id, limit=LIMIT),
            lambda answer: panel.show_hits(ticket, query, answer.hits, more=answer.total > len(answer.hits)),
            lambda error: panel.show_error(ticket, explain(error).sentence),
        )

    def _open_hit(self, hit: Hit) -> None:
        session = self._window.session
        if session is not None and session.reader.id == hit.reader_id:
            if hit.start is not None:
                self._window.jump(hit.start)
            self._window.overlay.choose(hit.annotation)
        else:
            self._window.open_reader(hit.reader_id, hit.start)
