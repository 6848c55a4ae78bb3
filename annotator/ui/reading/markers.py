"""Markers of printed notes on the page, and the ways between them and their notes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from annotator.ui.reading.styles import STYLES, Style

if TYPE_CHECKING:
    from annotator.model.document import Document
    from annotator.ui.reading.block_layout import LaidBlock
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.painting import Scene

ARROW = 10
"""Width in pixels of the arrow that leads from a note back to its marker."""
_GAP = 5
_REACH = 4


def marker_rect(scene: Scene, ref: int) -> QRectF | None:
    """Where marker `ref` (an index in `Document.note_refs`) stands in the window; its block is laid out if need be."""
    flow = scene.flow
    block = flow.block(flow.plan.block_at(flow.plan.document.note_refs[ref].at))
    number = ref - block.first_ref
    for piece in block.pieces:
        if 0 <= number < len(piece.markers):
            return piece.marker_box(number).translated(scene.left, flow.y_of_block(block.index))
        number -= len(piece.markers)
    return None


def next_marker(document: Document, offset: int, step: int, ref: int | None = None) -> int | None:
    """The marker after (before, with `step` -1) marker `ref`, or else after (before) `offset`; None beyond the ends."""
    refs = document.note_refs
    if ref is not None:
        found = ref + step
    elif step > 0:
        found = bisect_left(refs, offset, key=lambda one: one.at)
    else:
        found = bisect_left(refs, offset, key=lambda one: one.at) - 1
    return found if 0 <= found < len(refs) else None


def note_at(document: Document, offset: int) -> int | None:
    """The index in `Document.notes` of the note that holds `offset`."""
    found = bisect_right(document.notes, offset, key=lambda note: note.start) - 1
    return found if found >= 0 and offset <= document.notes[found].end else None


def refs_of(scene: Scene, note: int) -> list[int]:
    """The markers that lead to a note, in text order."""
    return scene.flow.plan.refs_by_note.get(note, [])


def note_of_label(scene: Scene, block: LaidBlock) -> int | None:
    """The note that begins with a block and has a marker somewhere: it has a way back."""
    if not block.label:
        return None
    notes = scene.flow.plan.document.notes
    note = bisect_left(notes, block.start, key=lambda one: one.start)
    return note if refs_of(scene, note) else None


def label_left(block: LaidBlock, faces: Faces) -> float:
    """The x at which a note's hanging label begins, in the block's coordinates."""
    metrics = QFontMetricsF(faces.beside(STYLES[Style.NOTE].scale))
    return block.pieces[0].x - metrics.horizontalAdvance(block.label) - faces.em / 2


def arrow_box(block: LaidBlock, faces: Faces) -> QRectF:
    """Where the arrow back stands: left of the note's label, on its line; in the block's coordinates."""
    piece = block.pieces[0]
    height = ARROW * 0.8
    return QRectF(
        round(label_left(block, faces)) - _GAP - ARROW, round(piece.y + piece.face.baseline) - height, ARROW, height
    )


def note_back_at(scene: Scene, point: QPointF) -> int | None:
    """The note whose arrow or label lies under a point of the window."""
    for block, y in scene.flow.visible():
        if not block.label or not y <= point.y() < y + block.height:
            continue
        piece, box = block.pieces[0], arrow_box(block, scene.flow.faces)
        local = QPointF(point.x() - scene.left, point.y() - y)
        if box.left() - _REACH <= local.x() < piece.x and piece.y <= local.y() < piece.y + piece.face.pitch:
            return note_of_label(scene, block)
    return None
