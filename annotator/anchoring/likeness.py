"""How much a place in a text is like a remembered passage, from 0 to 1.

Quotation, words before, words after and position are weighed as Hypothesis does (50, 20, 20, 2; `match-quote.ts`),
with two changes. A long quotation speaks for itself, and a word or two don't: the quotation's weight grows with its
length. And two sentences of one language are a third alike by chance, which counts for nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from annotator.anchoring.ground import Ground
from annotator.model.anchor import Anchor
from annotator.model.folding import fold

_QUOTE, _AROUND, _POSITION = 50.0, 20.0, 2.0
_TYPICAL = 40  # code points: the length at which a quotation has the weight above
_LEAST, _MOST = 0.4, 8.0  # times that weight, for the shortest and the longest
_CHANCE = 0.4  # how alike any two sentences may be
_OTHERS = 0.5  # what the neighbours count where the words have nothing in common
_ENOUGH = 32  # code points of context that make it count in full


@dataclass(frozen=True, slots=True)
class Passage:
    """A remembered passage: as it was written, then, folded, its words and those before and after.

    `start` is where it began, in code points of its text.
    """

    exact: str
    words: str
    before: str
    after: str
    start: int

    @property
    def whole(self) -> str:
        """The words with their surroundings."""
        return self.before + self.words + self.after


def passage_of(anchor: Anchor) -> Passage:
    """The passage of an anchor, folded as one, for what folds together may lie across its ends."""
    quote = anchor.quote
    folded = fold(quote.prefix + quote.exact + quote.suffix)
    start = folded.to_folded(len(quote.prefix))
    end = folded.to_folded(len(quote.prefix) + len(quote.exact))
    return Passage(quote.exact, folded.text[start:end], folded.text[:start], folded.text[end:], anchor.position.start)


def confidence(ground: Ground, passage: Passage, start: int, end: int) -> float:
    """How surely `start` to `end` (of the folded text) is the passage."""
    text = ground.folded.text
    words = _beyond_chance(likeness(passage.words, text[start:end]))
    before = _beyond_chance(likeness(passage.before, text[max(0, start - len(passage.before)) : start]))
    after = _beyond_chance(likeness(passage.after, text[end : end + len(passage.after)]))
    near = 1 - min(1.0, abs(start - passage.start) / max(len(text), 1))
    around = (
        (_AROUND * min(len(passage.before) / _ENOUGH, 1), before),
        (_AROUND * min(len(passage.after) / _ENOUGH, 1), after),
        (_POSITION, near),
    )
    length = len(passage.words) / _TYPICAL
    # Long words that are the same need no neighbours; long words that were edited are sure by theirs.
    weights = (1.0, min(length, _MOST)) if length > 1 else (max(length, _LEAST),)
    weighed = max(_weighed(((_QUOTE * weight, words), *around)) for weight in weights)
    # Where the words are others, their neighbours alone may tell where they stood, but not that these are they.
    return weighed * min(1.0, _OTHERS + words)


def _weighed(parts: Sequence[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def likeness(one: str, other: str) -> float:
    """1 less the share of letters to be changed (Levenshtein)."""
    return Levenshtein.normalized_similarity(one, other)


def surroundings(ground: Ground, passage: Passage, start: int, end: int) -> float:
    """How much the words before and after agree, the better side of the two."""
    text = ground.folded.text
    before = likeness(passage.before, text[max(0, start - len(passage.before)) : start]) if passage.before else 0.0
    after = likeness(passage.after, text[end : end + len(passage.after)]) if passage.after else 0.0
    return _beyond_chance(max(before, after))


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space, hyphens, quotation marks, case and accents."""
    return one == other or fold(one, loose=True).text == fold(other, loose=True).text


def _beyond_chance(value: float) -> float:
    return max(0.0, (value - _CHANCE) / (1 - _CHANCE))
