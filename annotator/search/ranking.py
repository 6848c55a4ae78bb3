"""How good an answer is: BM25F as Whoosh computes it, word by word, and added up.

All words of one stem count as one word, as if the stem had been indexed. Patterns and fuzzy words are worth 1 wherever
they occur, fields nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from math import log

from annotator.search.looking import Look
from annotator.search.tree import AllOf, AnyOf, Leaf, Node, One, Own, Phrase, Word

B, K1 = 0.75, 1.2  # Whoosh's
_LEVELS = 256


class Ranking:
    """Scores over all segments of an index, which share how rare a word is and how long documents are."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._looks = looks
        self._documents = sum(len(look.words.lengths) for look in looks)
        self._average = sum(look.words.total for look in looks) / max(1, self._documents) or 1.0
        self._rarities: dict[One, float] = {}

    def scores(self, node: Node, look: Look, documents: Set[int]) -> dict[int, float]:
        """The score of each of these documents of one segment, all of which answer."""
        found = dict.fromkeys(documents, 0.0)
        self._add(node, look, found)
        return found

    def _add(self, node: Node, look: Look, found: dict[int, float]) -> None:
        match node:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    self._add(part, look, found)
            case Own(part):
                self._add_leaf(part, look, found, look.documents(node))
            case Phrase():
                self._add_leaf(node, look, found, look.documents(node))
            case Word():
                self._add_word(node, look, found, look.counts(node))
            case _ if isinstance(node, One):
                for document in look.counts(node).keys() & found.keys():
                    found[document] += 1.0

    def _add_leaf(self, leaf: Leaf, look: Look, found: dict[int, float], where: Set[int]) -> None:
        for part in leaf.parts if isinstance(leaf, Phrase) else (leaf,):
            if isinstance(part, Word):
                counts = look.counts(part)
                self._add_word(part, look, found, {document: counts[document] for document in where & found.keys()})
            else:
                for document in where & found.keys():
                    found[document] += 1.0

    def _add_word(self, word: Word, look: Look, found: dict[int, float], counts: Mapping[int, int]) -> None:
        levels, rarity = look.words.levels, self._rarity(word)
        tables: dict[int, list[float]] = {}
        if len(found) < len(counts):
            counts = {document: counts[document] for document in found if document in counts}
        for count in set(counts.values()):
            tables[count] = self._table(rarity, count)
        for document, count in counts.items():
            if document in found:
                found[document] += tables[count][levels[document]]

    def _rarity(self, word: Word) -> float:
        """As Whoosh has it: log(documents / (documents with it + 1)) + 1."""
        known = self._rarities.get(word)
        if known is None:
            having = sum(len(look.counts(word)) for look in self._looks)
            known = self._rarities[word] = log(self._documents / (having + 1)) + 1
        return known

    def _table(self, rarity: float, count: int) -> list[float]:
        """The score of a word that occurs so often, for each level of length."""
        return [
            rarity * ((count * (K1 + 1)) / (count + K1 * ((1 - B) + B * length / self._average)))
            for length in _lengths()
        ]


def _lengths() -> list[int]:
    from whoosh.util.numeric import byte_to_length

    return [byte_to_length(level) for level in range(_LEVELS)]
