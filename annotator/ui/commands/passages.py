"""What an annotation's passages are: more of them, fewer, other ends; and which of several at one place is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.model.annotation import Annotation, Placed, PlaceState
from annotator.model.change import ChangeSet
from annotator.model.document import Document
from annotator.model.position import Position
from annotator.model.shelf import Reader
from annotator.sentences import role_name
from annotator.services import drafts
from annotator.ui.commands.selecting import taken
from annotator.ui.menus import Handlers
from annotator.ui.reading.adjusting import stepped
from annotator.ui.reading.selection import merged, trimmed
from annotator.ui.shown import role_of

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_Draft = Callable[[Annotation, Reader, Document, Iterable[Position]], ChangeSet]


class Passages:
    """Acts on the current annotation. Which of its passages: the one at the cursor, else the first in sight."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.handlers: Handlers = {
            "next-under": self.next_under,
            "add-passage": self.add,
            "remove-passage": self.remove,
            "end-later": partial(self.step, +1, begins=False),
            "end-earlier": partial(self.step, -1, begins=False),
            "start-later": partial(self.step, +1, begins=True),
            "start-earlier": partial(self.step, -1, begins=True),
        }
        window.pane.view.passageAdjusted.connect(self._adjusted)

    def next_under(self) -> None:
        """Of the marks at the cursor, the one after the current one; the topmost first."""
        view, overlay = self._window.pane.view, self._window.overlay
        passage = self._passage()
        places = [view.caret(), view.caret() - 1, *([passage.start] if passage else [])]
        ids = next(filter(None, ([mark.id for mark in view.marks.at(place)] for place in places)), [])
        if not ids:
            self._window.status.say(_("Nothing is marked here"))
            return
        number = (ids.index(overlay.current) + 1) % len(ids) if overlay.current in ids else 0
        overlay.choose(ids[number])
        placed = self._placed()
        if placed is not None:
            name = role_name(role_of(placed.annotation.role, overlay.roles))
            words = _("{role}, {n} of {count} marks here").format(role=name, n=number + 1, count=len(ids))
            self._window.status.say(words)
            view.announce(words)

    def add(self) -> None:
        """The selected passages belong to the current annotation as well."""
        view, placed, spans = self._window.pane.view, self._certain(), taken(self._window)
        if placed is None or spans is None:
            return
        if not spans or not placed.annotation.anchors:
            words = _("Click a marked passage, select more words, then press {key}")
            self._window.status.say(words.format(key=self._window.keyring.first("add-passage")))
            return
        self._change(drafts.add_passage, placed, [*placed.spans, *spans])
        view.clear_selection()

    def remove(self) -> None:
        """Take the passage at the cursor out of the current annotation, which keeps one at least."""
        placed, passage = self._certain(), self._passage()
        if placed is None or passage is None:
            return
        if len(placed.spans) == 1:
            self._window.status.say(_("This is its only passage; Del puts the annotation into the trash"))
            return
        self._change(drafts.remove_passage, placed, [span for span in placed.spans if span != passage])

    def step(self, direction: int, *, begins: bool) -> None:
        """The current passage begins (else ends) one word later, or earlier with direction -1."""
        placed, passage = self._certain(), self._passage()
        scene = self._window.pane.view.scene
        if placed is not None and passage is not None and scene is not None:
            self._adjust(placed, passage, stepped(scene.flow.plan, passage, direction, begins=begins))

    def _adjusted(self, annotation_id: str, before: Position, after: Position) -> None:
        """A handle was dragged."""
        self._window.overlay.choose(annotation_id)
        placed, session = self._certain(), self._window.session
        words = trimmed(session.document.text, (after,)) if session is not None else ()
        if placed is not None and words and words[0] != before:
            self._adjust(placed, before, words[0])
        else:
            self._window.overlay.show_again(annotation_id)

    def _adjust(self, placed: Placed, before: Position, after: Position) -> None:
        if before != after:
            spans = [after if span == before else span for span in placed.spans]
            self._change(drafts.adjust_passage, placed, spans)
            view = self._window.pane.view
            if not view.selections():  # the next step is meant for the same passage
                caret = min(max(view.caret(), after.start), after.end)
                view.select(caret, caret)

    def _change(self, draft: _Draft, placed: Placed, spans: list[Position]) -> None:
        session = self._window.session
        united = merged(spans)
        if session is not None and united != placed.spans:
            session.apply(draft(placed.annotation, session.reader, session.document, united))

    def _placed(self) -> Placed | None:
        session, current = self._window.session, self._window.overlay.current
        return session.placed.get(current) if session is not None and current is not None else None

    def _certain(self) -> Placed | None:
        """The current annotation, unless its place is only a guess; says what is missing."""
        placed = self._placed()
        if placed is None:
            self._window.status.say(_("Click a marked passage or a note first"))
        elif placed.state is not PlaceState.EXACT:
            self._window.status.say(_("It isn’t certain where this annotation belongs; its passages stay as they are"))
            return None
        return placed

    def _passage(self) -> Position | None:
        placed, view = self._placed(), self._window.pane.view
        if placed is None or not placed.spans:
            return None
        sight, caret = view.visible_span(), view.caret()
        at_caret = (span for span in placed.spans if span.start <= caret <= span.end)
        in_sight = (span for span in placed.spans if span.start < sight.end and span.end > sight.start)
        return next(at_caret, None) or next(in_sight, None) or placed.spans[0]
