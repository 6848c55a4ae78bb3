"""The table of contents: parts, selections with their authors, sections; it follows the reading."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from annotator.i18n import _
from annotator.model.document import Division, DivisionKind, Document
from annotator.model.lookup import ancestry, division_at, division_label
from annotator.ui.panels.look import SHEET

_DIVISION = Qt.ItemDataRole.UserRole
_AUTHOR = Qt.ItemDataRole.UserRole + 1
_SHALLOW = 2  # levels that stand open at first where they are few
_FEW = 60
PAD, SIDE = 4, 8  # pixels around an entry
MOST_LINES = 2
_Index = QModelIndex | QPersistentModelIndex
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class ContentsPanel(QTreeView):
    """A tree of divisions; `chosen` tells the offset of the one that was clicked, or entered with the keyboard."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(QStandardItemModel(self))
        self.setHeaderHidden(True)
        self.verticalScrollBar().setStyleSheet(SHEET)
        self.setViewportMargins(4, 8, 0, 8)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)  # the current entry is all there is
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setIndentation(16)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_Entry(self))
        self.setAccessibleName(_("Contents"))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._choose)
        self._items: dict[int, QStandardItem] = {}
        self._document: Document | None = None

    def set_document(self, document: Document | None) -> None:
        """Show the divisions of `document` (notes and untitled sections lie within what they belong to)."""
        model = self._model()
        model.clear()
        self._items = {}
        self._document = document
        if document is None:
            return
        for index, division in enumerate(document.divisions):
            label = entry_label(division)
            if not label:
                continue
            item = QStandardItem(label)
            item.setData(index, _DIVISION)
            item.setData(division.author, _AUTHOR)
            item.setToolTip("\n".join(filter(None, (label, division.author))))
            item.setData(", ".join(filter(None, (label, division.author))), Qt.ItemDataRole.AccessibleTextRole)
            self._items[index] = item
            self._above(document, division).appendRow(item)
        if sum(document.divisions[index].level <= _SHALLOW for index in self._items) <= _FEW:
            self.expandToDepth(0)

    def follow(self, offset: int) -> None:
        """Make the entry that holds `offset` the current one."""
        if self._document is None:
            return
        path = ancestry(self._document, division_at(self._document, offset))
        item = next((self._items[index] for index in path if index in self._items), None)
        if item is None:
            self.setCurrentIndex(QModelIndex())
        elif item.index() != self.currentIndex():
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there on every system (Qt's own `activated` is a double click on some)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def labels(self) -> list[str]:
        """The entries that can be seen, from the top: for tests."""
        found: list[str] = []
        index = self._model().index(0, 0)
        while index.isValid():
            found.append(str(index.data()))
            index = self.indexBelow(index)
        return found

    def _model(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model

    def _above(self, document: Document, division: Division) -> QStandardItem:
        path = ancestry(document, division.parent)
        return next((self._items[index] for index in path if index in self._items), self._model().invisibleRootItem())

    def _choose(self, index: QModelIndex) -> None:
        if self._document is not None and index.isValid():
            self.chosen.emit(self._document.divisions[index.data(_DIVISION)].start)


def entry_label(division: Division) -> str:
    """What stands in the contents; empty for a division that isn't listed."""
    if division.kind is DivisionKind.NOTES:
        return ""
    label = division_label(division)
    return label or (_("Editor’s introduction") if division.kind is DivisionKind.INTRODUCTION else "")


class _Entry(QStyledItemDelegate):
    """The title on one line or two, and the author below it in a quieter ink; a bar marks where one is."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        self.initStyleOption(option, index)
        metrics = QFontMetrics(option.font)
        title = self._lines(metrics, str(index.data()), self._room(index))
        lines = min(title, MOST_LINES) + bool(index.data(_AUTHOR))
        return QSize(0, lines * metrics.height() + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, rect = option.palette, option.rect
        metrics = QFontMetrics(option.font)
        current = self._tree.currentIndex() == index
        painter.save()
        if current:
            if self._tree.hasFocus():
                painter.fillRect(rect, colours.color(QPalette.ColorRole.Highlight))
            bar = QRect(rect.left(), rect.top() + PAD, 2, rect.height() - 2 * PAD)
            painter.fillRect(bar, colours.color(QPalette.ColorRole.Accent))
        inner = rect.adjusted(SIDE, PAD, -SIDE, -PAD)
        title, width = str(index.data()), self._room(index)
        lines = self._lines(metrics, title, width)
        if lines > MOST_LINES:  # a quarter of a line is left for the word that doesn't fit on the first
            lines = MOST_LINES
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, round(width * (MOST_LINES - 0.25)))
        painter.setFont(option.font)
        painter.setPen(colours.color(QPalette.ColorRole.Accent if current else QPalette.ColorRole.WindowText))
        box = QRect(inner.left(), inner.top(), width, lines * metrics.height())
        painter.drawText(box, int(_TOP_LEFT | Qt.TextFlag.TextWordWrap), title)
        author = index.data(_AUTHOR)
        if author:
            painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
            name = metrics.elidedText(str(author), Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(inner.left(), box.bottom() + 1, width, metrics.height()), int(_TOP_LEFT), name)
        painter.restore()

    def _room(self, index: _Index) -> int:
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return max(self._tree.viewport().width() - depth * self._tree.indentation() - 2 * SIDE, 60)

    @staticmethod
    def _lines(metrics: QFontMetrics, title: str, width: int) -> int:
        box = metrics.boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), title)
        return max(round(box.height() / metrics.height()), 1)
