"""Bookmarks: set and taken away with one key, walked, and listed at the left of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.services.bookmarks import PlacedBookmark, first_words
from annotator.ui.bookmarks import ShownBookmarks
from annotator.ui.commands.ribbons import Ribbons
from annotator.ui.menus import Handlers
from annotator.ui.reading.header import page_name, place_names
from annotator.ui.side import BOOKMARKS

if TYPE_CHECKING:
    from annotator.model.document import Document
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.bookmarks import BookmarksPanel, Entry
    from annotator.ui.session import ReaderSession


class Bookmarking:
    """The keys and the panel; `bookmarks` knows them."""

    def __init__(self, window: MainWindow, show_side: Callable[[str], None], hide_side: Callable[[], None]) -> None:
        self._window = window
        self._show_side, self._hide_side = show_side, hide_side
        self.bookmarks = ShownBookmarks(window.bridge, window)
        self.bookmarks.changed.connect(self._show)
        self.panel: BookmarksPanel | None = None
        self.ribbons = Ribbons(window, self)
        self.handlers: Handlers = {
            "bookmark": self.toggle,
            "bookmarks": self.show_list,
            "next-bookmark": lambda: self.walk(+1),
            "previous-bookmark": lambda: self.walk(-1),
        }

    def attach(self, session: ReaderSession) -> None:
        """Another text is open."""
        self.bookmarks.attach(session)

    def toggle(self) -> None:
        """Set a bookmark at the present line, or take it away."""
        view = self._window.pane.view
        if self._window.session is None:
            return
        line = view.line_span(view.present_offset())
        words = _("Bookmark set") if self.bookmarks.toggle(line) else _("Bookmark removed")
        self._window.status.say(words)

    def walk(self, step: int) -> None:
        """To the next bookmark, or the one before."""
        found = self.bookmarks.beyond(self._window.pane.view.present_offset(), step)
        if found is not None:
            self._go(found)
        elif self.bookmarks.in_order():
            self._window.status.say(_("No more bookmarks that way"))
        else:
            words = _("No bookmarks yet: {key} sets one")
            self._window.status.say(words.format(key=self._window.keyring.first("bookmark")))

    def show_list(self) -> None:
        """Show or hide the list; when it comes, it takes the keyboard."""
        if self._window.side.shown() == BOOKMARKS:
            self._hide_side()
            return
        if self.panel is None:
            self._make_panel()
        self._show_side(BOOKMARKS)
        if self.panel is not None:
            self.panel.setFocus()

    def at(self, offset: int) -> list[PlacedBookmark]:
        """The bookmarks whose ribbon stands at an offset."""
        return [one for one in self.bookmarks.in_order() if one.offset == offset]

    def rename(self, bookmark_id: str) -> None:
        """Write another name, in the list."""
        if self._window.side.shown() != BOOKMARKS:
            self.show_list()
        if self.panel is not None:
            self.panel.rename(bookmark_id)

    def words_of(self, placed: PlacedBookmark) -> tuple[str, str]:
        """What it is called, and where it is."""
        session = self._window.session
        if session is None:
            return "", ""
        entry = _entry(session.document, placed)
        return entry.shown, entry.below

    def remove(self, ids: list[str]) -> None:
        """To the trash; undo brings them back."""
        found = [placed for placed in map(self._placed, ids) if placed is not None]
        self.bookmarks.remove(tuple(placed.bookmark for placed in found))
        self._window.status.say(_("Bookmark removed"))

    def _make_panel(self) -> None:
        from annotator.ui.panels.bookmarks import BookmarksPanel

        self.panel = BookmarksPanel()
        self._name_key()
        self._window.keyring.changed.connect(self._name_key)
        self.panel.chosen.connect(self._go_to)
        self.panel.renamed.connect(self._rename)
        self.panel.removed.connect(self.remove)
        self._window.side.add(BOOKMARKS, self.panel)
        self._show()

    def _name_key(self) -> None:
        if self.panel is not None:
            self.panel.name_key(self._window.keyring.first("bookmark"))

    def _placed(self, bookmark_id: str) -> PlacedBookmark | None:
        return next((one for one in self.bookmarks.in_order() if one.bookmark.id == bookmark_id), None)

    def _go_to(self, bookmark_id: str) -> None:
        found = self._placed(bookmark_id)
        if found is not None:
            self._go(found)
            self._window.pane.view.setFocus()

    def _go(self, placed: PlacedBookmark) -> None:
        self._window.jump(placed.offset)
        if self.panel is not None:
            self.panel.make_current(placed.bookmark.id)
        if not placed.found:
            self._window.status.say(_("The words of this bookmark are not in this text any more"))

    def _rename(self, bookmark_id: str, name: str) -> None:
        """A name that says what the place itself says is none."""
        placed, session = self._placed(bookmark_id), self._window.session
        if placed is not None and session is not None:
            self.bookmarks.rename(bookmark_id, "" if name == first_words(session.document, placed.offset) else name)
            self._show()

    def _show(self) -> None:
        """Ribbons on the page, and the list."""
        session, order = self._window.session, self.bookmarks.in_order()
        self._window.pane.view.set_ribbons([placed.offset for placed in order])
        if self.panel is not None and session is not None:
            self.panel.show_entries([_entry(session.document, placed) for placed in order])


def _entry(document: Document, placed: PlacedBookmark) -> Entry:
    """A bookmark's own name, or the first words of its place; page and selection below."""
    from annotator.ui.panels.bookmarks import Entry

    offset, name = placed.offset, placed.bookmark.name
    where = [page_name(document, offset), *place_names(document, offset)[:1]]
    if not placed.found:
        where.insert(0, _("not found in this text"))
    return Entry(placed.bookmark.id, name or first_words(document, offset), " · ".join(filter(None, where)), name)
