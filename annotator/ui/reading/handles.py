"""The handles at the ends of the current annotation's passages: where they are, how they look, which is under a point.

A passage's beginning has its knob above the line, its end below, so that two that meet can be told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.painting import Scene

_STEM, _KNOB = 2.0, 4.0
"""Pixels: the width of the stem, the radius of the knob."""
REACH = 9.0
"""Pixels around a knob or a stem that still are it."""


class Handle(NamedTuple):
    """The beginning (else the end) of a passage: a stem as high as its line, and a knob at one end of it."""

    mark: Mark
    begins: bool
    stem: QRectF
    knob: QPointF


def handle_at(scene: Scene, point: QPointF) -> Handle | None:
    """The handle nearest to a point within reach."""
    if scene.current is None:
        return None
    near = [
        (distance, handle)
        for block, y in scene.flow.visible()
        for handle in handles(scene, block, QPointF(scene.left, y))
        if (distance := _distance(handle, point)) <= REACH
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def handles(scene: Scene, block: LaidBlock, origin: QPointF) -> Iterator[Handle]:
    """Those of the current annotation that stand in a block which is drawn at `origin`."""
    for mark in scene.marks.of_id(scene.current):
        for begins in (True, False):
            edge = block.edge(mark.start, mark.end, begins=begins)
            if edge is not None:
                stem = QRectF(edge.left() - _STEM / 2, edge.top() + 1, _STEM, edge.height() - 1).translated(origin)
                knob = QPointF(stem.center().x(), stem.top() if begins else stem.bottom())
                yield Handle(mark, begins, stem, knob)


def paint_handles(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    """Draw them in the accent's colour."""
    from PySide6.QtCore import Qt

    for handle in handles(scene, block, origin):
        accent = scene.colour(scene.theme.accent)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRect(handle.stem)
        painter.drawEllipse(handle.knob, _KNOB, _KNOB)
        painter.restore()


def _distance(handle: Handle, point: QPointF) -> float:
    """Pixels from a point to the knob; to the stem only from just beside it, for words lie there as well."""
    stem = handle.stem.adjusted(-_STEM, 0, _STEM, 0)
    if stem.contains(point):
        return abs(point.x() - handle.stem.center().x())
    away = point - handle.knob
    return float((away.x() ** 2 + away.y() ** 2) ** 0.5)
