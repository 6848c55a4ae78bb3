"""The words, lines and sentences that a screen reader reads by, as the page has them; offsets are code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from annotator.model.position import Position
from annotator.ui.reading.selection import Unit, around, step

if TYPE_CHECKING:
    from annotator.ui.reading.marks import Segment
    from annotator.ui.reading.painting import Scene
    from annotator.ui.reading.plan import Plan

_Boundary = QAccessible.TextBoundaryType
_UNITS = {
    _Boundary.CharBoundary: Unit.CHARACTER,
    _Boundary.WordBoundary: Unit.WORD,
    _Boundary.SentenceBoundary: Unit.SENTENCE,
    _Boundary.ParagraphBoundary: Unit.PARAGRAPH,
}


def stretch_at(scene: Scene, offset: int, boundary: QAccessible.TextBoundaryType) -> Position:
    """The character, word, line, sentence or paragraph at a place; for a line, the one in which a caret there stands.

    Between two paragraphs a character is the line feed; all else is what the paragraph before ends in.
    """
    plan = scene.flow.plan
    block = plan.block_at(offset)
    if boundary is _Boundary.NoBoundary:
        return Position(0, len(plan.document.text))
    if boundary is _Boundary.LineBoundary:
        laid = scene.flow.block(block)
        inside = min(offset, laid.end)
        piece = laid.piece_of(inside)
        return Position(*piece.line_span(piece.caret_line_of(inside)))
    if boundary is _Boundary.CharBoundary:
        if offset >= plan.ends[block]:
            return Position(offset, min(offset + 1, len(plan.document.text)))
        after = step(plan, offset, Unit.CHARACTER, 1)
        return Position(max(step(plan, after, Unit.CHARACTER, -1), plan.starts[block]), after)
    return around(plan, offset, _UNITS[boundary])


def stretch_beside(
    scene: Scene, offset: int, boundary: QAccessible.TextBoundaryType, direction: int
) -> Position | None:
    """The next after the one at a place (before it, with direction -1) that isn't mere space; None at an end."""
    text, here = scene.flow.plan.document.text, stretch_at(scene, offset, boundary)
    at = here.end if direction > 0 else here.start - 1
    spaces = boundary is not _Boundary.CharBoundary
    while 0 <= at < len(text) and spaces and text[at].isspace():
        at += direction
    if not 0 <= at < len(text):
        return None
    return stretch_at(scene, at, boundary)


def looks_at(scene: Scene, offset: int) -> tuple[Segment | None, Position]:
    """What lies over the text at a place, and how far it does: to the next edge of a highlight, or of the paragraph."""
    plan = scene.flow.plan
    block = plan.block_at(offset)
    first, last = _bounds(plan, block, offset)
    for segment in scene.marks.layer(block).segments:
        if segment.start <= offset < segment.end:
            return segment, Position(segment.start, segment.end)
        if segment.end <= offset:
            first = max(first, segment.end)
        else:
            last = min(last, segment.start)
    return None, Position(first, last)


def _bounds(plan: Plan, block: int, offset: int) -> tuple[int, int]:
    """The paragraph that holds a place, or the gap behind it."""
    if offset < plan.ends[block]:
        return plan.starts[block], plan.ends[block]
    after = plan.starts[block + 1] if block + 1 < len(plan) else len(plan.document.text)
    return plan.ends[block], max(after, offset)
