"""Lines as CSV (RFC 4180): a header, one row a hit, every column a spreadsheet can sort by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from annotator.export.cells import safe
from annotator.model.concordance import Line

HEADER = ("reader", "division", "author", "page", "start", "end", "left", "word", "right", "roles")


def to_csv(lines: Iterable[Line]) -> str:
    """The lines; `start` and `end` are code points in the reader's text, `roles` the person's marks on the hit."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for line in lines:
        roles = " ".join(dict.fromkeys(role for _annotation, role in line.marks))
        cells = (line.reader, line.division, line.author, line.page, line.start, line.end)
        writer.writerow([safe(cell) for cell in (*cells, line.left.strip(), line.word, line.right.strip(), roles)])
    return out.getvalue()
