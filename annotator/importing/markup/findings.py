"""What is known of a book's elements before its text is read, and which of them are no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.markup.files import MarkupFile
from annotator.importing.markup.notes import NotesFound
from annotator.importing.markup.pages import PagesFound
from annotator.importing.markup.pieces import TocEntry
from annotator.importing.markup.styles import Trait


@dataclass(frozen=True, slots=True)
class Findings:
    """`contents`: element → entries of tables of contents that lead there.

    `left_out`: elements that are no text, with the kind that the report names. `indents`: quotations by name that
    hold the whole page.
    """

    pages: PagesFound
    notes: NotesFound
    contents: Mapping[etree._Element, Sequence[TocEntry]]
    left_out: Mapping[etree._Element, str]
    indents: Set[etree._Element] = field(default_factory=frozenset)

    def why_left_out(self, file: MarkupFile, element: etree._Element) -> str | None:
        """The kind under which the report names the words of an element that are no text; None where they are."""
        if element in self.pages.silent:
            return "page_number"
        if element in self.left_out:
            return self.left_out[element]
        hidden = element.get("hidden") is not None or Trait.HIDDEN in file.styles.of(element)
        if not hidden or element is file.body:
            return None
        # Notes that pop up are hidden until then.
        holds_note = any(inner in self.notes.starts for inner in element.iter(etree.Element))
        return None if holds_note else "hidden"
