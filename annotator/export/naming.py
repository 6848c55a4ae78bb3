"""What divisions and authors are called in headings and citations."""

from __future__ import annotations

from annotator.export.words import ENGLISH, Words
from annotator.model.document import DivisionKind, Document
from annotator.model.lookup import ancestry, cited_division, division_label

_INSIDE = frozenset((DivisionKind.SECTION, DivisionKind.NOTES))


def division_title(document: Document, index: int, words: Words = ENGLISH) -> str:
    """`1-2 Terror as a System of Power`; an editor's introduction without a title names its part."""
    division = document.divisions[index]
    if label := division_label(division):
        return label
    if division.kind is not DivisionKind.INTRODUCTION:
        return words.untitled
    above = None if division.parent is None else document.divisions[division.parent]
    parent = above and (above.title or above.number)
    return words.introduction_to.format(parent) if parent else words.introduction


def path_labels(document: Document, index: int | None, words: Words = ENGLISH) -> list[str]:
    """The names of the divisions from the outermost down to `index`; an untitled introduction is just that."""

    def name(each: int) -> str:
        division = document.divisions[each]
        untitled = words.introduction if division.kind is DivisionKind.INTRODUCTION else words.untitled
        return division_label(division) or untitled

    return [name(each) for each in reversed(list(ancestry(document, index)))]


def home_of(document: Document, index: int | None) -> int | None:
    """The division under whose heading words in `index` belong: the cited one, else the nearest above sections."""
    cited = cited_division(document, index)
    if cited is not None:
        return cited
    up = list(ancestry(document, index))
    return next((i for i in up if document.divisions[i].kind not in _INSIDE), up[-1] if up else None)


def tag_word(tag: str) -> str:
    """A tag as most programs know one: a hash, and no white space in it."""
    return "#" + "-".join(tag.split())
