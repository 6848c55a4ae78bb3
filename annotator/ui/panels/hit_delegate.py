"""How a hit looks: its words in the text's own type, the words found set off, page and author in a quieter ink."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.services.finding import Hit
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.chips import CHIP, paint_chip
from annotator.ui.panels.hits_model import ROW, Group, HitsModel
from annotator.ui.panels.look import GRID, SCROLL_BAR, heavier
from annotator.ui.panels.typed import height_of, lay_out
from annotator.ui.theme import Theme

SIDE, ABOVE, GAP = 3 * GRID, 2 * GRID, 2 * GRID
_Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Paints the rows of a HitsModel to the width of its view."""

    def __init__(self, view: QAbstractItemView, model: HitsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._theme: Theme | None = None
        self._font = QFont(view.font())
        self._text_font = make_font(load_fonts().serif, QFontMetrics(self._font).height() * 1.05)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As many lines as the words need."""
        row = index.data(ROW)
        line = QFontMetrics(self._font).height()
        width = self._width()
        if isinstance(row, Group):
            return QSize(width, 3 * GRID + (2 if row.reader else 1) * line + GRID)
        if not isinstance(row, Hit):
            return QSize(width, 0)
        about = GRID // 2 + line if self._model.about(row) else 0
        return QSize(width, round(2 * ABOVE + height_of(self._words(row, width)) + about))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row."""
        if self._theme is None:
            return
        row, rect = index.data(ROW), QRect(option.rect)
        painter.save()
        painter.setFont(self._font)
        if isinstance(row, Group):
            self._paint_group(painter, rect, row, self._theme)
        elif isinstance(row, Hit):
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_hit(painter, rect, row, self._theme, current=current)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, theme: Theme) -> None:
        inner = rect.adjusted(SIDE, 3 * GRID, -SIDE, -GRID)
        count = str(group.count)
        number = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(QColor(theme.muted))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight), count)
        if group.reader:
            name = painter.fontMetrics().elidedText(group.reader, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(heavier(self._font))
        painter.setPen(QColor(theme.ink))
        room = inner.width() - number - GAP
        title = painter.fontMetrics().elidedText(group.division, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: Hit, theme: Theme, *, current: bool) -> None:
        if current:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(theme.accent))
        words = self._words(hit, self._width(), QColor(theme.hit))
        left, top = rect.left() + SIDE + self._indent(hit), rect.top() + ABOVE
        role = self._model.role_of(hit)
        if role is not None:
            paint_chip(painter, QRectF(rect.left() + SIDE, top, CHIP, CHIP), role, theme)
        painter.setPen(QColor(theme.ink))
        words.draw(painter, QPointF(left, top))
        painter.setPen(QColor(theme.muted))
        room = QRect(left, rect.top(), rect.right() - SIDE - left, rect.height() - ABOVE)
        about = painter.fontMetrics().elidedText(self._model.about(hit), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), about)

    def _width(self) -> int:
        """Less a scroll bar's, whether there is one or not: else lines would break anew as it comes."""
        return self._view.width() - SCROLL_BAR

    def _indent(self, hit: Hit) -> int:
        return CHIP + GAP if self._model.role_of(hit) is not None else 0

    def _words(self, hit: Hit, width: int, colour: QColor | None = None) -> QTextLayout:
        font = self._font if hit.kind == "annotation" else self._text_font
        return lay_out(hit.snippet, hit.marks, font, width - 2 * SIDE - self._indent(hit), colour)
