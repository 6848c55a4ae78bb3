"""What is put on the clipboard, and other passages for an annotation, as data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model.annotation import Annotation
from annotator.model.bibliography import works_of
from annotator.model.document import DivisionKind
from annotator.model.position import Position
from annotator.model.shelf import Reader
from annotator.services import drafts
from annotator.services.citing import Clipping, cited_clipping, clipping
from tests.documents import Writer, sample_document
from tests.pandoc import pandoc

DOCUMENT = sample_document()
READER = Reader("r", "A Small Reader", "sample.txt", "0" * 64, "revision-2", "2026-01-01T00:00:00Z")


def spans(*words: str) -> list[Position]:
    starts = [DOCUMENT.text.index(one) for one in words]
    return [Position(start, start + len(one)) for start, one in zip(starts, words, strict=True)]


WORKS = works_of(DOCUMENT, DOCUMENT.title)


def cited(*words: str, style: str = "reading") -> Clipping:
    return cited_clipping(WORKS, spans(*words), style).clipping


def test_one_sentence_is_cited_in_quotation_marks() -> None:
    found = cited("the confidence with which")
    assert found.plain == found.markdown == "“the *confidence* with which” (Merrow, p. 1)"
    assert found.html == "<p>“the <em>confidence</em> with which” (Merrow, p. 1)</p>"


def test_passages_over_pages_are_joined_and_cite_all_of_them() -> None:
    found = cited("repeated ever since", "who was late", "So ran the order")
    assert found.markdown == (
        "> repeated ever since […] who was late\n>\n> […] So ran the order\n>\n> (Merrow, pp. 1–2)"
    )
    assert found.html.startswith("<blockquote>") and found.html.count("<p>") == 3


def test_a_table_stays_a_table() -> None:
    start = DOCUMENT.text.index("Port\tEntries")
    found = cited_clipping(WORKS, [Position(start, DOCUMENT.text.index("63.5") + 4)]).clipping
    assert "> | Port | Entries |" in found.markdown and "<table>" in found.html


def test_quotation_marks_inside_are_single() -> None:
    words = "“We used to look at the water,” an old hand"
    assert cited(words).markdown == "“‘We used to look at the water,’ an old hand” (Merrow, p. 1)"
    assert clipping(DOCUMENT, spans(words)).markdown == words


def test_a_block_quotation_stays_one_and_its_neighbours_stay_paragraphs() -> None:
    start, end = DOCUMENT.text.index("an office that can say"), DOCUMENT.text.index("So ran the order") + 16
    found = cited_clipping(WORKS, [Position(start, end)]).clipping
    lines = found.markdown.split("\n")
    assert [line[:12] for line in lines] == [
        "> an office ",
        ">",
        "> > Let no v",
        ">",
        "> So ran the",
        ">",
        "> (Merrow, p",
    ]
    assert found.html.count("<blockquote>") == 2 and "[^" not in found.markdown


def test_verse_keeps_its_lines() -> None:
    found = cited("The water knows the hour,\nThe clerk knows where to sign;")
    assert found.markdown == "> The water knows the hour,  \n> The clerk knows where to sign;\n>\n> (Merrow, p. 3)"


def test_what_isnt_the_authors_sentences_is_left_out() -> None:
    words = "Ada Merrow\n\nAda Merrow, The Quiet Ports (Harbour Press, 1931), pp. 12–31.\n\nA tide table"
    for found in (cited(words), clipping(DOCUMENT, spans(words))):
        assert "Harbour Press" not in found.plain and "Harbour Press" not in found.html


def test_a_note_is_a_footnote_in_markdown_and_a_paragraph_in_rich_text() -> None:
    works = WORKS.keyed({"1-on-harbours/1-1-the-keeping-of-tide-tables": "merrow1931tide"})
    found = cited_clipping(works, spans("a promise"), "note").clipping
    start = DOCUMENT.text.index("a promise")
    note = "Ada Merrow, “The Keeping of Tide Tables,” in *A Small Reader*, 1."
    assert found.markdown == f"“a promise”[^merrow1931tide-{start}]\n\n[^merrow1931tide-{start}]: {note}"
    assert found.html == (
        "<p>“a promise”<sup>1</sup></p>\n"
        "<p><sup>1</sup> Ada Merrow, “The Keeping of Tide Tables,” in <em>A Small Reader</em>, 1.</p>"
    )


def test_pandoc_reads_what_is_copied() -> None:
    works = WORKS.keyed({"1-on-harbours/1-1-the-keeping-of-tide-tables": "merrow1931tide"})
    found = cited_clipping(works, spans("the confidence with which"), "pandoc")
    assert found.clipping.markdown == "“the *confidence* with which” [@merrow1931tide, p. 1]"
    assert [work.citekey for work in found.works] == ["merrow1931tide"]
    native = pandoc("-f", "markdown", "-t", "native", text=found.clipping.markdown)
    assert 'citationId = "merrow1931tide"' in native and "Emph" in native
    note = cited_clipping(works, spans("a promise"), "note").clipping
    assert "Note" in pandoc("-f", "markdown", "-t", "native", text=note.markdown)


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
