"""Texts that searches come back to: what each of their paragraphs is cited as is kept, and the last few texts whole."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.bibliography import with_authors
from annotator.model.citation import Citation
from annotator.model.document import Document
from annotator.model.lookup import author_of, cited_division, division_at, division_keys, division_label, page_at
from annotator.model.shelf import Reader
from annotator.services.facets import Values
from annotator.services.hits import selection_value

_WHOLE = 64_000_000  # code points of texts in memory: what is shown of one search may lie in twenty readers


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs one after another in one division: block `start` to block `end` (exclusive).

    `offset` is where the first begins, in code points; `division` is the innermost, `cited` the one that is cited.
    """

    start: int
    end: int
    offset: int
    division: int
    cited: int | None
    author: str | None

    @property
    def blocks(self) -> range:
        """Its blocks."""
        return range(self.start, self.end)


class KnownText:
    """How a reader's text is divided, and by whom: `outline` is its Document without the text and the blocks."""

    def __init__(self, reader: Reader, document: Document) -> None:
        self.reader = reader
        self.runs = tuple(_runs(document))
        self.outline = document._replace(
            text="", blocks=(), notes=(), note_refs=(), tables=(), emphasis=(), pages=tuple(document.pages)
        )

    @cached_property
    def edges(self) -> list[int]:
        """The blocks where runs begin, and the end."""
        return [0, *(run.end for run in self.runs)]

    @cached_property
    def values(self) -> list[Values]:
        """The values as facets of each run's paragraphs."""
        return [
            {
                "reader": (self.reader.id,),
                "selection": () if run.cited is None else (self.selection(run.cited),),
                "author": (run.author,) if run.author else (),
                "kind": ("text",),
            }
            for run in self.runs
        ]

    @cached_property
    def labels(self) -> dict[str, str]:
        """What selections are called, by their values as facets."""
        return {self.selection(run.cited): self.label(run.cited) for run in self.runs if run.cited is not None}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The division keys."""
        return division_keys(self.outline)

    def run_at(self, offset: int) -> Run | None:
        """The run that a code point lies in."""
        index = bisect_right(self.runs, offset, key=lambda run: run.offset) - 1
        return self.runs[index] if index >= 0 else None

    def cited_as(self, division: int | None) -> tuple[int | None, str | None]:
        """The division that words in this one are cited from, and their author."""
        return cited_division(self.outline, division), author_of(self.outline, division)

    def label(self, division: int | None) -> str:
        """What a selection is called."""
        return "" if division is None else division_label(self.outline.divisions[division])

    def selection(self, division: int | None) -> str:
        """A selection as a facet's value."""
        return selection_value(self.reader.id, division)

    def page(self, offset: int | None) -> str | None:
        """The label of the page of a code point."""
        page = None if offset is None else page_at(self.outline, offset)
        return page.label if page else None


class KnownTexts:
    """The texts of a library, as far as searches came to them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, KnownText] = {}
        self._citations: dict[str, list[Citation]] = {}
        self._whole: OrderedDict[str, Document] = OrderedDict()

    def get(self, reader: Reader) -> KnownText | None:
        """The reader's text; None where it is missing or damaged: what is found elsewhere is shown all the same."""
        known = self._known.get(reader.id)
        if known is None or known.reader != reader:
            document = self.document(reader)
            if document is None:
                return None
            document = with_authors(document, self._citations.get(reader.id, ()))
            known = self._known[reader.id] = KnownText(reader, document)
        return known

    def refresh(self) -> set[str]:
        """Take up the authors that the person corrected meanwhile; returns the readers that they are of."""
        found: dict[str, list[Citation]] = {}
        for one in self._library.citations(damaged=[]):
            if not one.used:
                found.setdefault(one.reader_id, []).append(one)
        readers = found.keys() | self._citations.keys()
        changed = {one for one in readers if found.get(one) != self._citations.get(one)}
        for reader_id in changed:
            self._known.pop(reader_id, None)
        self._citations = found
        return changed

    def document(self, reader: Reader) -> Document | None:
        """The whole text."""
        document = self._whole.get(reader.revision_id)
        if document is None:
            try:
                document = self._library.readers.document(reader)
            except UserError:
                return None
            self._whole[reader.revision_id] = document
            while len(self._whole) > 1 and sum(len(one.text) for one in self._whole.values()) > _WHOLE:
                self._whole.popitem(last=False)
        self._whole.move_to_end(reader.revision_id)
        return document


def _runs(document: Document) -> Iterator[Run]:
    """A division begins and ends where blocks do, and between two such places there is only one."""
    blocks = document.blocks
    edges = {edge for division in document.divisions for edge in (division.start, division.end)}
    firsts = {bisect_right(blocks, edge - 1, key=lambda block: block.start) for edge in edges}
    starts = sorted({0, *firsts} - {len(blocks)}) if blocks else []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        inner = division_at(document, blocks[start].start)
        cited, author = cited_division(document, inner), author_of(document, inner)
        yield Run(start, end, blocks[start].start, -1 if inner is None else inner, cited, author)


def joined(ranges: Iterable[range]) -> list[range]:
    """Rising ranges, with those that meet made one."""
    found: list[range] = []
    for some in ranges:
        if found and some.start <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, some.stop))
        else:
            found.append(some)
    return found
