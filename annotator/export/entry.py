"""One annotation as Markdown: the quotation with its citation, the role and tags, the note as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.export.citer import Citer
from annotator.export.escape import escape_inline
from annotator.export.excerpt import Excerpt, joined, stored
from annotator.export.grouping import division_of, is_orphan
from annotator.export.naming import tag_word
from annotator.export.notes import settled
from annotator.export.words import Words
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Placed, Role
from annotator.model.document import Document

DOT = " · "


@dataclass(frozen=True, slots=True)
class EntryStyle:
    """A note's headings go below `level`; `with_place` names the selection, for entries that don't stand under it."""

    level: int
    with_id: bool
    with_quote: bool
    with_tags: bool
    with_note: bool
    with_place: bool


def entry(
    document: Document, placed: Placed, roles: Mapping[str, Role], style: EntryStyle, words: Words, citer: Citer
) -> Iterator[str]:
    """The blocks of one annotation, to be parted by blank lines."""
    annotation = placed.annotation
    citation = citation_of(document, placed, style.with_place, words, citer)
    words_quoted = _quotation(document, placed) if style.with_quote else None
    if style.with_id:
        yield f"<!-- annotator:{annotation.id} -->"
    if words_quoted is not None:
        yield _block_quotation(words_quoted, citation)
    heads = [f"**{escape_inline(_role_name(annotation, roles, words))}**"]
    heads += [citation] if citation and words_quoted is None else []
    heads += (
        [" ".join(escape_inline(tag_word(tag)) for tag in annotation.tags)]
        if style.with_tags and annotation.tags
        else []
    )
    yield DOT.join(heads)
    if style.with_note and annotation.note.strip():
        yield settled(annotation.note, style.level)


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


def _block_quotation(excerpt: Excerpt, citation: str) -> str:
    inside = excerpt.markdown + (f"\n\n— {citation}" if citation else "")
    return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))


def _role_name(annotation: Annotation, roles: Mapping[str, Role], words: Words) -> str:
    if annotation.role == DEFAULT_ROLE and not annotation.anchors:
        return words.note
    role = roles.get(annotation.role)
    return role.name if role else annotation.role
