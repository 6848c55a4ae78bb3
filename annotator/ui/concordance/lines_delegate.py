"""How a line looks: the words found in a column in the middle, the context flush against it on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model.concordance import Line
from annotator.services.concordance import Mark
from annotator.ui.concordance.lines_model import LINE, Column, LinesModel
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.chips import paint_chip
from annotator.ui.panels.look import heavier
from annotator.ui.shown import role_of
from annotator.ui.theme import Theme

PAD, CHIP, GAP = 8, 16, 4  # pixels: around a cell, of a role's chip, beside the column of words
MOST_CHIPS = 2
WIDEST = 0.3  # of the cell: what the words found may take
_GLUED_LEFT, _GLUED_RIGHT = re.compile(r"\S{1,16}$"), re.compile(r"^\S{1,16}")
_Index = QModelIndex | QPersistentModelIndex


class LinesDelegate(QStyledItemDelegate):
    """Paints the cells of a LinesModel. What touches a word (a comma, a quotation mark) stays with it."""

    def __init__(self, model: LinesModel, theme: Theme, font: QFont, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme
        self.font = make_font(load_fonts().serif, QFontMetricsF(font).height() * 1.05)
        self.bold = heavier(self.font)
        self._plain_metrics, self._bold_metrics = QFontMetricsF(self.font), QFontMetricsF(self.bold)
        self._middle = 60.0

    def measure(self, words: Sequence[str]) -> None:
        """Make the column of words as wide as the widest of these, with room for a comma and a quotation mark."""
        widths = [self._bold_metrics.horizontalAdvance(word) for word in words]
        self._middle = max(widths, default=0.0) + 2 * self._plain_metrics.horizontalAdvance(",”")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One cell."""
        box, column = QRect(option.rect), Column(index.column())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self.theme.selection))
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setClipRect(box)
        if column is Column.LINE:
            self._paint_line(painter, QRectF(box).adjusted(PAD, 0, -PAD, 0), line, index.row())
        elif column is Column.MARKS:
            self._paint_chips(painter, box, line)
        else:
            self._paint_word(painter, box.adjusted(PAD, 0, -PAD, 0), str(index.data() or ""), column)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus and column is Column.LINE:
            painter.fillRect(QRect(box.right() - 1, box.top(), 2, box.height()), QColor(self.theme.accent))

    def _paint_word(self, painter: QPainter, box: QRect, words: str, column: Column) -> None:
        painter.setPen(QColor(self.theme.muted))
        side = Qt.AlignmentFlag.AlignRight if column is Column.PAGE else Qt.AlignmentFlag.AlignLeft
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_chips(self, painter: QPainter, box: QRect, line: Line) -> None:
        top = box.center().y() - CHIP / 2 + 1
        for at, role in enumerate(self._model.roles_of(line)[:MOST_CHIPS]):
            paint_chip(painter, QRectF(box.left() + PAD / 2 + at * (CHIP + 2), top, CHIP, CHIP), role, self.theme)

    def _paint_line(self, painter: QPainter, box: QRectF, line: Line, row: int) -> None:
        laid = self._lay(box, line)
        for mark in self._model.marks(row):
            self._tint(painter, box, laid, mark)
        painter.setPen(QColor(self.theme.ink))
        painter.setFont(self.font)
        left, prefix, word, suffix, right = laid
        plain, middle = self._plain_metrics, Qt.AlignmentFlag.AlignVCenter
        room = QRectF(box.left(), box.top(), left.x + left.width - box.left(), box.height())
        cut = plain.elidedText(left.text, Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, cut)
        room = QRectF(right.x, box.top(), box.right() - right.x, box.height())
        cut = plain.elidedText(right.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, cut)
        for one in (prefix, suffix):
            painter.drawText(QRectF(one.x, box.top(), one.width + 2, box.height()), middle, one.text)
        painter.setFont(self.bold)
        shown = self._bold_metrics.elidedText(word.text, Qt.TextElideMode.ElideMiddle, word.width + 1)
        painter.drawText(QRectF(word.x, box.top(), word.width + 2, box.height()), middle, shown)

    def _lay(self, box: QRectF, line: Line) -> tuple[_Stretch, ...]:
        """Left context, what is glued to the word, the word, what is glued to it behind, right context."""
        before, behind = _GLUED_LEFT.search(line.left), _GLUED_RIGHT.search(line.right)
        prefix, suffix = before[0] if before else "", behind[0] if behind else ""
        left = line.left[: len(line.left) - len(prefix)].rstrip()
        right = line.right[len(suffix) :].lstrip()
        plain = self._plain_metrics.horizontalAdvance
        widths = (
            plain(left),
            plain(prefix),
            self._bold_metrics.horizontalAdvance(line.word),
            plain(suffix),
            plain(right),
        )
        half = min(self._middle, box.width() * WIDEST) / 2
        word = min(widths[2], max(2 * half, 24.0))
        begin, centre = box.center().x() - word / 2, box.center().x()
        left_edge = min(centre - half, begin - widths[1]) - GAP
        right_edge = max(centre + half, begin + word + widths[3]) + GAP
        return (
            _Stretch(left, line.start - len(line.left), left_edge - widths[0], widths[0]),
            _Stretch(prefix, line.start - len(prefix), begin - widths[1], widths[1]),
            _Stretch(line.word, line.start, begin, word),
            _Stretch(suffix, line.end, begin + word, widths[3]),
            _Stretch(right, line.end + len(line.right) - len(right), right_edge, widths[4]),
        )

    def _tint(self, painter: QPainter, box: QRectF, laid: Sequence[_Stretch], mark: Mark) -> None:
        """A mark as on the page, from its first to its last letter that is shown: a fill or, without fills, a line."""
        touched = [one for one in laid if one.text and mark.start < one.start + len(one.text) and mark.end > one.start]
        if not touched:
            return
        first, last = touched[0], touched[-1]
        advance = (self._bold_metrics if first is laid[2] else self._plain_metrics).horizontalAdvance
        left = max(first.x + advance(first.text[: max(mark.start - first.start, 0)]), box.left())
        advance = (self._bold_metrics if last is laid[2] else self._plain_metrics).horizontalAdvance
        right = min(last.x + advance(last.text[: mark.end - last.start]), last.x + last.width, box.right())
        colour = QColor(self.theme.role_colour(role_of(mark.role, self._model.roles).colour))
        height = 2.0 if self.theme.contrast else box.height() - 6
        if left < right:
            painter.fillRect(QRectF(left, box.bottom() - 3 - height, right - left, height), colour)


class _Stretch(NamedTuple):
    """A piece of a line: where its first character stands in the reader, its left edge and width in pixels."""

    text: str
    start: int
    x: float
    width: float
