"""What is put on the clipboard, and other passages for an annotation, as data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model.annotation import Annotation
from annotator.model.document import DivisionKind
from annotator.model.position import Position
from annotator.model.shelf import Reader
from annotator.services import drafts
from annotator.services.citing import clipping
from tests.documents import Writer, sample_document

DOCUMENT = sample_document()
READER = Reader("r", "A Small Reader", "sample.txt", "0" * 64, "revision-2", "2026-01-01T00:00:00Z")


def spans(*words: str) -> list[Position]:
    starts = [DOCUMENT.text.index(one) for one in words]
    return [Position(start, start + len(one)) for start, one in zip(starts, words, strict=True)]


def test_one_sentence_is_cited_in_quotation_marks() -> None:
    found = clipping(DOCUMENT, spans("the confidence with which"), cited=True)
    assert found.plain == "“the confidence with which” (Merrow, p. 1)"
    assert found.markdown == "“the *confidence* with which” (Merrow, p. 1)"
    assert found.html == "<p>“the <em>confidence</em> with which” (Merrow, p. 1)</p>"


def test_passages_over_pages_are_joined_and_cite_all_of_them() -> None:
    found = clipping(DOCUMENT, spans("repeated ever since", "who was late", "So ran the order"), cited=True)
    assert found.plain == "“repeated ever since […] who was late […] So ran the order” (Merrow, pp. 1–2)"
    assert found.markdown == (
        "> repeated ever since […] who was late\n>\n> […] So ran the order\n>\n> (Merrow, pp. 1–2)"
    )
    assert found.html.startswith("<blockquote>") and found.html.count("<p>") == 3


def test_a_table_stays_a_table() -> None:
    start = DOCUMENT.text.index("Port\tEntries")
    found = clipping(DOCUMENT, [Position(start, DOCUMENT.text.index("63.5") + 4)], cited=True)
    assert "> | Port | Entries |" in found.markdown and "<table>" in found.html
    assert found.plain.startswith("“Port\tEntries")


def test_words_that_look_like_markup_are_words() -> None:
    writer = Writer()
    writer.division(DivisionKind.CHAPTER, "One")
    writer.paragraph("Use a < b & <script>alert(1)</script> here.")
    document = writer.document("Signs")
    found = clipping(document, [Position(0, len(document.text))])
    assert found.plain == document.text
    assert "<script>" not in found.html and "&lt;script&gt;" in found.html


def annotated(*words: str) -> Annotation:
    act = drafts.annotate(READER, DOCUMENT, spans(*words), role="claim", note="Why?", tags=("a",))
    made = act.changes[0].after
    assert isinstance(made, Annotation)
    return replace(made, revision_id="revision-1", version=3)


def test_other_passages_leave_all_else_and_keep_the_anchors_that_stay() -> None:
    before = annotated("a promise", "pilots")
    kept = replace(before.anchors[0], quote=replace(before.anchors[0].quote, prefix="as it was described"))
    before = replace(before, anchors=(kept, before.anchors[1]))
    act = drafts.add_passage(before, READER, DOCUMENT, spans("pilots for", "a promise"))
    (change,) = act.changes
    after = change.after
    assert act.name == "add_passage" and change.before is before and isinstance(after, Annotation)
    assert after.anchors[0] is kept  # in text order, whatever order was given
    assert [anchor.quote.exact for anchor in after.anchors] == ["a promise", "pilots for"]
    assert replace(after, anchors=before.anchors, revision_id="revision-1", modified=before.modified) == before
    assert after.revision_id == "revision-2"


def test_an_annotation_of_passages_keeps_one() -> None:
    with pytest.raises(ValueError, match="keeps one"):
        drafts.remove_passage(annotated("pilots"), READER, DOCUMENT, [])
