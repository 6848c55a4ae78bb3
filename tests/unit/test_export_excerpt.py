"""The words of passages as quotations."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.export.excerpt import excerpt, joined, page_labels, pages_of, quoted, stored
from annotator.model.anchor import Position
from annotator.model.document import Block, BlockKind, Document, Emphasis, EmphasisKind
from tests.unit.export_samples import DOCUMENT, passage


def test_a_passage_keeps_its_paragraphs_and_emphasis() -> None:
    span = passage("clerk of", "all is well.")
    found = excerpt(DOCUMENT, span.start, span.end)
    assert [p.kind for p in found.paragraphs] == [BlockKind.PARAGRAPH, BlockKind.QUOTE]
    assert found.markdown == (
        "clerk of \\*Harbour & Sons\\* wrote &lt;nothing> of it; the *Annual Report* did:\n\n"
        "> All is entered; all is well."
    )
    assert found.text == DOCUMENT.text[span.start : span.end]


def test_emphasis_is_cut_at_the_ends_of_the_passage() -> None:
    span = passage("Report did")
    assert excerpt(DOCUMENT, span.start, span.end).markdown == "*Report* did"


def test_the_source_line_at_the_foot_of_a_page_is_no_part_of_the_sentences_around_it() -> None:
    span = passage("It is what", "The clerk")
    assert excerpt(DOCUMENT, span.start, span.end).markdown == (
        "It is what an office wishes to have remembered.\n\n1\\. The clerk"
    )


def test_a_source_line_marked_by_itself_is_quoted() -> None:
    span = passage("Paper Offices")
    assert excerpt(DOCUMENT, span.start, span.end).markdown == "Paper Offices"


def test_a_heading_inside_a_passage_is_bold_and_a_number_is_left_out() -> None:
    span = passage("1903", "Bela Marsh and Cora")
    assert [p.markdown for p in excerpt(DOCUMENT, span.start, span.end).paragraphs] == [
        "| 1903 | \\| none \\| |\n| --- | --- |",
        "**A Reply**",
        "Bela Marsh and Cora",
    ]


def test_verse_keeps_its_lines() -> None:
    span = passage("So runs", "neither stays.")
    assert excerpt(DOCUMENT, span.start, span.end).markdown == (
        "So runs the ink,  \n\\# so runs the year,  \nand neither stays."
    )


def test_passages_of_one_paragraph_are_joined_inside_it() -> None:
    spans = (passage("Forty leaves"), passage("Who cut"))
    assert joined(DOCUMENT, spans).markdown == "Forty leaves […] Who cut"
    assert quoted(DOCUMENT, spans) == "Forty leaves […] Who cut"


def test_passages_of_several_paragraphs_stay_paragraphs() -> None:
    spans = (passage("All is entered"), passage("Forty leaves"), passage("1902", "40"))
    assert joined(DOCUMENT, spans).markdown == (
        "> All is entered\n\n[…] Forty leaves\n\n[…]\n\n| 1902 | 40 |\n| --- | --- |"
    )


def test_stored_quotations_keep_paragraphs_and_gaps() -> None:
    assert stored(["one *star*\n\n# two", "three"]).markdown == "one \\*star\\*\n\n\\# two […] three"


def test_pages_are_those_of_the_first_and_last_word() -> None:
    assert page_labels(DOCUMENT, (passage("A ledger is", "remembered."),)) == ("17", "18")
    assert page_labels(DOCUMENT, (passage("We read"),)) == ("19", "19")
    assert page_labels(DOCUMENT, ()) == (None, None)


def test_only_pages_after_the_last_printed_number_are_cited_in_brackets() -> None:
    assert pages_of(DOCUMENT, (passage("A ledger is", "remembered."),)) == (("17", "18"),)
    assert pages_of(DOCUMENT, (passage("We read"),)) == (("[19]", "[19]"),)
    unprinted = next(page for page in DOCUMENT.pages if not page.printed)
    assert pages_of(DOCUMENT, (Position(unprinted.start, unprinted.start + 1),)) == (("1", "1"),)
    assert pages_of(DOCUMENT, ()) == ()


def test_passages_that_lie_apart_are_cited_apart() -> None:
    near = passage("A ledger is"), passage("Forty leaves")
    assert pages_of(DOCUMENT, near) == (("17", "18"),)
    assert pages_of(DOCUMENT, (passage("These pages"), *near)) == (("ix", "ix"), ("17", "18"))


_TEXT = st.lists(st.sampled_from([*"abZ é.,(“*_[<&-–1 "]), min_size=1, max_size=24).map("".join)
_SPANS = st.lists(st.tuples(st.sampled_from(list(EmphasisKind)), st.integers(0, 24), st.integers(0, 24)), max_size=4)


@settings(max_examples=1500, deadline=None)
@given(_TEXT, _SPANS)
def test_emphasis_never_changes_the_words(text: str, spans: list[tuple[EmphasisKind, int, int]]) -> None:
    text = " ".join(text.split())
    found = [Emphasis(k, min(a, b), max(a, b)) for k, a, b in spans if a != b and max(a, b) <= len(text)]
    document = Document(
        "", text, (Block(BlockKind.PARAGRAPH, 0, len(text), 0),), emphasis=sorted(found, key=lambda e: e.start)
    )
    page = MarkdownIt("commonmark").render(excerpt(document, 0, len(text)).markdown)
    assert " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split()) == text


def test_words_set_in_italics_are_in_italics() -> None:
    document = DOCUMENT._replace(
        text="un*happy* “(Pravda)” end",
        blocks=(Block(BlockKind.PARAGRAPH, 0, 24, 0),),
        emphasis=(Emphasis(EmphasisKind.ITALIC, 10, 20), Emphasis(EmphasisKind.BOLD, 20, 24)),
    )
    assert excerpt(document, 0, 24).markdown == "un\\*happy\\* *“(Pravda)”* **end**"
