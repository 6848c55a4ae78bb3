"""Quotation marks of words that go into quotation marks themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.export.quotation_marks import single_inside


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ('On “Ink” and "paper"', "On ‘Ink’ and ‘paper’"),
        ("He said, “I call it ‘ink’ and it’s mine.”", "He said, ‘I call it “ink” and it’s mine.’"),
        ("of a quotation,” he said. “And so", "of a quotation,’ he said. ‘And so"),
        ("the ’30s, the clerks’ own, it’s", "the ’30s, the clerks’ own, it’s"),
        ("„Tinte“ und „Papier“", "‚Tinte‘ und ‚Papier‘"),
        ("« encre »", "« encre »"),
        ("no marks", "no marks"),
    ],
)
def test_double_ones_become_single(words: str, inside: str) -> None:
    assert single_inside(words) == inside


@given(st.text(st.sampled_from("ab “”‘’\"'")))
def test_nothing_else_changes_and_no_plain_double_one_is_left(words: str) -> None:
    inside = single_inside(words)
    signs = str.maketrans(dict.fromkeys('“”‘’"', "q"))
    assert inside.translate(signs) == words.translate(signs)
    assert '"' not in inside
