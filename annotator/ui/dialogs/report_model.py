"""The rows of an import's report: what may want a look first, then what was done; tens of thousands are no trouble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import _
from annotator.report_words import Row, Section

ENTRY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractListModel):
    """Each section's line, which can't be chosen, and its rows below it; filtered by words or by the line's number.

    An empty line stands between sections: all lines are of one height, so that the view needn't ask each for its own.
    """

    def __init__(self, sections: Sequence[Section], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections = tuple(sections)
        self._shown: list[tuple[Section, Row | None] | None] = []
        self.filter("")

    def filter(self, words: str) -> None:
        """Show only rows that hold `words`."""
        sought = " ".join(words.split()).casefold()
        self.beginResetModel()
        self._shown = []
        for section in self._sections:
            rows = [row for row in section.rows if _holds(row, sought)]
            if rows and self._shown:
                self._shown.append(None)
            if rows:
                self._shown.append((section._replace(rows=tuple(rows)), None))
                self._shown += ((section, row) for row in rows)
        self.endResetModel()

    def entry(self, index: _Index) -> tuple[Section, Row | None] | None:
        """The section at `index` with its row; without one for the section's own line; None for an empty line."""
        return self._shown[index.row()] if index.isValid() else None

    def row(self, index: _Index) -> Row | None:
        """The row at `index`; None for a section's line."""
        entry = self.entry(index)
        return entry[1] if entry else None

    def first(self) -> QModelIndex:
        """Where the first row stands."""
        return self.index(1) if self._shown else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """All lines."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The arrow keys step over the sections' lines."""
        return super().flags(index) if self.row(index) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; with their section and line in one sentence for a screen reader."""
        entry = self.entry(index)
        if entry is None:
            return None
        section, row = entry
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return row.what if row else section.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.what if row and section.to_check and not section.words else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                ", ".join((section.title, row.what, line_of(row))) if row else f"{section.title}, {len(section.rows)}"
            )
        return None


def line_of(row: Row) -> str:
    """“line 40”, or nothing where it isn't known."""
    return _("line {n}").format(n=row.line) if row.line else ""


def _holds(row: Row, sought: str) -> bool:
    return not sought or sought in row.what.casefold() or sought == str(row.line)
