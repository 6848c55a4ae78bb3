"""The query language, and whether one text answers a query."""

from __future__ import annotations

import pytest

from annotator.errors import UserError
from annotator.search.query import parse, query_terms
from annotator.search.scan import matches
from annotator.search.tree import AllOf, AnyOf, Field, Fuzzy, Not, Own, Pattern, Phrase, Word


def word(text: str) -> Word:
    return Word(text)


def phrase(*texts: str, slop: int = 1) -> Phrase:
    return Phrase(tuple(map(Word, texts)), slop)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", None),
        (" — & … ", None),
        ("Institutions", word("institutions")),
        ("power state", AllOf((word("power"), word("state")))),
        ("a OR b c", AnyOf((word("a"), AllOf((word("b"), word("c")))))),
        ("(a OR b) c", AllOf((AnyOf((word("a"), word("b"))), word("c")))),
        ("a NOT b", AllOf((word("a"), Not(word("b"))))),
        ("a ANDNOT b", AllOf((word("a"), Not(word("b"))))),
        ("NOT NOT a", Not(Not(word("a")))),
        ("a or b", AllOf((word("a"), word("or"), word("b")))),
        ("“To be, or not to be”", phrase("to", "be", "or", "not", "to", "be")),
        ("«civil society»~3", phrase("civil", "society", slop=3)),
        ("counter-revolutionary", phrase("counter", "revolutionary")),
        ("don’t", phrase("don", "t")),
        ("Élan vital", AllOf((word("elan"), word("vital")))),
        ("Instit*", Pattern("instit*")),
        ("wom?n", Pattern("wom?n")),
        ("counter-rev*", AllOf((word("counter"), Pattern("rev*")))),
        ("* power ?", word("power")),
        ("a AND —", word("a")),
        ('""', None),
        ("power~", Fuzzy("power")),
        ("Élan~2 vital", AllOf((Fuzzy("elan", 2), word("vital")))),
        ('"state pow*"', Phrase((word("state"), Pattern("pow*")))),
        ("author:Bialer role:question", AllOf((Field("author", "Bialer", 0), Field("role", "question", 14)))),
        ('NOT author:"Merle Fainsod"', Not(Field("author", "Merle Fainsod", 4))),
        ("date:>=2026-01 OR page:17–20", AnyOf((Field("date", ">=2026-01"), Field("page", "17-20", 18)))),
        ("note:legitimacy", Own(word("legitimacy"))),
        ('note:"state power"~5', Own(phrase("state", "power", slop=5))),
        ("http://x.org", phrase("http", "x", "org")),
        ("Note: this", AllOf((word("note"), word("this")))),
    ],
)
def test_what_a_query_means(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "at"),
    [
        *(
            ("AND", 0),
            ("a AND", 5),
            ("OR a", 0),
            ("a OR OR b", 5),
            ("NOT", 3),
            ("(a", 0),
            ("a)", 1),
            (")", 0),
            ("()", 1),
        ),
        *(('"a', 0), ('a" b', 1), ("power author:", 6), ('ﬁne “a” (page:""', 9)),
        ("(" * 60 + "a" + ")" * 60, 51),
        ("NOT " * 80 + "a", 204),
        ("a " * 6000, 10_000),
    ],
)
def test_what_cannot_be_read_is_said_plainly_and_where(query: str, at: int) -> None:
    with pytest.raises(UserError) as caught:
        parse(query)
    assert caught.value.code == "bad_query"
    assert caught.value.params["detail"]
    assert caught.value.params["at"] == at


def test_without_stemming_words_are_what_is_written() -> None:
    assert parse("powers", False) == Word("powers", False)
    assert matches("powers", "great powers", stemmed=False)
    assert not matches("powers", "great power", stemmed=False)
    assert not matches('"great powers"', "great power", stemmed=False)
    assert matches("note:power", "power\nof others", own=5) and not matches("note:others", "power\nof others", own=5)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("institution", "All its institutions fell.", True),
        ("institution*", "All its institutions fell.", True),
        ("institution*", "The institute stood.", False),
        ("wom?n", "the women’s question", True),
        ("done?", "What is to be done?", True),
        ("*ism", "of Stalinism", True),
        ('"state power"', "power of the state", False),
        ('"union soviet"', "the Union of Soviet Writers", False),
        ('"union soviet"~2', "the Union of Soviet Writers", True),
        ('"a b c"~2', "a x b b c", True),
        ("russia’s policy", "Russia's policy", True),
        ("society", "soci\u00adety", True),
        ("a OR b", "b", True),
        ("a NOT b", "a b", False),
        ("NOT b", "a", True),
        ("", "a", False),
        ("社会", "中国社会主义", True),
        ("会社", "中国社会主义", False),
        ("bureacracy~", "the bureaucracy", True),
        ("bureacrasy~", "the bureaucracy", False),
        ("bureacrasy~2", "the bureaucracy", True),
        ("from~", "the form of it", True),
        ('"state instit*"', "the state institutions", True),
        ('"state instit*"', "the institutions of the state", False),
    ],
)
def test_whether_a_text_answers(query: str, text: str, found: bool) -> None:
    assert matches(query, text) is found


def test_the_terms_of_a_query_are_what_a_hit_may_show() -> None:
    assert query_terms('power (state OR power) NOT "civil war" instit*') == (
        word("power"),
        word("state"),
        Pattern("instit*"),
    )
