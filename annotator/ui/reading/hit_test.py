"""From points of the viewport to places in the text, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from annotator.ui.reading.painting import caret_box

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from annotator.model.position import Position
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.marks import Mark
    from annotator.ui.reading.painting import Scene

_REACH = 1.0
"""Pixels around a highlight that still count as it."""


def caret_at(scene: Scene, point: QPointF) -> tuple[int, bool]:
    """The code point nearest to a point, and whether the caret stands upstream there (`Selection.upstream`)."""
    found = _block_at(scene, point)
    if found is None:
        return 0, False
    block, local = found
    piece = block.piece_at(local)
    return piece.caret_at(local.x(), piece.line_at(local.y()))


def offset_at(scene: Scene, point: QPointF) -> int:
    """The code point nearest to a point."""
    return caret_at(scene, point)[0]


def note_ref_at(scene: Scene, point: QPointF) -> int | None:
    """The index in `Document.note_refs` of the marker under a point."""
    found = _block_at(scene, point)
    if found is None:
        return None
    block, local = found
    piece = block.piece_at(local)
    marker = piece.marker_at(local)
    if marker is None:
        return None
    before = sum(len(other.offsets.markers) for other in block.pieces[: block.pieces.index(piece)])
    return block.first_ref + before + marker


def marks_at(scene: Scene, point: QPointF) -> list[Mark]:
    """The highlights under a point, the topmost first; not those whose line merely passes there."""
    found = _block_at(scene, point)
    if found is None:
        return []
    block, local = found
    over = [
        mark
        for mark in scene.marks.layer(block.index).marks
        if any(rect.adjusted(-_REACH, 0, _REACH, 0).contains(local) for rect in block.rects(mark.start, mark.end))
    ]
    return sorted(over, key=lambda mark: mark.order, reverse=True)


def span_rects(scene: Scene, span: Position) -> list[QRectF]:
    """What a span covers in the window, a box or more a line."""
    return [
        rect.translated(scene.left, y)
        for block, y in scene.flow.visible()
        if block.start < span.end and block.end > span.start
        for rect in block.rects(span.start, span.end)
    ]


def caret_rect(scene: Scene, offset: int, *, upstream: bool = False) -> QRectF:
    """The box of the caret before `offset`, laying its block out if need be."""
    block = scene.flow.block(scene.flow.plan.block_at(offset))
    box = caret_box(block, offset, upstream=upstream)
    return box.translated(scene.left, scene.flow.y_of_block(block.index))


def _block_at(scene: Scene, point: QPointF) -> tuple[LaidBlock, QPointF] | None:
    """The block under a point (the first or last one beyond them), and the point in its coordinates."""
    found = None
    for block, y in scene.flow.visible():
        if found is not None and y > point.y():
            break
        found = (block, QPointF(point.x() - scene.left, point.y() - y))
    return found
