"""Snippets: the best words of a paragraph, with the hits marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.search.scan import matches
from annotator.search.snippets import found_in, snippet

TEXT = (
    "The first institutions were weak. "
    + "Nothing of note is said here, at some length, for many words. " * 4
    + "In the "
    "end the “institution” of civil\nsociety was the state’s own civil society, and its Élan was gone. " + "More. " * 40
)


def marked(query: str, text: str = TEXT, width: int = 160) -> list[str]:
    found = snippet(text, query, width)
    return [found.text[start:end] for start, end in found.hits]


def test_a_stem_marks_all_its_words() -> None:
    assert [TEXT[start:end] for start, end in found_in(TEXT, "institution")] == ["institutions", "institution"]


def test_a_phrase_is_marked_as_one_and_only_where_it_stands() -> None:
    assert marked('"civil society"') == ["civil society", "civil society"]
    assert marked('"state’s own"') == ["state’s own"]
    assert marked("elan") == ["Élan"]
    assert marked("civ*", width=30) == ["civil"]


def test_the_window_with_most_of_the_query_wins() -> None:
    found = snippet(TEXT, "institution society elan", 120)
    assert [found.text[a:b] for a, b in found.hits] == ["institution", "society", "society", "Élan"]
    assert found.text.startswith("…") and found.text.endswith("…")
    assert "\n" not in found.text
    assert TEXT[found.match_start : found.match_end] == "institution"
    assert found.text[1 : found.hits[0][0]] == TEXT[found.start : found.match_start].replace("\n", " ")


def test_what_is_excluded_is_not_marked() -> None:
    assert marked("civil NOT weak") == ["civil", "civil"]
    nothing = snippet(TEXT, "NOT zebra", 40)
    assert nothing.hits == () and nothing.start == 0 and nothing.text == "The first institutions were weak.…"


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("Power corrupts.", "power").text == "Power corrupts."
    assert snippet("", "power").text == ""


_words = st.lists(st.sampled_from(["civil", "society", "Élan", "of", "the", "e\u0301", "ß", "—", "\n", "institutions"]))


@given(
    _words.map(" ".join), st.sampled_from(["civil society", '"civil society"', "elan OR of", "s*"]), st.integers(1, 90)
)
def test_every_mark_is_a_span_of_the_source_that_answers(text: str, query: str, width: int) -> None:
    found = snippet(text, query, width)
    assert len(found.text) <= max(width, found.match_end - found.match_start) + 2
    more = 1 if found.text.startswith("…") else 0
    for start, end in found.hits:
        assert 0 <= start < end <= len(found.text)
        shown = text[found.start + start - more : found.start + end - more]
        assert found.text[start:end] == shown.replace("\n", " ")
    if matches(query, text):
        assert found.hits
        assert found.start <= found.match_start < found.match_end <= len(text)
