"""The Go menu, and printed notes that are looked at from their markers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from annotator.i18n import _
from annotator.model.document import DivisionKind
from annotator.ui.fonts import load_family, make_font
from annotator.ui.menus import Handlers
from annotator.ui.popup import NotePopup

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_STOPS = (DivisionKind.PART, DivisionKind.INTRODUCTION, DivisionKind.SELECTION, DivisionKind.CHAPTER)


class Going:
    """Jumps, each with a way back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._popup: NotePopup | None = None
        self._note = 0
        self._reached = -1  # where the last jump to a division went
        self.handlers: Handlers = {
            "back": self.back,
            "forward": self.forward,
            "next-annotation": lambda: self.annotation(+1),
            "previous-annotation": lambda: self.annotation(-1),
            "next-selection": lambda: self.division(+1),
            "previous-selection": lambda: self.division(-1),
            "go-to-page": self.page,
        }
        window.pane.view.noteRefActivated.connect(self.look_at_note)

    def back(self) -> None:
        """Where the last jump was made from."""
        view = self._window.pane.view
        offset = self._window.trail.back(view.top_offset())
        if offset is not None:
            view.go_to(offset, fraction=0.0)

    def forward(self) -> None:
        """Where one went back from."""
        view = self._window.pane.view
        offset = self._window.trail.forward(view.top_offset())
        if offset is not None:
            view.go_to(offset, fraction=0.0)

    def annotation(self, step: int) -> None:
        """The next or previous annotation from the current one, else from the top of the window."""
        session, overlay = self._window.session, self._window.overlay
        if session is None:
            return
        order = [placed.annotation.id for placed in session.in_order()]
        offsets = [overlay.offset(one) or 0 for one in order]
        if overlay.current in order:
            at = order.index(overlay.current) + step
        else:
            here = self._window.pane.view.top_offset()
            at = bisect_left(offsets, here) if step > 0 else bisect_left(offsets, here) - 1
        if not 0 <= at < len(order):
            self._window.status.say(_("No more annotations that way") if order else _("Nothing is marked yet"))
            return
        self._window.trail.leave(self._window.pane.view.top_offset())
        overlay.choose_and_show(order[at])
        offset, view = overlay.offset(order[at]), self._window.pane.view
        if offset is not None and not view.selections():
            view.select(offset, offset)  # whoever reads by keys goes on from there

    def division(self, step: int) -> None:
        """The beginning of the next selection; back, first of this one."""
        session = self._window.session
        if session is None:
            return
        starts = sorted({one.start for one in session.document.divisions if one.kind in _STOPS})
        here = self._here()
        at = bisect_right(starts, here) if step > 0 else bisect_left(starts, here) - 1
        if 0 <= at < len(starts):
            self._reached = starts[at]
            self._window.jump(starts[at])

    def _here(self) -> int:
        """The top of the window; after a jump to a division, which puts it a little lower, that division."""
        view = self._window.pane.view
        sight, y = view.visible_span(), view.line_y(self._reached) if self._reached >= 0 else None
        still_there = y is not None and 0 <= y < view.height() * 0.4 and sight.start <= self._reached < sight.end
        return self._reached if still_there else sight.start

    def page(self) -> None:
        """A page of the printed book."""
        from annotator.ui.dialogs.go_to_page import GoToPageDialog

        session = self._window.session
        if session is None:
            return
        labels = [page.label for page in session.document.pages]
        if not labels:
            self._window.status.say(_("This text has no page numbers"))
            return
        label = GoToPageDialog.ask(self._window, labels)
        if label in labels:
            self._window.jump(session.document.pages[labels.index(label)].start)

    def look_at_note(self, index: int) -> None:
        """Show the printed note of marker `index` (of `Document.note_refs`) beside it."""
        session, view = self._window.session, self._window.pane.view
        if session is None:
            return
        ref = session.document.note_refs[index]
        note = session.document.notes[ref.note] if ref.note is not None else None
        if self._popup is None:
            self._popup = NotePopup(self._window)
            self._popup.gone.connect(self._window.take_focus_back)
            self._popup.goWanted.connect(lambda: self._window.jump(self._note))
        rect = view.line_rect(max(ref.at - 1, 0))
        line = rect.toRect() if rect is not None else QRect(0, 0, 1, 1)
        line.moveTopLeft(view.viewport().mapTo(self._window, line.topLeft()))
        text = None if note is None else session.document.text[note.start : note.end].replace("\n\n", "\n")
        self._note = note.start if note is not None else 0
        font = make_font(load_family(self._window.look.type.font), self._window.look.type.size - 2)
        self._popup.show_note(ref.label, text, line, font)
