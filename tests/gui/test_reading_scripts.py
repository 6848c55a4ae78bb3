"""Right-to-left, combining and astral text: what is selected and filled are the letters, all of them and no others."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from annotator.model.position import Position
from annotator.ui.fonts import load_fonts
from annotator.ui.reading.hit_test import caret_rect, offset_at, span_rects
from annotator.ui.reading.selection import Unit, boundaries
from annotator.ui.reading.view import ReadingView
from tests.documents import Writer, plain_document
from tests.gui.reading_page import drag, show_page

TEXTS = {
    "hebrew": "In the margin he wrote שלום עולם, which nobody could read, and the year 1937 after it.",
    "arabic": "كتب في الهامش كلمة واحدة ثم سنة 1937 ولم يفهمها أحد ممن جاؤوا بعده",
    "combining": "Café, naïveté and re\u0301sume\u0301 with o\u0302\u0323 and a\u0308, each a letter with its marks.",
    "astral": "A sign 𝔄 and another 𝔅𝔆 stand before 👩\u200d👧 and 🇩🇪 in the line, and 𐤀𐤁 after them.",
    "ligatures": "Difficult efficient officers affixing their offhand flourishes fjord after fjord.",
    "long": "Administrative responsibilities, extraordinary correspondence and 𝔄-signs naturally demonstrate " * 4,
}
# Made of words, so that lines break where people's do.
WORD = st.sampled_from(
    ["efficient", "שלום", "re\u0301sume\u0301", "𝔄𝔅", "1937", "responsibilities", "(עולם)", "🇩🇪", "official", "—", "a"]
)


@pytest.fixture(scope="module")
def view(qapp: Any) -> ReadingView:
    load_fonts()
    view = ReadingView()
    view.resize(470, 700)
    view.show()
    QApplication.processEvents()
    return view


def show(view: ReadingView, text: str) -> None:
    view.set_document(plain_document(text)._replace(metadata={"language": "en"}))
    QApplication.processEvents()


@given(st.lists(WORD, min_size=3, max_size=40).map(" ".join), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_filled_and_what_isnt_share_no_pixel_and_leave_none(
    view: ReadingView, text: str, data: st.DataObject
) -> None:
    show(view, text)
    assert view.scene is not None
    edges = [0, *boundaries(text, Unit.CHARACTER)]
    start = data.draw(st.sampled_from(edges[:-1]))
    end = data.draw(st.sampled_from([edge for edge in edges if edge > start]))
    spans = [Position(*span) for span in ((0, start), (start, end), (end, len(text))) if span[0] < span[1]]
    boxes = [box for span in spans for box in span_rects(view.scene, span)]
    whole = span_rects(view.scene, Position(0, len(text)))
    for one in boxes:
        for other in boxes:
            if one is not other and one.top() == other.top():
                assert min(one.right(), other.right()) - max(one.left(), other.left()) <= 1.0
    for line in {box.top() for box in whole}:
        parts = sum(box.width() for box in boxes if box.top() == line)
        assert parts == pytest.approx(sum(box.width() for box in whole if box.top() == line), abs=12)


@pytest.mark.parametrize("name", ["combining", "astral", "ligatures", "long"])
def test_a_click_lands_before_the_letter_it_hits(view: ReadingView, name: str) -> None:
    text = TEXTS[name]
    show(view, text)
    assert view.scene is not None
    edges = [0, *boundaries(text, Unit.CHARACTER)]
    for first, last in pairwise(edges):
        if text[first:last].isspace() or unicodedata.category(text[first]) == "Cf" or text[first] in "𐤀𐤁":
            continue
        boxes = span_rects(view.scene, Position(first, last))
        assert len(boxes) == 1, text[first:last]
        if boxes[0].width() > 2:
            assert (
                offset_at(view.scene, QPointF(boxes[0].left() + 0.25 * boxes[0].width(), boxes[0].center().y()))
                == first
            )


@pytest.mark.parametrize("name", TEXTS)
def test_a_drag_takes_whole_letters_and_copies_them(qtbot: Any, name: str) -> None:
    text = TEXTS[name]
    view = show_page(qtbot, plain_document(text))
    assert view.scene is not None
    edges = [0, *boundaries(text, Unit.CHARACTER)]
    first, last = edges[3], edges[min(14, len(edges) - 2)]
    points = [caret_rect(view.scene, offset).center().toPoint() for offset in (first, last)]
    drag(view, *points)
    span = view.selection()
    assert span is not None and {span.start, span.end} <= set(edges)
    assert view.text_of_selection() == text[span.start : span.end]
    if name not in ("hebrew", "arabic"):
        assert span == Position(first, last)


def test_a_right_to_left_paragraph_stands_at_the_right(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document(TEXTS["arabic"]))
    assert view.scene is not None
    boxes = span_rects(view.scene, Position(0, 3))
    assert boxes[0].right() == pytest.approx(view.scene.left + view.scene.flow.faces.column, abs=30)


def test_a_marker_is_hit_in_hyphenated_and_astral_text(qtbot: Any) -> None:
    from annotator.ui.reading.hit_test import note_ref_at

    writer = Writer()
    writer.paragraph(
        "𝔄dministrative responsibilities[^1] demonstrate extraordinary correspondence.[^2] " + TEXTS["long"] + "[^3]"
    )
    view = show_page(qtbot, writer.document("Markers"), width=470)
    assert view.scene is not None
    found = []
    for block, y in view.scene.flow.visible():
        for piece in block.pieces:
            for first, _last in piece.markers:
                line = piece.layout.lineForTextPosition(first)
                x = line.cursorToX(first)[0] + 1  # type: ignore[index]
                point = QPointF(
                    view.scene.left + piece.x + x, y + piece.y + (line.lineNumber() + 0.4) * piece.face.pitch
                )
                found.append(note_ref_at(view.scene, point))
    assert found == [0, 1, 2]


@pytest.mark.parametrize("justify", [True, False])
def test_lines_from_right_to_left_begin_at_the_right_and_end_in_their_full_stop_at_the_left(
    view: ReadingView, justify: bool
) -> None:
    text = TEXTS["arabic"] + ". " + TEXTS["arabic"] + "."
    before = view._settings
    view.set_type(before._replace(justify=justify))
    try:
        show(view, text)
        assert view.scene is not None
        block, column = view.scene.flow.block(0), view.scene.flow.faces.column
        lines = [block.rects(*block.pieces[0].line_span(n)) for n in range(block.pieces[0].layout.lineCount())]
        assert len(lines) > 2
        assert [max(box.right() for box in boxes) for boxes in lines] == pytest.approx([column] * len(lines), abs=1.5)
        (stop,) = block.rects(len(text) - 1, len(text))
        assert stop.left() == min(box.left() for box in lines[-1]) > 1
    finally:
        view.set_type(before)
