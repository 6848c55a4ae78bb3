"""All that answers a query, and the best of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from annotator.search.looking import Budget, Look
from annotator.search.ranking import Ranking
from annotator.search.segments import Head, NoteSegment, TextSegment
from annotator.search.tree import Field, Node

BlocksOf = Callable[[Field], Mapping[str, Sequence[range]]]
NotesOf = Callable[[Field], Set[str]]
_NOTHING: Mapping[str, Sequence[range]] = {}


@dataclass(frozen=True, slots=True)
class TextHit:
    """A block that a query found; a higher score is a better hit."""

    reader_id: str
    block: int
    score: float


@dataclass(frozen=True, slots=True)
class NoteHit:
    """An annotation that a query found."""

    annotation_id: str
    reader_id: str
    score: float


class TextAnswers:
    """The paragraphs that answer."""

    def __init__(
        self,
        node: Node,
        segments: Sequence[TextSegment],
        readers: Set[str] | None = None,
        fields: BlocksOf | None = None,
        wanted: Callable[[], bool] | None = None,
    ) -> None:
        """Of `readers` only (None: of all); `fields` tells which blocks a field means, `wanted` whether to go on."""
        self._node = node
        self._found: list[tuple[Look, Head, list[int]]] = []
        looks, budget = [], Budget()
        for segment in segments:
            look = Look(
                segment.words,
                segment.alive,
                lambda field, segment=segment: segment.documents(fields(field) if fields else _NOTHING),  # type: ignore[misc]
                wanted=wanted,
                size=segment.size,
                budget=budget,
            )
            looks.append(look)
            for head, documents in segment.by_head(look.documents(node)):
                if readers is None or head.reader in readers:
                    self._found.append((look, head, documents))
        self._ranking = Ranking(looks)
        self._by_reader: dict[str, list[tuple[Head, list[int]]]] = {}
        for _, head, documents in self._found:
            self._by_reader.setdefault(head.reader, []).append((head, documents))

    def __len__(self) -> int:
        return sum(len(documents) for _, _, documents in self._found)

    @property
    def readers(self) -> list[str]:
        """Those that have answers, each once."""
        return list(self._by_reader)

    def blocks(self, reader_id: str) -> list[int]:
        """The blocks of a reader that answer, rising."""
        return sorted(
            head.first + document - head.document - 1
            for head, documents in self._by_reader.get(reader_id, ())
            for document in documents
        )

    def counts(self, reader_id: str, edges: Sequence[int]) -> list[int]:
        """How many blocks answer between each of these (rising) numbers of blocks and the next."""
        found = [0] * (len(edges) - 1)
        for head, documents in self._by_reader.get(reader_id, ()):
            by = head.document + 1 - head.first
            places = [bisect_left(documents, edge + by) for edge in edges]
            if places[-1] > places[0]:
                found = [known + end - start for known, (start, end) in zip(found, pairwise(places), strict=True)]
        return found

    def best(self, limit: int, among: Mapping[str, Sequence[range]] | None = None) -> list[TextHit]:
        """The best `limit`, best first, of all or of these blocks, which must be rising."""
        candidates: list[tuple[float, int, int]] = []
        for number, (look, head, documents) in enumerate(self._found):
            some = documents if among is None else _within(head, documents, among.get(head.reader, ()))
            scores = self._ranking.scores(self._node, look, some)
            least = min(nlargest(limit, scores), default=0.0)  # of numbers alone: quicker than of pairs
            better = [(score, -number, -one) for score, one in zip(scores, some, strict=True) if score >= least]
            candidates += nlargest(limit, better)
        top = nlargest(limit, candidates)
        return [self._hit(self._found[-number][1], -document, score) for score, number, document in top]

    def _hit(self, head: Head, document: int, score: float) -> TextHit:
        return TextHit(head.reader, head.first + document - head.document - 1, score)


def _within(head: Head, documents: Sequence[int], blocks: Sequence[range]) -> Sequence[int]:
    """Those documents that are among these blocks."""
    found: list[int] = []
    for some in head.documents(blocks):
        start = bisect_left(documents, some.start)
        found += documents[start : bisect_left(documents, some.stop, start)]
    return found


class NoteAnswers:
    """The notes that answer. `ids`: their annotations."""

    def __init__(
        self,
        node: Node,
        segments: Sequence[NoteSegment],
        readers: Set[str] | None = None,
        fields: NotesOf | None = None,
        wanted: Callable[[], bool] | None = None,
    ) -> None:
        self.hits: list[NoteHit] = []
        budget = Budget()
        looks = [
            Look(
                segment.words,
                segment.alive,
                lambda field, segment=segment: _documents(segment, fields(field) if fields else frozenset()),  # type: ignore[misc]
                own=lambda document, segment=segment: segment.own[document],  # type: ignore[misc]
                wanted=wanted,
                size=segment.size,
                budget=budget,
            )
            for segment in segments
        ]
        ranking = Ranking(looks)
        for segment, look in zip(segments, looks, strict=True):
            found = segment.living(look.documents(node))
            if readers is not None:
                found = {document for document in found if segment.readers[document] in readers}
            documents = sorted(found)
            for document, score in zip(documents, ranking.scores(node, look, documents), strict=True):
                self.hits.append(NoteHit(segment.ids[document], segment.readers[document], score))
        self.hits.sort(key=lambda hit: -hit.score)


def _documents(segment: NoteSegment, annotations: Set[str]) -> set[int]:
    return {document for document, one in enumerate(segment.ids) if one in annotations}
