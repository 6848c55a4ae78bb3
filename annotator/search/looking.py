"""Which documents of one segment answer a query: by sets, all of them, and with how often each word occurs there.

All answers are wanted, not only the best, for they are counted by selection and author. So documents are gathered
into sets, which takes less than walking through postings side by side; only what is shown is scored (`ranking`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from itertools import accumulate, chain, pairwise, repeat

from annotator.search.resolving import resolve
from annotator.search.tree import AllOf, AnyOf, Field, Leaf, Node, Not, One, Own, Phrase, Word
from annotator.search.wordfile import WordFile

Fields = Callable[[Field], Set[int]]
_FEW = 0.25  # of a word's documents: where fewer are asked for, their places are picked out


class Cancelled(BaseException):
    """Nobody waits for the answer any more."""


class Look:
    """One query's look at one segment; what was found of each word is kept for the scores."""

    def __init__(
        self,
        words: WordFile,
        alive: Callable[[], Set[int]],
        fields: Fields,
        own: Callable[[int], int] | None = None,
        wanted: Callable[[], bool] | None = None,
    ) -> None:
        """`alive`: all documents that can be found; `own`: how many words of a note are its author's."""
        self.words = words
        self._alive, self._fields, self._own, self._wanted = alive, fields, own, wanted
        self._counts: dict[One, Mapping[int, int]] = {}
        self._phrases: dict[tuple[Leaf, bool], Set[int]] = {}

    def documents(self, node: Node) -> Set[int]:
        """The documents that answer, the deleted ones among them."""
        if self._wanted is not None and not self._wanted():
            raise Cancelled
        match node:
            case AllOf(parts):
                return self._all_of(parts)
            case AnyOf(parts):
                return set().union(*map(self.documents, parts))
            case Not(part):
                return self._alive() - self.documents(part)
            case Field():
                return self._fields(node)
            case Own(part):
                return self._placed(part, own=True) if self._own else set()
            case Phrase():
                return self._placed(node)
            case _:
                return self.counts(node).keys()

    def counts(self, part: One) -> Mapping[int, int]:
        """The documents of a word, or of all words that are meant by it, with how often they occur there."""
        known = self._counts.get(part)
        if known is None:
            known = self._counts[part] = self._count(part)
        return known

    def _count(self, part: One) -> Mapping[int, int]:
        ranges = resolve(part, self.words)
        if not isinstance(part, Word):  # how often a pattern fits doesn't matter
            return dict.fromkeys(chain.from_iterable(map(self.words.ids, ranges)), 1)
        if len(ranges) == 1 and len(ranges[0]) == 1:
            return dict(zip(self.words.ids(ranges[0]), self.words.counts(ranges[0]), strict=True))
        found: Counter[int] = Counter()
        for some in ranges:
            counts = self.words.counts(some)
            ids: Iterable[int] = self.words.ids(some)
            found.update(ids if max(counts) == 1 else chain.from_iterable(map(repeat, ids, counts)))
        return found

    def _all_of(self, parts: tuple[Node, ...]) -> Set[int]:
        wanted = [self.documents(part) for part in parts if not isinstance(part, Not | Phrase)]
        wanted += [self.documents(part) for part in parts if isinstance(part, Phrase)]
        wanted.sort(key=len)
        found = set.intersection(set(wanted[0]), *wanted[1:]) if wanted else self._alive()
        for part in parts:
            if isinstance(part, Not):
                found = found - self.documents(part.part)
        return found

    def _placed(self, leaf: Leaf, *, own: bool = False) -> Set[int]:
        known = self._phrases.get((leaf, own))
        if known is None:
            known = self._phrases[leaf, own] = self._find_placed(leaf, own)
        return known

    def _find_placed(self, leaf: Leaf, own: bool) -> Set[int]:
        parts, slop = (leaf.parts, leaf.slop) if isinstance(leaf, Phrase) else ((leaf,), 1)
        counts = sorted((self.counts(part) for part in parts), key=len)
        candidates = set(counts[0]).intersection(*counts[1:])
        if not candidates:
            return candidates
        shift = max(self.words.lengths).bit_length() + 11  # no phrase goes on in the next document, with any slop
        reached = self._places(parts[0], candidates, shift)
        for part in parts[1:]:
            places = self._places(part, candidates, shift)
            if slop == 1:
                reached = places.intersection([place + 1 for place in reached])
            else:
                reached = places.intersection([place + by for place in reached for by in range(1, slop + 1)])
        mask = (1 << shift) - 1
        if own and self._own:
            return {place >> shift for place in reached if place & mask < self._own(place >> shift)}
        return {place >> shift for place in reached}

    def _places(self, part: One, documents: Set[int], shift: int) -> set[int]:
        """Every place of a word in these documents: the document's number, shifted, and the place in it."""
        found: set[int] = set()
        for some in resolve(part, self.words):
            ids, counts, places = self.words.ids(some), self.words.counts(some), self.words.places(some)
            if len(documents) > _FEW * len(ids):
                if max(counts) > 1:
                    ids = array("I", chain.from_iterable(map(repeat, ids, counts)))
                found.update([(one << shift) + place for one, place in zip(ids, places, strict=True)])
            else:
                bounds = pairwise(accumulate(counts, initial=0))
                found.update(
                    (one << shift) + place
                    for one, (start, end) in zip(ids, bounds, strict=True)
                    if one in documents
                    for place in places[start:end]
                )
        return found
