"""What divisions and authors are called in headings and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.export.words import ENGLISH, Words
from annotator.model.document import DivisionKind, Document
from annotator.model.lookup import ancestry, cited_division, division_label

_AND = re.compile(r"\s*(?:;|,\s*(?:and|&)\s|\s(?:and|&)\s)\s*")
_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV|\(?[Ee]ds?\.?\)?)")
_OFFICE = frozenset(("the", "a", "an", "of", "for"))  # words of an institution's or an office's name
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


def surnames(author: str) -> str:
    """`Fainsod`, `Fainsod and Hough`, `Fainsod et al.`: how a citation in running text names an author."""
    names = [_surname(name) for name in _people(author)]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names) or author.strip()


def _people(author: str) -> Iterator[str]:
    for group in _AND.split(author):
        parts = [part.strip() for part in group.split(",") if part.strip()]
        parts = [part for part in parts if not _SUFFIX.fullmatch(part)]
        inverted = len(parts) == 2 and " " not in parts[0]  # "Fainsod, Merle"
        yield from ([f"{parts[1]} {parts[0]}"] if inverted else parts)


def _surname(name: str) -> str:
    """The last word, with the particles in small letters before it (`van der Post`); an institution's whole name."""
    if not _OFFICE.isdisjoint(name.lower().split()):
        return name
    parts = [part for part in name.split() if not _SUFFIX.fullmatch(part)] or name.split()
    first = len(parts) - 1
    while first > 1 and parts[first - 1][0].islower():
        first -= 1
    return " ".join(parts[first:])


def tag_word(tag: str) -> str:
    """A tag as most programs know one: a hash, and no white space in it."""
    return "#" + "-".join(tag.split())
