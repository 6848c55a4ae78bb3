"""A handle in the hand: the passage follows the pointer, and is changed in one act where it is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.position import Position
from annotator.ui.reading.adjusting import dragged

if TYPE_CHECKING:
    from annotator.ui.reading.handles import Handle
    from annotator.ui.reading.view import ReadingView


class Grip:
    """From the press on a handle to its release; until then nothing but the picture changes."""

    def __init__(self, view: ReadingView, handle: Handle) -> None:
        self._view, self._handle = view, handle
        self._passages = tuple(view.marks.of_id(handle.mark.id))
        self._before = Position(handle.mark.start, handle.mark.end)
        self._now = self._before

    def pull(self, offset: int, *, free: bool) -> None:
        """Bring the end to `offset`: to a word's end, unless it is `free`."""
        scene = self._view.scene
        if scene is not None:
            self._now = dragged(scene.flow.plan, self._before, offset, begins=self._handle.begins, free=free)
            self._show(self._now)

    def release(self) -> None:
        """Let go: the view tells what the passage is to be."""
        if self._now != self._before:
            self._view.passageAdjusted.emit(self._handle.mark.id, self._before, self._now)

    def cancel(self) -> None:
        """Everything as it was."""
        self._show(self._before)

    def _show(self, span: Position) -> None:
        mark = self._handle.mark
        shown = [mark._replace(start=span.start, end=span.end) if one is mark else one for one in self._passages]
        self._view.replace_marks_of(mark.id, shown)
