"""How good an answer is: BM25F as Whoosh computes it, word by word, and added up.

All words of one stem count as one word, as if the stem had been indexed. Patterns and fuzzy words are worth 1 wherever
they occur, fields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from math import log
from operator import add, getitem

from annotator.search.looking import Look
from annotator.search.tree import AllOf, AnyOf, Field, Fuzzy, Leaf, Node, Not, One, Own, Pattern, Phrase, Word

B, K1 = 0.75, 1.2  # Whoosh's
_LEVELS = 256


class Ranking:
    """Scores over all segments of an index, which share how rare a word is and how long documents are."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._looks = looks
        self._documents = sum(look.size for look in looks)
        self._average = sum(look.words.total for look in looks) / max(1, self._documents) or 1.0
        self._norms = [K1 * ((1 - B) + B * length / self._average) for length in _lengths()]
        self._rarities: dict[One, float] = {}
        self._tables: dict[tuple[float, int], list[float]] = {}

    def scores(self, node: Node, look: Look, documents: Sequence[int]) -> Sequence[float]:
        """The score of each of these documents of one segment, all of which answer."""
        parts = [part for part in self._parts(node, look, documents) if part]
        if not parts:
            return [0.0] * len(documents)
        found = parts[0]
        for more in parts[1:]:
            found = list(map(add, found, more))
        return found

    def _parts(self, node: Node, look: Look, documents: Sequence[int]) -> Iterator[Sequence[float]]:
        match node:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    yield self.scores(part, look, documents) if not isinstance(part, Not | Field) else ()
            case Own(part):
                yield from self._leaf(part, look, documents, look.documents(node))
            case Phrase():
                yield from self._leaf(node, look, documents, look.documents(node))
            case Word():
                yield self._word(node, look, documents)
            case Pattern() | Fuzzy():
                counts = look.counts(node)
                yield [1.0 if document in counts else 0.0 for document in documents]

    def _leaf(self, leaf: Leaf, look: Look, documents: Sequence[int], where: Set[int]) -> Iterator[Sequence[float]]:
        """The words of what stands at a certain place, in the documents where it does."""
        for part in leaf.parts if isinstance(leaf, Phrase) else (leaf,):
            for scores in self._parts(part, look, documents):
                yield [score if document in where else 0.0 for document, score in zip(documents, scores, strict=True)]

    def _word(self, word: Word, look: Look, documents: Sequence[int]) -> list[float]:
        counts, levels, rarity = look.counts_in(word, documents), look.words.levels, self._rarity(word)
        tables = {0: [0.0] * _LEVELS, 1: self._table(rarity, 1)}
        try:
            often = list(map(counts.__getitem__, documents))  # mostly; `map`, for these may be all documents
        except KeyError:
            often = [counts.get(document, 0) for document in documents]
        tables |= {count: self._table(rarity, count) for count in set(often) - tables.keys()}
        return list(map(getitem, map(tables.__getitem__, often), map(levels.__getitem__, documents)))

    def _rarity(self, word: Word) -> float:
        """As Whoosh has it: log(documents / (documents with it + 1)) + 1."""
        known = self._rarities.get(word)
        if known is None:
            having = sum(look.frequency(word) for look in self._looks)
            known = self._rarities[word] = log(self._documents / (having + 1)) + 1
        return known

    def _table(self, rarity: float, count: int) -> list[float]:
        """The score of a word that occurs so often, for each level of length."""
        table = self._tables.get((rarity, count))
        if table is None:
            most = count * (K1 + 1)
            table = [rarity * (most / (count + norm)) for norm in self._norms]
            self._tables[rarity, count] = table
        return table


@lru_cache(maxsize=1)
def _lengths() -> list[int]:
    from whoosh.util.numeric import byte_to_length

    return [byte_to_length(level) for level in range(_LEVELS)]
