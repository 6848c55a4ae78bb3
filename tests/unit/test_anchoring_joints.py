"""The same letters, parted otherwise: what may be a mended line end, and what says something else."""

from __future__ import annotations

import pytest

from annotator.anchoring.describe import describe
from annotator.anchoring.joints import parted_alike
from annotator.anchoring.resolve import Resolver

BEFORE, AFTER = "The congress met in the great hall, late. ", " So the minutes say, and nobody objected at all."
OTHERS = [
    ("10–15 delegates came", "1015 delegates came"),
    ("there were 5 20 men", "there were 520 men"),
    ("an area of 10² verst", "an area of 102 verst"),
    ("it fell to -5 degrees", "it fell to 5 degrees"),
    ("it fell to −5 degrees", "it fell to 5 degrees"),
    ("he is now here again", "he is nowhere again"),
    ("the un-ionised workers", "the unionised workers"),
    ("the chairman re-signed", "the chairman resigned"),
    ("это был немой дом", "это был не мой дом"),
    ("we're all against it", "were all against it"),
]
SAME = [
    ("the govern- ment fell", "the government fell"),
    ("the govern-ment fell", "the government fell"),
    ("the government fell", "the govern-ment fell"),
    ("a well-known name", "a well known name"),
    ("“so it was”, he said", '"so it was", he said'),
    ("fell to −5 degrees", "fell to -5 degrees"),
    ("1917–1921 in all", "1917-1921 in all"),
    ("first,second, third", "first, second, third"),
    ("l' état, c'est moi", "l'état, c'est moi"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_words_of_the_same_letters_are_to_be_checked(one: str, other: str) -> None:
    assert not parted_alike(one, other) and not parted_alike(other, one)
    old, new = BEFORE + one + AFTER, BEFORE + other + AFTER
    start = len(BEFORE)
    found = Resolver(new).resolve(describe(old, start, start + len(one)), Resolver(old))
    assert not found.certain


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_mended_printing_is_the_same_words(one: str, other: str) -> None:
    assert parted_alike(one, other) and parted_alike(other, one)
    old, new = BEFORE + one + AFTER, BEFORE + other + AFTER
    start = len(BEFORE)
    assert Resolver(new).resolve(describe(old, start, start + len(one)), Resolver(old)).certain
