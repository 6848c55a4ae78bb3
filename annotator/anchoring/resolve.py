"""Find an anchored passage again: exact at its place; else its words elsewhere; else what is most like them.

Nothing is guessed at. A passage is MOVED, for the person to check, where one place is like it (`_FLOOR`) and clearly
more so than any other (`_MARGIN`); all else is an orphan, with its candidates. Where the text is at hand in which the
anchor was made (the origin), more can be known: a place that is more like another passage of that text isn't ours,
and one whose words are the same, and nobody else's, is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.anchoring.candidates import Fit, fit_of, fits, unchanged
from annotator.anchoring.describe import describe
from annotator.anchoring.exact import Found, at_place
from annotator.anchoring.ground import Ground, words_of
from annotator.anchoring.joints import parted_alike
from annotator.anchoring.likeness import (
    Passage,
    confidence,
    likeness,
    passage_of,
    same_letters,
    surroundings,
)
from annotator.anchoring.sense import says_the_same
from annotator.model.anchor import Anchor, Position
from annotator.model.annotation import Candidate, PlaceState

_FLOOR = 0.75  # confidence below which nothing is shown as found
_ALIKE = 0.6  # how alike the words themselves must be for that
_MARGIN = 0.08  # by how much the best must be better than the next
_SURE = 0.85  # confidence from which the same words, clearly ours, are certain
_HOME = 0.5  # agreement of the better neighbour from which words stand where they stood
_BESIDE = 0.75  # … and from which the same words, alone in both texts, are certain
_WIDE = 600  # code points before and after that tell twins apart, where the origin is known
_SPEAKS = 25, 4  # folded code points and words of a quotation that can do without its neighbours
_SHOWN = 5  # candidates that are kept
_TURNED = 0.49  # confidence, at most, of a place that says something else
_LEAST = 0.3  # confidence below which a place is no candidate


class Resolver:
    """Finds passages in one text; asked for the same one again, it remembers."""

    def __init__(self, text: str) -> None:
        self._ground = Ground(text)
        self._known: dict[tuple[Anchor, Resolver | None], Found] = {}

    def resolve(self, anchor: Anchor, origin: Resolver | None = None) -> Found:
        """The passage of `anchor` in this text; `origin` is of the text in which the anchor was made."""
        exact = at_place(self._ground.text, anchor)
        if exact is not None:
            return exact
        if origin is not None and at_place(origin._ground.text, anchor) is None:
            origin = None  # it was made in another text, whatever is said
        if (anchor, origin) not in self._known:
            passage = passage_of(anchor)
            found = self._weighed(passage) if origin is None else self._traced(passage, anchor, origin._ground)
            self._known[anchor, origin] = found
        return self._known[anchor, origin]

    def _weighed(self, passage: Passage) -> Found:
        """By the anchor alone."""
        ranked = _ranked(self._ground, passage)
        return self._verdict(passage, ranked, _apart(ranked))

    def _traced(self, passage: Passage, anchor: Anchor, origin: Ground) -> Found:
        """By the anchor and the text that it was made in."""
        starts = unchanged(self._ground, passage)
        if len(starts) == 1 and len(unchanged(origin, passage)) == 1:
            # With all its neighbours, and once in either text: so are by far the most.
            fit = fit_of(self._ground, passage, starts[0], starts[0] + len(passage.words))
            if parted_alike(passage.exact, self._printed(fit)):
                return Found(PlaceState.MOVED, fit.span, _candidates([fit]), certain=True, at_home=True)
        ranked = _ranked(self._ground, passage)
        apart = _apart(ranked)
        if ranked and not apart:
            ranked, apart = _told_apart(self._ground, _widely(origin.text, anchor.position), ranked)
        found = apart and _is_ours(self._ground, ranked[0], origin, anchor.position)
        if found and self._is_certain(passage, ranked):
            best = ranked[0]
            home = self._neighbours(passage, best) >= _HOME
            return Found(PlaceState.MOVED, best.span, _candidates(ranked), certain=True, at_home=home)
        return self._verdict(passage, ranked, found)

    def _is_certain(self, passage: Passage, ranked: Sequence[Fit]) -> bool:
        best, *others = ranked
        if not same_letters(passage.words, self._words(best)) or not parted_alike(passage.exact, self._printed(best)):
            return False
        speaks = len(passage.words) >= _SPEAKS[0] and len(words_of(passage.words)) >= _SPEAKS[1]
        alone = not any(same_letters(passage.words, self._words(other)) for other in others)
        return best.confidence >= _SURE or (alone and (speaks or self._neighbours(passage, best) >= _BESIDE))

    def _verdict(self, passage: Passage, ranked: Sequence[Fit], apart: bool) -> Found:
        ranked = sorted((self._doubted(passage, fit) for fit in ranked[:_SHOWN]), key=lambda fit: -fit.confidence)
        candidates = _candidates(ranked)
        if apart and ranked[0].confidence >= _FLOOR and likeness(passage.words, self._words(ranked[0])) >= _ALIKE:
            return Found(PlaceState.MOVED, ranked[0].span, candidates)
        return Found(PlaceState.ORPHAN, None, candidates)

    def _doubted(self, passage: Passage, fit: Fit) -> Fit:
        """A place that says something else is shown, and never taken, however many letters are the same."""
        if says_the_same(passage.exact, self._printed(fit), self._ground.text):
            return fit
        return replace(fit, confidence=min(fit.confidence, _TURNED))

    def _neighbours(self, passage: Passage, fit: Fit) -> float:
        return surroundings(self._ground, passage, fit.start, fit.end)

    def _printed(self, fit: Fit) -> str:
        return self._ground.text[fit.span.start : fit.span.end]

    def _words(self, fit: Fit) -> str:
        return self._ground.folded.text[fit.start : fit.end]


def resolve(text: str, anchor: Anchor) -> Found:
    """The passage of `anchor` in `text`."""
    return at_place(text, anchor) or Resolver(text).resolve(anchor)


def _ranked(ground: Ground, passage: Passage) -> list[Fit]:
    return [fit for fit in fits(ground, passage) if fit.confidence >= _LEAST]


def _apart(ranked: Sequence[Fit]) -> bool:
    """Whether the first is clearly better than the second."""
    return bool(ranked) and (len(ranked) == 1 or ranked[0].confidence - ranked[1].confidence >= _MARGIN)


def _told_apart(ground: Ground, wide: Passage, ranked: Sequence[Fit]) -> tuple[list[Fit], bool]:
    """Twins by their wider surroundings: the likeliest of them first, and whether it is clearly so.

    How sure each is isn't changed by that: a whole page around it may agree where the words themselves are others.
    """
    twins = [fit for fit in ranked if ranked[0].confidence - fit.confidence < _MARGIN]
    told = sorted(((confidence(ground, wide, fit.start, fit.end), fit) for fit in twins), key=lambda one: -one[0])
    best = told[0][1]
    return [best, *(fit for fit in ranked if fit is not best)], told[0][0] - told[1][0] >= _MARGIN


def _is_ours(ground: Ground, fit: Fit, origin: Ground, position: Position) -> bool:
    """Whether, of all passages of the origin, the one at `position` is clearly the most like the place found."""
    back = _widely(ground.text, fit.span)
    ranked = _ranked(origin, back)
    # Where the very words stand in the origin, what is only like them has no claim.
    same = [one for one in ranked if same_letters(back.words, origin.folded.text[one.start : one.end])]
    ranked = same or ranked
    return _apart(ranked) and ranked[0].overlaps(position)


def _widely(text: str, span: Position) -> Passage:
    return passage_of(describe(text, span.start, span.end, context=_WIDE))


def _candidates(ranked: Sequence[Fit]) -> tuple[Candidate, ...]:
    return tuple(Candidate(fit.span, round(fit.confidence, 3)) for fit in ranked[:_SHOWN])
