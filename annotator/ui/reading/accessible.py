"""What a screen reader is told of the page: its text, caret, selection, highlights, and where each character stands.

Screen readers count UTF-16 units, as Qt does. The map of the whole text is made when one first asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
    QColor,
)
from shiboken6 import Shiboken

from annotator.i18n import _
from annotator.model.language import language_of
from annotator.model.lookup import refs_between
from annotator.model.position import Position
from annotator.ui.assistive import announce
from annotator.ui.reading.hit_test import caret_rect, offset_at, span_rects
from annotator.ui.reading.offsets import OffsetMap, units
from annotator.ui.reading.out_arguments import lend
from annotator.ui.reading.spoken_units import looks_at, stretch_at, stretch_beside
from annotator.ui.spoken_items import ItemsWidget, Spoken

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtCore import QPoint, QRectF

    from annotator.model.document import Document
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.view import ReadingView

_NONE = 0
_LENGTH, _CARET = -1, -2  # what clients say for these offsets
_REST = 300
"""Milliseconds of rest after which it is told which highlights are in sight."""
_MUCH = 200
"""Characters of a selection that are read out where a screen reader can't ask for it."""


class ReadingText(QAccessibleTextInterface):
    """The document's text as assistive technology asks for it; all offsets here are UTF-16 units."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__()
        self._view = view
        self._of: Document | None = None
        self._map = OffsetMap("")
        self._language = ""
        self.whole = lend(self, self)

    @property
    def _offsets(self) -> OffsetMap:
        document = self._view.document()
        if document is not self._of:
            self._of = document
            self._map = OffsetMap(document.text if document is not None else "")
            self._language = (language_of(document) or "") if document is not None else ""
        return self._map

    def characterCount(self) -> int:
        return units(self._offsets.source)

    def text(self, start: int, end: int) -> str:
        first = self._offsets.to_source(start)
        return self._offsets.source[first : self._offsets.to_source(end if end >= 0 else self.characterCount())]

    def cursorPosition(self) -> int:
        return self._offsets.to_shown(self._view.caret())

    def setCursorPosition(self, position: int) -> None:
        self._view.show_caret(True)
        self._view.move_caret(self._offsets.to_source(position), extend=False)
        self._view.keep_caret_in_window()

    def selectionCount(self) -> int:
        """None, whatever is selected, where nobody can hand the span over: a client would be told nonsense."""
        return len(self._view.selections()) if self.whole else 0

    def setSelection(self, index: int, start: int, end: int) -> None:
        self._view.select_by_hand(self._offsets.to_source(start), self._offsets.to_source(end))

    def addSelection(self, start: int, end: int) -> None:
        self.setSelection(0, start, end)

    def removeSelection(self, index: int) -> None:
        self._view.move_caret(self._view.caret(), extend=False)

    def characterRect(self, offset: int) -> QRect:
        scene = self._view.scene
        if scene is None or not len(scene.flow.plan):
            return QRect()
        at = self._offsets.to_source(offset)
        block = scene.flow.block(scene.flow.plan.block_at(at))
        boxes = block.rects(at, at + 1)
        if boxes:
            return self._on_screen(boxes[0].translated(scene.left, scene.flow.y_of_block(block.index)))
        return self._on_screen(caret_rect(scene, at))

    def offsetAtPoint(self, point: QPoint) -> int:
        scene = self._view.scene
        if scene is None:
            return -1
        return self._offsets.to_shown(offset_at(scene, QPointF(self._view.viewport().mapFromGlobal(point))))

    def scrollToSubstring(self, start: int, end: int) -> None:
        self._view.go_to(self._offsets.to_source(start), light=False)

    # What is lent to Qt: see out_arguments

    def selected(self, index: int) -> tuple[int, int]:
        """A selected passage; nothing for one that isn't there."""
        spans = self._view.selections()
        return self._units(spans[index]) if 0 <= index < len(spans) else (0, 0)

    def stretch(self, offset: int, boundary: int, step: int) -> tuple[str, int, int]:
        """The word, sentence or line at `offset`, or the one before or after it: its text, start and end."""
        scene = self._view.scene
        if scene is None or not len(scene.flow.plan) or offset > self.characterCount():
            return "", -1, -1
        at, kind = self._place(offset), QAccessible.TextBoundaryType(boundary)
        found = stretch_beside(scene, at, kind, step) if step else stretch_at(scene, at, kind)
        if found is None:
            return "", -1, -1
        return self._offsets.source[found.start : found.end], *self._units(found)

    def looks(self, offset: int) -> tuple[str, int, int]:
        """A highlight's colour, by the names of IAccessible2; and the language, so that the right voice reads it."""
        scene = self._view.scene
        if scene is None or not len(scene.flow.plan):
            return "", 0, 0
        segment, span = looks_at(scene, self._place(offset))
        said = [f"language:{self._language}"] if self._language else []
        if segment is not None:
            colour = QColor(scene.theme.role_colour(segment.marks[-1].colour))
            said += [f"background-color:rgb({colour.red()},{colour.green()},{colour.blue()})"]
        return ";".join(said), *self._units(span)

    def _place(self, offset: int) -> int:
        if offset == _CARET:
            return self._view.caret()
        return self._offsets.to_source(self.characterCount() if offset == _LENGTH else offset)

    def _units(self, span: Position) -> tuple[int, int]:
        return self._offsets.to_shown(span.start), self._offsets.to_shown(span.end)

    def _on_screen(self, box: QRectF) -> QRect:
        whole = box.toAlignedRect()
        return QRect(self._view.viewport().mapToGlobal(whole.topLeft()), whole.size())


class AccessibleView(ItemsWidget):
    """The view as an object with a text interface; in it the highlights that are in sight."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName())
        self._view = view
        self.words = ReadingText(view)
        self.told = ""
        self.selected: tuple[Position, ...] = ()
        self._rest = QTimer(view, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._tell_rest)
        self._read = view.document()
        view.moved.connect(self._rest.start)
        view.markingsChanged.connect(self._rest.start)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The text interface as a bare pointer; "none" must be a null pointer, for None crashes.

        The stubs say int, but what is taken is a `Shiboken.VoidPtr`.
        """
        if kind is QAccessible.InterfaceType.TextInterface:
            return cast(int, Shiboken.VoidPtr(Shiboken.getCppPointer(self.words)[0]))
        return cast(int, Shiboken.VoidPtr(_NONE))

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = True
        state.selectableText = True
        state.multiLine = True
        return state

    def _tell_rest(self) -> None:
        document = self._view.document()
        if document is not self._read:
            self._read, self.told = document, ""
            if document is not None:
                announce(self._view, document.title)  # the focus stayed, and nothing else would tell
        self.tell_changes()

    def keys(self) -> Sequence[Hashable]:
        """The highlights in sight, each by its annotation and its place."""
        scene = self._view.scene
        if scene is None or not len(scene.flow.plan):
            return ()
        sight = self._view.visible_span()
        marks = {
            (mark.start, mark.id)
            for block in scene.flow.plan.blocks_between(sight.start, sight.end)
            for mark in scene.marks.layer(block).marks
            if mark.start < sight.end and mark.end > sight.start
        }
        return sorted(marks)

    def tell(self, key: Hashable) -> Spoken | None:
        """“Highlight, Claim, with note: Who signs?”, and the highlighted words as its description."""
        start, mark_id = cast("tuple[int, str]", key)
        scene, document = self._view.scene, self._view.document()
        mark = next((mark for mark in self._view.marks.of_id(mark_id) if mark.start == start), None)
        if mark is None or scene is None or document is None:
            return None
        place = QRect()
        for box in span_rects(scene, Position(mark.start, mark.end)):
            place = place.united(box.toAlignedRect())
        place = place.intersected(self._view.viewport().rect())
        note = self._view.note_of(mark_id) if self._view.note_of is not None and mark.has_note else ""
        return Spoken(
            _("Highlight, {marks}").format(marks=describe_marks([mark])) + (f": {note}" if note else ""),
            document.text[mark.start : mark.end],
            QRect(self._view.viewport().mapToGlobal(place.topLeft()), place.size()),
            QAccessible.Role.Note if mark.has_note else QAccessible.Role.StaticText,
            current=scene.current == mark_id,
        )


def tell_caret(view: ReadingView) -> None:
    """Tell assistive technology, if any is there, where the caret is, what is selected, and what the caret came to."""
    accessible = view.accessible
    if accessible is None or not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, accessible.words.cursorPosition()))
    _tell_selection(view, accessible)
    here = _at_caret(view)
    if here != accessible.told:
        announce(view, here or _("end of highlight"))
    accessible.told = here


def describe_marks(marks: Sequence[Mark]) -> str:
    """`Claim, with note; Question`: what a screen reader says at a highlighted place."""
    return "; ".join(_("{role}, with note").format(role=m.name) if m.has_note else m.name for m in marks)


def _tell_selection(view: ReadingView, accessible: AccessibleView) -> None:
    selected = view.selections()
    if selected == accessible.selected:
        return
    accessible.selected = selected
    if accessible.words.whole:
        first, last = accessible.words.selected(0)
        QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(view, first, last))
    else:
        words = view.text_of_selection()
        short = words if len(words) <= _MUCH else f"{words[: _MUCH // 2]} … {words[-_MUCH // 2 :]}"
        announce(view, _("Selected: {words}").format(words=short) if words else _("Nothing selected"))


def _at_caret(view: ReadingView) -> str:
    """The highlights and the note's marker at the caret, in words."""
    document, caret = view.document(), view.caret()
    marks = view.marks.at(caret)
    said = [_("highlight, {marks}").format(marks=describe_marks(marks))] if marks else []
    if document is not None and view.caret_shown():
        said += [_("note {label}, press Enter").format(label=ref.label) for ref in refs_between(document, caret, caret)]
    return "; ".join(said)


def accessible_view(view: ReadingView) -> AccessibleView:
    """The interface of a reading view, kept by the view, for Qt doesn't hold on to the Python half of it."""
    view.accessible = AccessibleView(view)
    return view.accessible
