"""Citation keys of the usual form, whatever the names and titles are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.bibliography import Work
from annotator.model.citation import Source
from annotator.model.citekeys import free_key, is_key, proposed_key

WORK = Work("chapter", "Terror as a System of Power", "Merle Fainsod", year="2013", original=Source("", year="1963"))


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (WORK, "fainsod1963terror"),
        (replace(WORK, original=None), "fainsod2013terror"),
        (replace(WORK, author="Cora van der Dyke"), "vanderdyke1963terror"),
        (replace(WORK, author="József Ørsted-Müller", title="Über die Macht"), "orstedmuller1963macht"),
        (replace(WORK, author="The Harbour Board of Trade"), "harbour1963terror"),
        (replace(WORK, title="Introduction"), "fainsod1963introduction"),
        (replace(WORK, title="Introduction to “The Collapse”", titled=False), "fainsod1963collapse"),
        (replace(WORK, title="1984 and After"), "fainsod1963after"),
        (replace(WORK, author=""), "terror1963"),
        (Work("book", "The Warden’s Garden"), "wardengarden"),
        (replace(WORK, author="", original=None, year=""), "terrorsystem"),
        (replace(WORK, author="Лев Толстой", title="Война и мир"), "толстои1963воина"),
        (Work("book", ""), "work"),
    ],
)
def test_a_key_of_author_year_and_first_telling_word(work: Work, key: str) -> None:
    assert proposed_key(work) == key and is_key(key)


def test_the_next_free_key() -> None:
    taken = ["Key", *(f"key{letter}" for letter in "bc")]
    assert free_key("key", []) == "key" and free_key("key", taken) == "keyd"
    assert free_key("key", ["key", *(f"key{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]) == "key-27"


@pytest.mark.parametrize("text", ["", "a b", "a,b", "a{b", "@a", "a@b", "a#", "-a", "a.", "a%b", "a'b"])
def test_what_is_no_key(text: str) -> None:
    assert not is_key(text)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=8))
def test_whatever_the_words_are_the_key_is_one(author: str, title: str, year: str) -> None:
    assert is_key(proposed_key(Work("chapter", title, author, year=year)))
