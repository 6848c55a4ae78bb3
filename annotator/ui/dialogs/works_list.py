"""The works of a reader as a list: a title on one line or two, and whose it is below in a quieter ink."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.i18n import _
from annotator.services.bibliography import Sheet
from annotator.ui.panels.look import GRID

WIDTH = 64 * GRID  # pixels
_PAD, _SIDE = 2 * GRID, 4 * GRID
_AUTHOR = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class WorksList(QListWidget):
    """The book first, then its pieces in text order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, _PAD, 0, _PAD)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Entry(self))
        self.setAccessibleName(_("The book and its pieces"))

    def show_sheets(self, sheets: list[Sheet]) -> None:
        """Show these, and stay at the row that is the current one."""
        while self.count() < len(sheets):
            self.addItem(QListWidgetItem())
        while self.count() > len(sheets):
            self.takeItem(self.count() - 1)
        for row, sheet in enumerate(sheets):
            work, item = sheet.work, self.item(row)
            author = work.author or (_("edited by {editor}").format(editor=work.editor) if work.editor else "")
            item.setText(work.title or _("Untitled"))
            item.setData(_AUTHOR, author)
            both = ", ".join(filter(None, (item.text(), author)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, both)
            item.setToolTip(both)


class _Entry(QStyledItemDelegate):
    """Paints an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = self._title_box(option, index).height() + bool(index.data(_AUTHOR)) * option.fontMetrics.height()
        return QSize(0, height + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        list_view = self.parent()
        assert isinstance(list_view, QListWidget)
        colours, rect = option.palette, option.rect
        painter.save()
        painter.setFont(option.font)
        if index.row() == list_view.currentRow():
            painter.fillRect(rect, colours.color(QPalette.ColorRole.Highlight))
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), colours.color(QPalette.ColorRole.Accent))
        title = self._title_box(option, index)
        title.moveTo(rect.left() + _SIDE, rect.top() + _PAD)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        painter.drawText(title, _WRAP, str(index.data()))
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        metrics = option.fontMetrics
        author = metrics.elidedText(str(index.data(_AUTHOR) or ""), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(QRect(title.left(), title.bottom() + 1, title.width(), metrics.height()), _WRAP, author)
        painter.restore()

    @staticmethod
    def _title_box(option: QStyleOptionViewItem, index: _Index) -> QRect:
        room = QRect(0, 0, WIDTH - 2 * _SIDE, 10_000)
        return QRect(0, 0, room.width(), option.fontMetrics.boundingRect(room, _WRAP, str(index.data())).height())
