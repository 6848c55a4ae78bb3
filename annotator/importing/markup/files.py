"""The element trees of one book, and where its links lead inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from annotator.importing.markup.styles import Styles
from annotator.importing.markup.tags import ids_of, is_block, name_of

Place = tuple[str, str]
"""(path of a file in the book, id of an element there, empty for its beginning)."""
Resolver = Callable[[str, str], "Place | None"]
"""(path of the file that holds the link, what the link says) → where it leads, or None where that is elsewhere."""


@dataclass(frozen=True, slots=True)
class MarkupFile:
    """One file of a book: its path inside it, its parsed body, and its styles.

    `is_whole`: it is the very file that was opened, so that its lines mean something to the person.
    """

    path: str
    body: etree._Element
    styles: Styles
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the book: the element `a`, and the place that it leads to."""

    element: etree._Element
    target: Place


class Book:
    """Files in reading order with an index of their ids and links."""

    def __init__(self, files: Sequence[MarkupFile], resolve: Resolver) -> None:
        self.files = files
        self._elements: dict[Place, etree._Element] = {}
        self.links: list[Link] = []
        self.leading: set[etree._Element] = set()
        """The links before which no words stand in their block."""
        for file in files:
            self._elements[file.path, ""] = file.body
            self._read(file, resolve)

    def element_at(self, place: Place) -> etree._Element | None:
        """The element that `place` names."""
        return self._elements.get(place)

    def linked(self) -> Iterator[tuple[Link, etree._Element]]:
        """The links that lead to an element of their own (not to a whole file), in text order, with that element."""
        for link in self.links:
            element = self.element_at(link.target) if link.target[1] else None
            if element is not None:
                yield link, element

    def _read(self, file: MarkupFile, resolve: Resolver) -> None:
        leading = True
        for event, element in etree.iterwalk(file.body, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            leading = leading or is_block(element)
            if event == "end":
                leading = leading and not _words(element.tail)
                continue
            for identifier in ids_of(element):
                self._elements.setdefault((file.path, identifier), element)
            reference = element.get("href") if name_of(element) == "a" else None
            place = resolve(file.path, reference) if reference else None
            if place:
                self.links.append(Link(element, place))
                if leading:
                    self.leading.add(element)
            leading = leading and not _words(element.text)


def _words(text: str | None) -> bool:
    # A bracket may stand before the label of a note.
    return bool(text and text.strip(" \t\r\n\u00a0[("))
