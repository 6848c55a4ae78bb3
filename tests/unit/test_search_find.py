"""Find in the open text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.search.find import MOST, Finder
from annotator.search.pattern import compiled

TEXT = "Élan vital: “don’t” stop—the\nÉLAN of Straße 5. The élan’s co\u00adop."


def found(query: str, **options: bool) -> list[str]:
    finder = Finder(TEXT)
    find = finder.find_pattern if options.pop("regex", False) else finder.find
    return [TEXT[position.start : position.end] for position in find(query, **options)]


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


EXPLODING = [
    *("(?R)", "a(?0)?b", "(a(?1)?)", "(?<n>a(?&n)?)", "(?P>n)(?P<n>x)", "x{9999999}", "x{99999999}", "x{30000,}"),
    *("(?:x{1000}){1000}", "((((((a{10}){10}){10}){10}){10}){10})", "(?:" * 60 + "x" + "){3}" * 60, r"(\({500}){100}"),
    *("[)]{500}(?:[a)]{500}){500}", "(?#)(?:(?#(()a{200}){200}", "(?x)x{ 99 999 }", "x{" + "9" * 400 + "}"),
]


@pytest.mark.parametrize("expression", EXPLODING)
def test_what_would_explode_is_refused_before_it_is_compiled(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regex.compile", lambda *_: pytest.fail("compiled"))
    for compile in (compiled, Finder("a text").find_pattern):
        with pytest.raises(UserError) as caught:
            compile(expression)
        assert caught.value.code == "bad_regex"


@pytest.mark.parametrize(
    "expression",
    [
        *(
            r"\d{4}-\d{2}",
            "terror.{0,5000}state",
            "(?:x{100}){100}",
            "[{9999999}]+a",
            r"\(?R",
            "x{a}{}",
            "(a)(?(1)b{3}|c)",
        ),
        *("(?i:a)(?-i:b)", r"\w{10} \w{10} \w{10} \w{10} \w{10}", "[]{99999}]", "[[:alpha:]{99999}]"),
    ],
)
def test_what_is_harmless_is_compiled(expression: str) -> None:
    assert compiled(expression).pattern == expression


def test_whatever_compiling_raises_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("regex.compile", fail)
    with pytest.raises(UserError, match="bad_regex") as caught:
        compiled("never seen before")
    assert caught.value.params["detail"]


def test_there_is_an_end_to_it() -> None:
    assert len(Finder("a" * (MOST + 5)).find("a")) == MOST


def test_a_whole_word_within_what_overlaps_is_found() -> None:
    assert [p.start for p in Finder("aa-aa aa").find("aa", whole_word=True)] == [0, 3, 6]
    assert [p.start for p in Finder("xa a a").find("a a", whole_word=True)] == [3]


def test_an_expression_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.search.find.PATIENCE", 0.05)
    with pytest.raises(UserError) as caught:
        Finder("a" * 40 + "!").find_pattern(r"(a|aa)+$")
    assert caught.value.code == "slow_regex"


def test_a_text_is_ready_once_it_was_prepared_a_slice_at_a_time() -> None:
    finder = Finder("A word.\n\nAnother." * 20_000)
    slices = sum(1 for _slice in finder.prepare())
    assert slices > 2 and finder.ready() and not finder.ready(case=True)
    assert len(finder.find("another")) == 20_000


@given(st.text(alphabet="aAbé1 -—“.’\n", max_size=60), st.text(alphabet="aAbé1 -", min_size=1, max_size=3))
def test_whole_words_are_those_that_no_letter_touches(text: str, query: str) -> None:
    def alone(start: int, end: int) -> bool:
        before, after = text[start - 1 : start], text[end : end + 1]
        return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())

    every = list(Finder(text).find(query, whole_word=True))
    assert all(alone(one.start, one.end) for one in every)
    assert [one for one in Finder(text).find(query) if alone(one.start, one.end)] == every or len(query) > 1
