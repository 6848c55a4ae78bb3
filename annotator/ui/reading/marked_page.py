"""The page with what lies over its text: highlights, hits of a search, bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.ui.reading.page import Page
from annotator.ui.reading.repainting import renew_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.model.position import Position
    from annotator.ui.reading.marks import Mark


class MarkedPage(Page):
    """Whatever is set here is to be seen with the next paint; nobody selects or clicks anything yet."""

    markingsChanged = Signal()  # highlights, hits or bookmarks
    note_of: Callable[[str], str] | None = None  # for screen readers: an annotation's note, by its id

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all highlights."""
        self.marks.set(marks)
        self._show_markings()

    def put_mark(self, mark: Mark) -> None:
        """Show an annotation of one passage, new or changed."""
        self.replace_marks_of(mark.id, (mark,))

    def replace_marks_of(self, mark_id: str, marks: Sequence[Mark]) -> None:
        """Show an annotation by these passages and no others."""
        touched = [*self.marks.of_id(mark_id), *marks]
        self.marks.replace(mark_id, marks)
        if self.scene is not None and self.scene.current != mark_id:  # lines lead away from the current one
            renew_marks(self.viewport(), self.scene, touched)
        else:
            self.viewport().update()
        self.markingsChanged.emit()

    def remove_marks(self, mark_id: str) -> None:
        """Take an annotation's highlights away."""
        self.replace_marks_of(mark_id, ())

    def set_current(self, mark_id: str | None) -> None:
        """Outline the highlights of one annotation."""
        if self.scene is not None:
            self.scene.current = mark_id
        self.viewport().update()

    def set_hits(self, hits: Sequence[Position], current: int | None) -> None:
        """Show what a search found; `current` is an index into `hits`."""
        self.hits.set(hits, current)
        self._show_markings()

    def set_ribbons(self, offsets: Sequence[int]) -> None:
        """Show where bookmarks are; the offsets are sorted."""
        if self.scene is not None:
            self.scene.ribbons = tuple(offsets)
        self._show_markings()

    def _show_markings(self) -> None:
        self.viewport().update()
        self.markingsChanged.emit()
