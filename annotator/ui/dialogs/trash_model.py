"""What is in the trash: readers and annotations, the latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.shelf import Reader
from annotator.sentences import role_name
from annotator.ui.panels.dates import said_time
from annotator.ui.panels.typed import shorten

ITEM = Qt.ItemDataRole.UserRole
QUOTED, NOTED = 220, 160  # code points shown of a quotation and of a note
_Index = QModelIndex | QPersistentModelIndex
Item = Annotation | Reader


class TrashModel(QAbstractListModel):
    """One row an item."""

    def __init__(self, roles: Sequence[Role], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = {role.key: role for role in roles}
        self._items: list[Item] = []
        self._titles: Mapping[str, str] = {}

    def set_items(self, items: Sequence[Item], titles: Mapping[str, str]) -> None:
        """Show other items; `titles` are those of readers, by id."""
        self.beginResetModel()
        self._items = sorted(items, key=lambda item: item.deleted or "", reverse=True)
        self._titles = titles
        self.endResetModel()

    def remove(self, ids: frozenset[str]) -> None:
        """Take rows out."""
        for row in reversed(range(len(self._items))):
            if self._items[row].id in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._items[row]
                self.endRemoveRows()

    def role_of(self, item: Item) -> Role | None:
        """The role of an annotation."""
        return self._roles.get(item.role) if isinstance(item, Annotation) else None

    def words(self, item: Item) -> str:
        """The quotation, or a reader's title."""
        if isinstance(item, Reader):
            return item.title
        return shorten(" […] ".join(anchor.quote.exact for anchor in item.anchors), QUOTED)

    def note(self, item: Item) -> str:
        """The beginning of the note."""
        return shorten(item.note, NOTED) if isinstance(item, Annotation) else ""

    def about(self, item: Item) -> str:
        """“Question · deleted today, 14:02 · A Reader”."""
        if isinstance(item, Reader):
            kind, where = _("Reader, with all that is written in it"), ""
        else:
            role = self.role_of(item)
            kind, where = role_name(role) if role else "", self._titles.get(item.reader_id, "")
        when = said_time(item.deleted or "")
        return " · ".join(filter(None, (kind, _("deleted {when}").format(when=when) if when else "", where)))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many items."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; all of it in one sentence for a screen reader."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(item) or self.note(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(filter(None, (self.words(item), self.note(item), self.about(item))))
        return None
