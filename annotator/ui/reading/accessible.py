"""What a screen reader is told of the page: its text, caret, highlights, and where each character stands.

Screen readers count UTF-16 units, as Qt does. The map of the whole text is made when one first asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from annotator.i18n import _
from annotator.ui.reading.hit_test import caret_rect, offset_at
from annotator.ui.reading.offsets import OffsetMap, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject, QPoint
    from PySide6.QtGui import (
        QAccessibleInterface,
    )

    from annotator.model.document import Document
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.view import ReadingView

_NONE = 0


class ReadingText(QAccessibleTextInterface):
    """The document's text as assistive technology asks for it; all offsets here are UTF-16 units."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__()
        self._view = view
        self._of: Document | None = None
        self._map = OffsetMap("")

    @property
    def _offsets(self) -> OffsetMap:
        document = self._view.document()
        if document is not self._of:
            self._of = document
            self._map = OffsetMap(document.text if document is not None else "")
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
        """None, whatever is selected: the binding has no way to hand the span over, and would tell nonsense."""
        return 0

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
        box = caret_rect(scene, self._offsets.to_source(offset)).toAlignedRect()
        return QRect(self._view.viewport().mapToGlobal(box.topLeft()), box.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        scene = self._view.scene
        if scene is None:
            return -1
        return self._offsets.to_shown(offset_at(scene, QPointF(self._view.viewport().mapFromGlobal(point))))

    def scrollToSubstring(self, start: int, end: int) -> None:
        self._view.go_to(self._offsets.to_source(start), light=False)


class AccessibleView(QAccessibleWidget):
    """The view as an object with a text interface."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName())
        self.words = ReadingText(view)
        self.told = ""

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


def tell_caret(view: ReadingView) -> None:
    """Tell assistive technology, if any is there, where the caret is, and which highlight it came into."""
    accessible = view.accessible
    if accessible is None or not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, accessible.words.cursorPosition()))
    here = describe_marks(view.marks.at(view.caret()))
    if here and here != accessible.told:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, here))
    accessible.told = here


def announce(view: ReadingView, words: str) -> None:
    """Have assistive technology, if any is there, say something that no caret tells."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def describe_marks(marks: Sequence[Mark]) -> str:
    """`Claim, with a note; Question`: what a screen reader says at a highlighted place."""
    return "; ".join(_("{role}, with a note").format(role=m.name) if m.has_note else m.name for m in marks)


def accessible_view(target: QObject) -> QAccessibleInterface:
    """The interface of a reading view, kept by the view, for Qt doesn't hold on to the Python half of it."""
    view = cast("ReadingView", target)
    view.accessible = AccessibleView(view)
    return view.accessible
