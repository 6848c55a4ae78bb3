"""Tables of figures: counts by selection, neighbours. Sorted by a click on a column's head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

_Index = QModelIndex | QPersistentModelIndex
_SORT = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 26  # pixels


class Cell(NamedTuple):
    """What is shown, and what is sorted by where that is a number."""

    text: str
    number: float | None = None
    tip: str = ""


class FiguresModel(QAbstractTableModel):
    """Rows of cells; `tips` explain the columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._head: Sequence[str] = ()
        self._tips: Sequence[str] = ()
        self.rows: Sequence[Sequence[Cell]] = ()

    def show_rows(self, head: Sequence[str], tips: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._head, self._tips, self.rows = head, tips, rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's name and what it means."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._head):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.rows and self.rows[0][section].number is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; a row in one sentence for a screen reader."""
        if not index.isValid():
            return None
        cell = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == _SORT:
            return cell.text.casefold() if cell.number is None else cell.number
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.number is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            pairs = zip(self._head, self.rows[index.row()], strict=True)
            return ", ".join(f"{name} {one.text}" for name, one in pairs if one.text)
        return None


class FiguresView(QTableView):
    """Enter, and a click, choose a row: `chosen` tells its number in the model."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.figures)
        self._sorted.setSortRole(_SORT)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as the rows come
        self.clicked.connect(lambda index: self.chosen.emit(self._sorted.mapToSource(index).row()))

    def show_rows(
        self, head: Sequence[str], tips: Sequence[str], rows: Sequence[Sequence[Cell]], wide: int = 0
    ) -> None:
        """Show other figures; the column `wide` takes the room that the others leave (-1: none)."""
        self.figures.show_rows(head, tips, rows)
        header = self.horizontalHeader()
        for column in range(len(head)):
            stretch = column == wide
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
            if not stretch:
                self.setColumnWidth(column, 180 if wide < 0 and column == 0 else self._width(head, rows, column))

    def _width(self, head: Sequence[str], rows: Sequence[Sequence[Cell]], column: int) -> int:
        """As the longest of the texts needs; Qt would ask for every cell of a long table."""
        longest = max((row[column].text for row in rows), key=len, default="")
        metrics = self.fontMetrics()
        return min(max(metrics.horizontalAdvance(longest), metrics.horizontalAdvance(head[column]) + 20) + 24, 220)

    def enter(self) -> None:
        """Take the keyboard."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self._sorted.mapToSource(self.currentIndex()).row())
        else:
            super().keyPressEvent(event)
