"""How an item of the trash looks: its role's mark, its words in the text's type, the note, and when it went."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model.shelf import Reader
from annotator.ui.dialogs.trash_model import ITEM, Item, TrashModel
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.chips import CHIP, paint_chip
from annotator.ui.panels.look import GRID, SCROLL_BAR
from annotator.ui.panels.typed import height_of, lay_out
from annotator.ui.theme import Theme

SIDE, ABOVE, GAP = 4 * GRID, 2 * GRID, 2 * GRID  # pixels
_Index = QModelIndex | QPersistentModelIndex


class TrashDelegate(QStyledItemDelegate):
    """Paints the rows of a TrashModel to the width of its view."""

    def __init__(self, view: QAbstractItemView, model: TrashModel, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._model, self.theme = view, model, theme
        self._font = QFont(view.font())
        self._line = QFontMetrics(self._font).height()
        self._text_font = make_font(load_fonts().serif, self._line * 1.05)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As many lines as the words and the note need."""
        width = self._width()
        item = index.data(ITEM)
        lines = sum(height_of(part) + GRID // 2 for part in self._parts(item, width))
        return QSize(width, round(max(lines + self._line, CHIP)) + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One item."""
        item: Item = index.data(ITEM)
        rect, theme = QRect(option.rect), self.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(theme.accent))
        painter.fillRect(rect.left() + SIDE, rect.bottom(), rect.width() - 2 * SIDE, 1, QColor(theme.hairline))
        painter.setFont(self._font)
        role = self._model.role_of(item)
        chip = QRectF(rect.left() + SIDE, rect.top() + ABOVE, CHIP, CHIP)
        if role is not None:
            paint_chip(painter, chip, role, theme)
        elif isinstance(item, Reader):
            _paint_book(painter, chip, theme)
        left, top = rect.left() + SIDE + CHIP + GAP, float(rect.top() + ABOVE)
        painter.setPen(QColor(theme.ink))
        for part in self._parts(item, self._width()):
            part.draw(painter, QPointF(left, top))
            top += height_of(part) + GRID // 2
        painter.setPen(QColor(theme.muted))
        room = QRect(left, round(top), rect.right() - SIDE - left, self._line)
        about = painter.fontMetrics().elidedText(self._model.about(item), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), about)
        painter.restore()

    def _width(self) -> int:
        """Less a scroll bar's, whether there is one or not: else lines would break anew as it comes."""
        return self._view.width() - SCROLL_BAR

    def _parts(self, item: Item, width: int) -> list[QTextLayout]:
        room = width - 2 * SIDE - CHIP - GAP
        parts = ((self._model.words(item), self._text_font), (self._model.note(item), self._font))
        return [lay_out(text, (), font, room) for text, font in parts if text]


def _paint_book(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """A closed book in outline, where annotations have their chip."""
    cover = box.adjusted(4.5, 2.5, -4.5, -2.5)
    painter.setPen(QColor(theme.muted))
    painter.drawRect(cover)
    painter.drawLine(cover.topLeft() + QPointF(3, 0), cover.bottomLeft() + QPointF(3, 0))
