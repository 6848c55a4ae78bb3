"""Where the pages of the printed book begin: by page lists, page breaks, and anchors like page_17."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from annotator.importing.markup.files import Book, Place
from annotator.importing.markup.tags import class_words, ids_of, is_block, name_of, text_of, types_of
from annotator.importing.printed.heads import is_number, label_value
from annotator.model.document import Document, Page
from annotator.model.report import Doubt

_NUMBER = r"(?P<label>\d{1,5}|[ivxlcdm]{1,9}|[A-Z]{1,3}[-–.]?\d{1,4}|\d{1,4}[a-z])"
_LABEL = re.compile(
    rf"[\s\[({{|–-]*(?:(?:page|pg|pag|pp?|seite|s|página|pagina|стр)\b[\s.:]*)?{_NUMBER}[\s\])}}|.–-]*", re.IGNORECASE
)
_ID = re.compile(
    r"(?P<word>page|pagina|pagebreak|seite|pg|pb|p)[-_.]?(?:no|num|number)?[-_.]?0*(?P<label>[1-9]\d{0,3}|[ivxlc]{1,7})",
    re.IGNORECASE,
)
_CLASSES = tuple(
    frozenset(words.split())
    for words in ("pagenum", "pageno", "pagenumber", "pagebreak", "page num", "page no", "page number", "page break")
)
# One anchor named page_3 may be anything; several that count on are pages.
_FEWEST = 2
_LONGEST = 24
# Wider gaps are another numbering, or a book of which a part was left out.
_WIDEST_GAP = 8


@dataclass(slots=True)
class PagesFound:
    """`starts`: element → label of the page that begins there; `silent`: those whose words are but the label."""

    starts: dict[etree._Element, str] = field(default_factory=dict)
    silent: set[etree._Element] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)


def find_pages(book: Book, page_list: Sequence[tuple[str, Place]]) -> PagesFound:
    """The page starts of a book; `page_list` has the labels and places of its own list of pages, if it has one."""
    found = PagesFound()
    lost = []
    for text, place in page_list:
        element = book.element_at(place)
        listed = page_label(text) or " ".join(text.split())
        if element is None:
            lost.append(listed)
        elif listed:
            found.starts.setdefault(element, listed)
    if lost:
        found.doubts.append(Doubt(0, "page_target_missing", (("labels", _listed(lost)),)))
    breaks = [element for element in _elements(book) if "pagebreak" in types_of(element)]
    for element in breaks:
        label = _label_of_break(element)
        if label:
            found.starts.setdefault(element, label)
    if not found.starts:
        found.starts = _anchors(book)
    for element in (*found.starts, *breaks, *_numbered(book, found)):
        _silence(found, element)
    return found


def page_label(text: str) -> str | None:
    """`17` of `Page 17`, `[Pg xii]`, `17`; None where the text is no page number."""
    match = _LABEL.fullmatch(text) if len(text) <= _LONGEST else None
    return match["label"] if match and _is_label(match["label"]) else None


def order_doubts(pages: Sequence[Page]) -> Iterator[Doubt]:
    """What is odd about pages in text order: labels that come twice, and such as go back."""
    times = Counter(page.label for page in pages)
    twice = [page for page in pages if times[page.label] > 1]
    if twice:
        labels = dict.fromkeys(page.label for page in twice)
        yield Doubt(0, "page_repeated", (("labels", _listed(list(labels))),), twice[0].start)
    counted = [page for page in pages if is_number(page.label) and times[page.label] == 1]
    back = [after for before, after in pairwise(counted) if label_value(after.label) < label_value(before.label)]
    if back:
        yield Doubt(0, "page_out_of_order", (("labels", _listed([page.label for page in back])),), back[0].start)


def missing_pages(document: Document) -> tuple[str, ...]:
    """The arabic numbers that are passed over in mid-division. Before a chapter, an empty page has none."""
    openings = {division.start for division in document.divisions}
    missing: list[str] = []
    for before, after in pairwise(document.pages):
        if before.label.isdecimal() and after.label.isdecimal() and after.start not in openings:
            gap = range(int(before.label) + 1, int(after.label))
            missing += map(str, gap if len(gap) <= _WIDEST_GAP else ())
    return tuple(missing)


def _is_label(text: str) -> bool:
    return is_number(text) or not text.isalpha()


def _elements(book: Book) -> Iterator[etree._Element]:
    for file in book.files:
        yield from file.body.iter(etree.Element)


def _label_of_break(element: etree._Element) -> str | None:
    """The number that a page break names: in words for the eye or the ear, in its text, or in its id."""
    values = [element.get("title"), element.get("aria-label"), element.get("value"), text_of(element)]
    for value in values:
        label = page_label(value) if value else None
        if label:
            return label
    return next((match["label"] for name in ids_of(element) if (match := _ID.fullmatch(name))), None)


def _anchors(book: Book) -> dict[etree._Element, str]:
    """Elements that stand for a page number by their class or, where they have no words, by their id."""
    labelled = ((element, _label_by_class(element) or _label_by_id(element)) for element in _elements(book))
    found = {element: label for element, label in labelled if label}
    values = list(dict.fromkeys(label_value(label) for label in found.values() if is_number(label)))
    rising = sum(before < after for before, after in pairwise(values))
    return found if len(values) >= _FEWEST and rising * 2 >= len(values) - 1 else {}


def _label_by_class(element: etree._Element) -> str | None:
    if not any(known <= words for words in class_words(element) for known in _CLASSES):
        return None
    return _label_of_break(element) or next((label for child in element if (label := _label_by_id(child))), None)


def _label_by_id(element: etree._Element) -> str | None:
    if name_of(element) not in ("a", "span", "div"):
        return None
    match = next((match for name in ids_of(element) if (match := _ID.fullmatch(name))), None)
    # Paragraphs too are called p17.
    if not match or not _is_label(match["label"]) or (is_block(element) and len(match["word"]) < 2):
        return None
    return match["label"] if page_label(text_of(element) or match["label"]) == match["label"] else None


def _numbered(book: Book, found: PagesFound) -> Iterator[etree._Element]:
    """Page numbers beside a page list that leads to another element, often their own neighbour or child."""
    return (element for element in _elements(book) if found.starts and _label_by_class(element))


def _silence(found: PagesFound, element: etree._Element) -> None:
    """An element that holds a page's number and nothing else is not read as text."""
    text = text_of(element)
    label = page_label(text)
    if element in found.silent or not label or label != found.starts.get(element, _label_of_break(element)):
        return
    found.silent.add(element)


def _listed(labels: Sequence[str], most: int = 12) -> str:
    return ", ".join(labels[:most]) + (" …" if len(labels) > most else "")
