"""The mouse on the page: selecting by drag, word and paragraph; clicks on highlights, markers, handles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from annotator.model.position import Position
from annotator.ui.reading.gripping import Grip
from annotator.ui.reading.handles import handle_at
from annotator.ui.reading.hit_test import caret_at, marks_at, note_ref_at
from annotator.ui.reading.markers import note_back_at
from annotator.ui.reading.selection import Unit, around
from annotator.ui.reading.signs import ribbon_at

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from annotator.ui.reading.painting import Scene
    from annotator.ui.reading.view import ReadingView

_FREELY = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
"""Keys that let a handle go by letters: two, for some desktops move windows with Alt."""
_AUTOSCROLL = 30
"""Milliseconds between two steps while a drag lies outside of the window."""


class Mouse:
    """Keeps what a press began until its release."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._pressed_at: QPointF | None = None
        self._point = QPointF()
        self._dragging = False
        self._grip: Grip | None = None
        self._beside = False  # what was selected stays so
        self._free = False  # from words
        self._unit = Unit.CHARACTER
        self._origin = Position(0, 0)
        self._clicks = 0
        self._last_click = (0, QPointF())
        self._hovered = -1
        self._cycle: tuple[tuple[str, ...], int] = ((), 0)
        self._timer = QTimer(view)
        self._timer.setInterval(_AUTOSCROLL)
        self._timer.timeout.connect(self._autoscroll)

    def press(self, event: QMouseEvent, *, double: bool = False) -> None:
        """A button went down; only the left one means anything."""
        scene = self._view.scene
        if event.button() is not Qt.MouseButton.LeftButton or scene is None or not len(scene.flow.plan):
            return
        point = event.position()
        self._count(event, point, double=double)
        self._pressed_at, self._point, self._dragging = point, point, False
        self._beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        handle = handle_at(scene, point)
        if handle is not None:
            self._grip = Grip(self._view, handle)
            return
        if self._clicks == 2 and not self._beside and (over := marks_at(scene, point)):
            self._pressed_at = None
            self._view.markDoubleClicked.emit(self._cycled(over[0].id))
            return
        offset, upstream = caret_at(scene, point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._clicks == 1:
            anchor = self._view.selection_anchor()
            self._origin, self._unit, self._beside = Position(anchor, anchor), Unit.CHARACTER, True
            self._dragging = True
            self._select_to(offset, upstream=upstream)
            return
        self._unit = {1: Unit.CHARACTER, 2: Unit.WORD}.get(self._clicks, Unit.PARAGRAPH)
        if self._unit is not Unit.CHARACTER:
            self._origin = around(scene.flow.plan, offset, self._unit)
            self._dragging = True
            if self._beside:
                self._view.keep_selection(offset)
            self._view.select_by_hand(self._origin.start, self._origin.end, beside=self._beside)
            return
        self._origin = Position(offset, offset)
        if self._beside:
            return  # a drag keeps what is selected, a click may take a passage out of it
        self._view.show_caret(False)
        self._view.move_caret(offset, extend=False, upstream=upstream)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved: a drag extends the selection; else the pointer tells what can be clicked."""
        self._point = event.position()
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._shape(event.position())
            return
        far = (event.position() - self._pressed_at).manhattanLength()
        if not self._dragging and far < QGuiApplication.styleHints().startDragDistance() / 2:
            return
        if not self._dragging and self._beside and self._grip is None:
            self._view.keep_selection(self._origin.start)
        self._dragging = True
        self._free = bool(event.modifiers() & _FREELY)
        self._drag()
        outside = not 0 <= self._point.y() - self._top() < self._view.viewport().height() - self._top()
        if outside and not self._timer.isActive():
            self._timer.start()
        elif not outside:
            self._timer.stop()

    def release(self, event: QMouseEvent) -> None:
        """A button went up: the end of a drag, or a click."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        self._timer.stop()
        self._pressed_at = None
        grip, self._grip = self._grip, None
        if grip is not None and self._dragging:
            grip.release()
        elif self._dragging:
            if self._view.selections():
                self._view.finish_selection()
        elif self._beside and grip is None:
            if self._view.unselect_at(self._origin.start) and self._view.selections():
                self._view.finish_selection()
        else:
            self._click(event.position())

    def cancel(self) -> bool:
        """Let go of a handle without any change; False where none is held."""
        grip, self._grip = self._grip, None
        if grip is None:
            return False
        self._timer.stop()
        self._pressed_at = None
        grip.cancel()
        return True

    def _click(self, point: QPointF) -> None:
        scene = self._view.scene
        if scene is None:
            return
        ref = note_ref_at(scene, point)
        if ref is not None:
            self._view.noteRefClicked.emit(ref)
            return
        note = note_back_at(scene, point)
        if note is not None:
            self._view.noteBackActivated.emit(note)
            return
        bookmark = ribbon_at(scene, point, self._view.viewport().width())
        if bookmark is not None:
            self._view.ribbonClicked.emit(bookmark)
            return
        over = tuple(mark.id for mark in marks_at(scene, point))
        if not over:
            self._cycle = ((), 0)
            return
        again = over == self._cycle[0]
        last = over.index(scene.current) if scene.current in over else self._cycle[1]
        number = (last + 1) % len(over) if again else 0
        self._cycle = (over, number)
        self._view.markClicked.emit(over[number])

    def _cycled(self, topmost: str) -> str:
        ids, number = self._cycle
        return ids[number] if ids and topmost in ids else topmost

    def _count(self, event: QMouseEvent, point: QPointF, *, double: bool) -> None:
        """Qt tells of a double click; a third soon after it, at the same place, is a triple one."""
        hints = QGuiApplication.styleHints()
        then, there = self._last_click
        soon = event.timestamp() - then < hints.mouseDoubleClickInterval()
        near = (point - there).manhattanLength() < hints.startDragDistance()
        if double:
            self._clicks = 2
        else:
            self._clicks = 3 if self._clicks == 2 and soon and near else 1
        self._last_click = (event.timestamp(), point)

    def _drag(self) -> None:
        scene = self._view.scene
        if scene is None:
            return
        bottom = self._view.viewport().height() - 1.0
        offset, upstream = caret_at(scene, QPointF(self._point.x(), min(max(self._point.y(), self._top()), bottom)))
        if self._grip is not None:
            self._grip.pull(offset, free=self._free)
        else:
            self._select_to(offset, upstream=upstream)

    def _select_to(self, offset: int, *, upstream: bool = False) -> None:
        scene = self._view.scene
        if scene is None:
            return
        reach = (
            around(scene.flow.plan, offset, self._unit)
            if self._unit is not Unit.CHARACTER
            else Position(offset, offset)
        )
        blank = scene.flow.plan.document.text[reach.start : reach.end].isspace()  # no word: nothing is gained
        first, last = (reach.end, reach.start) if blank else (reach.start, reach.end)
        if first < self._origin.start:
            anchor, caret = self._origin.end, first
        else:
            anchor, caret = self._origin.start, max(last, self._origin.end)
        self._view.select_by_hand(anchor, caret, upstream=upstream and caret == offset, beside=self._beside)

    def _autoscroll(self) -> None:
        above = self._point.y() - self._top()
        below = self._point.y() - self._view.viewport().height()
        self._view.scroll_pixels((min(above, 0) + max(below, 0)) * 0.5)
        self._drag()

    def _top(self) -> float:
        return self._view.scene.flow.inset if self._view.scene is not None else 0.0

    def leave(self) -> None:
        """The pointer left the page."""
        self._hover(None)

    def _hover(self, ref: int | None) -> None:
        found = -1 if ref is None else ref
        if found != self._hovered:
            self._hovered = found
            self._view.noteRefHovered.emit(found)

    def _clickable(self, scene: Scene, point: QPointF) -> bool:
        if note_back_at(scene, point) is not None or marks_at(scene, point):
            return True
        return ribbon_at(scene, point, self._view.viewport().width()) is not None

    def _shape(self, point: QPointF) -> None:
        scene = self._view.scene
        if scene is None:
            return
        flow = scene.flow
        ref = note_ref_at(scene, point)
        self._hover(ref)
        if handle_at(scene, point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif ref is not None or self._clickable(scene, point):
            shape = Qt.CursorShape.PointingHandCursor
        elif scene.left <= point.x() <= scene.left + flow.faces.column and point.y() >= flow.inset:
            shape = Qt.CursorShape.IBeamCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() is not shape:
            self._view.viewport().setCursor(shape)
