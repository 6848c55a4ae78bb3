"""The readers of the library as rows of a list, with what is said below each title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from annotator.i18n import _, ngettext
from annotator.model.citation import cite_pages
from annotator.model.shelf import ShelfEntry
from annotator.ui.panels.dates import said_day

ENTRY = Qt.ItemDataRole.UserRole
SOUGHT = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ReaderDetails:
    """What only a reader's text tells: whose it is, and where the person left off in it.

    `page` is the label of that page; `done` is how much of the text lies before it, from 0 to 1.
    """

    author: str = ""
    page: str | None = None
    done: float | None = None


class ShelfModel(QAbstractListModel):
    """One row a reader; `renamed` tells that a title was changed in place."""

    renamed = Signal(str, str)  # reader id, title

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[ShelfEntry] = []
        self._titles: dict[str, str] = {}  # given here, and perhaps not in the library yet
        self._details: dict[str, ReaderDetails] = {}

    def set_entries(self, entries: Sequence[ShelfEntry]) -> None:
        """Show other readers."""
        self.beginResetModel()
        self._entries = list(entries)
        self._titles = {}
        self.endResetModel()

    def set_details(self, details: Mapping[str, ReaderDetails]) -> None:
        """What is known of the texts, by reader id; added to what was known."""
        self._details |= details
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def remove(self, reader_id: str) -> None:
        """Take one row out."""
        for row, entry in enumerate(self._entries):
            if entry.reader.id == reader_id:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
                return

    def title(self, entry: ShelfEntry) -> str:
        """The title, as it was last given."""
        return self._titles.get(entry.reader.id, entry.reader.title)

    def byline(self, entry: ShelfEntry) -> str:
        """The author or editor, else the file's name."""
        return self._details.get(entry.reader.id, ReaderDetails()).author or entry.reader.file_name

    def done(self, entry: ShelfEntry) -> float | None:
        """How much of the text was passed, from 0 to 1; None where that isn't known."""
        return self._details.get(entry.reader.id, ReaderDetails()).done

    def about(self, entry: ShelfEntry) -> str:
        """“214 pages · 12 annotations · last read 3 Nov at p. 17”."""
        parts = [
            ngettext("{count} page", "{count} pages", entry.pages).format(count=entry.pages) if entry.pages else "",
            ngettext("{count} annotation", "{count} annotations", entry.annotations).format(count=entry.annotations)
            if entry.annotations
            else _("nothing marked yet"),
            self._last_read(entry),
        ]
        return " · ".join(part for part in parts if part)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many readers."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A title can be changed in place."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; the whole row as a sentence for a screen reader; what the filter looks in."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((self.title(entry), self.byline(entry), self.about(entry)))
        if role == SOUGHT:
            return " ".join((self.title(entry), self.byline(entry), entry.reader.file_name))
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Another title; an empty one, or the same, changes nothing."""
        entry = self._entries[index.row()]
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not title or title == self.title(entry):
            return False
        self._titles[entry.reader.id] = title
        self.dataChanged.emit(index, index)
        self.renamed.emit(entry.reader.id, title)
        return True

    def _last_read(self, entry: ShelfEntry) -> str:
        day = said_day(entry.place.opened) if entry.place else ""
        if not day:
            return _("not read yet")
        page = cite_pages(self._details.get(entry.reader.id, ReaderDetails()).page, None)
        return (
            _("last read {day} at {page}").format(day=day, page=page) if page else _("last read {day}").format(day=day)
        )
