"""All actions with their keys as a table, sifted by words."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from annotator.i18n import _
from annotator.ui.action_spec import MENUS, ActionSpec
from annotator.ui.dialogs.preferences.giving import Table
from annotator.ui.keys import shown_keys
from annotator.ui.keys_page import menu_title
from annotator.ui.panels.look import heavier

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    ACTION = 0
    MENU = 1
    KEYS = 2
    USUAL = 3


NAMES = {
    Column.ACTION: _("Command"),
    Column.MENU: _("Menu"),
    Column.KEYS: _("Keys"),
    Column.USUAL: _("Usual keys"),
}
_TITLES = {key: menu_title(key, title) for key, title in MENUS}


class KeysModel(QAbstractTableModel):
    """Rows in the order of the menus; what a person changed is set heavier."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table = Table((), {})
        self._keys = self._table.keys
        self._words: tuple[str, ...] = ()
        self._rows: list[ActionSpec] = []
        self._font = heavier(QApplication.font())

    def fill(self, table: Table) -> None:
        """Show these."""
        self._table, self._keys = table, table.keys
        self._sift()

    def set_filter(self, text: str) -> None:
        """Show the actions with all of these words in their name, menu or keys."""
        self._words = tuple(text.casefold().split())
        self._sift()

    def spec(self, row: int) -> ActionSpec:
        """The action in a row."""
        return self._rows[row]

    def row(self, action: str) -> int | None:
        """The row of an action; None where it isn't shown."""
        return next((at for at, one in enumerate(self._rows) if one.id == action), None)

    def _sift(self) -> None:
        found = [one for one in self._in_order() if all(word in self._said(one) for word in self._words)]
        if [one.id for one in found] == [one.id for one in self._rows]:
            self._rows = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    def _in_order(self) -> list[ActionSpec]:
        return [one for key, _title in MENUS for one in self._table.specs if one.menu == key]

    def _said(self, one: ActionSpec) -> str:
        return " ".join((one.plain_text, _TITLES[one.menu], shown_keys(self._keys[one.id]))).casefold()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return NAMES[Column(section)]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the eye and for a screen reader."""
        if not index.isValid():
            return None
        one, column = self._rows[index.row()], Column(index.column())
        words = {
            Column.ACTION: one.plain_text,
            Column.MENU: _TITLES[one.menu],
            Column.KEYS: shown_keys(self._keys[one.id]),
            Column.USUAL: shown_keys(one.keys),
        }[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{NAMES[column]}: {words or _('none')}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.tooltip
        if role == Qt.ItemDataRole.FontRole and column is Column.KEYS and self._keys[one.id] != one.keys:
            return self._font
        return None
