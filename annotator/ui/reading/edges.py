"""What stands beside the text: page numbers at the left, the roles' marks at the right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from annotator.ui.fonts import make_font
from annotator.ui.reading.block_layout import LaidBlock
from annotator.ui.reading.colours import mix
from annotator.ui.reading.marks import Mark, lanes

if TYPE_CHECKING:
    from annotator.ui.reading.painting import Scene

LEFT_ROOM = 64
"""Pixels at least to the left of the text: for page numbers."""
RIGHT_ROOM = 44
"""Pixels at least to the right of it: for the roles' marks."""
_LANE = 12
_MOST_LANES = 2


def paint_page_numbers(painter: QPainter, scene: Scene, block: LaidBlock, origin: QPointF) -> None:
    """The label of each page that begins in this block, at the line where it begins; in brackets if not printed."""
    plan = scene.flow.plan
    pages = plan.document.pages
    gap_before = plan.ends[block.index - 1] + 1 if block.index else 0
    first = bisect_left(pages, gap_before, key=lambda page: page.start)
    if first >= len(pages) or pages[first].start > block.end:
        return
    faces = scene.flow.faces
    painter.setPen(scene.colour(scene.theme.muted))
    painter.setFont(make_font(faces.settings.family, round(faces.em * 0.75)))
    for page in pages[first:]:
        if page.start > block.end:
            break
        offset = max(page.start, block.start)
        piece = block.piece_of(offset)
        top = origin.y() + piece.y + piece.line_of(offset) * piece.face.pitch
        label = page.label if page.printed else f"[{page.label}]"
        box = QRectF(origin.x() - LEFT_ROOM, top + piece.face.baseline - 40, LEFT_ROOM - 22, 80)
        baseline = top + piece.face.baseline
        width = painter.fontMetrics().horizontalAdvance(label)
        painter.drawText(QPointF(box.right() - width, baseline), label)


def paint_marks_edge(painter: QPainter, scene: Scene, block: LaidBlock, marks: Sequence[Mark], origin: QPointF) -> None:
    """Beside the lines of each mark a hairline in its colour, and at the first the role's glyph."""
    if not marks:
        return
    spans, boxes = [], []
    for mark in marks:
        rects = block.rects(mark.start, mark.end)
        boxes.append(rects)
        spans.append((round(rects[0].top()), round(rects[-1].bottom()) - 1) if rects else (0, -1))
    faces, theme = scene.flow.faces, scene.theme
    painter.setFont(make_font(faces.settings.family, round(faces.em * 0.75), weight=500))
    metrics = painter.fontMetrics()
    for mark, rects, lane in zip(marks, boxes, lanes(marks, spans), strict=True):
        if not rects or lane > _MOST_LANES:
            continue
        x = origin.x() + faces.column + 10 + lane * _LANE
        top, bottom = origin.y() + rects[0].top() + 3, origin.y() + rects[-1].bottom() - 3
        role = scene.colour(theme.role_colour(mark.colour))
        colour = role if theme.contrast else mix(role, scene.colour(theme.ink), 0.6)
        if mark.start >= block.start:
            piece = block.piece_of(mark.start)
            painter.setPen(colour)
            painter.drawText(
                QPointF(
                    x - metrics.horizontalAdvance(mark.glyph) / 2 + 0.5,
                    origin.y() + rects[0].top() + piece.face.baseline,
                ),
                mark.glyph,
            )
            top = origin.y() + rects[0].bottom() - 1
        if bottom > top:
            painter.fillRect(QRectF(round(x), top, 1, bottom - top), colour)
