"""The places where a passage may be, as a list: how likely, where, and the words among their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.i18n import _
from annotator.ui.dialogs.check_words import Choice
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.look import GRID, SCROLL_BAR, heavier
from annotator.ui.panels.typed import height_of, lay_out
from annotator.ui.theme import Theme

CHOICE = Qt.ItemDataRole.UserRole
SIDE, ABOVE = 3 * GRID, 2 * GRID  # pixels
_Index = QModelIndex | QPersistentModelIndex


class Choices(QAbstractListModel):
    """The places, the likeliest first."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self._choices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self._choices[index.row()]
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.words.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(filter(None, (choice.likely, choice.where, choice.words.text)))
        return None


class ChoicesView(QListView):
    """One place is the current one; Left and Right go to another annotation, Enter accepts."""

    walked = Signal(int)  # -1 or 1
    accepted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choices = Choices()
        self.setModel(self.choices)
        self._delegate = _Delegate(self, theme)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Where it may be now"))

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self.theme = view, theme
        self._font = QFont(view.font())
        self._line = QFontMetrics(self._font).height()
        self._text_font = make_font(load_fonts().serif, self._line * 1.05)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        words = self._words(index.data(CHOICE))
        return QSize(self._width(), round(height_of(words)) + self._head(index.data(CHOICE)) + 2 * ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice: Choice = index.data(CHOICE)
        rect, theme = QRect(option.rect), self.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(theme.accent))
        if choice.likely:
            painter.fillRect(rect.left() + SIDE, rect.bottom(), rect.width() - 2 * SIDE, 1, QColor(theme.hairline))
        head = QRect(rect.left() + SIDE, rect.top() + ABOVE, rect.width() - 2 * SIDE, self._line)
        painter.setFont(heavier(self._font))
        painter.setPen(QColor(theme.ink))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), choice.likely)
        taken = painter.fontMetrics().horizontalAdvance(choice.likely) + 2 * GRID
        painter.setFont(self._font)
        painter.setPen(QColor(theme.muted))
        room = head.adjusted(taken, 0, 0, 0)
        where = painter.fontMetrics().elidedText(choice.where, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), where)
        self._words(choice).draw(painter, QPointF(head.left(), head.top() + self._head(choice)))
        painter.restore()

    def _head(self, choice: Choice) -> int:
        return self._line + GRID if choice.likely else 0

    def _width(self) -> int:
        """Less a scroll bar's, whether there is one or not: else lines would break anew as it comes."""
        return self._view.width() - SCROLL_BAR

    def _words(self, choice: Choice) -> QTextLayout:
        """The neighbours in the quieter ink, which the painter has; the words themselves in full."""
        ink = QColor(self.theme.ink)
        return lay_out(choice.words.text, (choice.words.mark,), self._text_font, self._width() - 2 * SIDE, ink=ink)
