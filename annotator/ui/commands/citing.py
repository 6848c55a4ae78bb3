"""Copying with a citation, and the forms in which a person corrects what is cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.model.lookup import cited_division, division_at
from annotator.services import Services
from annotator.ui.citing_actions import CITATION_STYLES
from annotator.ui.clipboard import put_on_clipboard
from annotator.ui.commands.selecting import taken
from annotator.ui.menus import Handlers, Menus

if TYPE_CHECKING:
    from annotator.model.anchor import Position
    from annotator.model.bibliography import Works
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import ReaderSession

STYLE = "citing.style"
_USUAL = CITATION_STYLES[0][0]


class Citing:
    """Knows the works of the open reader, so that a copy needn't wait for the library."""

    def __init__(self, window: MainWindow, tell: Callable[[Works], object]) -> None:
        """`tell` is called with the works of the open reader, and again when they are others."""
        self._window = window
        self._tell = tell
        self._menus: Menus | None = None
        self._works: Works | None = None
        self._closed = False
        window.closing.connect(lambda: setattr(self, "_closed", True))
        self.handlers: Handlers = {
            "cite": self.copy,
            "cite-book": self.open_book,
            "cite-selection": self.open_here,
            **{f"cite-style-{key}": partial(self.choose_style, key) for key, _name, _tip in CITATION_STYLES},
        }

    def attach(self, menus: Menus) -> None:
        """Tick the style that is chosen."""
        self._menus = menus
        menus.menus["edit/citing"].aboutToShow.connect(self._tick)
        self._tick()

    def follow(self, session: ReaderSession) -> None:
        """A reader was opened: get its works, and again after each change that may be one of theirs."""
        self._works = None
        session.reloaded.connect(partial(self._refresh, session))
        session.undone.connect(lambda verb, act: self._refresh(session))
        session.readerChanged.connect(lambda reader: self._refresh(session))
        self._refresh(session)

    def choose_style(self, key: str) -> None:
        """Cite so from now on."""
        self._window.preferences.set(STYLE, key)
        self._tick()

    def copy(self) -> None:
        """The selected words, or those of the current annotation, as one quotes and cites them."""
        session, current, selected = self._window.session, self._window.overlay.current, taken(self._window)
        if session is None or selected is None:
            return
        spans = selected or tuple(session.placed[current].spans if current in session.placed else ())
        if not spans:
            self._window.status.say(_("Select a passage first"))
        elif self._works is not None:
            self._copy(self._works, spans)
        else:
            self._ask(session, lambda works: self._copy(works, spans))

    def open_book(self) -> None:
        """The form of the book that is open."""
        self._open(None)

    def open_here(self) -> None:
        """The form of the selection that one is in."""
        session = self._window.session
        if session is not None:
            selected = self._window.pane.view.selections()
            at = selected[0].start if selected else self._window.pane.view.top_offset()
            self.open_division(division_at(session.document, at))

    def open_division(self, division: int | None) -> None:
        """The form of the selection that a division of the open reader is in, or of the book."""
        session = self._window.session
        if session is not None:
            self._open(cited_division(session.document, division))

    def _tick(self) -> None:
        if self._menus is not None:
            self._menus.actions[f"cite-style-{style_of(self._window)}"].setChecked(True)

    def _open(self, division: int | None) -> None:
        session = self._window.session
        if session is not None:
            from annotator.ui.commands.sources import open_sources

            open_sources(self._window, session.reader.id, division)

    def _copy(self, works: Works, spans: Sequence[Position]) -> None:
        from annotator.services.citing import cited_clipping

        style = style_of(self._window)
        words, cited = cited_clipping(works, spans, style)
        put_on_clipboard(words)
        self._window.status.say(_("Copied with its citation"))
        if style == "pandoc":  # the keys are in the person's writing now
            self._window.bridge.ask(lambda services: services.bibliography.use(cited))

    def _refresh(self, session: ReaderSession) -> None:
        if self._closed:  # what was on its way when the window closed tells nobody any more
            return
        self._ask(session, lambda works: self._take(session, works))

    def _take(self, session: ReaderSession, works: Works) -> None:
        if session is self._window.session:
            self._works = works
            self._tell(works)

    def _ask(self, session: ReaderSession, then: Callable[[Works], object]) -> None:
        reader_id, document = session.reader.id, session.document

        def find(services: Services) -> Works:
            return services.bibliography.works(services.shelf.get(reader_id), document)

        self._window.bridge.ask(find, then)


def style_of(window: MainWindow) -> str:
    """The style in which the person cites."""
    chosen = window.preferences.get(STYLE, _USUAL)
    return chosen if any(chosen == key for key, _name, _tip in CITATION_STYLES) else _USUAL
