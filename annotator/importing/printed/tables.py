"""Tables: runs of short lines with numbers at their ends, their labels perhaps broken over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.cells import CELL, TITLE, is_figure
from annotator.importing.printed.column_tables import column_tables
from annotator.importing.printed.lines import Measure, ends_sentence, starts_low

_COLUMN = re.compile(r"(No|N|Number|Percent|Total|Per cent|Year|%)\.?|%.*|(1[5-9]|20)\d\d", re.IGNORECASE)
_GAP = re.compile(r"\s{2,}|\t")
_SHORT = 0.62
_LONG = 0.9
_MIN_ROWS = 3
# A caption takes no more lines.
_TALLEST = 3


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table on the body lines `span`; `caption`: its caption's lines; `pages`: (row, page index).

    `lines`: (row, line of the file).
    """

    span: range
    rows: Rows
    pages: tuple[tuple[int, int], ...]
    caption: range | None
    lines: tuple[tuple[int, int], ...] = ()


def find_tables(body: Sequence[BodyLine], sources: Sequence[range], measure: Measure) -> list[TableFound]:
    """The tables among `body`; `sources` are spans that belong to no table's rows."""
    taken = {place for span in sources for place in span}
    tables = []
    for span, rows in column_tables(body, taken, measure):
        turns = tuple((0, page) for place in span if (page := body[place].page) is not None)
        lines = tuple((row, body[place].line.number) for row, place in zip(range(len(rows)), span, strict=False))
        tables.append(TableFound(span, rows, turns, _caption(body, span.start, sources), lines))
        taken.update(span)
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
    return sorted(tables, key=lambda table: table.span.start)


def _may_belong(body: Sequence[BodyLine], place: int, taken: Collection[int], measure: Measure) -> bool:
    line = body[place]
    if place in taken or line.note or line.notes_heading or _length(line) > measure.width * _longest(line):
        return False
    if place and not line.parted and place - 1 not in taken:
        # The last line of a paragraph is short too.
        previous = body[place - 1]
        return _in_caption(body, place - 1) or not (
            _length(previous) > measure.width * _SHORT and not ends_sentence(previous.text)
        )
    return True


def _longest(line: BodyLine) -> float:
    """How long a row may be, as a part of the measure: one of several figures longer than other short lines."""
    words = line.text.split()
    return _LONG if len(words) > 2 and all(map(is_figure, words[-2:])) else _SHORT


def _length(line: BodyLine) -> int:
    """The characters of a line, gaps between its cells counted as one."""
    return len(" ".join(line.text.split()))


def _in_caption(body: Sequence[BodyLine], place: int) -> bool:
    """Whether the line at `place` is one of a caption's."""
    return any(TITLE.match(body[at].text) for at in range(max(0, place - _TALLEST + 1), place + 1))


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
    # The first line of a caption may be as long as any.
    above = range(max(0, run.start - _TALLEST), numeric[0])
    titled = next((place for place in above if TITLE.match(body[place].text)), None)
    end = _caption_end(body, titled, numeric[0]) if titled is not None else 0
    caption: range | None = None
    if titled is not None and end >= run.start:
        caption, run = range(titled, end), range(end, run.stop)
    else:
        caption = _caption(body, run.start, sources)
    rows, pages, numbers = _rows(body, run)
    return TableFound(run, rows, pages, caption, numbers)


def _caption_end(body: Sequence[BodyLine], start: int, limit: int) -> int:
    """Where the caption that begins at `start` ends: before a blank line or before what reads like a header."""
    end = start + 1
    while end < limit and end - start < _TALLEST and not body[end].parted and _runs_on(body, end, limit):
        end += 1
    return end


def _runs_on(body: Sequence[BodyLine], place: int, limit: int) -> bool:
    """Whether the line at `place` still belongs to the caption: the last line before the rows is their header."""
    return (
        place + 1 < limit
        or (_is_row(body[limit].text) and not CELL.fullmatch(body[limit].text.split()[-1]))
        or (len(body[place].text.split()) < len(_cells(body[limit].text)))
    )


def _caption(body: Sequence[BodyLine], place: int, sources: Sequence[range]) -> range | None:
    """The lines before a table, or before its source, that name it."""
    source = next((span for span in sources if span.stop == place), None)
    stop = source.start if source else place
    titled = next((at for at in range(stop - 1, max(-1, stop - 1 - _TALLEST), -1) if TITLE.match(body[at].text)), None)
    if titled is not None:
        return range(titled, stop)
    single = _caption_before(body, place, sources)
    return None if single is None else range(single, single + 1)


def _caption_before(body: Sequence[BodyLine], place: int, sources: Sequence[range]) -> int | None:
    """The line before a table, or before its source, that stands like its name."""
    source = next((span for span in sources if span.stop == place), None)
    before = (source.start if source else place) - 1
    if before < 0 or body[before].note:
        return None
    line = body[before].line
    apart = line.blank_before > 0 and line.blank_after > 0 and not line.goes_on
    follows = before > 0 and body[before - 1].line.goes_on and not body[before].parted
    named = TITLE.match(line.text) or (source is not None and len(line.text) < 110 and not line.text.endswith(":"))
    return before if apart and not follows and named else None


def _is_row(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and bool(CELL.fullmatch(words[-1])) and any(c.isdigit() for c in words[-1])


def _cells(text: str) -> list[str]:
    """Words up to a number are a label, each number is a cell: two pairs to a row come out as four cells."""
    cells: list[str] = []
    label: list[str] = []
    words = text.split()
    for place, word in enumerate(words):
        # A dash between words is part of a label; numbers count only behind the label.
        if CELL.fullmatch(word) and (any(c.isdigit() for c in word) or place == len(words) - 1 or cells):
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
