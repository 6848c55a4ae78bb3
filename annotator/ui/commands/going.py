"""The Go menu: places, divisions, annotations, pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.model.document import DivisionKind
from annotator.ui.menus import Handlers

if TYPE_CHECKING:
    from annotator.services import Services
    from annotator.services.shelf import OpenReader
    from annotator.ui.main_window import MainWindow
    from annotator.ui.trail import TrailPlace

_STOPS = (DivisionKind.PART, DivisionKind.INTRODUCTION, DivisionKind.SELECTION, DivisionKind.CHAPTER)


class Going:
    """Jumps, each with a way back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
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

    def back(self) -> None:
        """Where the last jump was made from."""
        here = self._window.here()
        self._return(self._window.trail.back(here) if here else None)

    def forward(self) -> None:
        """Where one went back from."""
        here = self._window.here()
        self._return(self._window.trail.forward(here) if here else None)

    def _return(self, place: TrailPlace | None) -> None:
        """Show a place as it was, in its own reader; in a better text of that, the same words."""
        window = self._window
        if place is None:
            window.status.say(_("No more places that way"))
            return
        reader = window.session.reader if window.session is not None else None
        if reader is not None and (reader.id, reader.revision_id) == (place.reader_id, place.revision_id):
            window.pane.view.put_back(place.offset, place.y, place.focus)
            return

        def find(services: Services) -> tuple[OpenReader, int, int]:
            opened = services.shelf.open(place.reader_id)
            top, focus = (
                services.shelf.carried(opened.reader, opened.document, offset, place.revision_id)
                for offset in (place.offset, place.focus)
            )
            return opened, top, focus

        def show(found: tuple[OpenReader, int, int]) -> None:
            opened, top, focus = found
            if opened.reader.deleted:
                window.status.say(_("“{title}” is in the trash").format(title=opened.reader.title))
                return
            if window.session is None or window.session.reader.id != opened.reader.id:
                window.show_reader(opened)
            window.pane.view.put_back(top, place.y, focus)
            window.pane.view.setFocus()

        window.bridge.ask(find, show)

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
        self._window.leave_here()
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
