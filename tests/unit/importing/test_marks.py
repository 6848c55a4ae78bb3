"""Marks stay on their letters, whatever is cut out of the text or laid together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.importing.builder import DocumentBuilder
from annotator.importing.marks import Cell, Marks, cut, within
from annotator.model.document import BlockKind, DivisionKind, EmphasisKind, Importer

TEXTS = st.text(alphabet="abcdefghij", min_size=1, max_size=20)


@given(st.data())
def test_cutting_keeps_every_mark_on_its_letters(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    offsets = st.integers(0, len(text))
    edges = sorted(data.draw(st.lists(offsets, max_size=6)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    at = data.draw(offsets)
    marks = Marks(((at, "1", True),), ((at, "2", None),), ((EmphasisKind.ITALIC, start, end),))
    gone = {place for first, last in spans for place in range(first, last)}

    def kept(first: int, last: int) -> str:
        return "".join(text[place] for place in range(first, last) if place not in gone)

    shorter, moved = cut(text, marks, spans)
    assert shorter == kept(0, len(text))
    assert shorter[: moved.pages[0][0]] == shorter[: moved.refs[0][0]] == kept(0, at)
    assert shorter[moved.emphasis[0][1] : moved.emphasis[0][2]] == kept(start, end)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(0, 40), st.integers(1, 20))
def test_marks_of_verse_stand_in_their_lines(lines: list[str], start: int, length: int) -> None:
    text = "\n".join(lines)
    end = min(start + length, len(text))
    start = min(start, end)
    builder = DocumentBuilder()
    builder.open_division(DivisionKind.CHAPTER, level=1)
    marks = Marks(refs=((end, "1", None),), emphasis=((EmphasisKind.BOLD, start, end),))
    builder.add_lines(BlockKind.VERSE, [f"  {line} " for line in lines])
    builder.add_lines(BlockKind.VERSE, lines, marks)
    document = builder.build("t", importer=document_importer())
    block = document.blocks[1]
    assert document.note_refs[0].at == block.start + end
    set_off = "".join(document.text[one.start : one.end] for one in document.emphasis)
    assert set_off == text[start:end].replace("\n", "")


def test_marks_of_cells_stand_in_their_cells() -> None:
    builder = DocumentBuilder()
    builder.open_division(DivisionKind.CHAPTER, level=1)
    italic = Marks(((2, "9", True),), ((1, "1", None),), ((EmphasisKind.ITALIC, 1, 3),))
    builder.add_cells(
        [[Cell(" "), Cell("")], [Cell("ab"), Cell(" cd ", italic)], [Cell("", Marks(((0, "10", True),)))]]
    )
    builder.add(BlockKind.PARAGRAPH, "end")
    document = builder.build("t", importer=document_importer())
    assert document.text == "ab\tcd\n\nend"
    assert [(document.text[page.start :], page.label) for page in document.pages] == [("d\n\nend", "9"), ("end", "10")]
    assert [document.text[one.start : one.end] for one in document.emphasis] == ["cd"]
    assert document.note_refs[0].at == 3


def test_within_keeps_what_lies_there() -> None:
    marks = Marks(((3, "1", True),), ((9, "2", None),), ((EmphasisKind.BOLD, 1, 6),))
    assert within(marks, 2, 4) == Marks(((1, "1", True),), (), ((EmphasisKind.BOLD, 0, 4),))


def document_importer() -> Importer:
    return Importer("test", 1)
