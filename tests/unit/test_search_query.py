"""The query language, and whether one text answers a query."""

from __future__ import annotations

import pytest

from annotator.errors import UserError
from annotator.search.query import AllOf, AnyOf, Not, Pattern, Phrase, parse, query_terms
from annotator.search.scan import matches


def word(stem: str) -> Phrase:
    return Phrase((stem,))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", None),
        (" — & … ", None),
        ("Institutions", word("institut")),
        ("power state", AllOf((word("power"), word("state")))),
        ("a OR b c", AnyOf((word("a"), AllOf((word("b"), word("c")))))),
        ("(a OR b) c", AllOf((AnyOf((word("a"), word("b"))), word("c")))),
        ("a NOT b", AllOf((word("a"), Not(word("b"))))),
        ("a ANDNOT b", AllOf((word("a"), Not(word("b"))))),
        ("NOT NOT a", Not(Not(word("a")))),
        ("a or b", AllOf((word("a"), word("or"), word("b")))),
        ("“To be, or not to be”", Phrase(("to", "be", "or", "not", "to", "be"))),
        ("«civil society»~3", Phrase(("civil", "societi"), 3)),
        ("counter-revolutionary", Phrase(("counter", "revolutionari"))),
        ("don’t", Phrase(("don", "t"))),
        ("Élan vital", AllOf((word("elan"), word("vital")))),
        ("Instit*", Pattern("instit*")),
        ("wom?n", Pattern("wom?n")),
        ("counter-rev*", AllOf((word("counter"), Pattern("rev*")))),
        ("* power ?", word("power")),
        ("a AND —", word("a")),
        ('""', None),
    ],
)
def test_what_a_query_means(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    "query",
    [
        *("AND", "a AND", "OR a", "a OR OR b", "NOT", "(a", "a)", ")", "()", '"a', 'a" b'),
        "(" * 60 + "a" + ")" * 60,
        "NOT " * 80 + "a",
        "a " * 6000,
    ],
)
def test_what_cannot_be_read_is_said_plainly(query: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(query)
    assert caught.value.code == "bad_query"
    assert caught.value.params["detail"]


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
