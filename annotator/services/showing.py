"""Hits as a person sees them: with words in context, page and author."""

from __future__ import annotations

from annotator.model.annotation import Placed
from annotator.model.document import Document
from annotator.model.lookup import division_at
from annotator.model.shelf import Reader
from annotator.search.answers import TextHit
from annotator.search.query import query_terms
from annotator.search.snippets import Snippet, found_in, snippet
from annotator.services.hits import Hit
from annotator.services.known_texts import KnownText
from annotator.services.note_facts import Fact


def text_hit(query: str, stemmed: bool, known: KnownText, document: Document, found: TextHit) -> Hit | None:
    """A paragraph. None where the text isn't the one that was indexed any more."""
    if found.block >= len(document.blocks):
        return None
    block = document.blocks[found.block]
    cut = snippet(document.text[block.start : block.end], query, stemmed=stemmed)
    start = block.start + cut.match_start
    cited, author = known.cited_as(division_at(document, start))
    return Hit(
        kind="text",
        reader_id=known.reader.id,
        reader_title=known.reader.title,
        annotation=None,
        division=known.label(cited),
        author=author,
        page=known.page(start),
        start=start,
        end=block.start + cut.match_end,
        snippet=cut.text,
        marks=cut.hits,
        score=found.score,
        division_index=cited,
        selection=known.selection(cited),
    )


def note_hit(
    query: str, stemmed: bool, reader: Reader, known: KnownText | None, placed: Placed, fact: Fact, score: float
) -> Hit:
    """An annotation, where it stands now."""
    cut = _shown(placed, query, stemmed)
    start = placed.spans[0].start if placed.spans else None
    return Hit(
        kind="annotation",
        reader_id=reader.id,
        reader_title=reader.title,
        annotation=placed.annotation.id,
        division=known.label(fact.cited) if known else "",
        author=fact.author,
        page=known.page(start) if known else None,
        start=start,
        end=placed.spans[-1].end if placed.spans else None,
        snippet=cut.text,
        marks=cut.hits,
        score=score,
        role=placed.annotation.role,
        tags=placed.annotation.tags,
        division_index=fact.cited,
        selection=known.selection(fact.cited) if known else "",
    )


def _shown(placed: Placed, query: str, stemmed: bool) -> Snippet:
    """From its note, unless only the passage or a tag has the words."""
    annotation = placed.annotation
    passage = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    candidates = [text for text in (annotation.note, passage, tags) if text] or [""]
    chosen = candidates[0]
    if query_terms(query, stemmed):
        chosen = max(candidates, key=lambda text: len(found_in(text, query, stemmed=stemmed)) > 0)
    return snippet(chosen, query, stemmed=stemmed)
