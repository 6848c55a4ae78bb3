"""Find in the open text."""

from __future__ import annotations

import pytest

from annotator.errors import UserError
from annotator.search.find import MOST, Finder

TEXT = "Élan vital: “don’t” stop—the\nÉLAN of Straße 5. The élan’s co\u00adop."


def found(query: str, **options: bool) -> list[str]:
    return [TEXT[position.start : position.end] for position in Finder(TEXT).find(query, **options)]


@pytest.mark.parametrize(
    ("query", "options", "places"),
    [
        ("elan", {}, ["Élan", "ÉLAN", "élan"]),
        ("Elan", {"case": True}, ["Élan"]),
        ("don't", {}, ["don’t"]),
        ('"don\'t" stop-the elan', {}, ["“don’t” stop—the\nÉLAN"]),
        ("strasse", {}, ["Straße"]),
        ("coop", {}, ["co\u00adop"]),
        ("an", {"whole_word": True}, []),
        ("the", {"whole_word": True}, ["the", "The"]),
        ("op.", {"whole_word": True}, []),
        ("p.", {}, ["p."]),
        ("", {}, []),
        ("  ", {}, []),
        (r"\bs\w+", {"regex": True}, ["stop", "Straße"]),
        (r"^É\w+", {"regex": True, "case": True}, ["Élan", "ÉLAN"]),
        (r"x*", {"regex": True}, []),
    ],
)
def test_what_is_found(query: str, options: dict[str, bool], places: list[str]) -> None:
    assert found(query, **options) == places


def test_a_faulty_pattern_is_said_plainly() -> None:
    with pytest.raises(UserError) as caught:
        found("(", regex=True)
    assert caught.value.code == "bad_regex"
    assert caught.value.params["detail"]


def test_there_is_an_end_to_it() -> None:
    assert len(Finder("a" * (MOST + 5)).find("a")) == MOST


def test_a_whole_word_within_what_overlaps_is_found() -> None:
    assert [p.start for p in Finder("aa-aa aa").find("aa", whole_word=True)] == [0, 3, 6]
    assert [p.start for p in Finder("xa a a").find("a a", whole_word=True)] == [3]
