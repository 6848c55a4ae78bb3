"""A block ready to be drawn: its pieces, and where in them something is."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from annotator.model.lookup import cited_label
from annotator.ui.reading.piece import has_right_to_left
from annotator.ui.reading.styles import Style
from annotator.ui.reading.text_layout import text_piece

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from annotator.model.document import Document
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.hyphenation import Hyphens
    from annotator.ui.reading.piece import Piece
    from annotator.ui.reading.plan import Plan


class LaidBlock:
    """A block ready to be drawn. `top` is the free space above its first line, `height` includes it (pixels).

    `first_ref` is the index in `Document.note_refs` of its first marker; `label` the
    number of the note that begins here; `rules` the hairlines of a table; `turns` the pages that
    begin in it (or in the gap before), each with its offset and its label as one cites it.
    """

    def __init__(
        self,
        index: int,
        start: int,
        end: int,
        style: Style,
        pieces: list[Piece],
        top: float,
        height: float,
        first_ref: int = 0,
        label: str = "",
    ) -> None:
        self.index, self.start, self.end, self.style, self.pieces = index, start, end, style, pieces
        self.top, self.height, self.first_ref, self.label = top, height, first_ref, label
        self.rules: tuple[QRectF, ...] = ()
        self.boxes: dict[tuple[int, int], list[QRectF]] = {}
        self._line_tops: dict[int, float] = {}
        self.turns: tuple[tuple[int, str], ...] = ()

    def piece_of(self, offset: int) -> Piece:
        """The piece that holds `offset`, or the one before the gap it lies in."""
        found = self.pieces[0]
        for piece in self.pieces:
            if piece.start > offset:
                break
            found = piece
        return found

    def line_top(self, offset: int) -> float:
        """How far below the block's top the line that holds `offset` begins; the margin asks with every frame."""
        if offset not in self._line_tops:
            piece = self.piece_of(offset)
            self._line_tops[offset] = piece.y + piece.line_of(offset) * piece.face.pitch
        return self._line_tops[offset]

    def piece_at(self, point: QPointF) -> Piece:
        """The piece nearest to a point: of those in its row, the one whose left edge it has passed."""
        rows = [piece for piece in self.pieces if piece.y <= point.y()] or self.pieces[:1]
        row = [piece for piece in rows if piece.y == rows[-1].y]
        return next((piece for piece in reversed(row) if piece.x <= point.x()), row[0])

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What the span covers in this block; remembered, for painting asks again with every frame."""
        key = (max(start, self.start), min(end, self.end))
        if key not in self.boxes:
            self.boxes[key] = [rect for piece in self.pieces for rect in piece.rects(*key)]
        return self.boxes[key]

    def span_between(self, top: float, bottom: float) -> tuple[int, int]:
        """The offsets between which all lies that shows between two heights below the block's top."""
        first, last = self.end, self.start
        for piece in self.pieces:
            if piece.y < bottom and piece.y + piece.height > top:
                first = min(first, piece.line_span(piece.line_at(top))[0])
                last = max(last, piece.line_span(piece.line_at(bottom))[1])
        return first, last

    def edge(self, start: int, end: int, *, begins: bool) -> QRectF | None:
        """Where the span begins (else where it ends): as high as its line, without width; None outside of this block.

        A right-to-left word begins at its right.
        """
        offset = start if begins else end - 1
        if not self.start <= offset < self.end:
            return None
        piece = self.piece_of(offset)
        boxes = piece.rects(offset, offset + 1) or self.rects(start, end)
        if not boxes:
            return None
        box = boxes[0 if begins else -1]
        letter = piece.offsets.source[offset - piece.start : offset - piece.start + 1]
        x = box.left() if begins is not has_right_to_left(letter) else box.right()
        return QRectF(x, box.top(), 0, box.height())


def lay_out(plan: Plan, index: int, faces: Faces, hyphens: Hyphens | None = None) -> LaidBlock:
    """Lay out block `index` in the column of `faces`."""
    document, style = plan.document, plan.styles[index]
    start, end = plan.starts[index], plan.ends[index]
    top = float(round(plan.spaces[index] * faces.line))
    first_ref = bisect_left(document.note_refs, start, key=lambda ref: ref.at)
    block = LaidBlock(index, start, end, style, [], top, top, first_ref)
    if style is Style.TABLE:
        from annotator.ui.reading.table_layout import table_pieces  # few pages have one

        block.pieces, block.rules, height = table_pieces(document, start, end, faces, top)
    else:
        piece = text_piece(document, start, end, faces, style, hyphens)
        piece.y = top
        block.pieces, height = [piece], piece.height
        block.label = _note_label(document, start) if style is Style.NOTE else ""
    block.height = top + height
    block.turns = _turns(plan, index)
    return block


def _turns(plan: Plan, index: int) -> tuple[tuple[int, str], ...]:
    document, start, end = plan.document, plan.starts[index], plan.ends[index]
    after = plan.ends[index - 1] + 1 if index else 0
    first = bisect_left(document.pages, after, key=lambda page: page.start)
    found: list[tuple[int, str]] = []
    for page in document.pages[first:]:
        if page.start > end:
            break
        found.append((max(page.start, start), cited_label(document, page.start) or page.label))
    return tuple(found)


def _note_label(document: Document, start: int) -> str:
    """The label of the note that begins at `start`; its text doesn't hold it."""
    index = bisect_left(document.notes, start, key=lambda note: note.start)
    if index < len(document.notes) and document.notes[index].start == start:
        return document.notes[index].label
    return ""
