"""The folding for search and quoting, and its way back to the source."""

from __future__ import annotations

import unicodedata
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.folding import Folded, fold
from tests.realreader import real_reader

# What people's texts hold, and above all what folds to none, to one, or to several.
_ODD = "aAéÉe\u0301\u0327ßÆﬁİΣςØ \n\t\u00a0\u2009\u00ad\u200b\u200d.…-–—\u2011−'\"‘’“”«»½か\u3099가😀👍\u200d\U0001f3fd"
_texts = st.text(alphabet=st.one_of(st.sampled_from(_ODD), st.characters(exclude_categories=["Cs"])), max_size=60)


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("Perestroïka", "perestroika"),
        ("e\u0301te\u0301", "ete"),
        ("Straße ﬁnd Æsop Łódź", "strasse find aesop lodz"),
        ("don’t ‘say’ “so”", "don't 'say' \"so\""),
        ("1917–1921 — a\u2011b−c -- d", "1917-1921 - a-b-c - d"),
        ("and … so . . . on.\u00a0.\u00a0.\u00a0.", "and ... so ... on...."),
        ("one \n\n two\tthree", "one two three"),
        ("co\u00adoperate", "cooperate"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("", ""),
    ],
)
def test_what_folds_to_what(source: str, folded: str) -> None:
    assert fold(source).text == folded


def test_loose_folding_is_deaf_to_how_a_quotation_was_typed() -> None:
    printed = "the “counter-revolutionary”  plan—so he\nsaid—was"
    assert (
        fold(printed, loose=True).text == fold("the 'counterrevolutionary' plan -- so he said -- was", loose=True).text
    )


def test_capitals_are_kept_where_asked() -> None:
    assert fold("Élan VITAL Øre ẞ", case=True).text == "Elan VITAL Ore SS"


@pytest.mark.parametrize(
    ("source", "start", "end", "found"),
    [
        ("Straße", 4, 5, "ß"),
        ("e\u0301te\u0301", 2, 3, "e\u0301"),
        ("co\u00adop", 0, 2, "co"),
        ("co\u00adop", 2, 4, "op"),
        ("so . . . on", 4, 5, ". . ."),
        ("a \n b", 1, 2, " \n "),
        ("abc", 1, 1, ""),
        ("abc", 3, 3, ""),
    ],
)
def test_a_span_leads_back_to_its_source(source: str, start: int, end: int, found: str) -> None:
    first, last = fold(source).to_source(start, end)
    assert source[first:last] == found


@given(_texts, st.data(), st.booleans(), st.booleans())
def test_every_span_leads_back_to_a_span_that_folds_to_it(
    source: str, data: st.DataObject, loose: bool, case: bool
) -> None:
    def plain(text: str) -> str:
        return fold(text, loose=loose, case=case).text

    folded = fold(source, loose=loose, case=case)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.to_source(start, end)
    assert 0 <= first <= last <= len(source)
    assert folded.text[start:end] in plain(source[first:last])
    if start < end:
        # Nothing that folds as one was cut: the three parts fold to what the whole does.
        assert plain(source[:first]) + plain(source[first:last]) + plain(source[last:]) == folded.text
        assert folded.to_folded(first) <= start
        assert folded.to_folded(last) >= end


@given(_texts, st.booleans())
def test_the_way_back_is_monotone(source: str, loose: bool) -> None:
    folded = fold(source, loose=loose)
    spans = [folded.to_source(at, at + 1) for at in range(len(folded.text))]
    assert all(start < end for start, end in spans)
    assert all(a == b or a[1] <= b[0] for a, b in pairwise(spans))
    there = [folded.to_folded(offset) for offset in range(len(source) + 1)]
    assert there == sorted(there)
    assert there[-1] == len(folded.text)


def test_every_character_folds_as_its_capital_does_and_folding_again_changes_nothing() -> None:
    scripts = chain(range(0x3000), range(0xA000, 0xAC00), range(0xF900, 0x11000), range(0x1D400, 0x1F200))
    letters = [chr(code) for code in scripts]
    for case in (False, True):
        once = fold("x".join(letters), case=case).text
        assert (fold(once, case=case).text == once) is True  # a bare comparison would explain a megabyte
    pairs = [(c, c.swapcase()) for c in letters if len(c.swapcase()) == 1 and c not in "İı\u0345"]
    assert [a + b for a, b in pairs if a != b and fold(a).text != fold(b).text] == []


@given(st.text(alphabet=st.sampled_from(_ODD), max_size=60))
def test_composed_and_decomposed_letters_fold_alike(source: str) -> None:
    composed = unicodedata.normalize("NFC", source)
    assert fold(composed).text == fold(source).text


def test_a_whole_book_leads_back_word_by_word() -> None:
    book = real_reader().read_text("utf-8")
    plain, loose = fold(book), fold(book, loose=True)
    for at in range(0, len(book) - 50, 997):
        passage = book[at : at + 50].strip()
        for folded in (plain, loose):
            wanted = fold(passage, loose=folded is loose).text
            found = folded.text.find(wanted, folded.to_folded(at))
            start, end = folded.to_source(found, found + len(wanted))
            assert fold(book[start:end], loose=folded is loose).text == wanted
            assert start - at < 50


def test_the_map_of_a_plain_text_is_empty() -> None:
    assert _atoms(fold("plain words, as most texts are; “quoted” – even so. " * 100)) == 0


def _atoms(folded: Folded) -> int:
    return len(folded._from)


@given(_texts, st.data())
def test_many_spans_find_back_as_each_alone_does(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(folded.text)), max_size=12)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    starts, ends = folded.spans_to_source([start for start, _end in spans], [end for _start, end in spans])
    assert list(zip(starts, ends, strict=True)) == [folded.to_source(*span) for span in spans]
