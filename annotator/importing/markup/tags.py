"""What elements say of themselves: their local name, their epub:type and role, the words of their classes."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_TYPES = (_EPUB_TYPE, "epub:type", "role", "data-type")
_PREFIX = re.compile(r"(?:doc-|z3998:|se:)")
_TOKEN_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


def words_of(text: str) -> frozenset[str]:
    """A set of names, written as plain words."""
    return frozenset(text.split())


BLOCKS = words_of(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary
    table tbody td tfoot th thead tr ul caption
    """
)
# Nothing of these is text: scripts, styles, controls, and what another program would play or fetch.
DROPPED = words_of(
    """
    head script style title template select button textarea datalist iframe audio video canvas map colgroup
    noframes frameset meter progress annotation annotation-xml metadata desc
    """
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def name_of(element: etree._Element) -> str:
    """The local name, in lower case; empty for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def types_of(element: etree._Element) -> frozenset[str]:
    """The tokens of epub:type, role and data-type together, in lower case, without `doc-` and vocabulary prefixes."""
    values = [value for key in _TYPES if (value := element.get(key))]
    return _tokens(" ".join(values)) if values else frozenset()


@lru_cache(maxsize=4096)
def _tokens(values: str) -> frozenset[str]:
    return frozenset(_PREFIX.sub("", token) for token in values.lower().split())


def class_words(element: etree._Element) -> tuple[frozenset[str], ...]:
    """The words of each class: `chapter-Title smallcaps` gives {chapter, title} and {smallcaps}."""
    value = element.get("class")
    return _words(value) if value else ()


@lru_cache(maxsize=4096)
def _words(value: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(word.lower() for word in _TOKEN_WORDS.findall(token)) for token in value.split())


def has_class(element: etree._Element, *wanted: str) -> bool:
    """Whether one of its classes has one of the `wanted` words in it."""
    return any(not words.isdisjoint(wanted) for words in class_words(element))


def is_block(element: etree._Element) -> bool:
    """Whether the element stands on lines of its own."""
    return isinstance(element.tag, str) and _is_block(element.tag)


@lru_cache(maxsize=1024)
def _is_block(tag: str) -> bool:
    return _local(tag) in BLOCKS


def ids_of(element: etree._Element) -> list[str]:
    """What links may call the element."""
    keys = ("id", "{http://www.w3.org/XML/1998/namespace}id", "name") if name_of(element) == "a" else ("id",)
    return [value for key in keys if (value := element.get(key))]


def text_of(element: etree._Element) -> str:
    """All words inside, on one line."""
    return " ".join("".join(element.itertext(etree.Element)).split())


def item_numbers(ordered: etree._Element) -> dict[etree._Element, int]:
    """The numbers that the items of a numbered list are shown with."""
    number = _whole(ordered.get("start"), 1) - 1
    numbers = {}
    for item in ordered:
        if name_of(item) == "li":
            number = numbers[item] = _whole(item.get("value"), number + 1)
    return numbers


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else otherwise
