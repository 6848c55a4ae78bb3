"""Finding in the open text: the bar below the page, and the hits marked in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from annotator.i18n import _, ngettext
from annotator.model.anchor import Position
from annotator.services import drafts
from annotator.services.finding import Finder
from annotator.ui.bridge import explain
from annotator.ui.commands.selecting import words_to_find
from annotator.ui.menus import Handlers
from annotator.ui.panels.find_bar import FindBar, FindOptions

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import ReaderSession

AT_ONCE = 200_000  # code points that are folded in some ten milliseconds: longer texts in slices
MOST_MARKED = 2000  # hits that are marked at once; more is hardly meant


class Finding(QObject):
    """The find bar. Plain words are found at once, on a text folded ahead in slices; expressions in a thread."""

    _matched = Signal(int, object)  # ticket, places or what was raised

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.bar = FindBar(window.pane)
        self.bar.set_theme(window.look.theme)
        self.bar.hide()
        self._finder: Finder | None = None
        self._slices: Iterator[None] | None = None
        self._work = QTimer(self, interval=0)
        self._work.timeout.connect(self._prepare)
        self._ticket = 0
        self._found: Sequence[Position] = ()
        self._at: int | None = None
        self.handlers: Handlers = {"find": self.find}
        window.pane.add_below(self.bar)
        window.keyring.changed.connect(self._name_keys)
        self._name_keys()
        self.bar.queryChanged.connect(self._look)
        self.bar.next.connect(lambda: self.step(+1))
        self.bar.previous.connect(lambda: self.step(-1))
        self.bar.closed.connect(self._closed)
        self.bar.markAllWanted.connect(self.mark_all)
        self._matched.connect(self._take)
        window.look.themeChanged.connect(self._dress)
        window.overlay.rolesChanged.connect(self._dress)
        self._dress()

    def attach(self, session: ReaderSession) -> None:
        """Another text is open."""
        self._work.stop()
        self._finder = self._slices = None
        self.show_places((), None)
        if not self.bar.isHidden():
            self._look(*self.bar.query())

    @property
    def shown(self) -> bool:
        """Whether the bar is there."""
        return not self.bar.isHidden()

    def find(self) -> None:
        """Open the find bar with the selected words."""
        self.bar.open(words_to_find(self._window.pane.view))
        if not self.bar.edit.text():
            self._get_ready(case=self.bar.query()[1].case)

    def step(self, by: int) -> None:
        """The next or previous place; the first time, the one nearest to where one is."""
        if not self._found:
            if not self.shown:
                self.find()
            return
        if self._at is None:
            self._at = self._nearest() if by > 0 else self._nearest() - 1
        else:
            self._at += by
        self._at %= len(self._found)
        self._go()

    def mark_all(self, role: str) -> None:
        """Every hit becomes a highlight of its own, in one act."""
        session = self._window.session
        if session is None or not self._found:
            return
        if len(self._found) > MOST_MARKED:
            self.bar.show_error(_("More than {most}: too many to mark at once").format(most=f"{MOST_MARKED:n}"))
            return
        session.apply(drafts.annotate_each(session.reader, session.document, self._found, role=role))
        number = len(self._found)
        done = ngettext(
            "{n} passage marked; Ctrl+Z takes it back", "{n} passages marked; Ctrl+Z takes them back", number
        )
        self._window.status.say(done.format(n=number))

    def close(self) -> bool:
        """Close the find bar; False where it wasn't open."""
        shown = self.shown
        self.bar.dismiss()
        return shown

    def show_places(self, found: Sequence[Position], at: int | None) -> None:
        """Mark these places in the text; `at` is the current one."""
        self._found, self._at = found, at
        self._window.pane.view.set_hits(found, at)
        current = None if at is None else at + 1
        self.bar.show_count(current, len(found))
        self._window.status.show_hits(current, len(found) if found else None)

    def _look(self, query: str, options: FindOptions) -> None:
        session = self._window.session
        if session is None:
            return
        self._ticket += 1
        if self._finder is None:
            self._finder = Finder(session.document.text)
        finder = self._finder
        if not query.strip():
            self._show_found(())
        elif options.regex:
            self._match(finder, query, options)
        elif len(session.document.text) > AT_ONCE and not finder.ready(case=options.case):
            self.bar.show_waiting()
            self._get_ready(case=options.case)
        else:
            self._show_found(finder.find(query, case=options.case, whole_word=options.whole_word))

    def _match(self, finder: Finder, query: str, options: FindOptions) -> None:
        """In a thread: an expression may take long, and lets the window live meanwhile."""
        self.bar.show_waiting()
        ticket = self._ticket

        def work() -> None:
            try:
                self._matched.emit(ticket, finder.find_pattern(query, case=options.case, whole_word=options.whole_word))
            except Exception as error:  # also a fault of ours: what is waited for comes to an end
                self._matched.emit(ticket, error)

        QThreadPool.globalInstance().start(QRunnable.create(work))

    def _take(self, ticket: int, found: Sequence[Position] | Exception) -> None:
        if ticket != self._ticket:
            return
        if isinstance(found, Exception):
            self.show_places((), None)
            self.bar.show_error(explain(found).sentence)
        else:
            self._show_found(found)

    def _get_ready(self, *, case: bool) -> None:
        session = self._window.session
        if self._finder is None and session is not None:
            self._finder = Finder(session.document.text)
        if self._finder is not None and not self._finder.ready(case=case):
            self._slices = self._finder.prepare(case=case)
            self._work.start()

    def _prepare(self) -> None:
        if self._slices is not None and next(self._slices, self) is self:
            self._work.stop()
            self._slices = None
            if self.shown and self.bar.edit.text():
                self._look(*self.bar.query())

    def _show_found(self, found: Sequence[Position]) -> None:
        self._found = found
        self._at = self._nearest() % len(found) if found else None
        if found:
            self._go(jump=False)
        else:
            self.show_places(found, None)

    def _nearest(self) -> int:
        return bisect_left(self._found, self._window.pane.view.visible_span().start, key=lambda place: place.start)

    def _go(self, *, jump: bool = True) -> None:
        assert self._at is not None
        self.show_places(self._found, self._at)
        view, place = self._window.pane.view, self._found[self._at].start
        sight = view.visible_span()
        if not sight.start <= place < sight.end:
            if jump:
                self._window.jump(place)
            else:
                view.go_to(place, light=False)

    def _dress(self) -> None:
        self.bar.set_theme(self._window.look.theme)
        self.bar.set_roles(tuple(self._window.overlay.roles.values()), self._window.look.theme)

    def _name_keys(self) -> None:
        keyring = self._window.keyring
        self.bar.name_keys(keyring.said("find-previous"), keyring.said("find-next"))

    def _closed(self) -> None:
        """The hits fade with the bar; what was found last is where the caret of the eye is, so nothing scrolls."""
        self._ticket += 1
        self.show_places((), None)
        self._window.pane.view.setFocus()
