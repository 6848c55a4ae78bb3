"""The command palette: every action by its name, chosen with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.ui.action_spec import MENUS, ActionSpec, without_mnemonic
from annotator.ui.floating import Float
from annotator.ui.icons import SIZE as ICON
from annotator.ui.keys import shown_keys
from annotator.ui.menus import Menus
from annotator.ui.panels.look import SHEET

_ID = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1
_WHERE = Qt.ItemDataRole.UserRole + 2
WIDTH, ROW, PAD = 520, 32, 12  # pixels
MOST_ROWS = 12


def score(query: str, name: str) -> int | None:
    """How well the letters of `query` are found in `name`, in order: more is better, None is not at all.

    Letters at the beginnings of words and letters that follow one another count more.
    """
    wanted, text = query.casefold().replace(" ", ""), name.casefold()
    best = text.find(query.casefold().strip())
    if best >= 0:
        starts = best == 0 or not text[best - 1].isalnum()
        return 1000 + 100 * starts - best
    total, at, previous = 0, -1, -2
    for letter in wanted:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        total += 3 if at == previous + 1 else 2 if at == 0 or not text[at - 1].isalnum() else 0
        previous = at
    return total - len(text) // 8


def ranked(query: str, specs: Iterable[ActionSpec]) -> list[ActionSpec]:
    """The actions that fit `query`, the best first; all of them for an empty one."""
    if not query.strip():
        return list(specs)
    scored = [(score(query, one.plain_text), one) for one in specs]
    return [one for points, one in sorted(((p, o) for p, o in scored if p is not None), key=lambda pair: -pair[0])]


class Palette(Float):
    """Comes up over the window; Enter runs what is chosen, Esc goes away."""

    def __init__(self, parent: QWidget, menus: Menus, icons: Callable[[str], QIcon]) -> None:
        super().__init__(parent)
        self._menus = menus
        self._icons = icons
        self._titles = {key: title.replace("&", "") for key, title in MENUS}
        self._field = QLineEdit(self, placeholderText=_("What would you like to do?"))
        self._field.setFrame(False)
        self._field.setTextMargins(PAD - 4, 0, PAD - 4, 0)
        self._field.setAccessibleName(_("Command"))
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setUniformItemSizes(True)
        self._list.verticalScrollBar().setStyleSheet(SHEET)
        for widget in (self._field, self._list.viewport()):
            widget.setAutoFillBackground(False)
            colours = widget.palette()
            colours.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
            widget.setPalette(colours)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.setMinimumHeight(ROW)
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(lambda item: self._run())

    def open(self) -> None:
        """Show it, empty, below the window's top."""
        self._field.clear()
        self._fill("")
        width = min(WIDTH, self.over.width() - 48)
        self.setGeometry((self.over.width() - width) // 2, 48, width, ROW)
        self._fit()
        self.raise_()
        self.show()
        self._field.setFocus()

    def names(self) -> list[str]:
        """What is listed now, the best first."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps and self._list.count():
                row = self._list.currentRow() + steps[key]
                self._list.setCurrentRow(
                    min(max(row, 0), self._list.count() - 1) if abs(steps[key]) > 1 else row % self._list.count()
                )
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, query: str) -> None:
        self._list.clear()
        for one in ranked(query, (one for one in self._menus.keyring.specs if one.id != "palette")):
            action = self._menus.actions[one.id]
            if not action.isEnabled():
                continue
            item = QListWidgetItem(without_mnemonic(action.text()))
            item.setData(_ID, one.id)
            if one.icon:
                item.setIcon(self._icons(one.icon))
            item.setData(_KEYS, shown_keys(self._menus.keyring.keys(one.id)[:1]))
            item.setData(_WHERE, self._titles[one.menu])
            item.setToolTip(one.tooltip)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        """As high as what is listed, and never higher than the window allows."""
        rows = min(self._list.count(), MOST_ROWS, max((self.over.height() - 160) // ROW, 1))
        self._list.setFixedHeight(rows * ROW)
        self._list.setVisible(rows > 0)
        self.resize(self.width(), ROW * (rows + 1) + (24 if rows else 16) + 2 * self.frameWidth())

    def _run(self) -> None:
        item = self._list.currentItem()
        self.dismiss()
        if item is not None:
            self._menus.actions[item.data(_ID)].trigger()


class _Row(QStyledItemDelegate):
    """The name, the menu it is in, and its key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours: QPalette = option.palette
        rect: QRect = option.rect
        muted = QColor(colours.color(QPalette.ColorRole.PlaceholderText))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.color(QPalette.ColorRole.Highlight))
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, inner.left(), inner.top() + (inner.height() - ICON) // 2, ICON, ICON)
        inner.setLeft(inner.left() + ICON + PAD)
        text = str(index.data())
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        painter.drawText(inner, int(centre | Qt.AlignmentFlag.AlignLeft), text)
        painter.setPen(muted)
        painter.drawText(inner, int(centre | Qt.AlignmentFlag.AlignRight), str(index.data(_KEYS)))
        after = inner.adjusted(option.fontMetrics.horizontalAdvance(text) + PAD, 0, 0, 0)
        painter.drawText(after, int(centre | Qt.AlignmentFlag.AlignLeft), str(index.data(_WHERE)))
