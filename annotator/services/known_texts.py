"""Texts that searches come back to: kept open, with what each of their paragraphs is cited as."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.document import Document
from annotator.model.lookup import author_of, cited_division, division_at, division_label, page_at
from annotator.model.shelf import Reader
from annotator.services.hits import selection_value

_KEPT = 64  # texts; each is unpacked as far as it was read


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs one after another with one citation: block `start` to block `end` (exclusive)."""

    start: int
    end: int
    division: int | None
    author: str | None


class KnownText:
    """A reader's text, and the citations of its paragraphs."""

    def __init__(self, reader: Reader, document: Document) -> None:
        self.reader, self.document = reader, document

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The whole text, in runs; a division ends only where another begins or it ends itself."""
        blocks, divisions = self.document.blocks, self.document.divisions
        if not divisions:
            return (Run(0, len(blocks), None, author_of(self.document, None)),)
        edges = {edge for division in divisions for edge in (division.start, division.end)}
        firsts = {bisect_right(blocks, edge - 1, key=lambda block: block.start) for edge in edges}
        starts = sorted({0, *(first for first in firsts if first < len(blocks))})
        return tuple(self._joined(starts, len(blocks)))

    def _joined(self, starts: list[int], length: int) -> Iterator[Run]:
        run: Run | None = None
        for start, end in zip(starts, [*starts[1:], length], strict=True):
            if start >= length:
                break
            inner = self.document.blocks[start].division
            division, author = cited_division(self.document, inner), author_of(self.document, inner)
            if run is not None and (run.division, run.author) == (division, author):
                run = Run(run.start, end, division, author)
            else:
                if run is not None:
                    yield run
                run = Run(start, end, division, author)
        if run is not None:
            yield run

    def run_of(self, block: int) -> Run:
        """The run that holds a block."""
        return self.runs[bisect_right(self.runs, block, key=lambda run: run.start) - 1]

    def label(self, division: int | None) -> str:
        """What a selection is called."""
        return "" if division is None else division_label(self.document.divisions[division])

    def selection(self, division: int | None) -> str:
        """A selection as a facet's value."""
        return selection_value(self.reader.id, division)

    def citation(self, start: int | None) -> tuple[int | None, str | None, str | None]:
        """The cited division, its author and the page's label, as far as they are known, of a place."""
        if start is None:
            return None, author_of(self.document, None), None
        inner = division_at(self.document, start)
        page = page_at(self.document, start)
        return cited_division(self.document, inner), author_of(self.document, inner), page.label if page else None


class KnownTexts:
    """The texts of the last searches."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[str, KnownText] = OrderedDict()

    def get(self, reader: Reader) -> KnownText | None:
        """The reader's text; None where it is missing or damaged: what is found elsewhere is shown all the same."""
        known = self._kept.get(reader.revision_id)
        if known is None or known.reader != reader:
            try:
                known = KnownText(reader, self._library.readers.document(reader))
            except UserError:
                return None
            self._kept[reader.revision_id] = known
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(reader.revision_id)
        return known
