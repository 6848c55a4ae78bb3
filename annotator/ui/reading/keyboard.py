"""Keys on the page: reading, moving by caret, selecting."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from annotator.model.lookup import refs_between
from annotator.ui.reading.markers import note_at, refs_of
from annotator.ui.reading.painting import caret_box
from annotator.ui.reading.selection import Unit, around, next_sentence, previous_sentence, step

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QKeyEvent

    from annotator.model.position import Position
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.painting import Scene
    from annotator.ui.reading.plan import Plan
    from annotator.ui.reading.view import ReadingView

_Key = Qt.Key
_VERTICAL = {_Key.Key_Up: -1, _Key.Key_Down: 1, _Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_SIDEWAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_EDGES = {_Key.Key_Home: -1, _Key.Key_End: 1}
_PAGES = (_Key.Key_PageUp, _Key.Key_PageDown)
_FAR = 1e6
"""Pixels beyond the end of any line."""
_MOVES = {*_VERTICAL, *_SIDEWAYS, *_EDGES}


class Keyboard:
    """Turns key presses into scrolling while there is no caret, and into moves of the caret where there is one.

    Shift always extends the selection; Left and Right bring the caret; in caret mode it is always there. Esc takes
    back the selection, then the caret and its mode, and is left to the window after that.
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
            if self._view.selections():
                self._view.finish_selection()

    def select_sentence(self, direction: int) -> None:
        """Select the next sentence, or the one before: ready to be marked."""
        scene, view = self._view.scene, self._view
        if scene is None or not len(scene.flow.plan):
            return
        plan, span = scene.flow.plan, view.selection()
        if span is not None:
            found = next_sentence(plan, span.end) if direction > 0 else previous_sentence(plan, span.start)
        elif self._caret_in_sight(scene):  # the one that the caret is in comes first
            here = around(plan, view.caret(), Unit.SENTENCE)
            if here.start <= view.caret() - (direction < 0) < here.end:
                found = here
            else:
                found = (next_sentence if direction > 0 else previous_sentence)(plan, view.caret())
        else:
            found = next_sentence(plan, view.top_offset())
        if found is not None:
            view.select_by_hand(found.start, found.end)
            view.keep_span_in_window(found)
            view.finish_selection()

    def extend_by_sentence(self, direction: int) -> None:
        """Bring the caret to the end of the sentence (its beginning, with direction -1), and the selection with it."""
        scene, view = self._view.scene, self._view
        if scene is None or not len(scene.flow.plan):
            return
        self._bring_caret(scene)
        plan, caret = scene.flow.plan, view.caret()
        here = around(plan, caret, Unit.SENTENCE)
        if direction > 0:
            found = here if here.start <= caret < here.end else next_sentence(plan, caret)
            target = caret if found is None else found.end
        else:
            found = previous_sentence(plan, caret)
            target = caret if found is None else found.start
        self._wanted_x = None
        self._extending = True
        view.move_caret(target, extend=True)
        view.keep_caret_in_window()

    def move_by_sentence(self, direction: int) -> None:
        """Bring the caret to the beginning of the next sentence, or of this one, or of the one before."""
        scene, view = self._view.scene, self._view
        if scene is None or not len(scene.flow.plan):
            return
        self._bring_caret(scene)
        found = self._beyond(scene.flow.plan, view.caret(), direction)
        if found is not None:
            self._wanted_x = None
            view.move_caret(found.start, extend=False)
            view.keep_caret_in_window()

    @staticmethod
    def _beyond(plan: Plan, caret: int, direction: int) -> Position | None:
        return next_sentence(plan, caret + 1) if direction > 0 else previous_sentence(plan, caret)

    def _other(self, scene: Scene, key: Qt.Key, *, shift: bool, control: bool) -> bool:
        view = self._view
        if key == _Key.Key_Space and not control:
            if view.caret_mode():
                self._move(scene, _Key.Key_PageUp if shift else _Key.Key_PageDown, shift=False, control=False)
            else:
                view.scroll_page(-1 if shift else 1)
        elif key == _Key.Key_Escape and view.let_go():
            pass
        elif key == _Key.Key_Escape and view.selections():
            view.move_caret(view.caret(), extend=False)
        elif key == _Key.Key_Escape and scene.marker is not None:
            view.choose_marker(None)
        elif key == _Key.Key_Escape and view.caret_shown():
            view.show_caret(False)
            view.set_caret_mode(False)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            return self._follow(scene)
        else:
            return False
        return True

    def _follow(self, scene: Scene) -> bool:
        """From the chosen marker, or the one at the caret, to its note; from a note back to its marker."""
        document, caret = scene.flow.plan.document, self._view.caret()
        if scene.marker is not None:
            self._view.noteRefActivated.emit(scene.marker)
            return True
        if self._view.caret_shown() and refs_between(document, caret, caret):
            self._view.noteRefActivated.emit(bisect_left(document.note_refs, caret, key=lambda ref: ref.at))
            return True
        note = note_at(document, caret) if self._in_window(scene, caret) else None
        if note is None or not refs_of(scene, note):
            return False
        self._view.noteBackActivated.emit(note)
        return True

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

    def _bring_caret(self, scene: Scene) -> None:
        """Have a caret: where it was, unless that is out of sight and nobody sees it there."""
        view = self._view
        if not view.caret_shown():
            view.show_caret(True)
            if not view.selections() and not self._in_window(scene, view.caret()):
                view.move_caret(view.top_offset(), extend=False)

    def _caret_in_sight(self, scene: Scene) -> bool:
        return self._in_window(scene, self._view.caret()) or self._view.caret_mode()

    def _move(self, scene: Scene, key: Qt.Key, *, shift: bool, control: bool) -> None:
        view = self._view
        self._bring_caret(scene)
        caret, upstream = view.caret(), False
        if key in _VERTICAL and not control:
            if self._wanted_x is None:
                self._wanted_x = self._caret_box(scene, caret).left()
            lines = max(int(scene.flow.page_step() // scene.flow.faces.line), 1) if key in _PAGES else 1
            upstream = view.caret_upstream()
            for _line in range(lines):
                caret, upstream = self._line_step(scene, caret, _VERTICAL[key], upstream=upstream)
        else:
            self._wanted_x = None
            caret, upstream = self._target(scene, key, caret, control=control, shift=shift)
        self._extending = self._extending or shift
        view.move_caret(caret, extend=shift, upstream=upstream)
        view.keep_caret_in_window()

    def _target(self, scene: Scene, key: Qt.Key, caret: int, *, control: bool, shift: bool) -> tuple[int, bool]:
        """Where the key leads from `caret`, and whether the caret stands upstream there."""
        plan = scene.flow.plan
        if key in _SIDEWAYS:
            span = self._view.selection()
            if span is not None and not shift and not control:
                return (span.start if key == _Key.Key_Left else span.end), False
            return step(plan, caret, Unit.WORD if control else Unit.CHARACTER, _SIDEWAYS[key]), False
        if key in _EDGES and control:
            return (plan.starts[0] if key == _Key.Key_Home else plan.ends[-1]), False
        if key in _EDGES:
            block = scene.flow.block(plan.block_at(caret))
            piece, number = block.piece_of(caret), self._line_of(block, caret)
            return (piece.line_span(number)[0], False) if key == _Key.Key_Home else piece.caret_at(_FAR, number)
        return step(plan, caret, Unit.PARAGRAPH, _VERTICAL[key]), False

    def _line_of(self, block: LaidBlock, caret: int) -> int:
        """The line of its piece in which the caret is seen."""
        piece = block.piece_of(caret)
        return piece.line_at(caret_box(block, caret, upstream=self._view.caret_upstream()).center().y())

    def _line_step(self, scene: Scene, caret: int, direction: int, *, upstream: bool) -> tuple[int, bool]:
        """The place in the line above or below that is nearest to where the caret wants to be."""
        flow = scene.flow
        index = flow.plan.block_at(caret)
        block = flow.block(index)
        box = caret_box(block, caret, upstream=upstream)
        piece = block.piece_of(caret)
        x = self._wanted_x if self._wanted_x is not None else box.left()
        y = box.center().y() + direction * piece.face.pitch
        if y < block.pieces[0].y:
            if index == 0:
                return block.start, False
            block = flow.block(index - 1)
            y = block.height - 1
        elif y >= block.height:
            if index + 1 == len(flow.plan):
                return block.end, False
            block = flow.block(index + 1)
            y = block.top + 1
        piece = block.piece_at(QPointF(x, y))
        return piece.caret_at(x, piece.line_at(y))

    def _caret_box(self, scene: Scene, caret: int) -> QRectF:
        block = scene.flow.block(scene.flow.plan.block_at(caret))
        return caret_box(block, caret, upstream=self._view.caret_upstream())

    def _in_window(self, scene: Scene, offset: int) -> bool:
        y = scene.flow.line_y(offset)
        return scene.flow.inset <= y < scene.flow.inset + scene.flow.page_height
