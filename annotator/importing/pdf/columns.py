"""The order of reading: columns told by the white between them, bands by what runs across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.importing.pdf.rows import Piece

Row = list[Piece]

_LEAST_LINES = 5
# Parts of a column's width that its lines usually fill: those of prose do, cells of a table don't.
_FILLED = 0.62
_GUTTER = 0.7
_STRAY = 0.12
_LEAST_EMS = 9.0
_MOST_COLUMNS = 4


@dataclass(slots=True)
class Strip:
    """A column of a band of the page: its lines from top to bottom; `column` counts from 0, None: across all."""

    rows: list[Row]
    column: int | None = None
    of: int = 1


def strips_of(rows: Sequence[Row]) -> list[Strip]:
    """The rows of a page (without furniture) in strips, in the order of reading."""
    pieces = [piece for row in rows for piece in row]
    if not pieces:
        return []
    gutters = _gutters(pieces)
    if not gutters:
        return [Strip(list(rows))]
    return list(_bands(rows, gutters))


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """The middles of the white strips that part columns of prose, from left to right."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    em = median(piece.size for piece in pieces)
    found: list[float] = []
    for gutter, middle in sorted(_white(pieces, left, right, em), reverse=True):
        edges = sorted([left, *found, right])
        low = max(edge for edge in edges if edge <= middle)
        high = min(edge for edge in edges if edge >= middle)
        inside = [piece for piece in pieces if piece.left >= low - em and piece.right <= high + em]
        if gutter > _GUTTER * em and _parts_prose(inside, middle, em):
            found.append(middle)
        if len(found) == _MOST_COLUMNS - 1:
            break
    return sorted(found)


def _white(pieces: Sequence[Piece], left: float, right: float, em: float) -> Iterator[tuple[float, float]]:
    """(width, middle) of each upright strip that hardly any piece crosses."""
    step = em / 4
    cells = max(int((right - left) / step), 1)
    crossed = [0] * (cells + 1)
    for piece in pieces:
        for cell in range(max(int((piece.left - left) / step), 0), min(int((piece.right - left) / step), cells) + 1):
            crossed[cell] += 1
    limit = _STRAY * len(pieces)
    start: int | None = None
    for cell, count in enumerate([*crossed, len(pieces)]):
        if count <= limit and start is None:
            start = cell
        elif count > limit and start is not None:
            if start > 0 and cell <= cells:
                yield (cell - start) * step, left + (start + cell) / 2 * step
            start = None


def _parts_prose(pieces: Sequence[Piece], middle: float, em: float) -> bool:
    """Whether lines of prose stand on both sides, beside each other: a table's cells don't fill their columns."""
    sides = [
        [piece for piece in pieces if piece.right <= middle + em / 2],
        [piece for piece in pieces if piece.left >= middle - em / 2],
    ]
    for side in sides:
        if len(side) < _LEAST_LINES:
            return False
        width = max(piece.right for piece in side) - min(piece.left for piece in side)
        full = sorted(piece.right - piece.left for piece in side)
        if width < _LEAST_EMS * em or full[int(len(full) * 0.6)] < _FILLED * width:
            return False
        if median(piece.text.count(" ") for piece in side) < 2:
            return False
    tops = [min(piece.base for piece in side) for side in sides]
    feet = [max(piece.base for piece in side) for side in sides]
    return min(feet) - max(tops) > (_LEAST_LINES - 2) * em


def _bands(rows: Sequence[Row], gutters: Sequence[float]) -> Iterator[Strip]:
    count = len(gutters) + 1
    columns: list[list[Row]] = [[] for _ in range(count)]
    for row in rows:
        if any(piece.left < gutter - 1 and piece.right > gutter + 1 for piece in row for gutter in gutters):
            yield from _strips(columns)
            columns = [[] for _ in range(count)]
            yield Strip([row])
            continue
        for piece in row:
            column = sum(piece.left >= gutter - 1 for gutter in gutters)
            if columns[column] and columns[column][-1] is not None and _same_row(columns[column][-1], piece):
                columns[column][-1].append(piece)
            else:
                columns[column].append([piece])
    yield from _strips(columns)


def _same_row(row: Row, piece: Piece) -> bool:
    return abs(row[0].base - piece.base) < 0.2 * piece.size


def _strips(columns: Sequence[list[Row]]) -> Iterator[Strip]:
    for number, rows in enumerate(columns):
        if rows:
            yield Strip(rows, number, len(columns))
