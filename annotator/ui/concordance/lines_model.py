"""The lines of a concordance as a table; a line is made when it is first shown, for there may be 20,000."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.i18n import _
from annotator.model.annotation import ROLES, Role
from annotator.model.citation import cite_pages
from annotator.model.concordance import Line, Unit, Window
from annotator.sentences import role_name
from annotator.services.concordance import Concordance, Mark
from annotator.ui.shown import role_of

_Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_KEPT = 500  # lines in memory: some screens full


class Column(IntEnum):
    """Where things stand."""

    MARKS = 0
    PAGE = 1
    AUTHOR = 2
    READER = 3
    LINE = 4


NAMES: Mapping[Column, str] = {
    Column.MARKS: "",
    Column.PAGE: _("Page"),
    Column.AUTHOR: _("Author"),
    Column.READER: _("Reader"),
    Column.LINE: _("Words in context"),
}


class LinesModel(QAbstractTableModel):
    """Rows in the concordance's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Concordance | None = None
        self.roles: Mapping[str, Role] = {role.key: role for role in ROLES}
        self._window = Window(160, Unit.CHARACTERS)
        self._lines: OrderedDict[int, Line] = OrderedDict()

    def show_lines(self, found: Concordance | None) -> None:
        """Show another concordance, or the same in another order."""
        self.beginResetModel()
        self.found = found
        self._lines.clear()
        self.endResetModel()

    def set_width(self, characters: int) -> None:
        """How many code points of context a line can show on a side."""
        if characters != self._window.size:
            self._window = Window(characters, Unit.CHARACTERS)
            self._lines.clear()

    def refresh(self) -> None:
        """Marks or roles have changed: lines are made anew, rows stay."""
        self._lines.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    def line(self, row: int) -> Line:
        """One line with as much context as can be shown."""
        assert self.found is not None
        if row not in self._lines:
            self._lines[row] = self.found.line(row, self._window)
            if len(self._lines) > _KEPT:
                self._lines.popitem(last=False)
        return self._lines[row]

    def marks(self, row: int) -> list[Mark]:
        """The person's marks on what the line shows, context included."""
        assert self.found is not None
        line = self.line(row)
        return self.found.place(row)[0].marks_between(line.start - len(line.left), line.end + len(line.right))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """One line a hit."""
        return 0 if parent.isValid() or self.found is None else len(self.found)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """See `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands above a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return NAMES[Column(section)]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and section == Column.MARKS:
            return _("Your marks")
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (Column.LINE, Column.PAGE):
            side = Qt.AlignmentFlag.AlignHCenter if section == Column.LINE else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; for a screen reader everything that is known of the line in one sentence."""
        if not index.isValid() or self.found is None:
            return None
        line, column = self.line(index.row()), Column(index.column())
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.MARKS: self.role_names(line),
            Column.PAGE: line.page or "",
            Column.AUTHOR: line.author or "",
            Column.READER: line.reader,
            Column.LINE: f"{line.left}{line.word}{line.right}",
        }[column]

    def spoken(self, line: Line) -> str:
        """`p. 17, Merle Fainsod: …the terror of the…; marked Question`."""
        where = ", ".join(filter(None, (cite_pages(line.page, None), line.author)))
        words = f"{line.left[-60:].lstrip()}{line.word}{line.right[:60].rstrip()}"
        said = f"{where}: {words}" if where else words
        marked = self.role_names(line)
        return _("{line}; marked {roles}").format(line=said, roles=marked) if marked else said

    def roles_of(self, line: Line) -> list[Role]:
        """The roles of the person's marks on the hit, each once."""
        return [role_of(key, self.roles) for key in dict.fromkeys(role for _id, role in line.marks)]

    def role_names(self, line: Line) -> str:
        """`Claim, Question`; empty where the hit isn't marked."""
        return ", ".join(role_name(role) for role in self.roles_of(line))

    def _tip(self, line: Line, column: Column) -> str | None:
        if column is Column.LINE:
            return None
        about = (cite_pages(line.page, None), line.author, line.division, line.reader, self.role_names(line))
        return "\n".join(part for part in about if part)
