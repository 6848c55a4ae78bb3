"""Notes as words: for one line of a table, and for a voice."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.ui.note_words import plain_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Compare the *date*: what did people **expect**?", "Compare the date: what did people expect?"),
        ("Why?\n\n- fear\n- *relief*\n1. first", "Why? fear relief first"),
        ("# Head\n> a quotation with `code` and ~~struck~~ words", "Head a quotation with code and struck words"),
        ("See [the report](https://example.org/a_b) and __this__.", "See the report and this."),
        ("2 * 3 * 4 and a_b_c stay, as do * and _", "2 * 3 * 4 and a_b_c stay, as do * and _"),
        ("[[ is a link's beginning", "[[ is a link's beginning"),
        ("", ""),
    ],
)
def test_what_is_typed_becomes_what_is_meant(markdown: str, words: str) -> None:
    assert plain_words(markdown) == words


@given(st.text("ab *_`#>-[]()\n", max_size=60))
@example("```a")
def test_no_word_is_lost(markdown: str) -> None:
    links = "](" in markdown
    letters = [char for char in markdown if char in "ab"]
    assert links or [char for char in plain_words(markdown) if char in "ab"] == letters
