"""Painting no more than what changed: text that only moved is moved on the screen, and its newcomers are painted."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QRegion
    from PySide6.QtWidgets import QWidget

    from annotator.ui.reading.flow import Flow
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.painting import Scene

_OVERHANG = 12
"""Pixels by which letters, outlines and handles may stand out above and below their lines."""

_REACH = 4
"""Pixels by which the last letter of a line may stand out of the column."""


class Spot(NamedTuple):
    """Where a block's top stood in the window: its index, and its y in pixels."""

    block: int
    y: float


def spot_of(flow: Flow) -> Spot:
    """The first block in the window, to be compared with where it stands later."""
    return Spot(flow.anchor, flow.inset - flow.dy)


def slide(canvas: QWidget, flow: Flow, before: Spot) -> bool:
    """Move the picture below the header as far as the text went since `before`; False where it has to be painted anew.

    Only what lies on the text may be there, for it all moves: not a bar that floats over it.
    """
    moved = flow.y_of_block(before.block) - before.y
    pixels, inset = round(moved), int(flow.inset)
    whole = QRect(0, inset, canvas.width(), canvas.height() - inset)
    sharp = abs(moved - pixels) < 1e-6 and canvas.devicePixelRatio() % 1 == 0  # else it would lie between two pixels
    if not sharp or abs(pixels) >= whole.height() or _covered(canvas):
        return False
    if pixels:
        canvas.scroll(0, pixels, whole)
    return True


def _covered(canvas: QWidget) -> bool:
    return any(child.isWidgetType() and not child.isHidden() for child in canvas.children())  # type: ignore[attr-defined]


def beside_column(scene: Scene) -> float:
    """The x at which the signs beside the text begin; no letter reaches so far."""
    return scene.left + scene.flow.faces.column + _REACH


def renew_marks(canvas: QWidget, scene: Scene, marks: Sequence[Mark]) -> None:
    """Have painted anew what these marks cover in the window, and what stands beside the paragraphs they touch."""
    flow = scene.flow
    touched = {index for mark in marks for index in flow.plan.blocks_between(mark.start, mark.end)}
    if not touched:
        return
    # The signs beside the text give way to each other, and so do underlines.
    beside = 0 if scene.theme.contrast else round(beside_column(scene))
    for block, y in flow.visible():
        if block.index in touched:
            _renew(canvas, flow, beside, y, y + block.height)
            for rects in (block.rects(mark.start, mark.end) for mark in marks):
                if rects:
                    _renew(canvas, flow, 0, y + rects[0].top(), y + rects[-1].bottom())


def _renew(canvas: QWidget, flow: Flow, left: int, top: float, bottom: float) -> None:
    first = max(floor(top) - _OVERHANG, int(flow.inset))
    canvas.update(left, first, canvas.width() - left, ceil(bottom) + _OVERHANG - first)


def exposed(region: QRegion, area: QRectF, below: float) -> list[QRectF] | None:
    """The rectangles that are to be painted of `area`, as far as they reach lower than `below`; None where all is."""
    rects: Iterator[QRect] = iter(region)  # type: ignore[call-overload]  # it can be, whatever the stubs say
    found = [QRectF(rect) for rect in rects if rect.bottom() >= below]
    return None if found == [area] else found


def to_paint(rects: Sequence[QRectF], top: float, height: float) -> QRectF | None:
    """What is to be painted around a block; None where that is nothing. Letters at its edge are painted whole."""
    first, last = top - _OVERHANG, top + height + _OVERHANG
    found = QRectF()
    for rect in rects:
        if rect.top() < last and rect.bottom() > first:
            found = found.united(rect)
    return None if found.isEmpty() else found.adjusted(0, -_OVERHANG, 0, _OVERHANG)
