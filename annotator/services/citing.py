"""A quotation with its author and page, to be pasted into an essay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.export.escape import escape_inline
from annotator.export.excerpt import Excerpt, cited_pages, joined, quoted
from annotator.export.naming import surnames
from annotator.model.anchor import Position
from annotator.model.document import BlockKind, Document
from annotator.model.lookup import author_of, division_at


class Clipping(NamedTuple):
    """Words for the clipboard, in the forms that other programs take: plain, as Markdown, as an HTML fragment."""

    plain: str
    markdown: str
    html: str


def clipping(document: Document, spans: Sequence[Position], *, cited: bool = False) -> Clipping:
    """The words of the passages, in text order, `[…]` between them; `cited` with quotation marks, author, page."""
    from annotator.export.preview import to_html  # not before something is copied

    found = joined(document, spans)
    markdown = _cited(found, _source(document, spans)) if cited else found.markdown
    plain = quotation(document, spans) if cited else quoted(document, spans)
    return Clipping(plain, markdown, to_html(markdown))


def quotation(document: Document, spans: Sequence[Position]) -> str:
    """`“The words […] quoted” (Fainsod, p. 17)`, as far as author and page are known; `spans` in text order."""
    source = _source(document, spans)
    words = quoted(document, spans).strip()
    return f"“{words}” ({source})" if source else f"“{words}”"


def _source(document: Document, spans: Sequence[Position]) -> str:
    """`Fainsod, p. 17`, as far as author and page are known."""
    author = author_of(document, division_at(document, spans[0].start))
    return ", ".join(filter(None, (author and surnames(author), cited_pages(document, spans))))


def _cited(found: Excerpt, source: str) -> str:
    """A sentence or two in quotation marks; more, or a table, as a block quotation with its source below."""
    end = f"({escape_inline(source)})" if source else ""
    if len(found.paragraphs) == 1 and found.paragraphs[0].kind is not BlockKind.TABLE:
        return f"“{found.markdown.strip()}” {end}".strip()
    quote = "\n".join(f"> {line}".rstrip() for line in found.markdown.split("\n"))
    return f"{quote}\n>\n> {end}" if end else quote
