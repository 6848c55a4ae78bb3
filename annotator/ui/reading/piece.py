"""One run of text laid out by Qt, and every question about where in it something is.

A paragraph is one piece; a table is one a cell. Places are in the coordinates of the block the piece is part of;
offsets are the document's. Every `QTextLine` is checked before it is asked: an invalid one crashes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLine

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QTextLayout

    from annotator.ui.reading.faces import Face
    from annotator.ui.reading.offsets import OffsetMap

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_right_to_left(text: str) -> bool:
    """Whether some of the text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


class Piece:
    """`start` is the document offset of its first character; `x`, `y` where its layout's origin lies.

    `markers` are the shown units of the notes' markers in it.
    """

    __slots__ = ("_mixed", "_rows", "face", "layout", "markers", "offsets", "start", "x", "y")

    def __init__(self, layout: QTextLayout, offsets: OffsetMap, start: int, x: float, y: float, face: Face) -> None:
        self.layout, self.offsets, self.start = layout, offsets, start
        self.x, self.y, self.face = x, y, face
        self.markers = offsets.marker_spans()
        self._rows: list[_Row] | None = None  # once its lines are broken, and somebody asks
        self._mixed = False

    @property
    def end(self) -> int:
        """The document offset after its last character."""
        return self.start + self.offsets.source_length

    @property
    def height(self) -> float:
        """The height of all its lines in pixels."""
        return self.layout.lineCount() * self.face.pitch

    def line_of(self, offset: int) -> int:
        """The number of the line that holds `offset`; the last one's for what lies behind."""
        line = self.layout.lineForTextPosition(self.offsets.to_shown(offset - self.start, past_insertions=True))
        return line.lineNumber() if line.isValid() else max(self.layout.lineCount() - 1, 0)

    def line_at(self, y: float) -> int:
        """The number of the line at `y`, clamped to the first and last."""
        return min(max(int((y - self.y) // self.face.pitch), 0), max(self.layout.lineCount() - 1, 0))

    def line_box(self, number: int) -> QRectF:
        """The box of a line: as high as the lines are apart, as wide as its words."""
        top = self.y + number * self.face.pitch
        if not 0 <= number < self.layout.lineCount():
            return QRectF(self.x, top, 0, self.face.pitch)
        words = self.layout.lineAt(number).naturalTextRect()
        return QRectF(self.x + words.x(), top, words.width(), self.face.pitch)

    def line_span(self, number: int) -> tuple[int, int]:
        """The document offsets at which a line begins and ends."""
        if not 0 <= number < self.layout.lineCount():
            return self.start, self.end
        line = self.layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        return self.start + self.offsets.to_source(first), self.start + self.offsets.to_source(last)

    def x_of(self, offset: int) -> float:
        """Where a caret before `offset` stands."""
        if not self.layout.lineCount():
            return self.x
        unit = self.offsets.to_caret(offset - self.start)
        line = self.layout.lineForTextPosition(unit)
        if not line.isValid():
            line = self.layout.lineAt(self.layout.lineCount() - 1)
        return self.x + _x(line, unit)

    def x_of_end(self, number: int) -> float:
        """Where a caret behind the last character of a line stands."""
        line = self.layout.lineAt(number)
        return self.x + _x(line, line.textStart() + line.textLength())

    def caret_line_of(self, offset: int) -> int:
        """The line in which a caret before `offset` is drawn (before a marker that stands there)."""
        line = self.layout.lineForTextPosition(self.offsets.to_caret(offset - self.start))
        return line.lineNumber() if line.isValid() else max(self.layout.lineCount() - 1, 0)

    def unit_at(self, x: float, number: int, *, between: bool = True) -> int:
        """The shown unit at `x` in a line: the nearest gap `between` two, or the one under `x`."""
        if not 0 <= number < self.layout.lineCount():
            return 0
        line = self.layout.lineAt(number)
        how = (
            QTextLine.CursorPosition.CursorBetweenCharacters if between else QTextLine.CursorPosition.CursorOnCharacter
        )
        return line.xToCursor(x - self.x, how)

    def caret_at(self, x: float, number: int) -> tuple[int, bool]:
        """The document offset nearest to `x` in a line, and whether the caret stands upstream there.

        That is at the line's end, rather than at the beginning of the next; never behind the space it ends in.
        """
        unit = self.unit_at(x, number)
        if not 0 <= number < self.layout.lineCount() - 1:
            return self.start + self.offsets.to_source(unit), False
        line = self.layout.lineAt(number)
        last = line.textStart() + line.textLength()
        before = self.layout.previousCursorPosition(last)  # Qt goes no further in a line that another follows
        end, offset = self.offsets.to_source(last), self.offsets.to_source(min(unit, before))
        spaced = end > 0 and self.offsets.source[end - 1].isspace()
        nearer = abs(x - self.x - _x(line, last)) < abs(x - self.x - _x(line, before))
        if unit >= before and nearer and not spaced:
            return self.start + end, True
        return self.start + offset, self.offsets.ends_line(offset)

    def offset_at(self, x: float, number: int) -> int:
        """The document offset nearest to `x` in a line."""
        return self.caret_at(x, number)[0]

    def marker_at(self, point: QPointF) -> int | None:
        """The index (within this piece) of the note marker under `point`."""
        if not self.markers:
            return None
        number = self.line_at(point.y())
        if not self.line_box(number).contains(point):
            return None
        return self.offsets.marker_at(self.unit_at(point.x(), number, between=False))

    def marker_box(self, index: int) -> QRectF:
        """The box of a marker of this piece: as high as its line."""
        first, last = self.markers[index]
        line = self.layout.lineForTextPosition(first)
        if not line.isValid():
            return self.line_box(max(self.layout.lineCount() - 1, 0))
        left, right = sorted((_x(line, first), _x(line, last)))
        return QRectF(self.x + left, self.y + line.lineNumber() * self.face.pitch, right - left, self.face.pitch)

    def units_of(self, start: int, end: int) -> tuple[int, int]:
        """The shown units of a span of the document, without markers and hyphens at its ends."""
        first = self.offsets.to_shown(max(start, self.start) - self.start, past_insertions=True)
        return first, self.offsets.to_shown(min(end, self.end) - self.start)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What the span covers, a box or more a line; right-to-left runs are boxes of their own."""
        first, last = self.units_of(start, end)
        if first >= last or not self.layout.lineCount():
            return []
        if self._rows is None:
            self._rows = [_Row(line) for line in map(self.layout.lineAt, range(self.layout.lineCount()))]
            self._mixed = has_right_to_left(self.offsets.shown)
        found: list[QRectF] = []
        number = self.layout.lineForTextPosition(first).lineNumber()
        for row in self._rows[number:]:
            if row.start >= last:
                break
            span = max(first, row.start), min(last, row.end)
            top = self.y + number * self.face.pitch
            if self._mixed:
                runs = _visual_runs(row.line, *span)
            else:  # the space that a line ends in is no part of what is seen
                runs = [(row.x_of(span[0]), min(row.x_of(span[1]), row.right))]
            for left, right in runs:
                if right > left:
                    found.append(QRectF(self.x + left, top, right - left, self.face.pitch))
            number += 1
        return found


class _Row:
    """A line, and what is asked of it again and again; every question to Qt costs a microsecond or two."""

    __slots__ = ("_places", "end", "line", "right", "start")

    def __init__(self, line: QTextLine) -> None:
        self.line, self.start = line, line.textStart()
        self.end, self.right = self.start + line.textLength(), line.naturalTextRect().right()
        self._places: dict[int, float] = {}

    def x_of(self, unit: int) -> float:
        """Where a caret before `unit` stands."""
        if unit not in self._places:
            self._places[unit] = _x(self.line, unit)
        return self._places[unit]


def _visual_runs(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """Stretches of x that the units cover, from left to right, joined where they touch.

    Taken from the glyphs themselves: where directions meet, a caret's x belongs to one side only.
    """
    boxes = sorted((run.boundingRect() for run in line.glyphRuns(first, last - first)), key=QRectF.left)
    runs: list[tuple[float, float]] = []
    for box in boxes:
        if runs and box.left() <= runs[-1][1] + 0.5:
            runs[-1] = (runs[-1][0], max(runs[-1][1], box.right()))
        else:
            runs.append((box.left(), box.right()))
    return runs


def _x(line: QTextLine, unit: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    x: float = line.cursorToX(unit, edge)[0]  # type: ignore[index]  # a pair, whatever the stubs say
    return x
