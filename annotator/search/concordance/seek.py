"""Where the words stand, as rising arrays: no object a hit, for there may be a hundred thousand."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from annotator.errors import UserError
from annotator.model.concordance import Mode
from annotator.search.concordance.tokens import Tokens
from annotator.search.concordance.wanted import Wanted, phrases
from annotator.search.pattern import matches

MOST = 200_000  # hits in one text; an expression that finds every letter of ten megabytes is a slip


class Hits:
    """In text order, none overlapping: spans in code points, numbers of the first and last word, which alternative.

    A hit without any word in it (an expression may find a dash) has `last` one less than `first`.
    """

    def __init__(self) -> None:
        self.starts, self.ends = array("i"), array("i")
        self.firsts, self.lasts, self.which = array("i"), array("i"), array("i")

    def __len__(self) -> int:
        return len(self.starts)


def seek(tokens: Tokens, text: str, sought: Wanted, *, seconds: float) -> Hits:
    """All hits in one text. A phrase lies within one paragraph; where hits overlap, the first and longest counts.

    A regular expression has `seconds` at most. Raises UserError `bad_regex`, `slow_regex` or `too_many_hits`.
    """
    hits = Hits()
    if sought.mode is Mode.REGEX:
        _take_spans(tokens, hits, matches(sought.alternatives[0], text, tokens.begins, tokens.ends_of_blocks, seconds))
    else:
        _take_words(tokens, hits, _runs(tokens, sought))
    return hits


def _runs(tokens: Tokens, sought: Wanted) -> list[tuple[int, int, int]]:
    """First word, minus the last, alternative: so sorted that of several at one place the longest comes first."""
    words = tokens.words
    single: dict[int, int] = {}
    runs: list[tuple[int, int, int]] = []
    for number, phrase in enumerate(phrases(tokens, sought)):
        if len(phrase) == 1:
            for word in phrase[0]:
                single.setdefault(word, number)
            continue
        for at in [at for at, word in enumerate(words) if word in phrase[0]]:
            last = at + len(phrase) - 1
            if last < tokens.paragraph_end(at) and all(
                words[at + step] in phrase[step] for step in range(1, len(phrase))
            ):
                runs.append((at, -last, number))
    alone = [(at, -at, single[word]) for at, word in enumerate(words) if word in single]
    return sorted(runs + alone) if runs else alone


def _take_words(tokens: Tokens, hits: Hits, runs: Iterable[tuple[int, int, int]]) -> None:
    free = 0
    for first, minus, which in runs:
        if first >= free:
            free = 1 - minus
            hits.starts.append(tokens.starts[first])
            hits.ends.append(tokens.ends[-minus])
            hits.firsts.append(first)
            hits.lasts.append(-minus)
            hits.which.append(which)


def _take_spans(tokens: Tokens, hits: Hits, spans: Iterator[tuple[int, int]]) -> None:
    for start, end in spans:
        if len(hits) == MOST:
            raise UserError("too_many_hits", limit=MOST)
        hits.starts.append(start)
        hits.ends.append(end)
        hits.firsts.append(bisect_right(tokens.ends, start))
        hits.lasts.append(bisect_left(tokens.starts, end) - 1)
        hits.which.append(0)
