"""The notes of a book and their markers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.markup.files import Book
from annotator.importing.markup.note_homes import Labels, called_notes, continued, homes_of, is_bare
from annotator.importing.markup.note_marks import (
    LinksBack,
    block_of,
    is_called_back,
    is_called_marker,
    is_marker,
    label_of,
    looks_back,
    marker_holder,
)
from annotator.importing.markup.pieces import NoteStart
from annotator.importing.markup.tags import is_block, name_of, text_of

_Blocks = set[tuple[etree._Element, etree._Element]]


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
    """All markers and notes of a book. A note's key is the element that holds it."""
    found = NotesFound()
    targets, marked = _marking_links(book)
    held = homes_of(set(targets.values()))
    homes = {element: held[target] for element, target in targets.items() if target in held}
    named: dict[etree._Element, str] = {}
    for element, home in homes.items():
        label = label_of(text_of(element))
        if label:
            named.setdefault(home, label)
    labels = Labels()
    for home in dict.fromkeys((*homes.values(), *called_notes(book, set(homes.values())))):
        found.starts[home] = NoteStart(home, named.get(home) or labels.counted(home), is_bare(home))
    for element in _markers_in_order(book, targets):
        _add_marker(found, element, homes.get(element))
    found.more = continued(found.starts, found.markers.keys())
    found.silent = set(_links_back(book, found, marked))
    return found


def _marking_links(book: Book) -> tuple[dict[etree._Element, etree._Element], _Blocks]:
    """The links that are markers, with their targets; and (block of the marker, block of the target) of each."""
    back = LinksBack(book)
    targets: dict[etree._Element, etree._Element] = {}
    marked: _Blocks = set()
    for link, target in book.linked():
        here, there = block_of(link.element), block_of(target)
        # What leads to where a marker led here from is the way back.
        returns = (there, here) in marked and not is_called_marker(link.element)
        if not returns and is_marker(link, target, book, back):
            targets[link.element] = target
            marked.add((here, there))
    return targets, marked


def _markers_in_order(book: Book, targets: dict[etree._Element, etree._Element]) -> Iterator[etree._Element]:
    """The markers that lead to a note, and those that only say that they do."""
    for file in book.files:
        for element in file.body.iter(etree.Element):
            called = name_of(element) == "a" and not is_block(element) and is_called_marker(element)
            if element in targets or called:
                yield element


def _add_marker(found: NotesFound, element: etree._Element, home: etree._Element | None) -> None:
    inside = home is not None and (element is home or home in element.iterancestors())
    if inside and not is_called_marker(element):
        return
    label = label_of(text_of(element))
    shown = label or (found.starts[home].label if home is not None else None)
    if shown:
        holder = marker_holder(element) if label else element
        found.markers[holder] = (shown, home)
        if not label:
            found.said.add(holder)


def _links_back(book: Book, found: NotesFound, marked: _Blocks) -> Iterator[etree._Element]:
    """Links that lead from a note back to the text: `↩`, or letters after its label. The label itself is read."""
    for link in book.links:
        element = link.element
        if element in found.markers:
            continue
        label = label_of(text_of(element))
        target = book.element_at(link.target)
        returns = target is not None and (block_of(target), block_of(element)) in marked
        if label:
            silent = returns and element not in book.leading
        else:
            noted = any(above in found.starts or above in found.more for above in element.iterancestors())
            silent = is_called_back(element) or (noted and looks_back(element))
        if silent:
            yield element
