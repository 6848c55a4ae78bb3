"""Annotations as a table for spreadsheets: one a row, as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from annotator.export.cells import safe
from annotator.export.citer import Citer
from annotator.export.excerpt import page_labels, quoted
from annotator.export.grouping import division_of, is_orphan
from annotator.export.naming import division_title, home_of
from annotator.export.options import ReaderExport
from annotator.export.words import Words
from annotator.model.annotation import Placed
from annotator.model.bibliography import author_in

COLUMNS = (
    *("id", "reader", "selection", "author", "page_from", "page_to", "role", "tags", "quote", "note", "citation"),
    *("state", "created", "modified"),
)


def to_csv(rows: Iterable[list[str]]) -> str:
    """The file, with a byte order mark: without one, spreadsheets take UTF-8 for something else."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(map(safe, row) for row in rows)
    return "\ufeff" + out.getvalue()


def row_of(export: ReaderExport, one: Placed, citer: Citer, words: Words) -> list[str]:
    """One annotation, column by column; words are as they are, not as Markdown has them."""
    annotation, document = one.annotation, export.document
    home = home_of(document, None if is_orphan(one) else division_of(document, one))
    role = export.roles.get(annotation.role)
    stored = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
    first, last = page_labels(document, one.spans)
    return [
        annotation.id,
        export.title,
        "" if home is None else division_title(document, home, words),
        "" if home is None else author_in(citer.works, home) or "",
        first or "",
        last or "",
        role.name if role else annotation.role,
        " ".join(f"#{tag}" for tag in annotation.tags),
        quoted(document, one.spans) if one.spans else stored,
        annotation.note,
        citer.cite(one.spans) if one.spans else "",
        one.state.value,
        annotation.created,
        annotation.modified,
    ]
