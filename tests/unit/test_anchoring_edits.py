"""Whatever is done to a text, an annotation never lands on a wrong sentence and is called certain there.

A text is a list of paragraphs of sentences, each with a number of its own, so that after any edits it is known where
a sentence is and what its words have become.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.anchoring import describe
from annotator.anchoring.resolve import Resolver
from annotator.model.anchor import Anchor, Position
from annotator.model.annotation import PlaceState

PROSE = (Path(__file__).parents[1] / "baselines" / "ledger-1.txt").read_text(encoding="utf-8")
WORDS = ("lantern", "often", "no", "seven", "under", "ice-bound", "he", "the", "quietly", "1934")


@dataclass(frozen=True)
class Sentence:
    """Its number, the number of the sentence that it is a copy of (or its own), and its words."""

    number: int
    source: int
    words: str


Text = tuple[tuple[Sentence, ...], ...]


def parsed(prose: str) -> Text:
    """The paragraphs of a text, its sentences numbered through."""
    paragraphs, number = [], 0
    for paragraph in prose.strip().split("\n\n"):
        sentences = []
        for words in paragraph.replace(". ", ".\0").replace("? ", "?\0").split("\0"):
            sentences.append(Sentence(number, number, words))
            number += 1
        paragraphs.append(tuple(sentences))
    return tuple(paragraphs)


ORIGINAL = parsed(PROSE)
ALL = [sentence for paragraph in ORIGINAL for sentence in paragraph]


def written(text: Text) -> tuple[str, dict[int, Position]]:
    """The text as one string, and where each sentence stands in it."""
    pieces: list[str] = []
    spans: dict[int, Position] = {}
    length = 0
    for paragraph in text:
        for place, sentence in enumerate(paragraph):
            gap = " " if place else "\n\n" if pieces else ""
            spans[sentence.number] = Position(length + len(gap), length + len(gap) + len(sentence.words))
            pieces.append(gap + sentence.words)
            length = spans[sentence.number].end
    return "".join(pieces), spans


@st.composite
def edited(draw: st.DrawFn) -> Text:
    """The original after some edits, as editors, scanners and proof-readers make them."""
    text = [list(paragraph) for paragraph in ORIGINAL]
    fresh = len(ALL)
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(text) - 1))
        paragraph = text[at]
        place = draw(st.integers(0, len(paragraph) - 1)) if paragraph else 0
        kind = draw(
            st.sampled_from(("insert", "delete", "word", "more", "fewer", "hyphen", "quotes", "move", "double"))
        )
        if kind == "move":
            text.insert(draw(st.integers(0, len(text) - 1)), text.pop(at))
        elif not paragraph:
            continue
        elif kind == "insert":
            words = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=9))) + "."
            paragraph.insert(place, Sentence(fresh, fresh, words))
            fresh += 1
        elif kind == "double":
            copy = replace(paragraph[place], number=fresh)
            fresh += 1
            target = text[draw(st.integers(0, len(text) - 1))]
            target.insert(draw(st.integers(0, len(target))), copy)
        elif kind == "delete":
            del paragraph[place]
        else:
            paragraph[place] = replace(paragraph[place], words=reworded(draw, kind, paragraph[place].words))
    return tuple(tuple(paragraph) for paragraph in text if paragraph)


def reworded(draw: st.DrawFn, kind: str, sentence: str) -> str:
    """One word replaced, put in, taken out or torn; or the quotation marks and apostrophes curled."""
    words = sentence.split(" ")
    at = draw(st.integers(0, len(words) - 1))
    if kind == "quotes":
        return sentence.replace('"', "”").replace("'", "’")
    if kind == "hyphen":
        half = max(1, len(words[at]) // 2)
        words[at] = f"{words[at][:half]}- {words[at][half:]}"
    elif kind == "fewer" and len(words) > 1:
        del words[at]
    elif kind == "more":
        words.insert(at, draw(st.sampled_from(WORDS)))
    else:
        words[at] = draw(st.sampled_from(WORDS))
    return " ".join(words)


@st.composite
def passage(draw: st.DrawFn) -> tuple[Sentence, Anchor]:
    """A sentence of the original, or some words of it, as an annotation remembers them."""
    text, spans = written(ORIGINAL)
    sentence = draw(st.sampled_from(ALL))
    words = sentence.words.split(" ")
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1)) if draw(st.booleans()) else len(words) - 1
    start = spans[sentence.number].start + len(" ".join(words[:first])) + (first > 0)
    return sentence, describe(text, start, start + len(" ".join(words[first : last + 1])))


BEFORE = Resolver(written(ORIGINAL)[0])


@given(edited(), passage())
@settings(max_examples=300)
def test_what_is_called_certain_is_the_very_sentence(after: Text, marked: tuple[Sentence, Anchor]) -> None:
    sentence, anchor = marked
    text, spans = written(after)
    found = Resolver(text).resolve(anchor, BEFORE)
    if not (found.certain or found.state is PlaceState.EXACT):
        return
    assert found.span is not None
    sources = {one.number: one.source for paragraph in after for one in paragraph}
    hit = {number for number, span in spans.items() if span.start < found.span.end and found.span.start < span.end}
    assert len(hit) == 1
    (number,) = hit
    assert sources[number] == sentence.number, (anchor.quote.exact, text[found.span.start : found.span.end])
    if number != sentence.number and sentence.number in sources:
        # Beside the sentence itself, a copy may stand for it only where it has taken its place among its neighbours.
        own, words = spans[sentence.number], anchor.quote.exact
        offset = text.find(words, own.start, own.end)
        assert offset < 0 or agreement(text, found.span.start, anchor) >= agreement(text, offset, anchor)


@given(edited(), passage())
@settings(max_examples=200)
def test_what_survives_word_for_word_and_is_unique_is_found(after: Text, marked: tuple[Sentence, Anchor]) -> None:
    _, anchor = marked
    text, words = written(after)[0], anchor.quote.exact
    if {one.casefold().count(words.casefold()) for one in (text, PROSE)} != {1} or len(words) < 12:
        return
    at = text.index(words)
    for origin in (None, BEFORE):
        found = Resolver(text).resolve(anchor, origin)
        assert at in {one.span.start for one in found.candidates} or at == (found.span and found.span.start), words


@given(passage())
def test_without_an_edit_all_is_exact(marked: tuple[Sentence, Anchor]) -> None:
    _, anchor = marked
    found = Resolver(written(ORIGINAL)[0]).resolve(anchor, BEFORE)
    assert (found.state, found.span, found.candidates) == (PlaceState.EXACT, anchor.position, ())


def agreement(text: str, start: int, anchor: Anchor) -> int:
    """How many code points of the context agree, counted outwards from the words."""
    end = start + len(anchor.quote.exact)
    return common(text[end:], anchor.quote.suffix) + common(text[:start][::-1], anchor.quote.prefix[::-1])


def common(one: str, other: str) -> int:
    """How many code points two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
