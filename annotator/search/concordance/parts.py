"""The selections of a text as parts of its words: how long each is, and where in it a word stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import groupby

from annotator.model.document import Document
from annotator.model.lookup import cited_division
from annotator.search.concordance.tokens import Tokens


class Parts:
    """One part for each division that is cited (its notes and sections belong to it), and one for all the rest.

    `divisions` are their indices in text order, None for what lies outside of any selection; `sizes` their words;
    `spans` the first code point of each and the one behind its last.
    """

    def __init__(self, document: Document, tokens: Tokens) -> None:
        self.divisions: list[int | None] = []
        self.sizes: list[int] = []
        self.spans: list[tuple[int, int]] = []
        self._runs, self._part, self._before = array("i"), array("i"), array("i")
        known: dict[int | None, int] = {}
        cited = [cited_division(document, block.division) for block in document.blocks]
        for division, blocks in groupby(range(len(cited)), key=cited.__getitem__):
            run = list(blocks)
            begin, stop = tokens.begins[run[0]], tokens.ends_of_blocks[run[-1]]
            part = known.setdefault(division, len(known))
            if part == len(self.divisions):
                self.divisions.append(division)
                self.sizes.append(0)
                self.spans.append((begin, stop))
            first, behind = tokens.words_of(run[0])[0], tokens.words_of(run[-1])[1]
            self._runs.append(first)
            self._part.append(part)
            self._before.append(self.sizes[part])
            self.sizes[part] += behind - first
            self.spans[part] = self.spans[part][0], stop

    def of(self, number: int) -> tuple[int, float]:
        """The part that the word of this number stands in, and where: 0 its first word, 1 behind its last."""
        run = max(bisect_right(self._runs, number) - 1, 0)
        part = self._part[run]
        size = self.sizes[part]
        return part, min((self._before[run] + number - self._runs[run]) / size, 1.0) if size else 0.0
