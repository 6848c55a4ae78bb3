"""The elements that hold notes, whole or paragraph by paragraph, and the labels that they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from lxml import etree

from annotator.importing.headings import is_notes_heading
from annotator.importing.markup.files import Book
from annotator.importing.markup.note_marks import HOLDERS, NOTE_TYPES, block_of, is_heading, label_of
from annotator.importing.markup.pieces import NoteStart
from annotator.importing.markup.tags import has_class, is_block, item_numbers, name_of, text_of, types_of

NOTES_TYPES = frozenset(("footnotes", "endnotes", "rearnotes", "notes"))
_LEADING = re.compile(r"\s*[\[(]?(\d{1,4}|[*†‡§¶‖]{1,4})(?:[\])][.:]?|[.:)]|(?=\s))\s*")


def homes_of(targets: Set[etree._Element]) -> dict[etree._Element, etree._Element]:
    """For each target of a marker the element that holds its note, or as much of it as one element does."""
    blocks = {target: block_of(target) for target in targets}
    counts: dict[etree._Element, int] = defaultdict(int)
    for block in set(blocks.values()):
        counts[block] += 1
        for ancestor in block.iterancestors():
            counts[ancestor] += 1
    homes = {}
    for target, block in blocks.items():
        home = block
        parent = home.getparent()
        while parent is not None and counts[parent] == 1 and name_of(parent) in HOLDERS and _leads(parent, home):
            home, parent = parent, parent.getparent()
        if name_of(home) not in ("body", "html") and not is_heading(home):
            homes[target] = home
    return homes


def called_notes(book: Book, known: Set[etree._Element]) -> Iterator[etree._Element]:
    """Elements that say that they are a note, marked or not, beside the `known` ones."""
    for file in book.files:
        for element in file.body.iter(etree.Element):
            called = types_of(element) & (NOTE_TYPES - {"note"}) or _is_listed(element)
            if not called or not is_block(element) or not text_of(element):
                continue
            inner = any(child in known for child in element.iter(etree.Element))
            if not inner and known.isdisjoint(element.iterancestors()):
                yield element


class Labels:
    """The labels of notes that no marker names."""

    def __init__(self) -> None:
        self._lists: dict[etree._Element, dict[etree._Element, int]] = {}

    def counted(self, home: etree._Element) -> str | None:
        """The number that a note has as an item of a numbered list."""
        parent = home.getparent()
        if name_of(home) != "li" or parent is None or name_of(parent) != "ol" or _LEADING.match(text_of(home)):
            return None
        if parent not in self._lists:
            self._lists[parent] = item_numbers(parent)
        return str(self._lists[parent][home])


def is_bare(home: etree._Element) -> bool:
    """Whether a note in a list has no printed label: then a number at its beginning is its first word."""
    if name_of(home) != "li":
        return False
    element = home
    while not (element.text or "").strip():
        child = next((child for child in element.iterchildren(etree.Element) if text_of(child)), None)
        if child is None or (not is_block(child) and label_of(text_of(child)) is not None):
            return child is None
        element = child
    return True


def continued(
    starts: Mapping[etree._Element, NoteStart], markers: Set[etree._Element]
) -> dict[etree._Element, NoteStart]:
    """Paragraphs after a note's first one that belong to it, where each paragraph is an element of its own."""
    parents = {home.getparent(): None for home in starts if _is_paragraph(home)}
    more: dict[etree._Element, NoteStart] = {}
    for parent in parents:
        if parent is None:
            continue
        runs, heading = _runs(parent, starts)
        # What follows the last note belongs to it only where nothing but notes stands.
        runs = runs if _holds_notes(parent, heading, starts) else runs[:-1]
        between = {child: note for note, children in runs for child in children}
        if not any(element in markers for child in between for element in child.iter(etree.Element)):
            more |= between
    return more


def _runs(
    parent: etree._Element, starts: Mapping[etree._Element, NoteStart]
) -> tuple[list[tuple[NoteStart, list[etree._Element]]], str]:
    """Each note in `parent` with the elements after it, up to a heading or a rule; and the heading over the first."""
    runs: list[tuple[NoteStart, list[etree._Element]]] = []
    heading = ""
    for child in parent:
        if child in starts:
            runs.append((starts[child], []))
        elif runs and (is_heading(child) or name_of(child) == "hr"):
            break
        elif runs:
            runs[-1][1].append(child)
        elif is_heading(child):
            heading = text_of(child)
    return runs, heading


def _holds_notes(parent: etree._Element, heading: str, starts: Mapping[etree._Element, NoteStart]) -> bool:
    first = next((child for child in parent if not is_heading(child) and text_of(child)), None)
    called = types_of(parent) & NOTES_TYPES or has_class(parent, "footnotes", "endnotes", "notes")
    return bool(called) or is_notes_heading(heading) or first in starts


def _is_paragraph(home: etree._Element) -> bool:
    """Whether an element is one paragraph of text, and can't hold others."""
    return name_of(home) in ("p", "dt", "div") and not any(map(is_block, home.iterdescendants(etree.Element)))


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


def _is_listed(element: etree._Element) -> bool:
    """Whether the element is an item of a list that says that it holds notes, or of one in such a section."""
    above = element.getparent()
    if name_of(element) != "li" or above is None or name_of(above) not in ("ol", "ul"):
        return False
    section = above.getparent()
    return bool((types_of(above) | (types_of(section) if section is not None else frozenset())) & NOTES_TYPES)
