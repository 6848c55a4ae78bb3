"""What joins the passages of the current annotation where it has several: a line beside the text, to each a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from annotator.ui.reading.edges import LEADER_LEFT
from annotator.ui.reading.styles import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.painting import Scene

_TRUNK = 40
"""Pixels right of the column at which the line runs down, where the window has so many."""


def paint_joint(
    painter: QPainter, scene: Scene, marks: Sequence[Mark], block: LaidBlock, origin: QPointF, right: float
) -> None:
    """Draw what of it stands beside one block; `marks` are the passages, `right` the x of the viewport's edge."""
    first, last = min(marks, key=lambda mark: mark.start), max(marks, key=lambda mark: mark.start)
    if first is last or block.end <= first.start or block.start > last.start:
        return
    column = origin.x() + scene.flow.faces.column
    trunk = min(column + _TRUNK, right - 2)
    accent = scene.colour(scene.theme.accent)
    tops = {mark: y for mark in marks if (y := _level(scene, block, mark)) is not None}
    top = origin.y() + tops.get(first, 0.0)
    bottom = origin.y() + tops.get(last, block.height)
    painter.fillRect(QRectF(trunk, top, 1, bottom - top + 1), accent)
    for level in tops.values():
        painter.fillRect(QRectF(column + LEADER_LEFT, origin.y() + level, trunk - column - LEADER_LEFT, 1), accent)


def _level(scene: Scene, block: LaidBlock, mark: Mark) -> float | None:
    """The baseline at which a passage begins, from the block's top; None for one that begins elsewhere."""
    if not block.start <= mark.start < block.end:
        return None
    boxes = block.rects(mark.start, mark.end)
    return round(boxes[0].top() + scene.flow.faces[Style.BODY].baseline) if boxes else None
