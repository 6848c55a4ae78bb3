"""The words that stand near the hits more often than chance would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.model.concordance import Collocate
from annotator.search.concordance.measures import log_likelihood
from annotator.search.concordance.seek import Hits
from annotator.search.concordance.tokens import Tokens

SPAN, LEAST = 5, 3  # words on each side of a hit; times that a word must stand near one
MOST = 500  # collocates


class Neighbourhood:
    """Counts over one text after another: what stands near the hits, and what stands anywhere but in them."""

    def __init__(self, span: int) -> None:
        self._span = span
        self.near: Counter[str] = Counter()
        self.total: Counter[str] = Counter()

    def add(self, tokens: Tokens, hits: Hits) -> None:
        """Words within the span of a hit, in its paragraph, each place counted once; those of hits don't count."""
        inside = {n for first, last in zip(hits.firsts, hits.lasts, strict=True) for n in range(first, last + 1)}
        near: set[int] = set()
        for first, last, start in zip(hits.firsts, hits.lasts, hits.starts, strict=True):
            begin, behind = tokens.words_of(tokens.block_at(start))
            near.update(range(max(begin, first - self._span), min(behind, last + 1 + self._span)))
        near -= inside
        words, names = tokens.words, tokens.vocabulary
        for word, count in Counter(words[n] for n in near).items():
            self.near[names[word]] += count
        of_hits = Counter(words[n] for n in inside)
        for word, count in enumerate(tokens.frequencies):
            self.total[names[word]] += count - of_hits[word]


def collocates(counted: Neighbourhood, least: int = LEAST) -> list[Collocate]:
    """Those at least `least` times near, and oftener than by chance, the most telling first; `MOST` at most."""
    window, words = counted.near.total(), counted.total.total()
    found = [
        Collocate(word, near, window * total / words, total, log_likelihood(near, window, total, words))
        for word, near, total in _often(counted, least)
        if near * words > window * total
    ]
    return sorted(found, key=lambda one: (-one.score, one.word))[:MOST]


def _often(counted: Neighbourhood, least: int) -> Iterable[tuple[str, int, int]]:
    return ((word, near, counted.total[word]) for word, near in counted.near.items() if near >= least)
