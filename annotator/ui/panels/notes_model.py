"""The annotations of a reader as a table, sorted and filtered here rather than by Qt, which would ask cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.i18n import _
from annotator.model.annotation import Placed
from annotator.ui.panels.notes_rows import NAMES, SORTS, WRITTEN, Column, Filter, Row, passes, row_of, words
from annotator.ui.shown import Ground, Roles
from annotator.ui.sought import Sought

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITTEN = _READ | Qt.ItemFlag.ItemIsEditable


class NotesModel(QAbstractTableModel):
    """Rows in their order; while it is held (`hold`), what changes is taken in and shown only after."""

    edited = Signal(str, object, object)  # annotation id, Column, what was written there
    changed = Signal()  # rows came, went, or are other ones

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground: Ground | None = None
        self._rows: dict[str, Row] = {}
        self._shown: list[Row] = []
        self._places: dict[str, int] = {}
        self._filter = Filter()
        self._sought = Sought()
        self._column, self._order = Column.PAGE, Qt.SortOrder.AscendingOrder
        self._held = False

    def fill(self, placed: Iterable[Placed], ground: Ground, roles: Roles) -> None:
        """Show the annotations of a reader, all of them new."""
        self._ground = ground
        self._rows = {one.annotation.id: row_of(one, ground, roles) for one in placed}
        self._refresh()

    def update(self, ids: Iterable[str], placed: Mapping[str, Placed], roles: Roles) -> None:
        """Show these annotations as they are now."""
        if self._ground is None:
            return
        still = not self._held
        for one in ids:
            before, after = self._rows.get(one), None
            if one in placed:
                after = self._rows[one] = row_of(placed[one], self._ground, roles)
            else:
                self._rows.pop(one, None)
            still = still and self._stands(before, after)
        if not still:
            self._refresh()

    def _stands(self, before: Row | None, after: Row | None) -> bool:
        """Show a row that changed where it was, if that is still its place: this is so while one writes a note."""
        ground, key = self._ground, SORTS[self._column]
        place = None if before is None else self._places.get(before.id)
        if before is None or after is None or place is None or ground is None:
            return False
        if before.offered != after.offered or before.at != after.at or key(before) != key(after):
            return False
        if not passes(after, self._filter, ground, self._sought):
            return False
        self._shown[place] = after
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))
        return True

    def set_filter(self, wanted: Filter) -> None:
        """Show what passes."""
        self._filter = wanted
        self._refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, and within it in the order of the text."""
        self._column, self._order = Column(column), order
        self._refresh()

    def hold(self, on: bool) -> None:
        """While one writes in a cell nothing moves under it."""
        self._held = on
        if not on:
            self._refresh()

    def rows(self) -> list[Row]:
        """All annotations, shown or not."""
        return list(self._rows.values())

    def row(self, place: int) -> Row:
        """The row at a place of the table."""
        return self._shown[place]

    def place(self, annotation_id: str) -> int | None:
        """Where an annotation stands in the table; None where it isn't shown."""
        return self._places.get(annotation_id)

    def _refresh(self) -> None:
        ground = self._ground
        if ground is None or self._held:
            return
        found = list(self._rows.values())
        if not self._filter.shows_all:
            found = [row for row in found if passes(row, self._filter, ground, self._sought)]
        found.sort(key=lambda row: (row.at, row.placed.annotation.created))
        found.sort(key=SORTS[self._column], reverse=self._order is Qt.SortOrder.DescendingOrder)
        if [row.id for row in found] == [row.id for row in self._shown]:
            old, self._shown = self._shown, found
            changed = [place for place, pair in enumerate(zip(old, found, strict=True)) if pair[0] is not pair[1]]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(Column) - 1))
        else:
            self.beginResetModel()
            self._shown = found
            self._places = {row.id: place for place, row in enumerate(found)}
            self.endResetModel()
        self.changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Role, note and tags are written in place."""
        return _WRITTEN if index.isValid() and index.column() in WRITTEN else _READ

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return NAMES[Column(section)]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the eye and for a screen reader; what is written, for an editor."""
        if not index.isValid() or self._ground is None:
            return None
        row, column = self._shown[index.row()], Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return words(row, column, self._ground)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{NAMES[column]}: {words(row, column, self._ground) or _('none')}"
        annotation = row.placed.annotation
        if role == Qt.ItemDataRole.EditRole:
            kinds = {
                Column.ROLE: annotation.role,
                Column.NOTE: annotation.note,
                Column.TAGS: ", ".join(annotation.tags),
            }
            return kinds.get(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.PASSAGE, Column.NOTE, Column.DIVISION):
            return words(row, column, self._ground)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells what was written; the table follows when the change is made."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.edited.emit(self._shown[index.row()].id, Column(index.column()), value)
        return True
