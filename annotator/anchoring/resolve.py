"""Find an anchored passage again: exact at its place; else its exact words elsewhere, judged by their context.

Words that stand in several places are never guessed at: only the occurrence whose surroundings agree clearly
better than any other's is taken, and it is called moved, for the person to check. All else is an orphan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from annotator.model.anchor import Anchor, Position
from annotator.model.annotation import PlaceState

_MOST = 200  # occurrences weighed before a quotation counts as too common to be placed
_AGREEMENT = 8  # code points of context that must agree: a word and its spaces


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage is now; `span` is None for an orphan."""

    state: PlaceState
    span: Position | None


def resolve(text: str, anchor: Anchor) -> Found:
    """The passage of `anchor` in `text`."""
    position, quote = anchor.position, anchor.quote
    if quote.exact and text[position.start : position.end] == quote.exact:
        return Found(PlaceState.EXACT, position)
    candidates = _occurrences(text, quote.exact)
    if not candidates:
        return Found(PlaceState.ORPHAN, None)
    ranked = sorted(candidates, key=lambda at: -_agreement(text, at, anchor))
    best = _agreement(text, ranked[0], anchor)
    rival = _agreement(text, ranked[1], anchor) if len(ranked) > 1 else 0
    alone = len(ranked) == 1 and len(candidates) < _MOST
    if (alone and best >= _AGREEMENT) or best - rival >= _AGREEMENT:
        return Found(PlaceState.MOVED, Position(ranked[0], ranked[0] + len(quote.exact)))
    return Found(PlaceState.ORPHAN, None)


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < _MOST:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _agreement(text: str, at: int, anchor: Anchor) -> int:
    """How many code points of context agree, counted outwards from the words."""
    quote = anchor.quote
    end = at + len(quote.exact)
    before = text[max(0, at - len(quote.prefix)) : at]
    after = text[end : end + len(quote.suffix)]
    return _common(reversed(before), reversed(quote.prefix)) + _common(iter(after), iter(quote.suffix))


def _common(one: Iterator[str], other: Iterator[str]) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)
