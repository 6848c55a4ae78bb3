"""Small signs on the page: bookmarks' ribbons, arrows from notes back to their markers, the chosen marker's ring."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from annotator.ui.reading.edges import rooms
from annotator.ui.reading.markers import arrow_box, marker_rect, note_of_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.painting import Scene

RIBBON = (8, 14)
"""Width and height of a ribbon in pixels."""
_INSET, _REACH = 2, 3  # pixels: from the room's edge, and around a ribbon that still count as it
_PEN, _RING = 1.25, 1.5


def paint_ribbons(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF, width: float) -> None:
    """A ribbon at the outer edge of a page `width` pixels wide, at each line of the block that has a bookmark."""
    for offset in _within(scene.ribbons, block):
        box = _ribbon_box(block, offset, origin, width)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scene.colour(scene.theme.accent))
        painter.drawPolygon(ribbon(box))
        painter.restore()


def ribbon_at(scene: Scene, point: QPointF, width: float) -> int | None:
    """The bookmark (by its offset) whose ribbon lies under a point of a page `width` pixels wide."""
    for block, y in scene.flow.visible():
        for offset in _within(scene.ribbons, block):
            box = _ribbon_box(block, offset, QPointF(scene.left, y), width)
            if box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
                return offset
    return None


def _ribbon_box(block: LaidBlock, offset: int, origin: QPointF, width: float) -> QRectF:
    piece = block.piece_of(offset)
    top = origin.y() + block.line_top(offset) + piece.face.baseline - piece.face.ascent * 0.75
    return QRectF(round(origin.x()) - rooms(width)[0] + _INSET, round(top), *RIBBON)


def ribbon(box: QRectF) -> QPolygonF:
    """The outline of a ribbon that fills `box`, with a notch at its end."""
    notch = QPointF(box.center().x(), box.bottom() - box.width() / 2)
    return QPolygonF([box.topLeft(), box.topRight(), box.bottomRight(), notch, box.bottomLeft()])


def paint_way_back(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    """The arrow at the label of a note that some marker leads to."""
    if note_of_label(scene, block) is None:
        return
    box = arrow_box(block, scene.flow.faces).translated(origin)
    low, head, bend = box.bottom() - box.height() * 0.28, box.height() * 0.32, box.height() * 0.72
    path = QPainterPath(QPointF(box.left() + head, low - head))
    path.lineTo(box.left() + 0.5, low)
    path.lineTo(box.left() + head, low + head)
    path.moveTo(box.left() + 0.5, low)
    path.lineTo(box.right() - bend / 2, low)
    path.arcTo(QRectF(box.right() - bend, low - bend, bend, bend), -90, 180)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(scene.colour(scene.theme.accent), _PEN)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.restore()


def paint_ring(painter: QPainter, scene: Scene) -> None:
    """A ring around the marker that Enter would act on."""
    box = marker_rect(scene, scene.marker) if scene.marker is not None else None
    if box is None or box.bottom() < scene.flow.inset:
        return
    box = box.adjusted(-2.5, 1, 2.5, -box.height() * 0.42)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(scene.colour(scene.theme.accent), _RING))
    painter.drawRoundedRect(box, 3, 3)
    painter.restore()


def _within(offsets: Sequence[int], block: LaidBlock) -> Sequence[int]:
    """Those of the sorted `offsets` that lie in a block; one at its very end is the last character's."""
    return offsets[bisect_left(offsets, block.start) : bisect_left(offsets, block.end)]
