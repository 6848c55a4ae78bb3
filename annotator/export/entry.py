"""One annotation as a template is told of it: the quotation with its citation, role, tags, the note as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.export.citer import Citer
from annotator.export.escape import escape_inline
from annotator.export.excerpt import Excerpt, joined, stored
from annotator.export.grouping import division_of, is_orphan
from annotator.export.labels import with_own_labels
from annotator.export.naming import tag_word
from annotator.export.notes import settled
from annotator.export.options import MarkdownOptions, ReaderExport
from annotator.export.presets.views import ExcerptView
from annotator.export.words import Words
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Placed, PlaceState, Role
from annotator.model.document import Document
from annotator.model.folding import fold

_LABEL = 40  # code points


def excerpt_view(
    export: ReaderExport,
    placed: Placed,
    options: MarkdownOptions,
    words: Words,
    citer: Citer,
    level: int,
    with_place: bool,
) -> ExcerptView:
    """What a template is told. `level`: the note's headings go below it; `with_place`: the citation names the
    selection, for excerpts that don't stand under it."""
    annotation = placed.annotation
    citation = citation_of(export.document, placed, with_place, words, citer)
    quotation = _quotation(export.document, placed) if options.with_quotes else None
    quote = [quotation.markdown, *_doubts(export.document, placed, words)] if quotation is not None else []
    note = annotation.note if options.with_notes and annotation.note.strip() else ""
    return ExcerptView(
        id=annotation.id,
        quote="\n\n".join(quote),
        citation=citation,
        role=escape_inline(_role_name(annotation, export.roles, words)),
        key=annotation.role,
        tags=tuple(escape_inline(tag_word(tag)) for tag in annotation.tags) if options.with_tags else (),
        note=settled(with_own_labels(note, annotation.id), level) if note else "",
        date=annotation.created[:10],
        level=level,
        lost=is_orphan(placed),
    )


def label_of(placed: Placed, citation: str) -> str:
    """What to call an excerpt in a sentence: its first words, or its note's, and where they stand."""
    annotation = placed.annotation
    words = annotation.anchors[0].quote.exact if annotation.anchors else annotation.note
    line = " ".join(words.split())
    short = line if len(line) <= _LABEL else f"{line[:_LABEL].rsplit(' ', 1)[0]}…"
    return f"“{short}”" if short else citation or annotation.id


def citation_of(document: Document, placed: Placed, with_place: bool, words: Words, citer: Citer) -> str:
    """`Fainsod, pp. 17–18`, and the selection's title between them if `with_place`; nothing for an orphan."""
    if is_orphan(placed):
        return escape_inline(_lost_division(placed.annotation))
    division = division_of(document, placed)
    if not placed.spans and not with_place:
        return ""  # a general note stands under the heading that it speaks of
    if not placed.spans and division is None:
        return escape_inline(words.whole_reader)
    if not placed.spans:
        return citer.cite_whole(division, with_title=with_place)
    return citer.cite(placed.spans, with_title=with_place)


def _lost_division(annotation: Annotation) -> str:
    """What is left of the name of a division that isn't in the text any more."""
    return "" if annotation.anchors else (annotation.division or "").rpartition("/")[2].replace("-", " ")


def _quotation(document: Document, placed: Placed) -> Excerpt | None:
    if is_orphan(placed) and placed.annotation.anchors:
        return stored([anchor.quote.exact for anchor in placed.annotation.anchors])
    return joined(document, placed.spans) if placed.spans else None


def _doubts(document: Document, placed: Placed, words: Words) -> Iterator[str]:
    """Of each passage that isn't certainly where it is shown: what was marked, as it stood then."""
    for one in () if is_orphan(placed) else placed.unsettled:
        if one.anchor is None:
            continue
        marked = placed.annotation.anchors[one.anchor].quote.exact
        here = one.candidates[0].span if one.candidates else None
        if one.state is PlaceState.ORPHAN:
            told = words.missing.format(marked)
        elif here and fold(marked, loose=True).text == fold(document.text[here.start : here.end], loose=True).text:
            told = words.moved
        else:
            told = words.reworded.format(marked)
        yield f"*{escape_inline(' '.join(told.split()))}*"


def _role_name(annotation: Annotation, roles: Mapping[str, Role], words: Words) -> str:
    if annotation.role == DEFAULT_ROLE and not annotation.anchors:
        return words.note
    role = roles.get(annotation.role)
    return role.name if role else annotation.role
