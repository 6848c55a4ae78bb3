"""Tables of data: their cells in rows and columns, with all that is marked on their words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.marks import Cell
from annotator.importing.markup.pieces import Run
from annotator.importing.markup.tags import HEADINGS, name_of

_LONGEST_CELL = 600
_MAX_COLUMNS = 60
_BLOCKS_IN_CELL = 4


def is_data_table(table: etree._Element, notes: Collection[etree._Element]) -> bool:
    """Whether a table holds data. One that only lays out a page is read as if it weren't there."""
    if table.get("role") in ("presentation", "none"):
        return False
    widest = 0
    for row in table.iter(etree.Element):
        if row in notes or name_of(row) in HEADINGS:
            return False
        if name_of(row) != "tr":
            continue
        cells = [cell for cell in row if name_of(cell) in ("td", "th")]
        widest = max(widest, len(cells))
        if any(map(_is_large, cells)):
            return False
    return widest > 1


def _is_large(cell: etree._Element) -> bool:
    """Whether a cell holds more than a datum."""
    length = blocks = 0
    for inner in cell.iter(etree.Element):
        length += sum(len(text.strip()) for text in (inner.text, inner.tail) if text)
        blocks += name_of(inner) in ("p", "div", "table")
        if length > _LONGEST_CELL or blocks > _BLOCKS_IN_CELL:
            return True
    return False


@dataclass(slots=True)
class TableCell:
    """A cell as it is read, and how many columns and rows it spans."""

    run: Run
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class TableRuns:
    """A table as it is read."""

    caption: Run = field(default_factory=Run)
    _rows: list[list[TableCell]] = field(default_factory=list)

    def begin_row(self) -> None:
        """The next cells stand in a new row."""
        self._rows.append([])

    def begin_cell(self, element: etree._Element) -> Run:
        """A cell begins; gives the run to write it in."""
        if not self._rows:
            self.begin_row()
        cell = TableCell(Run(), _span(element, "colspan", _MAX_COLUMNS), _span(element, "rowspan", 1000))
        self._rows[-1].append(cell)
        return cell.run

    def cells(self) -> list[TableCell]:
        """All cells in text order."""
        return [cell for row in self._rows for cell in row]

    def laid_out(self) -> list[list[Cell]]:
        """The cells, each in its column; what spans several stands in the first."""
        return [[Cell(run.text, run.marks()) for run in row] for row in self._grid()]

    def whole(self) -> Run:
        """All its words, with their marks, as one run."""
        run = Run()
        for cell in self.cells():
            run.extend(cell.run, " ")
        return run

    def _grid(self) -> list[list[Run]]:
        grid: list[list[Run]] = []
        reaching: dict[int, int] = {}
        for cells in self._rows:
            row: list[Run] = []
            waiting = iter(cells)
            cell = next(waiting, None)
            while cell or reaching.get(len(row), 0):
                column = len(row)
                if reaching.get(column, 0):
                    reaching[column] -= 1
                    row.append(Run())
                    continue
                assert cell
                row.append(cell.run)
                # Far to the right nothing spans: a few cells could grow into millions.
                for extra in range(cell.columns if column < _MAX_COLUMNS else 0):
                    if extra:
                        row.append(Run())
                    if cell.rows > 1:
                        reaching[column + extra] = cell.rows - 1
                cell = next(waiting, None)
            grid.append(row)
        return grid


def _span(element: etree._Element, key: str, most: int) -> int:
    value = element.get(key) or "1"
    return min(max(int(value), 1), most) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
