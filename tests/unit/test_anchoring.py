"""Describing passages, finding them again, and finding what a person quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.anchoring import describe, find_quotation
from annotator.anchoring.resolve import resolve
from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.annotation import PlaceState

TEXT = (
    "The decree was read aloud in the square. Nobody spoke. The counter-revolutionary, it said, “must not pass”; "
    "and the crowd went home. The decree was read aloud in the square. Everybody spoke of “the people’s will”, and "
    "of little else.\n\nThe rest — as they say — is well known."
)


@given(st.text(min_size=1), st.data())
def test_a_passage_of_an_unchanged_text_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = resolve(text, describe(text, start, end))
    assert (found.state, found.span) == (PlaceState.EXACT, Position(start, end))


@given(st.text(alphabet="abc \n", max_size=40))
def test_words_put_in_before_move_a_passage(before: str) -> None:
    start = TEXT.index("Everybody")
    anchor = describe(TEXT, start, start + 20)
    found = resolve(before + TEXT, anchor)
    shifted = Position(start + len(before), start + 20 + len(before))
    assert found.span == shifted
    assert found.state is (PlaceState.MOVED if before else PlaceState.EXACT)


def test_a_lookalike_sentence_is_never_taken_for_the_passage() -> None:
    words = "The decree was read aloud in the square."
    anchor = describe(TEXT, 0, len(words))
    shortened = TEXT[len(words) :]  # the passage itself is gone; its twin has other neighbours
    assert resolve(shortened, anchor).state is PlaceState.ORPHAN


def test_of_two_twins_the_one_with_the_same_neighbours_is_found() -> None:
    words = "The decree was read aloud in the square."
    second = TEXT.index(words, 1)
    found = resolve("Preface. " + TEXT, describe(TEXT, second, second + len(words)))
    assert found.span == Position(second + 9, second + 9 + len(words))


def test_what_was_rewritten_is_an_orphan() -> None:
    anchor = describe(TEXT, 41, 54)
    assert resolve(TEXT.replace("Nobody spoke", "No one said a word"), anchor).span is None


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Nobody spoke.", "Nobody spoke."),
        ("counterrevolutionary", "counter-revolutionary"),
        ("counter-\nrevolutionary", "counter-revolutionary"),
        ('"the people\'s will"', "“the people’s will”"),
        ("nobody   SPOKE", "Nobody spoke"),
        ("rest - as they say", "rest — as they say"),
        ("read aloud […] spoke", "read aloud in the square. Nobody spoke"),
    ],
)
def test_a_quotation_is_found_as_a_person_types_it(quote: str, expected: str) -> None:
    found = find_quotation(TEXT, quote)
    assert TEXT[found.start : found.end].strip("“”") == expected.strip("“”")


def test_brackets_that_stand_in_the_text_are_not_a_gap() -> None:
    text = "He wrote: “All power […] to the soviets.” All power went to the soviets."
    found = find_quotation(text, "All power […] to the soviets")
    assert text[found.start : found.end] == "All power […] to the soviets"


def test_occurrences_are_counted_and_too_few_are_said() -> None:
    second = find_quotation(TEXT, "The decree was read", occurrence=2)
    assert second.start == TEXT.index("The decree", 1)
    with pytest.raises(UserError, match="too_few_occurrences") as refused:
        find_quotation(TEXT, "The decree was read", occurrence=3)
    assert refused.value.params["found"] == 2


def test_a_quotation_is_sought_within_a_division_only() -> None:
    with pytest.raises(UserError, match="quotation_not_found"):
        find_quotation(TEXT, "Nobody spoke", within=Position(100, len(TEXT)))


@pytest.mark.parametrize("quote", ["", "  ", "—"])
def test_an_empty_quotation_is_refused(quote: str) -> None:
    with pytest.raises(UserError, match="empty_quotation"):
        find_quotation(TEXT, quote)
