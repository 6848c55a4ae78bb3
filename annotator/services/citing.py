"""A quotation with its citation, to be pasted into an essay."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from annotator.export.citation_styles import READING, STYLES
from annotator.export.citer import Citer
from annotator.export.excerpt import joined
from annotator.export.quotation import REFERENCE, Quotation, quotation
from annotator.model.anchor import Position
from annotator.model.bibliography import Work, Works
from annotator.model.document import Document


class Clipping(NamedTuple):
    """Words for the clipboard, in the forms that other programs take: plain, as Markdown, as an HTML fragment."""

    plain: str
    markdown: str
    html: str


class CitedClipping(NamedTuple):
    """A clipping with a citation, and the works that it cites."""

    clipping: Clipping
    works: tuple[Work, ...]


def clipping(document: Document, spans: Sequence[Position]) -> Clipping:
    """The words of the passages, in text order, `[…]` between them."""
    from annotator.export.preview import to_html  # not before something is copied

    found = joined(document, spans)
    return Clipping(found.text, found.markdown, to_html(found.markdown))


def cited_clipping(works: Works, spans: Sequence[Position], style: str = READING) -> CitedClipping:
    """The words of the passages (one at least, in text order) as one quotes them, cited in one of `STYLES`.

    The plain form is Markdown as well: what takes no rich text is mostly an editor, and this is what is written there.
    A note is a footnote in Markdown, and a numbered paragraph below in HTML.
    """
    citer = Citer(works, style)
    citation = citer.cite(spans)
    found = quotation(joined(works.document, spans), citation, is_note=STYLES[style].is_note)
    cited = tuple(citer.used.values())
    # A footnote's name mustn't meet another's in the essay: it has the passage's place in it.
    markdown = found.markdown(f"{cited[0].citekey or 'note'}-{spans[0].start}")
    return CitedClipping(Clipping(markdown, markdown, _html(found)), cited)


def _html(found: Quotation) -> str:
    from annotator.export.preview import to_html

    number = "<sup>1</sup>"
    body = to_html(found.body).replace(html.escape(REFERENCE), number)
    return f"{body}\n{to_html(found.note).replace('<p>', f'<p>{number} ', 1)}" if found.note else body
