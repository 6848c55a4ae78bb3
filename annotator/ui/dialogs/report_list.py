"""The list of a report: one line a row, its words at the left and its line of the file at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.i18n import _
from annotator.report_words import Row
from annotator.ui.dialogs.report_model import ENTRY, ReportModel
from annotator.ui.panels.look import GRID, heavier
from annotator.ui.theme import Theme

SIDE = 3 * GRID  # pixels
_Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ReportList(QListView):
    """Arrows walk over the rows; Enter or a double click asks for the place, Up from the first leaves the list."""

    placeWanted = Signal()
    rowChanged = Signal()
    left = Signal()

    def __init__(self, rows: ReportModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("What was taken out, joined, worked out and doubted"))
        self.doubleClicked.connect(lambda _index: self.placeWanted.emit())
        self.choose_first()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def filter(self, words: str) -> None:
        """Show only rows that hold `words`; the current one stays the current one where it is still shown."""
        current = self.current()
        self.rows.filter(words)
        kept = (i for i in range(self.rows.rowCount()) if current and self.rows.row(self.rows.index(i)) is current)
        place = next(kept, None)
        if place is None:
            self.choose_first()
        else:
            self.setCurrentIndex(self.rows.index(place))

    def choose_first(self) -> None:
        """The first row is the current one, with its section's line in sight."""
        self.setCurrentIndex(self.rows.first())
        self.scrollToTop()
        self.rowChanged.emit()

    def current(self) -> Row | None:
        """The row that the panes show."""
        return self.rows.row(self.currentIndex())

    def said(self) -> str:
        """The current row's sentence, whole; the name of its section where it is only a word."""
        entry, row = self.rows.entry(self.currentIndex()), self.current()
        if entry is None or row is None:
            return ""
        section = entry[0]
        return row.what if section.to_check and not section.words else section.title

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tells of it."""
        super().currentChanged(current, previous)
        self.rowChanged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place; Up from the first row, to the filter; Home shows the first section's line, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.placeWanted.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 1:
            self.scrollToTop()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Home:
            self.choose_first()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints a row, or the line of a section with its count."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._font = QFont(parent.font())
        self._line = QFontMetrics(self._font).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line of type, whatever it is: so that the view needn't ask every row."""
        return QSize(0, self._line + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One line."""
        entry = index.data(ENTRY)
        if entry is None:
            return
        section, row = entry
        rect, theme = QRect(option.rect), self.theme
        painter.save()
        if row is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.raised))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(theme.accent))
        if row is None:
            painter.fillRect(rect.left() + SIDE, rect.bottom(), rect.width() - 2 * SIDE, 1, QColor(theme.hairline))
        inner = rect.adjusted(SIDE + (GRID if row else 0), 0, -SIDE, 0)
        number = (str(row.line) if row.line else "") if row else f"{len(section.rows):,}"
        painter.setFont(self._font)
        painter.setPen(QColor(theme.muted))
        painter.drawText(inner, _RIGHT, number)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(number) - 2 * GRID)
        painter.setFont(self._font if row else heavier(self._font))
        painter.setPen(QColor(theme.ink))
        words = row.what if row else section.title
        painter.drawText(
            inner, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        )
        painter.restore()
