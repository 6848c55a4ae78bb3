"""Tables: runs of short lines with numbers at their ends, their labels perhaps broken over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.lines import Measure, ends_sentence, starts_low

_CELL = re.compile(r"[-–−+(]?[$£€]?\d[\d,.]*%?\)?[a-e*]?|[–—]|n\.?a\.?|\.\.\.?")
_COLUMN = re.compile(r"(No|N|Number|Percent|Total|Per cent|Year|%)\.?|%.*|(1[5-9]|20)\d\d", re.IGNORECASE)
_TITLE = re.compile(r"(Table|Figure|Chart)\s+[\dIVX]+", re.IGNORECASE)
_GAP = re.compile(r"\s{2,}|\t")
_SHORT = 0.62
_MIN_ROWS = 3


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table on the body lines `span`; `caption` is the index of its caption line; `pages`: (row, page index).

    `lines`: (row, line of the file).
    """

    span: range
    rows: Rows
    pages: tuple[tuple[int, int], ...]
    caption: int | None
    lines: tuple[tuple[int, int], ...] = ()


def find_tables(body: Sequence[BodyLine], sources: Sequence[range], measure: Measure) -> list[TableFound]:
    """The tables among `body`; `sources` are spans that belong to no table's rows."""
    taken = {place for span in sources for place in span}
    tables = []
    start = 0
    while start < len(body):
        end = start
        while end < len(body) and _may_belong(body, end, taken, measure):
            end += 1
        if end > start:
            table = _table(body, range(start, end), sources)
            if table:
                tables.append(table)
        start = max(end, start + 1)
    return tables


def _may_belong(body: Sequence[BodyLine], place: int, taken: Collection[int], measure: Measure) -> bool:
    line = body[place]
    if place in taken or line.note or line.notes_heading or len(line.text) > measure.width * _SHORT:
        return False
    if place and not line.parted and place - 1 not in taken:
        # The last line of a paragraph is short too.
        previous = body[place - 1]
        return not (len(previous.text) > measure.width * _SHORT and not ends_sentence(previous.text))
    return True


def _table(body: Sequence[BodyLine], run: range, sources: Sequence[range]) -> TableFound | None:
    numeric = [place for place in run if _is_row(body[place].text)]
    if len(numeric) < _MIN_ROWS:
        return None
    run = range(run.start, numeric[-1] + 1)
    if len(numeric) * 4 < len(run):
        return None
    # Lines that read like sentences before the rows belong to the text.
    sentences = [
        place
        for place in range(run.start, numeric[0])
        if re.search(r"\w\w[.?!][”’]?$", body[place].text) and not _COLUMN.fullmatch(body[place].text.split()[-1])
    ]
    if sentences:
        run = range(sentences[-1] + 1, run.stop)
    caption = None
    titled = next((place for place in range(run.start, numeric[0]) if _TITLE.match(body[place].text)), None)
    if titled is not None:
        caption, run = titled, range(titled + 1, run.stop)
    else:
        caption = _caption_before(body, run.start, sources)
    rows, pages, numbers = _rows(body, run)
    return TableFound(run, rows, pages, caption, numbers)


def _caption_before(body: Sequence[BodyLine], place: int, sources: Sequence[range]) -> int | None:
    """The line before a table, or before its source, that names it."""
    source = next((span for span in sources if span.stop == place), None)
    before = (source.start if source else place) - 1
    if before < 0 or body[before].note:
        return None
    line = body[before].line
    apart = line.blank_before > 0 and line.blank_after > 0 and not line.goes_on
    follows = before > 0 and body[before - 1].line.goes_on and not body[before].parted
    named = _TITLE.match(line.text) or (source is not None and len(line.text) < 110 and not line.text.endswith(":"))
    return before if apart and not follows and named else None


def _is_row(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and bool(_CELL.fullmatch(words[-1])) and any(c.isdigit() for c in words[-1])


def _cells(text: str) -> list[str]:
    """Words up to a number are a label, each number is a cell: two pairs to a row come out as four cells."""
    cells: list[str] = []
    label: list[str] = []
    words = text.split()
    for place, word in enumerate(words):
        # A dash between words is part of a label; numbers count only behind the label.
        if _CELL.fullmatch(word) and (any(c.isdigit() for c in word) or place == len(words) - 1 or cells):
            if label:
                cells.append(" ".join(label))
                label = []
            cells.append(word)
        else:
            label.append(word)
    return [*cells, " ".join(label)] if label else cells


def _rows(
    body: Sequence[BodyLine], run: range
) -> tuple[Rows, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    gapped = _gapped(body, run)
    split = _by_gaps if gapped else _cells
    rows: list[tuple[str, ...]] = []
    pages: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    waiting: list[BodyLine] = []
    columns = max(
        Counter(len(split(body[place].text)) for place in run if _is_row(body[place].text)).items(),
        key=lambda item: item[1],
    )[0]
    for place in run:
        line = body[place]
        if line.page is not None:
            pages.append((len(rows), line.page))
        numbers.append((len(rows), line.line.number))
        if not _is_row(line.text):
            waiting.append(line)
            continue
        cells = split(line.text)
        if waiting:
            header, labels = _header(waiting, columns, gapped) if not rows else ((), waiting)
            if header:
                rows.append(header)
            if labels:
                cells[0] = " ".join([*(part.text for part in labels), cells[0]])
            waiting = []
        rows.append(tuple(cells))
    # A page that begins with a table's header begins with its first row.
    return tuple(rows), tuple((min(row, len(rows) - 1), page) for row, page in pages), tuple(numbers)


def _by_gaps(text: str) -> list[str]:
    return _GAP.split(text)


def _gapped(body: Sequence[BodyLine], run: range) -> bool:
    """Whether this table keeps two spaces (or a tab) between its cells."""
    rows = [body[place].text for place in run if _is_row(body[place].text)]
    return all(len(_by_gaps(row)) == len(_cells(row)) for row in rows) and len(_by_gaps(rows[0])) > 1


def _header(lines: Sequence[BodyLine], columns: int, gapped: bool) -> tuple[tuple[str, ...], list[BodyLine]]:
    """(the header's cells, the lines that are left as a broken label) of the lines before the first row."""
    first = lines[0].text
    cells = _by_gaps(first) if gapped else _capitalised(first)
    if len(cells) == columns and (gapped or len(lines) == 1):
        return tuple(cells), list(lines[1:])
    cells = []
    for place, line in enumerate(lines):
        if cells and starts_low(line.text) and not line.text.startswith("%"):
            cells[-1] += " " + line.text
            continue
        if len(cells) >= columns:
            return tuple(cells), list(lines[place:])
        words = line.text.split()
        heads = next((n for n, word in enumerate(words) if _COLUMN.fullmatch(word)), None)
        if heads is None or line.text.startswith("%"):
            cells.append(line.text)
        else:
            cells += [part for part in (" ".join(words[:heads]), *words[heads:]) if part]
    # Without any name of a column these are labels, not a header.
    if len(cells) == columns and any(_COLUMN.fullmatch(cell) for cell in cells):
        return tuple(cells), []
    return (), list(lines)


def _capitalised(text: str) -> list[str]:
    """`Chosen Left office Age` as a header of three: a small word belongs to the one before it."""
    cells: list[str] = []
    for word in text.split():
        if cells and not word[:1].isupper():
            cells[-1] += " " + word
        else:
            cells.append(word)
    return cells
