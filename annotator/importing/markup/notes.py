"""Note markers and the notes that they lead to: said by epub:type or role, or shown by links that go there and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.flow.headings import is_notes_heading
from annotator.importing.markup.files import Book, Link
from annotator.importing.markup.pieces import NoteStart
from annotator.importing.markup.tags import (
    HEADINGS,
    class_words,
    has_class,
    is_block,
    item_numbers,
    name_of,
    text_of,
    types_of,
)

NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote", "note"))
NOTES_TYPES = frozenset(("footnotes", "endnotes", "rearnotes", "notes"))
_MARK = r"\d{1,4}|[ivxlcIVXLC]{1,6}|[a-zA-Z]{1,2}|[*†‡§¶‖#]{1,4}"
_LABEL = re.compile(rf"[\s\[({{]*(?:(?:(?:foot|end)?note|fn|n)\b[.\s]*)?({_MARK})[\s\])}}.:]*", re.IGNORECASE)
_LEADING = re.compile(r"\s*[\[(]?(\d{1,4}|[*†‡§¶‖]{1,4})(?:[\])][.:]?|[.:)]|(?=\s))\s*")
_BACK = re.compile(r"[\s\[(]*(?:[↩↑⤴⏎^←↵⇑⬆◄\ufe0e\ufe0f]+|(?:go )?back|return|zurück|retour)[\s\])]*", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[^a-z])(?:(?:foot|end|rear)?notes?|fn|ftn|en|edn|n)[-_.]?(?:text|ref|anchor)?[-_.:]?[a-z]?\d", re.I
)
_INLINE_HOLDERS = frozenset(("sup", "span", "small", "b", "i", "em", "strong", "font", "big"))
_CLIMBED = frozenset(("li", "aside", "div", "section", "dd"))


@dataclass(slots=True)
class NotesFound:
    """`markers`: element → (label, key of its note or None); its words are the marker's and no text, unless in `said`.

    `starts`: first element of a note → the note; `more`: further elements of it. `silent`: links back to the text.
    """

    markers: dict[etree._Element, tuple[str, etree._Element | None]] = field(default_factory=dict)
    said: set[etree._Element] = field(default_factory=set)
    starts: dict[etree._Element, NoteStart] = field(default_factory=dict)
    more: dict[etree._Element, NoteStart] = field(default_factory=dict)
    silent: set[etree._Element] = field(default_factory=set)


def find_notes(book: Book) -> NotesFound:
    """All markers and notes of a book."""
    found = NotesFound()
    back = _Back(book)
    homes: dict[etree._Element, etree._Element] = {}
    labels: dict[etree._Element, str] = {}
    targets: dict[etree._Element, etree._Element] = {}
    there: set[tuple[etree._Element, etree._Element]] = set()
    for link, target in book.linked():
        here, block = _block_of(link.element), _block_of(target)
        if (block, here) in there and not _is_said(link.element):
            continue
        if _is_marker(link, target, book, back):
            targets[link.element] = target
            there.add((here, block))
    lists: dict[etree._Element, dict[etree._Element, int]] = {}
    held = _homes_of(set(targets.values()))
    for element, target in targets.items():
        home = held.get(target)
        label = _label(text_of(element))
        if home is None:
            continue
        homes[target] = home
        if label:
            labels.setdefault(home, label)
    for home in dict.fromkeys((*homes.values(), *_said_notes(book, set(homes.values())))):
        found.starts[home] = NoteStart(home, labels.get(home) or _counted(lists, home), _is_bare(home))
    for element in _marker_elements(book, targets):
        marked = targets.get(element)
        home = homes.get(marked) if marked is not None else None
        if home is not None and (element is home or home in element.iterancestors()) and not _is_said(element):
            continue
        label = _label(text_of(element))
        holder = _holder(element) if label else element
        known = label or (found.starts[home].label if home is not None else None)
        if known:
            found.markers[holder] = (known, home)
            if not label:
                found.said.add(holder)
    found.silent = set(_links_back(book, found, there))
    _continue(found)
    return found


class _Back:
    """Which elements lead back: for each note's link, whether its target has a link to where it stands."""

    def __init__(self, book: Book) -> None:
        self._from: dict[etree._Element, list[etree._Element]] = defaultdict(list)
        for link, target in book.linked():
            block = _block_of(link.element)
            self._from[block].append(target)
            for holder in _holders(block):
                self._from[holder].append(target)

    def leads(self, here: etree._Element, there: etree._Element) -> bool:
        """Whether a link in the block of `there` leads to the block of `here`."""
        block = _block_of(here)
        return any(_block_of(target) is block for target in self._from.get(_block_of(there), ()))


def _is_said(element: etree._Element) -> bool:
    """Whether the element is called a marker of a note."""
    types = types_of(element)
    said = any({"noteref"} == words or {"footnote", "ref"} <= words or {"endnote", "ref"} <= words
               for words in class_words(element))  # fmt: skip
    return "noteref" in types or (said and "backlink" not in types)


def _is_back(element: etree._Element) -> bool:
    """Whether the element is called a link back, or looks like one."""
    said = has_class(element, "backref", "backlink") or any({"footnote", "back"} <= one for one in class_words(element))
    return "backlink" in types_of(element) or said or bool(_BACK.fullmatch(text_of(element)))


def _is_marker(link: Link, target: etree._Element, book: Book, back: _Back) -> bool:
    element = link.element
    if _is_said(element):
        return True
    if _is_back(element) or not _label(text_of(element)):
        return False
    if types_of(target) & NOTE_TYPES:
        return element not in book.leading
    raised = _is_raised(element) or text_of(element).strip()[:1] in "[(*†‡§"
    named = bool(_NAMED.search(link.target[1])) or has_class(element, "fnanchor", "footnote", "endnote", "noteref")
    if not (raised or named) or element in book.leading or _is_heading(_block_of(target)):
        return False
    return back.leads(element, target) or _starts_with(_block_of(target), _label(text_of(element)))


def _is_raised(element: etree._Element) -> bool:
    around = [element, *_inline_ancestors(element), *element.iterdescendants(etree.Element)]
    return any(name_of(one) == "sup" or "super" in (one.get("style") or "") or has_class(one, "sup", "super",
               "superscript") for one in around)  # fmt: skip


def _inline_ancestors(element: etree._Element) -> Iterator[etree._Element]:
    for ancestor in element.iterancestors():
        if is_block(ancestor):
            return
        yield ancestor


def _block_of(element: etree._Element) -> etree._Element:
    """The element itself or its nearest ancestor that stands on lines of its own."""
    if is_block(element):
        return element
    return next((ancestor for ancestor in element.iterancestors() if is_block(ancestor)), element)


def _holders(block: etree._Element) -> Iterator[etree._Element]:
    """The few elements above a block that may hold one note."""
    for _, ancestor in zip(range(3), block.iterancestors(), strict=False):
        if name_of(ancestor) not in _CLIMBED:
            return
        yield ancestor


def _is_heading(element: etree._Element) -> bool:
    return name_of(element) in HEADINGS


def _label(text: str) -> str | None:
    match = _LABEL.fullmatch(text) if len(text) <= 24 else None
    return match[1] if match else None


def _starts_with(block: etree._Element, label: str | None) -> bool:
    """Whether the words of `block` begin with the `label`, as a note's do."""
    words = text_of(block)[:40]
    return bool(label) and bool(re.match(rf"[\s\[(]*{re.escape(label or '')}(?!\w)", words))


def _homes_of(targets: set[etree._Element]) -> dict[etree._Element, etree._Element]:
    """The element that holds the whole note, or as much of it as one element does, for each target of a marker."""
    blocks = {target: _block_of(target) for target in targets}
    counts: dict[etree._Element, int] = defaultdict(int)
    for block in set(blocks.values()):
        counts[block] += 1
        for ancestor in block.iterancestors():
            counts[ancestor] += 1
    homes = {}
    for target, block in blocks.items():
        home = block
        parent = home.getparent()
        while parent is not None and counts[parent] == 1 and name_of(parent) in _CLIMBED and _leads(parent, home):
            home, parent = parent, parent.getparent()
        if name_of(home) not in ("body", "html") and not _is_heading(home):
            homes[target] = home
    return homes


def _leads(parent: etree._Element, child: etree._Element) -> bool:
    """Whether `child` is the first thing in `parent` that has words."""
    if (parent.text or "").strip():
        return False
    for sister in parent:
        if sister is child:
            return True
        if text_of(sister) or (sister.tail or "").strip():
            return False
    return False


def _said_notes(book: Book, known: set[etree._Element]) -> Iterator[etree._Element]:
    """Elements that call themselves a note, marked or not."""
    for file in book.files:
        for element in file.body.iter(etree.Element):
            types = types_of(element)
            listed = name_of(element) == "li" and any(types_of(a) & NOTES_TYPES for a in _near(element))
            if (types & (NOTE_TYPES - {"note"}) or listed) and is_block(element) and text_of(element):
                inner = any(child in known for child in element.iter(etree.Element))
                if not inner and known.isdisjoint(element.iterancestors()):
                    yield element


def _near(element: etree._Element) -> list[etree._Element]:
    parents = [parent for _, parent in zip(range(2), element.iterancestors(), strict=False)]
    return parents if parents and name_of(parents[0]) in ("ol", "ul") else []


def _counted(lists: dict[etree._Element, dict[etree._Element, int]], home: etree._Element) -> str | None:
    """The number that a note has as an item of a numbered list."""
    parent = home.getparent()
    if name_of(home) != "li" or parent is None or name_of(parent) != "ol" or _LEADING.match(text_of(home)):
        return None
    if parent not in lists:
        lists[parent] = item_numbers(parent)
    return str(lists[parent][home])


def _is_bare(home: etree._Element) -> bool:
    """Whether a note in a numbered list has no printed label: then a number at its beginning is its first word."""
    if name_of(home) != "li":
        return False
    element = home
    while not (element.text or "").strip():
        child = next((child for child in element.iterchildren(etree.Element) if text_of(child)), None)
        if child is None or (not is_block(child) and _label(text_of(child)) is not None):
            return child is None
        element = child
    return True


def _marker_elements(book: Book, targets: dict[etree._Element, etree._Element]) -> Iterator[etree._Element]:
    """The markers in text order: those that lead to a note, and those that only say that they do."""
    for file in book.files:
        for element in file.body.iter(etree.Element):
            if element in targets or (not is_block(element) and _is_said(element) and name_of(element) == "a"):
                yield element


def _holder(element: etree._Element) -> etree._Element:
    """The outermost element round a marker that holds nothing else: `<sup>[<a>1</a>]</sup>`."""
    while True:
        parent = element.getparent()
        if parent is None or name_of(parent) not in _INLINE_HOLDERS or _label(text_of(parent)) is None:
            return element
        if sum(name_of(inner) == "a" for inner in parent.iter(etree.Element)) > 1:
            return element
        element = parent


def _links_back(
    book: Book, found: NotesFound, there: set[tuple[etree._Element, etree._Element]]
) -> Iterator[etree._Element]:
    """Links that lead from a note back to the text: `↩`, or letters after its label. The label itself is read."""
    for link in book.links:
        element = link.element
        if element in found.markers:
            continue
        target = book.element_at(link.target)
        pair = target is not None and (_block_of(target), _block_of(element)) in there
        text = text_of(element)
        if (_is_back(element) and not _label(text)) or (pair and element not in book.leading and _label(text)):
            yield element


def _continue(found: NotesFound) -> None:
    """Paragraphs after a note's first one that belong to it, where each paragraph is an element of its own."""
    by_parent: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for home in found.starts:
        parent = home.getparent()
        if name_of(home) in ("p", "dt", "div") and parent is not None:
            by_parent[parent].append(home)
    markers = set(found.markers)
    for parent, homes in by_parent.items():
        runs: list[tuple[NoteStart, list[etree._Element]]] = []
        heading = ""
        for child in parent:
            if child in found.starts:
                runs.append((found.starts[child], []))
            elif runs and (_is_heading(child) or name_of(child) == "hr"):
                break
            elif runs:
                runs[-1][1].append(child)
            elif _is_heading(child):
                heading = text_of(child)
        first = next((child for child in parent if text_of(child) and not _is_heading(child)), None)
        own = (
            is_notes_heading(heading)
            or types_of(parent) & NOTES_TYPES
            or has_class(parent, "footnotes", "endnotes", "notes")
            or first in homes
        )
        gaps = [child for _, between in (runs if own else runs[:-1]) for child in between]
        if any(element in markers for child in gaps for element in child.iter(etree.Element)):
            continue
        for note, between in runs if own else runs[:-1]:
            found.more.update((child, note) for child in between)
