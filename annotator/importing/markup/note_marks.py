"""What a note's marker looks like, and a link back from the note: by what elements say, else by form and target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from annotator.importing.markup.files import Book, Link
from annotator.importing.markup.tags import HEADINGS, class_words, has_class, is_block, name_of, text_of, types_of

NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote", "note"))
HOLDERS = frozenset(("li", "aside", "div", "section", "dd"))
"""Elements that may hold a whole note, or all notes."""

_MARK = r"\d{1,4}|[ivxlc]{1,6}|[a-z]{1,2}|[*†‡§¶‖#]{1,4}"
_LABEL = re.compile(rf"[\s\[({{]*(?:(?:(?:foot|end)?note|fn|n)\b[.\s]*)?({_MARK})[\s\])}}.:]*", re.IGNORECASE)
_LONGEST_LABEL = 24
_BACK = re.compile(r"[\s\[(]*(?:[↩↑⤴⏎^←↵⇑⬆◄\ufe0e\ufe0f]+|(?:go )?back|return|zurück|retour)[\s\])]*", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[^a-z])(?:(?:foot|end|rear)?notes?|fn|ftn|en|edn|n)[-_.]?(?:text|ref|anchor)?[-_.:]?[a-z]?\d", re.IGNORECASE
)
_BRACKETS = "[(*†‡§"
_INLINE = frozenset(("sup", "span", "small", "b", "i", "em", "strong", "font", "big"))
_HOLDERS_ABOVE = 3


class LinksBack:
    """Which blocks have a link to which others."""

    def __init__(self, book: Book) -> None:
        self._led: dict[etree._Element, set[etree._Element]] = defaultdict(set)
        for link, target in book.linked():
            block = block_of(link.element)
            for holder in (block, *_holders_of(block)):
                self._led[holder].add(block_of(target))

    def lead(self, here: etree._Element, there: etree._Element) -> bool:
        """Whether a link in the block of `there` leads to the block of `here`."""
        return block_of(here) in self._led.get(block_of(there), ())


def is_called_marker(element: etree._Element) -> bool:
    """Whether the element says that it is a marker of a note."""
    types = types_of(element)
    called = any(words == {"noteref"} or ("ref" in words and words & NOTE_TYPES) for words in class_words(element))
    return "noteref" in types or (called and "backlink" not in types)


def is_called_back(element: etree._Element) -> bool:
    """Whether the element says that it leads back from a note."""
    called = any({"footnote", "back"} <= words for words in class_words(element))
    return "backlink" in types_of(element) or called or has_class(element, "backref", "backlink")


def looks_back(element: etree._Element) -> bool:
    """Whether the element's words are those of a link back: `↩`, `back`."""
    return bool(_BACK.fullmatch(text_of(element)))


def is_marker(link: Link, target: etree._Element, book: Book, back: LinksBack) -> bool:
    """Whether a link is a note's marker: called so; or short, set off, and leading to where it is answered."""
    element = link.element
    if is_called_marker(element):
        return True
    label = label_of(text_of(element))
    if not label or is_called_back(element) or looks_back(element) or element in book.leading:
        return False
    if types_of(target) & NOTE_TYPES:
        return True
    block = block_of(target)
    set_off = _is_raised(element) or text_of(element).strip()[:1] in _BRACKETS
    named = bool(_NAMED.search(link.target[1])) or has_class(element, "fnanchor", "footnote", "endnote", "noteref")
    if not (set_off or named) or is_heading(block):
        return False
    return back.lead(element, target) or _starts_with(block, label)


def label_of(text: str) -> str | None:
    """`1` of `[1]`, `Note 1`, `1.`; None where the text is no label of a note."""
    match = _LABEL.fullmatch(text) if len(text) <= _LONGEST_LABEL else None
    return match[1] if match else None


def marker_holder(element: etree._Element) -> etree._Element:
    """The outermost element round a marker that holds nothing else: `<sup>[<a>1</a>]</sup>`."""
    while True:
        parent = element.getparent()
        if parent is None or name_of(parent) not in _INLINE or label_of(text_of(parent)) is None:
            return element
        if sum(name_of(inner) == "a" for inner in parent.iter(etree.Element)) > 1:
            return element
        element = parent


def block_of(element: etree._Element) -> etree._Element:
    """The element itself or its nearest ancestor that stands on lines of its own."""
    if is_block(element):
        return element
    return next((ancestor for ancestor in element.iterancestors() if is_block(ancestor)), element)


def is_heading(element: etree._Element) -> bool:
    """Whether the element is h1 to h6."""
    return name_of(element) in HEADINGS


def _is_raised(element: etree._Element) -> bool:
    around = (element, *_inline_ancestors(element), *element.iterdescendants(etree.Element))
    return any(
        name_of(one) == "sup" or "super" in (one.get("style") or "") or has_class(one, "sup", "super", "superscript")
        for one in around
    )


def _inline_ancestors(element: etree._Element) -> Iterator[etree._Element]:
    for ancestor in element.iterancestors():
        if is_block(ancestor):
            return
        yield ancestor


def _holders_of(block: etree._Element) -> Iterator[etree._Element]:
    for _, ancestor in zip(range(_HOLDERS_ABOVE), block.iterancestors(), strict=False):
        if name_of(ancestor) not in HOLDERS:
            return
        yield ancestor


def _starts_with(block: etree._Element, label: str) -> bool:
    """Whether the words of `block` begin with the `label`, as a note's do."""
    return bool(re.match(rf"[\s\[(]*{re.escape(label)}(?!\w)", text_of(block)[: 2 * _LONGEST_LABEL]))
