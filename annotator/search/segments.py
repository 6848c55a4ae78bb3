"""Segments of the two indexes as searches see them: which reader and block, or which annotation, a document is."""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotator.search.wordfile import WordFile


@dataclass(frozen=True, slots=True)
class Head:
    """A document that stands for the `count` paragraphs after it, which are blocks of a reader from `first` on."""

    document: int
    reader: str
    revision: str
    first: int
    count: int

    def documents(self, blocks: Iterable[range]) -> Iterator[range]:
        """The documents of those of these blocks that lie here."""
        by = self.document + 1 - self.first
        for some in blocks:
            start, stop = max(some.start, self.first), min(some.stop, self.first + self.count)
            if start < stop:
                yield range(start + by, stop + by)


class TextSegment:
    """Paragraphs of some readers. `size`: how many there are, those that were deleted among them."""

    def __init__(self, reader: Any) -> None:
        self.words: WordFile = reader._terms.words
        heads = list(reader.postings("head", b"1").all_ids()) if ("head", b"1") in reader else []
        self.heads = tuple(
            Head(number, *reader.stored_fields(number)["about"]) for number in heads if not reader.is_deleted(number)
        )
        self.size = len(self.words.lengths) - len(heads)

    def alive(self) -> set[int]:
        """The paragraphs of readers that are still there."""
        found: set[int] = set()
        for head in self.heads:
            found.update(range(head.document + 1, head.document + 1 + head.count))
        return found

    def documents(self, blocks: Mapping[str, Sequence[range]]) -> set[int]:
        """The documents of these blocks, by reader."""
        found: set[int] = set()
        for head in self.heads:
            for some in head.documents(blocks.get(head.reader, ())):
                found.update(some)
        return found

    def by_head(self, documents: Set[int]) -> Iterator[tuple[Head, list[int]]]:
        """Each head with those of these documents that are its paragraphs, rising."""
        ordered = sorted(documents)
        for head in self.heads:
            start = bisect_left(ordered, head.document + 1)
            stop = bisect_left(ordered, head.document + 1 + head.count, start)
            if start < stop:
                yield head, ordered[start:stop]


class NoteSegment:
    """Some notes."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.words: WordFile = reader._terms.words
        self.size = len(self.words.lengths)
        self._gone = frozenset(reader.segment().deleted_docs())

    def alive(self) -> set[int]:
        """The notes that are still there."""
        return set(range(len(self.words.lengths))) - self._gone

    @cached_property
    def ids(self) -> list[str]:
        """The annotation of each document."""
        return list(self._reader.column_reader("annotation"))

    @cached_property
    def readers(self) -> list[str]:
        """The reader of each document."""
        return list(self._reader.column_reader("reader"))

    @cached_property
    def own(self) -> list[int]:
        """How many words of each document its author wrote."""
        return list(self._reader.column_reader("own"))

    def living(self, documents: Set[int]) -> set[int]:
        """Those of these that are still there."""
        return set(documents) - self._gone

    def adopt(self, other: NoteSegment) -> None:
        """Take over what was read of the same segment before."""
        self.words.adopt(other.words)
        for name in ("ids", "readers", "own"):
            if name in other.__dict__:
                self.__dict__[name] = other.__dict__[name]
