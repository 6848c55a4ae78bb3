from __future__ import annotations

import pytest

from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.checking import check_document
from annotator.model.document import Block, BlockKind, DivisionKind, Document, EmphasisKind, Importer, Page

IMPORTER = Importer("test", 1)


def _built() -> Document:
    builder = DocumentBuilder()
    builder.open_division(DivisionKind.PART, level=1, number="1", title="A  Part")
    builder.add(BlockKind.HEADING, "A Part", Marks(pages=((0, "1", True),)))
    builder.open_division(DivisionKind.SELECTION, level=2, title="Empty")
    builder.open_division(DivisionKind.SELECTION, level=2, title="Full")
    marks = Marks(((9, "2", False),), ((5, "1", "n1"), (14, "2", "n2")), ((EmphasisKind.ITALIC, 0, 5),))
    builder.add(BlockKind.PARAGRAPH, " One,  twothree", marks)
    builder.add_table([("a", "1"), ("", ""), ("b", "2")], "Caption", [(2, "3", True)])
    builder.open_division(DivisionKind.NOTES, level=3)
    builder.begin_note("n1", "1")
    builder.add(BlockKind.NOTE, "First.")
    builder.add(BlockKind.NOTE, "More of it.")
    return builder.build("Title", importer=IMPORTER)


def test_blocks_are_a_blank_line_apart_and_divisions_span_their_children() -> None:
    document = _built()
    assert document.text == "A Part\n\nOne, twothree\n\na\t1\nb\t2\n\nFirst.\n\nMore of it."
    spans = [(d.kind.value, d.title, d.parent, document.text[d.start : d.end][:6]) for d in document.divisions]
    assert spans == [
        ("part", "A Part", None, "A Part"),
        ("selection", "Full", 0, "One, t"),
        ("notes", None, 1, "First."),
    ]
    assert document.divisions[0].end == len(document.text)


def test_marks_keep_their_places() -> None:
    document = _built()
    assert [(page.label, document.text[page.start :][:5]) for page in document.pages] == [
        ("1", "A Par"),
        ("2", "othre"),
        ("3", "b\t2\n\n"),
    ]
    assert [(ref.label, document.text[: ref.at][-4:], ref.note) for ref in document.note_refs] == [
        ("1", "One,", 0),
        ("2", "thre", None),
    ]
    assert [document.text[e.start : e.end] for e in document.emphasis] == ["One,"]
    (note,) = document.notes
    assert document.text[note.start : note.end] == "First.\n\nMore of it."


def test_a_page_without_words_gives_its_place_to_the_next() -> None:
    builder = DocumentBuilder()
    builder.add(BlockKind.PARAGRAPH, "One.", Marks(pages=((0, "1", True), (4, "2", True))))
    builder.add(BlockKind.PARAGRAPH, " \u00ad", Marks(pages=((0, "3", True),)))
    builder.add(BlockKind.PARAGRAPH, "Two.", Marks(pages=((0, "4", True),)))
    document = builder.build("T", importer=IMPORTER)
    assert [(page.label, page.start) for page in document.pages] == [("1", 0), ("4", 6)]


@pytest.mark.parametrize(
    "broken",
    [
        lambda d: d._replace(text=d.text + " "),
        lambda d: d._replace(blocks=d.blocks[1:]),
        lambda d: d._replace(blocks=(*d.blocks[:-1], d.blocks[-1]._replace(division=9))),
        lambda d: d._replace(blocks=(Block(BlockKind.NOTE, 0, 6, 2), *d.blocks[1:])),
        lambda d: d._replace(divisions=(d.divisions[0]._replace(end=6), *d.divisions[1:])),
        lambda d: d._replace(divisions=(*d.divisions[:2], d.divisions[2]._replace(level=1))),
        lambda d: d._replace(pages=(Page("9", True, 8), *d.pages)),
        lambda d: d._replace(notes=(d.notes[0]._replace(division=0),)),
        lambda d: d._replace(note_refs=(d.note_refs[0]._replace(note=5), d.note_refs[1])),
        lambda d: d._replace(tables=(d.tables[0]._replace(block=0),)),
        lambda d: d._replace(emphasis=(d.emphasis[0]._replace(end=0),)),
    ],
)
def test_a_broken_document_is_our_bug(broken) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=":"):
        check_document(broken(_built()))


def test_a_note_outside_of_any_notes_gets_a_division_of_its_own() -> None:
    builder = DocumentBuilder()
    builder.open_division(DivisionKind.CHAPTER, level=1, title="One")
    builder.add(BlockKind.PARAGRAPH, "Words.")
    builder.begin_note("1", "1")
    builder.add(BlockKind.NOTE, "A note.")
    document = builder.build("T", importer=Importer("test", 1))
    assert [(d.kind, d.level, d.parent) for d in document.divisions] == [
        (DivisionKind.CHAPTER, 1, None),
        (DivisionKind.NOTES, 2, 0),
    ]
    assert document.notes[0].division == 1
