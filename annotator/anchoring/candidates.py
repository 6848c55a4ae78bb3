"""Where in a text a remembered passage may be: places that its rare words agree upon, each fitted to its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import log

from rapidfuzz.fuzz import partial_ratio_alignment

from annotator.anchoring.ground import Ground, is_edge, words_of
from annotator.anchoring.likeness import Passage, confidence, likeness
from annotator.model.anchor import Position

_RARE = 16  # words that vote, at most…
_VOTES = 300  # … and the votes after which no more are asked for: the rarest words have spoken
_LOOKED_UP = 40  # words that are looked up to find the rare ones
_EDGE = 400  # folded code points at both ends of a long passage whose words vote
_NEAR = 100  # folded code points before and after the passage whose words vote too
_PLACES = 8  # places that are fitted
_HEAD = 64  # folded code points by which an end is found
_LETTERS = 16  # the first and last ones, which tell an end from its neighbourhood
_REACH = 24  # folded code points around a fitted end in which it may move to the edge of a word
_RESPELLED = 0.98  # how sure what only folds alike is beside what is alike: between twins, spelling decides
_LONGEST_WORDS = 8  # that are looked up to find a rare one
_HITS = 50  # verbatim occurrences of a passage without rare words


@dataclass(frozen=True, slots=True)
class Fit:
    """A place that may be the passage: its span in folded code points, in the text's own, and how sure it is."""

    start: int
    end: int
    span: Position
    confidence: float

    def overlaps(self, span: Position) -> bool:
        """Whether it shares a letter with `span`."""
        return self.span.start < span.end and span.start < self.span.end


def fits(ground: Ground, passage: Passage) -> list[Fit]:
    """The places that may be the passage, the likeliest first; no two of them overlap."""
    found: list[Fit] = []
    spans = {_fitted(ground, passage, start) for start in _places(ground, passage)}
    ranked = [fit_of(ground, passage, *span) for span in spans if span is not None and span[0] < span[1]]
    for fit in sorted(ranked, key=lambda fit: (-fit.confidence, abs(fit.start - passage.start))):
        if not any(fit.overlaps(better.span) for better in found):
            found.append(fit)
    return found


def unchanged(ground: Ground, passage: Passage) -> list[int]:
    """Where the passage stands (folded) with all its surroundings unchanged; empty where no word of it is rare."""
    whole = passage.whole
    # What stands at an end may be half a word. Of the others the longest are rare, mostly.
    inside = sorted(words_of(whole)[1:-1], key=lambda word: -len(word[0]))
    first = (_rarest(ground, words) for words in (inside[:_LONGEST_WORDS], inside[_LONGEST_WORDS:]))
    word, offset = next(filter(None, first), ("", 0))
    begins = (at - offset for at in ground.places(word))
    text = ground.folded.text
    return [begin + len(passage.before) for begin in begins if begin >= 0 and text.startswith(whole, begin)]


def _rarest(ground: Ground, words: list[tuple[str, int]]) -> tuple[str, int] | None:
    """The one of these words that stands in the text most seldom; None where none does, or all everywhere."""
    counted = ((len(ground.places(one[0])), one) for one in words)
    return min((pair for pair in counted if pair[0]), default=(0, None))[1]


def fit_of(ground: Ground, passage: Passage, start: int, end: int) -> Fit:
    """The span `start` to `end` (folded) as a fit; where the very words stand there, these and no letter more."""
    first, last = ground.folded.to_source(start, end)
    exact = ground.text.find(passage.exact, max(0, first - 2), last + 2)
    sure = confidence(ground, passage, start, end)
    if exact < 0:
        return Fit(start, end, Position(first, last), sure * _RESPELLED)
    return Fit(start, end, Position(exact, exact + len(passage.exact)), sure)


def _voters(ground: Ground, passage: Passage) -> list[tuple[float, str, int]]:
    """The rarest words: (weight, word, offset from the passage's beginning), the rarest first."""
    size, head = len(passage.words), len(passage.before)
    offsets: dict[str, int] = {}
    for word, at in words_of(passage.whole):
        offset = at - head
        inside = 0 <= offset < size
        if (inside and _EDGE <= offset < size - _EDGE) or not -_NEAR <= offset < size + _NEAR:
            continue
        # A word of the passage speaks for the passage, even where it stands before or after it as well.
        if inside and not 0 <= offsets.get(word, -1) < size:
            offsets[word] = offset
        offsets.setdefault(word, offset)
    # Long words are rare, mostly: those are looked up.
    likely = sorted(offsets, key=len, reverse=True)[:_LOOKED_UP]
    letters = len(ground.folded.text)
    counted = ((len(ground.places(word)), word) for word in likely)
    weighed = [(log(1 + letters / count), word, offsets[word]) for count, word in counted if count]
    return sorted(weighed, reverse=True)[:_RARE]


def _votes(ground: Ground, passage: Passage) -> list[tuple[int, float, str]]:
    """Where the passage would begin by each occurrence of its rare words: (place, weight, word), by place."""
    votes: list[tuple[int, float, str]] = []
    for weight, word, offset in _voters(ground, passage):
        votes.extend((at - offset, weight, word) for at in ground.places(word))
        if len(votes) > _VOTES:
            break
    return sorted(votes)


def _places(ground: Ground, passage: Passage) -> list[int]:
    """Where the passage would begin by most of the weight of its rare words."""
    votes = _votes(ground, passage)
    if not votes:
        return list(_verbatim(ground, passage))
    drift = 8 + len(passage.words) // 8
    groups: list[tuple[float, int]] = []
    first = 0
    for last in range(len(votes)):
        if last + 1 < len(votes) and votes[last + 1][0] - votes[last][0] <= drift:
            continue
        group = votes[first : last + 1]
        weights = {word: weight for _, weight, word in group}
        groups.append((sum(weights.values()), group[len(group) // 2][0]))
        first = last + 1
    groups.sort(key=lambda group: (-group[0], abs(group[1] - passage.start)))
    return [max(0, start) for _, start in groups[:_PLACES]]


def _verbatim(ground: Ground, passage: Passage) -> Iterator[int]:
    """For words that stand everywhere or in no index, as in scripts without spaces."""
    text, words = ground.folded.text, passage.words
    at, left = text.find(words) if words else -1, _HITS
    while at >= 0 and left:
        yield at
        at, left = text.find(words, at + 1), left - 1


def _fitted(ground: Ground, passage: Passage, start: int) -> tuple[int, int] | None:
    """The span near `start` that is most like the passage's words."""
    text, words = ground.folded.text, passage.words
    start = min(start, max(0, len(text) - 1))
    slack = 24 + min(len(words) // 4, 20_000)
    low = max(0, start - slack)
    same = (text.rfind(words, low, start + len(words)), text.find(words, start, start + len(words) + slack))
    here = [at for at in same if at >= 0]
    if here:
        at = min(here, key=lambda at: abs(at - start))
        return at, at + len(words)
    head = partial_ratio_alignment(words[:_HEAD], text[low : start + _HEAD + slack])
    if head is None:
        return None
    start = low + head.dest_start
    if len(words) <= _HEAD:
        end = low + head.dest_end
    else:
        low = max(start + 1, start + len(words) - _HEAD - slack)
        tail = partial_ratio_alignment(words[-_HEAD:], text[low : start + len(words) + slack])
        if tail is None:
            return None
        end = low + tail.dest_end
    if end <= start:
        return None
    return _at_edges(text, passage, start, end)


def _at_edges(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Move both ends to edges of words where that makes the span more like the passage's words."""
    words = passage.words
    head, tail = words[: 2 * _HEAD], words[-2 * _HEAD :]
    short = len(words) <= 2 * _HEAD
    starts = [at for at in _around(start, end - 1) if is_edge(text, at) and not text[at].isspace()]
    if starts:
        start = max(
            starts,
            key=lambda at: (
                likeness(head, text[at : end if short else at + len(head)])
                + _common(words, text[at : at + _LETTERS]) / _LETTERS
            ),
        )
    ends = [at for at in _around(end, len(text)) if at > start and is_edge(text, at) and not text[at - 1].isspace()]
    if ends:
        end = max(
            ends,
            key=lambda at: (
                likeness(tail, text[start if short else max(0, at - len(tail)) : at])
                + _common(tail[::-1], text[max(0, at - _LETTERS) : at][::-1]) / _LETTERS
            ),
        )
    return start, end


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _around(at: int, last: int) -> list[int]:
    """The offsets near `at`, up to `last`, the nearest first."""
    near = range(max(0, at - _REACH), min(last, at + _REACH) + 1)
    return sorted(near, key=lambda one: abs(one - at))
