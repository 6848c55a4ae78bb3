"""What is selected: an anchor that stays and a caret that moves, both code points; and where moves lead."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder

from annotator.ui.reading.offsets import OffsetMap

if TYPE_CHECKING:
    from annotator.model.position import Position
    from annotator.ui.reading.plan import Plan


class Unit(Enum):
    """How far one step goes."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


_BOUNDARIES = {
    Unit.CHARACTER: QTextBoundaryFinder.BoundaryType.Grapheme,
    Unit.WORD: QTextBoundaryFinder.BoundaryType.Word,
    Unit.SENTENCE: QTextBoundaryFinder.BoundaryType.Sentence,
}
# Forward to a word's end, back to its beginning: so a growing selection never ends in a space.
_STOPS = {
    1: QTextBoundaryFinder.BoundaryReason.EndOfItem,
    -1: QTextBoundaryFinder.BoundaryReason.StartOfItem,
}


class Selection:
    """The stretch between `anchor` and `caret`, in code points; nothing, where they are the same."""

    def __init__(self, anchor: int = 0, caret: int = 0) -> None:
        self.anchor, self.caret = anchor, caret

    @property
    def span(self) -> Position | None:
        """The selected stretch in text order."""
        if self.anchor == self.caret:
            return None
        from annotator.model.position import Position

        return Position(min(self.anchor, self.caret), max(self.anchor, self.caret))

    def move(self, caret: int, *, extend: bool) -> None:
        """Bring the caret elsewhere; unless it extends the selection, the anchor comes along."""
        self.caret = caret
        if not extend:
            self.anchor = caret


def step(plan: Plan, offset: int, unit: Unit, direction: int) -> int:
    """The next boundary after `offset` (before it, with direction -1), over the gaps between blocks too."""
    index = plan.block_at(offset)
    start, end = plan.starts[index], plan.ends[index]
    if unit is Unit.PARAGRAPH:
        return _paragraph_step(plan, index, offset, direction)
    if direction > 0 and offset >= end:
        return plan.starts[index + 1] if index + 1 < len(plan) else end
    if direction < 0 and offset <= start:
        return plan.ends[index - 1] if index > 0 else start
    stop = _STOPS[direction] if unit is Unit.WORD else None
    edges = [start + edge for edge in boundaries(plan.document.text[start:end], unit, stop)]
    if direction > 0:
        return next((edge for edge in edges if edge > offset), end)
    return next((edge for edge in reversed(edges) if edge < offset), start)


def around(plan: Plan, offset: int, unit: Unit) -> Position:
    """The word, sentence or paragraph that holds `offset`."""
    from annotator.model.position import Position

    index = plan.block_at(offset)
    start, end = plan.starts[index], plan.ends[index]
    if unit is Unit.PARAGRAPH or start == end:
        return Position(start, end)
    text = plan.document.text[start:end]
    edges = [0, *boundaries(text, unit), len(text)]
    local = min(max(offset - start, 0), len(text) - 1)
    first = max(edge for edge in edges if edge <= local)
    last = min(edge for edge in edges if edge > local)
    stretch = text[first:last]
    return Position(start + first, start + last - (len(stretch) - len(stretch.rstrip()) if stretch.strip() else 0))


def boundaries(text: str, unit: Unit, stop: QTextBoundaryFinder.BoundaryReason | None = None) -> list[int]:
    """Where characters, words or sentences of `text` begin and end, in code points; only those that are a `stop`."""
    offsets = OffsetMap(text)
    finder = QTextBoundaryFinder(_BOUNDARIES[unit], text)
    found: list[int] = []
    while (unit_offset := finder.toNextBoundary()) >= 0:
        if stop is None or finder.boundaryReasons() & stop:
            found.append(offsets.to_source(unit_offset))
    return found


def _paragraph_step(plan: Plan, index: int, offset: int, direction: int) -> int:
    if direction > 0:
        if offset < plan.ends[index]:
            return plan.ends[index]
        return plan.ends[min(index + 1, len(plan) - 1)]
    if offset > plan.starts[index]:
        return plan.starts[index]
    return plan.starts[max(index - 1, 0)]
