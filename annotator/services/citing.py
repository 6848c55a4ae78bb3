"""A quotation with its author and page, to be pasted into an essay."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.export.excerpt import cited_pages, quoted
from annotator.export.naming import surnames
from annotator.model.anchor import Position
from annotator.model.document import Document
from annotator.model.lookup import author_of, division_at


def quotation(document: Document, spans: Sequence[Position]) -> str:
    """`“The words […] quoted” (Fainsod, p. 17)`, as far as author and page are known; `spans` in text order."""
    author = author_of(document, division_at(document, spans[0].start))
    source = ", ".join(filter(None, (author and surnames(author), cited_pages(document, spans))))
    words = quoted(document, spans).strip()
    return f"“{words}” ({source})" if source else f"“{words}”"
