"""The list of bookmarks: the name or first words of each, and its page and selection below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.i18n import _
from annotator.ui.panels.look import GRID, SHEET, quiet

PAD, SIDE = GRID, 3 * GRID  # pixels around an entry
_ID, _BELOW, _OWN = (Qt.ItemDataRole.UserRole + number for number in range(3))
_Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Entry(NamedTuple):
    """A bookmark as it is listed: `shown` is its own name or its place's first words; `own` the name it was given."""

    id: str
    shown: str
    below: str
    own: str = ""


class BookmarksPanel(QStackedWidget):
    """The list, or what to do while there is none."""

    chosen = Signal(str)
    renamed = Signal(str, str)  # id, and the new name
    removed = Signal(list)  # ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _List(self)
        self._empty = quiet(wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        self.addWidget(self._empty)
        self.addWidget(self.list)
        self.setFocusProxy(self.list)
        self._waiting: list[Entry] | None = None
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self._model.itemChanged.connect(self._edited)
        self.list.itemDelegate().closeEditor.connect(lambda: QTimer.singleShot(0, self, self._written))
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(_ID)))

    def name_key(self, key: str) -> None:
        """While there is nothing to list: which key sets a bookmark."""
        self._empty.setText(_("{key} sets a bookmark at the line you are reading").format(key=key))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, in this order; the current one stays the current one. Whoever is writing a name writes on."""
        if self.list.state() is QAbstractItemView.State.EditingState:
            self._waiting = list(entries)
            return
        self._waiting = None
        current = self.list.currentIndex()
        row, kept = current.row(), current.data(_ID)
        self._model.blockSignals(True)
        self._model.clear()
        self._model.blockSignals(False)
        for entry in entries:
            self._model.appendRow(_item(entry))
        at = next((number for number, entry in enumerate(entries) if entry.id == kept), min(row, len(entries) - 1))
        self.list.setCurrentIndex(self._model.index(max(at, 0), 0))
        self.setCurrentIndex(1 if entries else 0)

    def entries(self) -> list[tuple[str, str]]:
        """What is to be read, two lines each."""
        items = [self._model.item(row) for row in range(self._model.rowCount())]
        return [(item.text(), str(item.data(_BELOW))) for item in items]

    def make_current(self, bookmark_id: str) -> None:
        """Mark the entry of one that was gone to."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_ID) == bookmark_id:
                self.list.setCurrentIndex(self._model.index(row, 0))

    def rename(self, bookmark_id: str) -> None:
        """Let the person write another name."""
        self.make_current(bookmark_id)
        self.list.setFocus()
        self.list.edit(self.list.currentIndex())

    def _written(self) -> None:
        """A name has been written: what came meanwhile is shown now."""
        if self._waiting is not None:
            self.show_entries(self._waiting)

    def _edited(self, item: QStandardItem) -> None:
        edited = item.data(_ID), item.text()
        QTimer.singleShot(0, self, lambda: self.renamed.emit(*edited))  # the list is made anew by it


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.shown)
    item.setData(entry.id, _ID)
    item.setData(entry.below, _BELOW)
    item.setData(entry.own, _OWN)
    item.setToolTip(f"{entry.shown}\n{entry.below}")
    item.setData(f"{entry.shown}, {entry.below}", Qt.ItemDataRole.AccessibleTextRole)
    return item


class _List(QListView):
    """Click or Enter goes there, F2 renames, Delete removes; the menu says so."""

    def __init__(self, panel: BookmarksPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.setItemDelegate(_Row(self))
        self.verticalScrollBar().setStyleSheet(SHEET)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setViewportMargins(0, 2 * GRID, 0, 2 * GRID)
        self.setAccessibleName(_("Bookmarks"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if current.isValid() and self.state() is not QAbstractItemView.State.EditingState:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._panel.chosen.emit(current.data(_ID))
                return
            if event.key() == Qt.Key.Key_Delete:
                self._panel.removed.emit([current.data(_ID)])
                return
        super().keyPressEvent(event)

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.addAction(_("Go there")).triggered.connect(lambda: self._panel.chosen.emit(index.data(_ID)))
        menu.addAction(_("Rename\tF2")).triggered.connect(lambda: self.edit(index))
        menu.addAction(_("Remove\tDel")).triggered.connect(lambda: self._panel.removed.emit([index.data(_ID)]))
        menu.popup(self.viewport().mapToGlobal(point))


class _Row(QStyledItemDelegate):
    """Two lines: what it is called, and where it is in a quieter ink; a bar marks the current one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        self.initStyleOption(option, index)
        return QSize(0, 2 * QFontMetrics(option.font).height() + 2 * PAD + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, rect = option.palette, option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, colours.color(QPalette.ColorRole.Highlight))
        if current:
            bar = QRect(rect.left() + GRID, rect.top() + PAD, 2, rect.height() - 2 * PAD)
            painter.fillRect(bar, colours.color(QPalette.ColorRole.Accent))
        painter.setFont(option.font)
        room = _upper(rect)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        painter.drawText(room, _LEFT, _fitted(painter, str(index.data()), room))
        room.translate(0, room.height())
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(room, _LEFT, _fitted(painter, str(index.data(_BELOW)), room))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(_("Name of the bookmark"))
        editor.setPlaceholderText(str(index.data()))
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(_OWN) or index.data()))
        editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(_upper(option.rect).adjusted(-GRID, -2, GRID, 2))


def _upper(rect: QRect) -> QRect:
    """The room of the first line."""
    return QRect(rect.left() + SIDE, rect.top() + PAD, rect.width() - 2 * SIDE, (rect.height() - 2 * PAD) // 2)


def _fitted(painter: QPainter, text: str, room: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
