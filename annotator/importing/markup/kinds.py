"""What kind of block an element makes, by its name, its types and the words of its classes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from annotator.importing.markup.tags import HEADINGS, class_words, has_class, name_of, words_of
from annotator.model.document import BlockKind

_BY_NAME = {
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "li": BlockKind.LIST,
    "dt": BlockKind.LIST,
    "dd": BlockKind.LIST,
}
_BY_TYPE = {"epigraph": BlockKind.QUOTE, "credit": BlockKind.SOURCE, "ordinal": BlockKind.NUMBER}
_BY_CLASS = (
    (frozenset(("item", "listitem", "bullet")), BlockKind.LIST),
    (frozenset(("blockquote", "quote", "quotation", "extract", "epigraph")), BlockKind.QUOTE),
    (frozenset(("author", "authors", "byline")), BlockKind.AUTHOR),
    (frozenset(("number", "num", "chapnum", "ordinal")), BlockKind.NUMBER),
    (frozenset(("source", "sources")), BlockKind.SOURCE),
    (frozenset(("caption", "figcaption")), BlockKind.CAPTION),
)
# `about-the-author`, `line-number`, `source-code` are something else.
_NOT_THOSE = words_of("about note notes bio biography page line lines code list box info")
_LEAVES = ("p", "div", "header", "address", "footer", "cite")
_VERSE = frozenset(("poem", "poetry", "verse", "stanza", "strophe", "linegroup", "song", "lyrics"))
_LONGEST_LINE = 70
_FEWEST_LINES = 3


def block_kind(element: etree._Element, name: str, types: frozenset[str]) -> BlockKind | None:
    """The kind that a block element gives the words inside it, or None where it says nothing."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    for said in types:
        if said in _BY_TYPE:
            return _BY_TYPE[said]
    if name in _LEAVES:
        for words in class_words(element):
            for known, kind in _BY_CLASS:
                if words & known and (kind is BlockKind.LIST or not words & _NOT_THOSE):
                    return kind
    return None


def heading_level(element: etree._Element, name: str) -> int:
    """The level of a heading, from 1; 0 where the element is none."""
    if name in HEADINGS:
        return HEADINGS[name]
    level = element.get("aria-level") or "2"
    return min(int(level), 6) if element.get("role") == "heading" and level in "123456" else 0


def is_verse_holder(element: etree._Element, types: frozenset[str]) -> bool:
    """Whether the lines inside are lines of verse."""
    return bool(types & _VERSE) or (
        name_of(element) in ("div", "blockquote", "p", "section") and has_class(element, *_VERSE)
    )


def looks_like_verse(lines: Sequence[str]) -> bool:
    """Several short lines, each with its own capital: they were broken on purpose."""
    words = [line.strip() for line in lines if line.strip()]
    if len(words) < _FEWEST_LINES or max(map(len, words)) > _LONGEST_LINE:
        return False
    return sum(not line[0].islower() for line in words) > len(words) * 0.8
