"""Lists within lists, typed with two spaces or more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.nesting import evenly_nested


def nested(text: str) -> str:
    return "\n".join(evenly_nested(text.split("\n")))


@pytest.mark.parametrize(
    ("typed", "even"),
    [
        ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
        ("1. a\n   - b\n\n     more\n2. c", "1. a\n    - b\n\n        more\n2. c"),
        ("- a\n    - b", "- a\n    - b"),
        ("- a\n  goes on", "- a\n    goes on"),
        ("- a\nlazily", "- a\nlazily"),
        ("- a\n\nA paragraph\n\n    code", "- a\n\nA paragraph\n\n    code"),
        ("```\n- a\n  - b\n```", "```\n- a\n  - b\n```"),
        (" - a\n - b", "- a\n- b"),
    ],
)
def test_levels(typed: str, even: str) -> None:
    assert nested(typed) == even


LINES = st.lists(st.sampled_from(["- a", "  - b", "    - c", "", "word", "1. d", "   e", "```"]), max_size=12)


@given(LINES.map("\n".join))
def test_no_word_is_lost(text: str) -> None:
    assert nested(text).split() == text.split()
