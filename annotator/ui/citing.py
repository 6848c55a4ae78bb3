"""A quotation with its author and page, to be pasted into an essay."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.anchor import Position
from annotator.model.citation import cite_pages
from annotator.model.document import Document, Page
from annotator.model.lookup import author_of, division_at, pages_of


def page_label(page: Page) -> str:
    """The label as printed; in brackets where it was inferred, as editors do."""
    return page.label if page.printed else f"[{page.label}]"


def quotation(document: Document, spans: Sequence[Position]) -> str:
    """`“The words […] quoted” (Merle Fainsod, p. 17)`, as far as author and page are known."""
    words = " […] ".join(document.text[span.start : span.end].strip() for span in spans)
    first, last = spans[0].start, spans[-1].end
    pages = pages_of(document, first, last)
    cited = cite_pages(page_label(pages[0]), page_label(pages[1])) if pages else ""
    source = ", ".join(filter(None, (author_of(document, division_at(document, first)), cited)))
    return f"“{words}” ({source})" if source else f"“{words}”"
