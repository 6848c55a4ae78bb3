"""Keeps page and margin in step with the open reader's annotations, and knows the current one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.model.annotation import Placed, Role
from annotator.ui.margin.note import MarginNote
from annotator.ui.note_words import plain_words
from annotator.ui.reading_pane import ReadingPane
from annotator.ui.session import ReaderSession
from annotator.ui.shown import DEFAULT_ROLES, Ground, Roles, margin_note_of, marks_of, note_links, offset_of

MANY = 100
"""Annotations that change at once from which on page and margin are filled anew rather than one by one."""


class Overlay(QObject):
    """Marks and margin notes, by annotation id."""

    rolesChanged = Signal()
    currentChanged = Signal(object)  # annotation id, or None
    counted = Signal(int)  # how many notes there are

    def __init__(self, pane: ReadingPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self._session: ReaderSession | None = None
        self._orders: dict[str, int] = {}
        self.ground: Ground | None = None
        self.roles: Roles = DEFAULT_ROLES
        self.current: str | None = None
        pane.view.markClicked.connect(self.choose)
        pane.view.note_of = self._note_words

    def attach(self, session: ReaderSession) -> None:
        """Show the annotations of `session` from now on."""
        if self._session is not None:
            self._session.marksChanged.disconnect(self._update)
        self._session = session
        self.ground = Ground(session.document)
        by_age = sorted(session.placed.values(), key=lambda placed: placed.annotation.created)
        self._orders = {placed.annotation.id: order for order, placed in enumerate(by_age)}
        self.current = None
        self._fill_page()
        if self._pane.has_margin:
            self._fill_margin()
        session.marksChanged.connect(self._update)
        self._count()

    def set_roles(self, roles: Sequence[Role]) -> None:
        """The roles of this library, which may have other names than those that ship."""
        known = {role.key: role for role in roles}
        if known != self.roles:
            self.roles = known
            self.rolesChanged.emit()
            if self._session is not None:
                self._update(frozenset(self._session.placed))

    def begin_margin(self) -> None:
        """Show the notes too, now that the text is on the screen."""
        self._pane.margin.noteClicked.connect(self.choose_and_show)
        self._fill_margin()

    def _fill_page(self) -> None:
        session = self._session
        if session is None:
            return
        by_age = sorted(session.placed.values(), key=lambda placed: placed.annotation.created)
        pending = session.pending_ids()
        self._pane.view.set_marks(
            [
                mark
                for placed in by_age
                for mark in marks_of(placed, self.roles, self._order(placed), placed.annotation.id in pending)
            ]
        )

    def _fill_margin(self) -> None:
        session = self._session
        placed = session.placed.values() if session else ()
        pending = session.pending_ids() if session else frozenset()
        self._pane.margin.set_notes([self._note(one, one.annotation.id in pending) for one in placed])

    def _note(self, placed: Placed, pending: bool) -> MarginNote:
        session, ground = self._session, self.ground
        assert session is not None and ground is not None
        links = note_links(session.ties, placed.annotation.id, session.placed, ground, self.roles)
        return margin_note_of(placed, ground, self.roles, pending, links)

    def choose(self, annotation_id: str | None) -> None:
        """Make an annotation the current one."""
        if annotation_id == self.current:
            return
        self.current = annotation_id
        self._pane.view.set_current(annotation_id)
        if self._pane.has_margin:
            self._pane.margin.set_current(annotation_id)
        self.currentChanged.emit(annotation_id)

    def choose_and_show(self, annotation_id: str) -> None:
        """Make it the current one, and bring its passage into sight."""
        self.choose(annotation_id)
        self.show_place(annotation_id)

    def show_again(self, annotation_id: str) -> None:
        """Show an annotation as it is, whatever the page was made to show of it."""
        self._update(frozenset((annotation_id,)))

    def show_place(self, annotation_id: str) -> None:
        """Bring an annotation's passage into sight, moving only if it is out of it."""
        offset = self.offset(annotation_id)
        if offset is None:
            return
        sight = self._pane.view.visible_span()
        if not sight.start <= offset < sight.end:
            self._pane.view.go_to(offset)

    def offset(self, annotation_id: str) -> int | None:
        """Where it belongs in the text."""
        placed = self._session.placed.get(annotation_id) if self._session else None
        return None if placed is None or self.ground is None else offset_of(placed, self.ground.starts)

    def _update(self, ids: frozenset[str]) -> None:
        session = self._session
        if session is None:
            return
        tied = {tie.other for one in ids for tie in session.ties.of(one)}
        if len(ids) > MANY:
            self._fill_page()
            if self._pane.has_margin:
                self._fill_margin()
            if self.current is not None and self.current not in session.placed:
                self.choose(None)
        else:
            pending = session.pending_ids()
            for annotation_id in ids:
                self._show(annotation_id, annotation_id in pending)
            if self._pane.has_margin:
                for annotation_id in (tied - ids) & session.placed.keys():
                    self._pane.margin.put_note(self._note(session.placed[annotation_id], annotation_id in pending))
        self._count()

    def _show(self, annotation_id: str, pending: bool) -> None:
        session = self._session
        placed = session.placed.get(annotation_id) if session else None
        if placed is None:
            self._pane.view.remove_marks(annotation_id)
            if self._pane.has_margin:
                self._pane.margin.remove_note(annotation_id)
            if annotation_id == self.current:
                self.choose(None)
            return
        self._pane.view.replace_marks_of(annotation_id, marks_of(placed, self.roles, self._order(placed), pending))
        if self._pane.has_margin:
            self._pane.margin.put_note(self._note(placed, pending))

    def _note_words(self, annotation_id: str) -> str:
        placed = self._session.placed.get(annotation_id) if self._session else None
        return plain_words(placed.annotation.note) if placed is not None else ""

    def _order(self, placed: Placed) -> int:
        return self._orders.setdefault(placed.annotation.id, len(self._orders))

    def _count(self) -> None:
        placed = self._session.placed.values() if self._session else ()
        self.counted.emit(sum(bool(one.annotation.note.strip()) for one in placed))
