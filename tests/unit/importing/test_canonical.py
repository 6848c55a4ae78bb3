from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.importing.canonical import canonical, canonical_with_map


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("of\u00a0the\u2009state", "of the state"),
        ("a System of  Power ", "a System of Power"),
        ("co\u00adoperate", "cooperate"),
        ("oﬃce of ﬁnance", "office of finance"),
        ("caf\u0065\u0301", "café"),
        ("ﬁ\u0302", "f\u00ee"),
        ("“as printed” — . . . …", "“as printed” — . . . …"),
        ("a\tb\u000bc\u2028d", "a b c d"),
        ("\u00ad \u00ad", ""),
    ],
)
def test_rules(raw: str, wanted: str) -> None:
    assert canonical(raw) == wanted


def test_offsets_are_carried_over_every_rule() -> None:
    raw = "  ﬁne  cafe\u0301 co\u00adop"
    text, carry = canonical_with_map(raw)
    assert text == "fine café coop"
    assert [text[carry(raw.index(word)) :][:2] for word in ("ne", "ca", "co", "op")] == ["ne", "ca", "co", "op"]
    assert carry(len(raw)) == len(text)


@given(st.text())
def test_canonical_text_stays_as_it_is(raw: str) -> None:
    text, carry = canonical_with_map(raw)
    assert canonical(text) == text
    assert unicodedata.is_normalized("NFC", text)
    offsets = [carry(offset) for offset in range(len(raw) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
