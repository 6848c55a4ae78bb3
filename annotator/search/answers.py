"""All that answers a query, and the best of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest

from annotator.search.looking import Look
from annotator.search.ranking import Ranking
from annotator.search.segments import NoteSegment, TextSegment
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
    """The paragraphs that answer. `blocks`: by reader, rising."""

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
        self._found: list[tuple[TextSegment, Look, set[int]]] = []
        self.blocks: dict[str, list[int]] = {}
        looks = []
        for segment in segments:
            look = Look(
                segment.words,
                segment.alive,
                lambda field, segment=segment: segment.documents(fields(field) if fields else _NOTHING),  # type: ignore[misc]
                wanted=wanted,
            )
            looks.append(look)
            found: set[int] = set()
            for head, documents in segment.by_head(look.documents(node)):
                if readers is None or head.reader in readers:
                    found.update(documents)
                    by = head.first - head.document - 1
                    self.blocks.setdefault(head.reader, []).extend([document + by for document in documents])
            self._found.append((segment, look, found))
        for blocks in self.blocks.values():
            blocks.sort()
        self._ranking = Ranking(looks)

    def __len__(self) -> int:
        return sum(map(len, self.blocks.values()))

    def best(self, limit: int, among: Mapping[str, Sequence[range]] | None = None) -> list[TextHit]:
        """The best `limit`, best first, of all or of these blocks."""
        candidates: list[tuple[float, int, int]] = []
        for number, (segment, look, found) in enumerate(self._found):
            some = found if among is None else found & segment.documents(among)
            scores = self._ranking.scores(self._node, look, some)
            top = nlargest(limit, ((score, -document) for document, score in scores.items()))
            candidates += [(score, -number, document) for score, document in top]
        return [self._hit(-number, -document, score) for score, number, document in nlargest(limit, candidates)]

    def _hit(self, number: int, document: int, score: float) -> TextHit:
        segment = self._found[number][0]
        head = next(one for one in segment.heads if 0 < document - one.document <= one.count)
        return TextHit(head.reader, head.first + document - head.document - 1, score)


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
        looks = [
            Look(
                segment.words,
                segment.alive,
                lambda field, segment=segment: _documents(segment, fields(field) if fields else frozenset()),  # type: ignore[misc]
                own=lambda document, segment=segment: segment.own[document],  # type: ignore[misc]
                wanted=wanted,
            )
            for segment in segments
        ]
        ranking = Ranking(looks)
        for segment, look in zip(segments, looks, strict=True):
            found = segment.living(look.documents(node))
            if readers is not None:
                found = {document for document in found if segment.readers[document] in readers}
            for document, score in ranking.scores(node, look, found).items():
                self.hits.append(NoteHit(segment.ids[document], segment.readers[document], score))
        self.hits.sort(key=lambda hit: -hit.score)


def _documents(segment: NoteSegment, annotations: Set[str]) -> set[int]:
    return {document for document, one in enumerate(segment.ids) if one in annotations}
