"""Keys on the page: reading, moving by caret, selecting."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from annotator.model.lookup import refs_between
from annotator.ui.reading.painting import caret_box
from annotator.ui.reading.selection import Unit, step

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from annotator.ui.reading.painting import Scene
    from annotator.ui.reading.view import ReadingView

_Key = Qt.Key
_VERTICAL = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_SIDEWAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_EDGES = {_Key.Key_Home: -1, _Key.Key_End: 1}
_PAGES = (_Key.Key_PageUp, _Key.Key_PageDown)
_MOVES = {*_VERTICAL, *_SIDEWAYS, *_EDGES}


class Keyboard:
    """Turns key presses into scrolling while there is no caret, and into moves of the caret where there is one.

    Shift always extends the selection; Left and Right bring the caret; Esc takes back the selection, then the
    caret, and is left to the window after that.
    """

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._wanted_x: float | None = None
        self._extending = False

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; False for one that isn't ours."""
        scene = self._view.scene
        if scene is None or not len(scene.flow.plan):
            return False
        key = _Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in _MOVES:
            if shift or self._view.caret_shown() or (key in _SIDEWAYS and not control):
                self._move(scene, key, shift=shift, control=control)
                return True
            return self._scroll(scene, key, control=control)
        return self._other(scene, key, shift=shift, control=control)

    def release(self, event: QKeyEvent) -> None:
        """When Shift is let go, the selection made with it is finished."""
        if event.key() == _Key.Key_Shift and self._extending:
            self._extending = False
            if self._view.selection() is not None:
                self._view.finish_selection()

    def _other(self, scene: Scene, key: Qt.Key, *, shift: bool, control: bool) -> bool:
        if key == _Key.Key_Space and not control:
            self._view.scroll_page(-1 if shift else 1)
        elif key == _Key.Key_A and control and not shift:
            self._view.select_by_hand(scene.flow.plan.starts[0], scene.flow.plan.ends[-1])
            self._view.finish_selection()
        elif key == _Key.Key_Escape and self._view.selection() is not None:
            self._view.move_caret(self._view.caret(), extend=False)
        elif key == _Key.Key_Escape and self._view.caret_shown():
            self._view.show_caret(False)
        elif key in (_Key.Key_Return, _Key.Key_Enter) and self._view.caret_shown():
            return self._follow(scene)
        else:
            return False
        return True

    def _follow(self, scene: Scene) -> bool:
        document, caret = scene.flow.plan.document, self._view.caret()
        refs = refs_between(document, caret, caret)
        if refs:
            index = bisect_left(document.note_refs, caret, key=lambda ref: ref.at)
            self._view.noteRefActivated.emit(index)
        return bool(refs)

    def _scroll(self, scene: Scene, key: Qt.Key, *, control: bool) -> bool:
        if key in _EDGES:
            self._view.scroll_to_edge(_EDGES[key])
        elif control or key in _SIDEWAYS:
            return False
        elif key in _PAGES:
            self._view.scroll_page(_VERTICAL[key])
        else:
            self._view.scroll_pixels(_VERTICAL[key] * scene.flow.faces.line * 2)
        return True

    def _move(self, scene: Scene, key: Qt.Key, *, shift: bool, control: bool) -> None:
        view = self._view
        if not view.caret_shown():
            view.show_caret(True)
            if view.selection() is None and not self._in_window(scene, view.caret()):
                view.move_caret(view.top_offset(), extend=False)
        caret = view.caret()
        if key in _VERTICAL and not control:
            if self._wanted_x is None:
                self._wanted_x = self._caret_x(scene, caret)
            lines = max(int(scene.flow.page_step() // scene.flow.faces.line), 1) if key in _PAGES else 1
            for _line in range(lines):
                caret = self._line_step(scene, caret, _VERTICAL[key])
        else:
            self._wanted_x = None
            caret = self._target(scene, key, caret, control=control, shift=shift)
        self._extending = shift
        view.move_caret(caret, extend=shift)
        view.keep_caret_in_window()

    def _target(self, scene: Scene, key: Qt.Key, caret: int, *, control: bool, shift: bool) -> int:
        plan = scene.flow.plan
        if key in _SIDEWAYS:
            span = self._view.selection()
            if span is not None and not shift and not control:
                return span.start if key == _Key.Key_Left else span.end
            return step(plan, caret, Unit.WORD if control else Unit.CHARACTER, _SIDEWAYS[key])
        if key in _EDGES and control:
            return plan.starts[0] if key == _Key.Key_Home else plan.ends[-1]
        if key in _EDGES:
            block = scene.flow.block(plan.block_at(caret))
            piece = block.piece_of(caret)
            first, last = piece.line_span(piece.caret_line_of(caret))
            return (
                first if key == _Key.Key_Home else last if last == piece.end else step(plan, last, Unit.CHARACTER, -1)
            )
        return step(plan, caret, Unit.PARAGRAPH, _VERTICAL[key])

    def _line_step(self, scene: Scene, caret: int, direction: int) -> int:
        """The place in the line above or below that is nearest to where the caret wants to be."""
        flow = scene.flow
        index = flow.plan.block_at(caret)
        block = flow.block(index)
        box = caret_box(block, caret)
        piece = block.piece_of(caret)
        x = self._wanted_x if self._wanted_x is not None else box.left()
        y = box.center().y() + direction * piece.face.pitch
        if y < block.pieces[0].y:
            if index == 0:
                return block.start
            block = flow.block(index - 1)
            y = block.height - 1
        elif y >= block.height:
            if index + 1 == len(flow.plan):
                return block.end
            block = flow.block(index + 1)
            y = block.top + 1
        piece = block.piece_at(QPointF(x, y))
        return piece.offset_at(x, piece.line_at(y))

    def _caret_x(self, scene: Scene, caret: int) -> float:
        return caret_box(scene.flow.block(scene.flow.plan.block_at(caret)), caret).left()

    def _in_window(self, scene: Scene, offset: int) -> bool:
        y = scene.flow.line_y(offset)
        return scene.flow.inset <= y < scene.flow.inset + scene.flow.page_height
