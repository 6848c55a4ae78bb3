"""Paragraphs are counted as a seminar counts them: anew on each printed page."""

from __future__ import annotations

from annotator.model.document import BlockKind, DivisionKind
from annotator.model.paragraphs import paragraph_at, paragraph_numbers
from tests.documents import Writer


def test_the_count_begins_anew_on_each_page_and_passes_over_what_is_no_paragraph() -> None:
    writer = Writer()
    writer.division(DivisionKind.CHAPTER, "One")
    writer.block(BlockKind.HEADING, "|17|One")
    writer.paragraph("The first.")
    writer.block(BlockKind.QUOTE, "Quoted.")
    writer.paragraph("The second, which goes on |18|overleaf.")
    writer.paragraph("The first of the next.")
    document = writer.document("t")
    numbers = paragraph_numbers(document)
    assert list(numbers) == [0, 1, 0, 2, 1]
    at = document.text.index
    assert paragraph_at(document, numbers, at("second")) == (2, "")
    assert paragraph_at(document, numbers, at("overleaf")) == (2, "17")
    assert paragraph_at(document, numbers, at("first of")) == (1, "")
    assert paragraph_at(document, numbers, at("Quoted")) is None


def test_without_pages_each_division_counts() -> None:
    writer = Writer()
    for title in ("One", "Two"):
        writer.division(DivisionKind.CHAPTER, title)
        writer.paragraph("First.")
        writer.paragraph("Second.")
    document = writer.document("t")
    assert list(paragraph_numbers(document)) == [1, 2, 1, 2]
