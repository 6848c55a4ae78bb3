"""A quotation with its author and page, to be pasted into an essay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.export.citation_styles import READING
from annotator.export.citer import Citer
from annotator.export.excerpt import Excerpt, joined, quoted
from annotator.model.anchor import Position
from annotator.model.bibliography import Works, works_of
from annotator.model.document import BlockKind, Document


class Clipping(NamedTuple):
    """Words for the clipboard, in the forms that other programs take: plain, as Markdown, as an HTML fragment."""

    plain: str
    markdown: str
    html: str


def clipping(
    document: Document,
    spans: Sequence[Position],
    *,
    cited: bool = False,
    works: Works | None = None,
    style: str = READING,
) -> Clipping:
    """The words of the passages, in text order, `[…]` between them; `cited` with quotation marks and their citation.

    `works` are what is cited (None: as the text alone tells), in the style that `style` names.
    """
    from annotator.export.preview import to_html  # not before something is copied

    found = joined(document, spans)
    if not cited:
        return Clipping(quoted(document, spans), found.markdown, to_html(found.markdown))
    source = _source(document, spans, works, style)
    markdown = _cited(found, source)
    return Clipping(f"“{quoted(document, spans).strip()}” {source}".strip(), markdown, to_html(markdown))


def _source(document: Document, spans: Sequence[Position], works: Works | None, style: str) -> str:
    """`(Fainsod, p. 17)`, as far as author and page are known."""
    works = works or works_of(document, document.title)
    words = Citer(works, style).cite(spans)
    return words if words[:1] in "([" else f"({words})"


def _cited(found: Excerpt, source: str) -> str:
    """A sentence or two in quotation marks; more, or a table, as a block quotation with its source below."""
    end = source
    if len(found.paragraphs) == 1 and found.paragraphs[0].kind is not BlockKind.TABLE:
        return f"“{found.markdown.strip()}” {end}".strip()
    quote = "\n".join(f"> {line}".rstrip() for line in found.markdown.split("\n"))
    return f"{quote}\n>\n> {end}" if end else quote
