"""Wildcards: what fits them, and that no word is too long for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.search.index import Paragraph, SearchIndex
from annotator.search.looking import Budget
from annotator.search.query import parse
from annotator.search.scan import matches
from annotator.search.tree import Pattern


def fits(pattern: str, word: str) -> bool:
    """As one would try it by hand: `*` any letters, `?` one, or at the end one or none."""
    if not pattern:
        return not word
    if pattern == "?" and not word:
        return True
    if pattern[0] == "*":
        return any(fits(pattern[1:], word[at:]) for at in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and fits(pattern[1:], word[1:])


@given(pattern=st.text("ab*?", min_size=1, max_size=9), word=st.text("ab", max_size=9))
def test_what_fits_a_pattern(pattern: str, word: str) -> None:
    assert bool(Pattern(pattern).expression.fullmatch(word)) is fits(pattern, word)


@pytest.mark.parametrize(
    "query", ["*a*c*g*t*" * 9 + "x", "*a?*" * 20 + "x", "*" * 200 + "x", "note:" + "*a" * 30 + "*x"]
)
def test_a_very_long_word_is_compared_in_no_time(query: str) -> None:
    word = "acgt" * 1500
    assert not matches(query, word)
    assert matches(query, word + "x")


def test_many_patterns_that_fit_nothing_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex(tmp_path)
    index.put_reader("a", "1", [Paragraph(0, " ".join(f"word{number}" for number in range(100)))])
    query = "word1 *x OR *y OR *z"
    assert len(index.search_texts(query)) == 0 and parse(query) is not None
    monkeypatch.setattr("annotator.search.answers.Budget", lambda: Budget(comparing=70.0))
    assert len(index.search_texts("word1 OR *x OR *1")) == 1
    with pytest.raises(UserError, match="bad_query") as caught:
        index.search_texts(query)
    assert "too many wildcards" in str(caught.value.params["detail"])
