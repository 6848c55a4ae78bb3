"""Hits of a search as rows of a list, grouped by reader and division."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import _
from annotator.model.annotation import ROLES, Role
from annotator.model.citation import cite_pages
from annotator.sentences import role_name
from annotator.services.finding import Hit

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    """The line above the hits of one division; `reader` is empty where all hits are of the same reader."""

    reader: str
    division: str
    count: int


Row = Group | Hit


def grouped(hits: Sequence[Hit], counts: Mapping[str, int] | None = None) -> list[Row]:
    """Hits below the line of their reader and division; groups, and hits in them, keep the order of their rank.

    `counts` has how many hits each selection has in all, the ones that aren't shown included.
    """
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.reader_id, hit.division), []).append(hit)
    several = len({hit.reader_id for hit in hits}) > 1
    rows: list[Row] = []
    for (_reader, division), members in groups.items():
        title = members[0].reader_title
        count = max((counts or {}).get(members[0].selection, 0), len(members))
        rows.append(Group(title if several and division else "", division or title, count))
        rows += members
    return rows


class HitsModel(QAbstractListModel):
    """Rows of `grouped`; the lines of groups can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self.roles: Mapping[str, Role] = {role.key: role for role in ROLES}

    def set_hits(self, hits: Sequence[Hit], counts: Mapping[str, int]) -> None:
        """Show other hits, with how many each selection has in all."""
        self.beginResetModel()
        self._rows = grouped(hits, counts)
        self.endResetModel()

    def row(self, index: _Index) -> Row | None:
        """The group or hit at `index`."""
        return self._rows[index.row()] if index.isValid() else None

    def hit(self, index: _Index) -> Hit | None:
        """The hit at `index`; None for the line of a group."""
        row = self.row(index)
        return row if isinstance(row, Hit) else None

    def first_hit(self) -> QModelIndex:
        """Where the best hit stands."""
        at = next((i for i, row in enumerate(self._rows) if isinstance(row, Hit)), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def role_of(self, hit: Hit) -> Role | None:
        """The role of a note's annotation."""
        return self.roles.get(hit.role) if hit.kind == "annotation" and hit.role else None

    def about(self, hit: Hit) -> str:
        """“Question · p. 84 · Conquest”: what stands below the words."""
        role = self.role_of(hit)
        return " · ".join(filter(None, (role_name(role) if role else "", cite_pages(hit.page, None), hit.author)))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Groups and hits together."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The arrow keys step over groups."""
        return super().flags(index) if self.hit(index) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; everything that is known of a hit in one sentence, for a screen reader."""
        row = self.row(index)
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, ROW):
            return None
        if role == ROW:
            return row
        if isinstance(row, Group):
            return ", ".join(filter(None, (row.division, row.reader)))
        if role == Qt.ItemDataRole.DisplayRole:
            return row.snippet
        kind = _("Note") if row.kind == "annotation" else _("Text")
        return f"{kind}: {row.snippet} ({self.about(row)})"
