"""How a reader looks on the shelf: title, author, what was done with it, and a thin line for the place in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.i18n import _
from annotator.model.shelf import ShelfEntry
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.look import GRID
from annotator.ui.panels.shelf_model import ENTRY, ShelfModel
from annotator.ui.theme import Theme

SIDE, ABOVE, LINE = 4 * GRID, 3 * GRID, 3  # pixels
_Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ShelfDelegate(QStyledItemDelegate):
    """Paints a row of a ShelfModel, and edits its title in place."""

    def __init__(self, model: ShelfModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._font = QFont(parent.font())
        self._line = QFontMetrics(self._font).height()
        self._title_font = make_font(load_fonts().serif, self._line * 1.3)
        self._title_line = QFontMetrics(self._title_font).height()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Three lines of type and the line of the place."""
        return QSize(0, 2 * ABOVE + self._title_line + 2 * self._line + 2 * GRID + LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One reader."""
        entry = index.data(ENTRY)
        if not isinstance(entry, ShelfEntry):
            return
        rect, theme = QRect(option.rect), self._theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(theme.accent))
        painter.fillRect(rect.left() + SIDE, rect.bottom(), rect.width() - 2 * SIDE, 1, QColor(theme.hairline))
        room = self._title_room(rect)
        self._line_of_type(painter, room, self._model.title(entry), self._title_font, theme.ink)
        room = QRect(room.left(), room.bottom() + 3, room.width(), self._line)
        self._line_of_type(painter, room, self._model.byline(entry), self._font, theme.ink)
        room.translate(0, self._line + 2)
        self._line_of_type(painter, room, self._model.about(entry), self._font, theme.muted)
        done = self._model.done(entry)
        if done is not None:
            bar = QRect(room.left(), room.bottom() + 1 + GRID, room.width(), LINE)
            painter.fillRect(bar, QColor(theme.hairline))
            bar.setWidth(round(bar.width() * min(max(done, 0.0), 1.0)))
            painter.fillRect(bar, QColor(theme.muted))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line for the title."""
        editor = QLineEdit(parent)
        editor.setFont(self._title_font)
        editor.setAccessibleName(_("Title"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """The line lies on the title, its words where they stood."""
        editor.setGeometry(self._title_room(QRect(option.rect)).adjusted(-2 * GRID, -6, 2 * GRID, 2))

    def _title_room(self, rect: QRect) -> QRect:
        return QRect(rect.left() + SIDE, rect.top() + ABOVE, rect.width() - 2 * SIDE, self._title_line)

    @staticmethod
    def _line_of_type(painter: QPainter, room: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, elided)
