"""Tables by how they are set: cells that stand under each other, white between the columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.layout import Cell
from annotator.importing.printed.shapes import is_caption
from annotator.importing.printed.tables import TableFound

# In units of the type size.
_BETWEEN = 0.3
_ALIGNED = 0.35
_DRAWN_IN = 0.5
_LEAST_ROWS = 3
_MOST_CUT = 3
_LEAST_ALIGNED = 0.7
_MOST_WORDS = 14
_FARTHEST = 2.6
_LABEL = re.compile(r"[(\[]?(\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,5})[.)\]]?|[•·‣▪◦●○■□–—*-]|\S{1,3}[.)]")
_NUMBER = re.compile(r"[-–−+(]?[$£€]?\d[\d,. ]*%?\)?[a-e*]?|[–—-]|n\.?a\.?")


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float


def find_tables(body: Sequence[BodyLine], taken: Collection[int]) -> list[TableFound]:
    """The tables among `body`, without the lines `taken`."""
    tables = []
    for run in _runs(body, taken):
        # A line before the rows, or one after them, may look like one by chance.
        shorter = (range(run.start + cut, run.stop - end) for cut in range(_MOST_CUT) for end in range(_MOST_CUT))
        table = next((found for part in shorter if len(part) >= _LEAST_ROWS and (found := _table(body, part))), None)
        if table:
            tables.append(table)
    return tables


def _runs(body: Sequence[BodyLine], taken: Collection[int]) -> Iterator[range]:
    """Stretches of lines that have cells, or words under each other; a line between them may have one cell only."""
    place = 0
    while place < len(body):
        end, last = place, place
        while end < len(body) and end not in taken and _belongs(body, end, place) and end - last < 3:
            end += 1
            if _parts(body[end - 1]):
                last = end
        if last - place >= _LEAST_ROWS and _parts(body[place]):
            yield range(place, last)
            place = last
        else:
            place += 1


def _belongs(body: Sequence[BodyLine], place: int, start: int) -> bool:
    line = body[place]
    layout = line.line.layout
    if not layout or line.note or line.notes_heading or line.alone or is_caption(line.text):
        return False
    if place == start:
        return bool(_parts(line))
    above = body[place - 1].line.layout
    if not above or (above.page, above.column) != (layout.page, layout.column):
        return False
    near = layout.gap is not None and 0.3 < layout.gap < _FARTHEST and abs(layout.size - above.size) < 0.15 * above.size
    return near and (bool(_parts(line)) or layout.room > 0.4 * layout.width)


def _parts(line: BodyLine) -> tuple[Cell, ...]:
    """The cells of a line; of one that ends with a figure, each figure and the words between two figures."""
    layout = line.line.layout
    if not layout or not layout.words or len(layout.words) > _MOST_WORDS:
        return layout.cells if layout else ()
    parts: list[Cell] = []
    words_before = False
    for word in layout.words:
        figure = bool(_NUMBER.fullmatch(line.line.text[word.start : word.end]))
        same_cell = bool(parts) and not any(parts[-1].end <= cell.start <= word.start for cell in layout.cells)
        if words_before and not figure and same_cell:
            parts[-1] = Cell(parts[-1].start, word.end, parts[-1].left, word.right)
        else:
            parts.append(word)
        words_before = not figure
    return tuple(parts) if len(parts) > 1 else ()


def _table(body: Sequence[BodyLine], run: range) -> TableFound | None:
    size = median(layout.size for place in run if (layout := body[place].line.layout))
    columns = _columns([_parts(body[place]) or _whole(body[place]) for place in run], size)
    if len(columns) < 2:
        return None
    rows = [_row(body[place], columns) for place in run]
    full = [row for row in rows if sum(map(bool, row)) > 1]
    if (
        len(full) < _LEAST_ROWS
        or not _aligned(body, run, columns, size)
        or _is_list(full)
        or not _is_tabular(body, run, full)
    ):
        return None
    merged, pages, lines = _merged(body, run, rows, columns, size)
    return TableFound(run, tuple(map(tuple, merged)), tuple(pages), None, tuple(lines))


def _whole(line: BodyLine) -> tuple[Cell, ...]:
    layout = line.line.layout
    return (Cell(0, len(line.line.text), layout.left, layout.right),) if layout else ()


def _columns(lines: Sequence[Sequence[Cell]], size: float) -> list[_Column]:
    """What stands in columns: the stretches that cells cover, white between them on all lines of several cells."""
    cells = sorted((cell for line in lines if len(line) > 1 for cell in line), key=lambda cell: cell.left)
    columns: list[_Column] = []
    for cell in cells:
        if columns and cell.left < columns[-1].right + _BETWEEN * size:
            columns[-1] = _Column(columns[-1].left, max(columns[-1].right, cell.right))
        else:
            columns.append(_Column(cell.left, cell.right))
    return columns


def _row(line: BodyLine, columns: Sequence[_Column]) -> list[str]:
    row = [""] * len(columns)
    for cell in _parts(line) or _whole(line):
        middle = (cell.left + cell.right) / 2
        nearest = min(
            range(len(columns)),
            key=lambda at: max(columns[at].left - middle, middle - columns[at].right, 0.0),
        )
        if not _parts(line):
            nearest = min(range(len(columns)), key=lambda at: abs(columns[at].left - cell.left))
        words = line.line.text[cell.start : cell.end]
        row[nearest] = f"{row[nearest]} {words}" if row[nearest] else words
    return row


def _aligned(body: Sequence[BodyLine], run: range, columns: Sequence[_Column], size: float) -> bool:
    """Whether what stands in each column shares an edge, or its middle."""
    for column in columns:
        stretches = []
        for place in run:
            parts = _parts(body[place])
            inside = [cell for cell in parts if column.left - 1 <= cell.left and cell.right <= column.right + 1]
            if inside and len(parts) > 1:
                stretches.append((min(cell.left for cell in inside), max(cell.right for cell in inside)))
        edges = [
            [left for left, _ in stretches],
            [right for _, right in stretches],
            [(left + right) / 2 for left, right in stretches],
        ]
        if len(stretches) > 1 and not any(_agree(values, _ALIGNED * size) for values in edges):
            return False
    return True


def _agree(values: Sequence[float], tolerance: float) -> bool:
    middle = median(values)
    return sum(abs(value - middle) < tolerance for value in values) >= _LEAST_ALIGNED * len(values)


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Labels before items: numbers, letters, bullets, and words after them."""
    labels = [row[0] for row in rows if row[0]]
    return len(rows[0]) == 2 and bool(labels) and all(_LABEL.fullmatch(label) for label in labels)


def _is_tabular(body: Sequence[BodyLine], run: range, rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are as short as a table's, or figures; lines told by their words only must be figures."""
    cells = [cell for row in rows for cell in row[1:] if cell]
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
    if any(not layout.cells for place in run if (layout := body[place].line.layout) and len(_parts(body[place])) > 1):
        lefts = [parts[0].left for place in run if len(parts := _parts(body[place])) > 1]
        size = next(layout.size for place in run if (layout := body[place].line.layout))
        return numbers >= 0.8 * len(cells) and all(row[0] for row in rows) and _agree(lefts, _ALIGNED * size)
    return numbers >= 0.5 * len(cells) or median(len(cell) for row in rows for cell in row if cell) < 30


def _merged(
    body: Sequence[BodyLine], run: range, rows: Sequence[list[str]], columns: Sequence[_Column], size: float
) -> tuple[list[list[str]], list[tuple[int, int]], list[tuple[int, int]]]:
    """The rows, labels that were broken over lines put together; (row, page) where pages begin; (row, line)."""
    merged: list[list[str]] = []
    pages: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    label = ""
    for place, row in zip(run, rows, strict=True):
        page = body[place].page
        layout = body[place].line.layout
        single = sum(map(bool, row)) == 1
        drawn_in = bool(layout and layout.left > columns[0].left + _DRAWN_IN * size)
        if page is not None:
            pages.append((len(merged), page))
        lines.append((len(merged), body[place].line.number))
        if single and row[0] and merged and drawn_in and not label:
            merged[-1][0] = f"{merged[-1][0]} {row[0]}".strip()
        elif single and row[0] and place + 1 < run.stop:
            label = f"{label} {row[0]}".strip()
        elif single and not row[0] and merged:
            at = next(column for column, cell in enumerate(row) if cell)
            merged[-1][at] = f"{merged[-1][at]} {row[at]}".strip()
        else:
            row = list(row)
            row[0] = f"{label} {row[0]}".strip()
            label = ""
            merged.append(row)
    last = len(merged) - 1
    return merged, [(min(row, last), page) for row, page in pages], [(min(row, last), line) for row, line in lines]
