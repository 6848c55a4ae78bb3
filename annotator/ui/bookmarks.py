"""The bookmarks of the open reader, as they are shown: kept in step with the library, and changed by acts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.bookmark import Bookmark
from annotator.services.bookmarks import (
    PlacedBookmark,
    first_word_in,
    placed_at_once,
    remove_bookmarks,
    rename_bookmark,
    set_bookmark,
)

if TYPE_CHECKING:
    from annotator.model.change import ChangeSet
    from annotator.model.position import Position
    from annotator.ui.bridge import Bridge
    from annotator.ui.session import ReaderSession


class ShownBookmarks(QObject):
    """By id. `changed` follows whatever adds, moves, renames or removes one."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session: ReaderSession | None = None
        self._placed: dict[str, PlacedBookmark] = {}

    def attach(self, session: ReaderSession) -> None:
        """Show the bookmarks of `session` from now on."""
        if self._session is not None:
            self._session.stored.disconnect(self._follow)
            self._session.reloaded.disconnect(self._load)
        self._session = session
        self._placed = {}
        session.stored.connect(self._follow)
        session.reloaded.connect(self._load)
        self.changed.emit()
        self._load()

    def in_order(self) -> list[PlacedBookmark]:
        """All of them in text order."""
        return sorted(self._placed.values(), key=lambda placed: (placed.offset, placed.bookmark.created))

    def beyond(self, offset: int, step: int) -> PlacedBookmark | None:
        """The next one after `offset`, or the last before it."""
        order = self.in_order()
        offsets = [placed.offset for placed in order]
        at = bisect_right(offsets, offset) if step > 0 else bisect_left(offsets, offset) - 1
        return order[at] if 0 <= at < len(order) else None

    # Changing

    def toggle(self, line: Position) -> bool:
        """Set a bookmark at the beginning of a line, or take away those that are in it; True where one was set."""
        there = tuple(one.bookmark for one in self._placed.values() if line.start <= one.offset < max(line.end, 1))
        if there:
            self.remove(there)
        elif self._session is not None:
            document = self._session.document
            self._apply(set_bookmark(self._session.reader, document, first_word_in(document, line)))
        return not there

    def remove(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """To the trash."""
        self._apply(remove_bookmarks(bookmarks))

    def rename(self, bookmark_id: str, name: str) -> None:
        """Another name, where it is another."""
        bookmark = self._placed[bookmark_id].bookmark
        if name.strip() != bookmark.name:
            self._apply(rename_bookmark(bookmark, name))

    def _apply(self, act: ChangeSet) -> None:
        if self._session is not None:
            self._take(act)
            self._session.apply(act)

    # Following the library

    def _follow(self, act: ChangeSet) -> None:
        self._take(act, stored=True)

    def _take(self, act: ChangeSet, *, stored: bool = False) -> None:
        """Show what an act made of the bookmarks; what is changed again since shows that already."""
        session, found = self._session, False
        for change in act.changes:
            record = change.record
            if session is None or not isinstance(record, Bookmark) or record.reader_id != session.reader.id:
                continue
            if stored and session.pending(record.id):
                continue
            found = True
            if change.after is None or record.deleted:
                self._placed.pop(record.id, None)
            else:
                self._put(session, record)
        if found:
            self.changed.emit()

    def _put(self, session: ReaderSession, bookmark: Bookmark) -> None:
        known = self._placed.get(bookmark.id)
        if known is not None and known.bookmark.anchor == bookmark.anchor:
            self._placed[bookmark.id] = PlacedBookmark(bookmark, known.offset, known.found)
            return
        placed = placed_at_once(session.document, bookmark)
        if placed is not None:
            self._placed[bookmark.id] = placed
        else:
            self._load()  # whoever has the earlier texts finds it

    def _load(self) -> None:
        session = self._session
        if session is None or not session.watched:  # a late answer to a reader that was closed
            return
        reader_id, document = session.reader.id, session.document

        def show(found: list[PlacedBookmark]) -> None:
            if session is not self._session:
                return
            ours = {key: placed for key, placed in self._placed.items() if session.pending(key)}
            stored = {one.bookmark.id: one for one in found if not session.pending(one.bookmark.id)}
            if self._placed != stored | ours:
                self._placed = stored | ours
                self.changed.emit()

        self._bridge.ask(lambda services: services.bookmarks.of_reader(reader_id, document), show, lambda error: None)
