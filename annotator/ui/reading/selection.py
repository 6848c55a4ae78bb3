"""What is selected: an anchor that stays and a caret that moves, both code points; and where moves lead."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder

from annotator.ui.reading.offsets import OffsetMap
from annotator.ui.reading.styles import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.model.position import Position
    from annotator.ui.reading.plan import Plan


class Unit(Enum):
    """How far one step goes."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


# What ends in a full stop and no sentence: Unicode's rules for sentences don't know words (UAX 29, 5.1).
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:[A-Z]|Mrs?|Ms|Drs?|Prof|St|Gen|Col|Gov|Sen|Hon|Rev|[Cc]f|vs|viz|ca|[Pp]?p|[Vv]ols?|Nos?|[Ee]ds?|trans"
    r"|[Cc]h|[Ff]ig|[Ee]\.\s?g|[Ii]\.\s?e|[Ii]bid|op\. cit)\.\s+\Z"
)
_LONGEST = 24
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
    """The stretch between `anchor` and `caret`, in code points; nothing, where they are the same.

    `kept` are passages that were selected before and stay selected beside it. `upstream`: where a line ends at the
    caret, it stands there and not at the beginning of the next.
    """

    def __init__(
        self, anchor: int = 0, caret: int = 0, kept: tuple[Position, ...] = (), *, upstream: bool = False
    ) -> None:
        self.anchor, self.caret, self.kept, self.upstream = anchor, caret, kept, upstream

    @property
    def span(self) -> Position | None:
        """The stretch selected last, in text order."""
        if self.anchor == self.caret:
            return None
        from annotator.model.position import Position

        return Position(min(self.anchor, self.caret), max(self.anchor, self.caret))

    @property
    def spans(self) -> tuple[Position, ...]:
        """All that is selected, in text order; what overlaps or touches is one passage."""
        span = self.span
        if not self.kept:
            return () if span is None else (span,)
        return merged([*self.kept, span] if span is not None else self.kept)

    def moved(self, caret: int, *, extend: bool, upstream: bool = False) -> Selection:
        """The caret elsewhere; unless it extends the selection, the anchor comes along, alone."""
        if extend:
            return Selection(self.anchor, caret, self.kept, upstream=upstream)
        return Selection(caret, caret, upstream=upstream)

    def without(self, offset: int) -> Selection | None:
        """The same but for the passage that holds `offset`; None where none does."""
        left = tuple(span for span in self.spans if not span.start <= offset < span.end)
        return None if left == self.spans else Selection(offset, offset, left)


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
    """The word, sentence or paragraph that holds `offset`; the cell, for a paragraph in a table."""
    from annotator.model.position import Position

    index = plan.block_at(offset)
    start, end = plan.starts[index], plan.ends[index]
    text = plan.document.text[start:end]
    local = min(max(offset - start, 0), len(text) - 1)
    if unit is Unit.PARAGRAPH and plan.styles[index] is Style.TABLE:
        before = max(text.rfind("\t", 0, local), text.rfind("\n", 0, local)) + 1
        after = (text.find(mark, before) for mark in "\t\n")
        return Position(start + before, start + min((at for at in after if at >= 0), default=len(text)))
    if unit is Unit.PARAGRAPH or start == end:
        return Position(start, end)
    edges = [0, *boundaries(text, unit), len(text)]
    first = max(edge for edge in edges if edge <= local)
    last = min(edge for edge in edges if edge > local)
    stretch = text[first:last]
    return Position(start + first, start + last - (len(stretch) - len(stretch.rstrip()) if stretch.strip() else 0))


def next_sentence(plan: Plan, after: int) -> Position | None:
    """The first sentence that begins at or behind `after`; None behind the last."""
    text = plan.document.text
    for index in range(plan.block_at(after), len(plan)):
        start, end = plan.starts[index], plan.ends[index]
        for begin in sorted({0, *boundaries(text[start:end], Unit.SENTENCE)}):
            if start + begin >= after and text[start + begin : end].strip():
                return around(plan, start + begin, Unit.SENTENCE)
    return None


def previous_sentence(plan: Plan, before: int) -> Position | None:
    """The last sentence that begins before `before`; None before the first."""
    text = plan.document.text
    for index in range(plan.block_at(before), -1, -1):
        start, end = plan.starts[index], plan.ends[index]
        for begin in sorted({0, *boundaries(text[start:end], Unit.SENTENCE)}, reverse=True):
            if start + begin < before and text[start + begin : end].strip():
                return around(plan, start + begin, Unit.SENTENCE)
    return None


def word_edge(plan: Plan, offset: int, direction: int, *, begins: bool) -> int:
    """The nearest place behind `offset` (before it, with direction -1) where a word begins, or where one ends.

    `offset` itself where there is none.
    """
    text, index = plan.document.text, plan.block_at(offset)
    stop = _STOPS[-1 if begins else 1]
    while 0 <= index < len(plan):
        start = plan.starts[index]
        edges = [start + edge for edge in boundaries(text[start : plan.ends[index]], Unit.WORD, stop, first=True)]
        found = [edge for edge in edges if (edge - offset) * direction > 0]
        if found:
            return min(found) if direction > 0 else max(found)
        index += direction
    return offset


def merged(spans: Iterable[Position]) -> tuple[Position, ...]:
    """The spans in text order; those that overlap or touch as one."""
    from annotator.model.position import Position

    found: list[Position] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Position(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def trimmed(text: str, spans: Iterable[Position]) -> tuple[Position, ...]:
    """The spans without white space at their ends; none of those that hold nothing else."""
    from annotator.model.position import Position

    found: list[Position] = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Position(start, end))
    return tuple(found)


def boundaries(
    text: str, unit: Unit, stop: QTextBoundaryFinder.BoundaryReason | None = None, *, first: bool = False
) -> list[int]:
    """Where characters, words or sentences of `text` begin and end, in code points; only those that are a `stop`.

    The beginning of the text counts only with `first`. A sentence doesn't end behind an abbreviation.
    """
    offsets = OffsetMap(text)
    finder = QTextBoundaryFinder(_BOUNDARIES[unit], text)
    found: list[int] = []
    unit_offset = 0 if first else finder.toNextBoundary()
    while unit_offset >= 0:
        if stop is None or finder.boundaryReasons() & stop:
            found.append(offsets.to_source(unit_offset))
        unit_offset = finder.toNextBoundary()
    if unit is Unit.SENTENCE:
        return [edge for edge in found if not _ABBREVIATED.search(text, max(edge - _LONGEST, 0), edge)]
    return found


def _paragraph_step(plan: Plan, index: int, offset: int, direction: int) -> int:
    if direction > 0:
        if offset < plan.ends[index]:
            return plan.ends[index]
        return plan.ends[min(index + 1, len(plan) - 1)]
    if offset > plan.starts[index]:
        return plan.starts[index]
    return plan.starts[max(index - 1, 0)]
