"""Which documents of one segment answer a query: by sets, all of them, and with how often each word occurs there.

All answers are wanted, not only the best, for they are counted by selection and author. So documents are gathered
into sets, which takes less than walking through postings side by side; only what is shown is scored (`ranking`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from itertools import accumulate, chain, repeat
from operator import add

from annotator.errors import UserError
from annotator.i18n import _
from annotator.search.resolving import compared, resolve
from annotator.search.tree import AllOf, AnyOf, Field, Leaf, Node, Not, One, Own, Phrase, Word
from annotator.search.wordfile import WordFile

Fields = Callable[[Field], Set[int]]
_FEW = 12  # where a word has so many times more documents than are asked for, their places are picked out
_COMMON = 10_000  # documents: from there on, what was found of a word is worth keeping for the next query


class Cancelled(BaseException):
    """Nobody waits for the answer any more."""


class Budget:
    """What one query may cost: patterns that mean a hundred thousand words would hold up everything else."""

    def __init__(self, microseconds: float = 450_000.0, comparing: float = 400_000.0) -> None:
        self._left, self._comparing = microseconds, comparing

    def compare(self, part: One, words: int) -> None:
        """Take off what it takes to compare a pattern with so many words, few as may fit. Raises as `spend`."""
        self._comparing -= 0.3 * words
        if self._comparing < 0:
            raise _refusal(part, _("there are too many wildcards in it to look for them all: write fewer"))

    def spend(self, part: One, words: int, postings: int, *, placed: bool = False) -> None:
        """Take off what a pattern is going to take. Raises UserError `bad_query` (query, detail, at, word)."""
        self._left -= 6.0 * words + 0.4 * postings if placed else 2.5 * words + 0.12 * postings
        if self._left < 0:
            detail = _("“{word}” stands for too many words to look for them all: write more of it")
            raise _refusal(part, detail.format(word=part.text))


def _refusal(part: One, detail: str) -> UserError:
    return UserError("bad_query", query=part.text, detail=detail, at=0, place=1, word=part.text)


class Look:
    """One query's look at one segment; what was found of each word is kept for the scores."""

    def __init__(
        self,
        words: WordFile,
        alive: Callable[[], Set[int]],
        fields: Fields,
        own: Callable[[int], int] | None = None,
        wanted: Callable[[], bool] | None = None,
        size: int = 0,
        budget: Budget | None = None,
    ) -> None:
        """`alive`: all documents that can be found; `own`: how many words of a note are its author's; `size`: how many
        documents the scores count."""
        self.words, self.size = words, size
        self._budget = budget or Budget()
        self._alive, self._fields, self._own, self._wanted = alive, fields, own, wanted
        self._counts: dict[One, Mapping[int, int]] = {}
        self._ranges: dict[One, list[range]] = {}
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
            known = self.words.common.get(part)
            if known is None:
                known = self._count(part)
                if len(known) > _COMMON:
                    self.words.keep(part, known)
            self._counts[part] = known
        return known

    def frequency(self, part: One) -> int:
        """In how many documents a word is."""
        single = self._single(part)
        return self.words.frequency(single.start) if single else len(self.counts(part))

    def counts_in(self, part: One, documents: Collection[int]) -> Mapping[int, int]:
        """`counts`, at least for these documents; where they are few beside those of the word, for them alone."""
        single = self._single(part)
        known = part in self._counts or part in self.words.common
        if single is None or known or len(documents) * _FEW > self.words.frequency(single.start):
            return self.counts(part)
        ids, counts = self.words.ids(single), self.words.counts(single)
        found = {}
        for document in documents:
            at = bisect_left(ids, document)
            if at < len(ids) and ids[at] == document:
                found[document] = counts[at]
        return found

    def ranges(self, part: One) -> list[range]:
        """The words that are meant."""
        known = self._ranges.get(part)
        if known is None:
            if not isinstance(part, Word):
                self._budget.compare(part, compared(part, self.words))
            known = self._ranges[part] = resolve(part, self.words)
        return known

    def _single(self, part: One) -> range | None:
        ranges = self.ranges(part)
        return ranges[0] if len(ranges) == 1 and len(ranges[0]) == 1 else None

    def _count(self, part: One) -> Mapping[int, int]:
        ranges = self.ranges(part)
        if not isinstance(part, Word):  # how often a pattern fits doesn't matter
            self._budget.spend(part, len(ranges), sum(self.words.between(self.words.starts, some) for some in ranges))
            return dict.fromkeys(chain.from_iterable(map(self.words.ids, ranges)), 1)
        if single := self._single(part):
            return dict(zip(self.words.ids(single), self.words.counts(single), strict=True))
        found: Counter[int] = Counter()
        for some in ranges:
            counts = self.words.counts(some)
            ids: Iterable[int] = self.words.ids(some)
            found.update(ids if max(counts) == 1 else chain.from_iterable(map(repeat, ids, counts)))
        return found

    def _all_of(self, parts: tuple[Node, ...]) -> Set[int]:
        words = [part for part in parts if isinstance(part, Word)]
        others = [self.documents(part) for part in parts if not isinstance(part, Not | Word)]
        found = self._with_all(words, _common(others) if others else None) if words or others else self._alive()
        for part in parts:
            if isinstance(part, Not):
                unwanted = self.documents(part.part)
                found = {document for document in found if document not in unwanted}
        return found

    def _with_all(self, words: Sequence[One], found: Set[int] | None = None) -> Set[int]:
        """The documents (of those found before) with all of these words, the rarest looked up first."""
        for word in sorted(words, key=self.frequency):
            if found is None:
                found = self.counts(word).keys()
            else:
                counts = self.counts_in(word, found)
                smaller, larger = sorted((found, counts.keys()), key=len)
                found = {document for document in smaller if document in larger}
        return found or set()

    def _placed(self, leaf: Leaf, *, own: bool = False) -> Set[int]:
        known = self._phrases.get((leaf, own))
        if known is None:
            known = self._phrases[leaf, own] = self._find_placed(leaf, own)
        return known

    def _find_placed(self, leaf: Leaf, own: bool) -> Set[int]:
        parts, slop = (leaf.parts, leaf.slop) if isinstance(leaf, Phrase) else ((leaf,), 1)
        shift = self.words.longest.bit_length() + 11  # no phrase goes on in the next document, with any slop
        candidates = self._with_all(tuple(dict.fromkeys(parts)))
        if not candidates:
            return set()
        if slop == 1:
            ends = self._side_by_side(parts, candidates, shift)
        else:
            ends = set(self._places(parts[0], candidates, shift, 0))
            for part in parts[1:]:
                ends = _near(sorted(ends), self._places(part, candidates, shift, 0), slop)
        if own and self._own:
            mask = (1 << shift) - 1
            return {end >> shift for end in ends if end & mask < self._own(end >> shift)}
        return {end >> shift for end in ends}

    def _side_by_side(self, parts: tuple[One, ...], candidates: Set[int], shift: int) -> set[int]:
        """Where the last word of a phrase stands; the rarest word is looked up first."""
        last = len(parts) - 1
        order = sorted(range(len(parts)), key=lambda number: self.frequency(parts[number]))
        ends = set(self._places(parts[order[0]], candidates, shift, last - order[0]))
        for number in order[1:]:
            if len(ends) < len(candidates):
                candidates = {end >> shift for end in ends}
            ends = ends.intersection(self._places(parts[number], candidates, shift, last - number))
        return ends

    def _places(self, part: One, documents: Set[int], shift: int, by: int) -> Iterable[int]:
        """Every place of a word, at least those in these documents: the document's number, shifted, and the place in
        it, with `by` added."""
        ranges = self.ranges(part)
        if not isinstance(part, Word):
            places = sum(self.words.between(self.words.place_starts, some) for some in ranges)
            self._budget.spend(part, len(ranges), places, placed=True)
        return chain.from_iterable(self._places_of(some, documents, shift, by) for some in ranges)

    def _places_of(self, some: range, documents: Set[int], shift: int, by: int) -> Iterable[int]:
        words = self.words
        ids, counts, places = words.ids(some), words.counts(some), words.places(some)
        if len(some) == 1 and len(documents) * _FEW < len(ids):
            ends = list(accumulate(counts))
            picked: list[int] = []
            for document in documents:
                at = bisect_left(ids, document)
                if at < len(ids) and ids[at] == document:
                    base = (document << shift) + by
                    picked += [base + place for place in places[ends[at] - counts[at] : ends[at]]]
            return picked
        bases: Iterable[int] = [(document << shift) + by for document in ids]
        if max(counts) > 1:
            bases = chain.from_iterable(map(repeat, bases, counts))
        return map(add, bases, places)


def _near(ends: Sequence[int], places: Iterable[int], slop: int) -> set[int]:
    """Those of these places that stand behind one of `ends` (rising), by `slop` words at most."""
    return {place for place in places if (at := bisect_left(ends, place)) and ends[at - 1] >= place - slop}


def _common(sets: Sequence[Set[int]]) -> Set[int]:
    """What is in all of them; only the smallest is walked through."""
    found, *others = sorted(sets, key=len)
    for other in others:
        found = {document for document in found if document in other}
    return found
