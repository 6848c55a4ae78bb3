"""Selecting by mouse and by keys, in code points, whatever the script."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.model.anchor import Position
from annotator.ui.reading.hit_test import span_rects
from annotator.ui.reading.view import ReadingView
from tests.documents import Writer, long_document, plain_document, sample_document
from tests.gui import mouse
from tests.gui.reading_page import colours_in, drag, mark, middle_of, point_at, show_page, span_of, theme

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ASTRAL = "The sign 𝔄 and the flag 🇩🇪 and a family 👩‍👩‍👧 stand before these words."
HEBREW = "In the middle of it stand שלום עולם 123 and then the English goes on to its end."


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    return show_page(qtbot, sample_document())


def words(view: ReadingView) -> str:
    return view.text_of_selection()


def show(view: ReadingView, text: str) -> None:
    """Bring a place into the window."""
    view.go_to(span_of(view, text)[0], light=False)


def test_a_drag_selects_exactly_what_lies_between(view: ReadingView, qtbot: Any) -> None:
    start, end = span_of(view, "made by people who will not be there")
    show(view, "A tide table")
    with qtbot.waitSignals([view.selectionChanged, view.selectionFinished]):
        drag(view, point_at(view, start), point_at(view, end))
    assert view.selection() == Position(start, end)
    assert words(view) == "made by people who will not be there"


def test_a_drag_up_selects_too(view: ReadingView) -> None:
    start, end = span_of(view, "made by people who will not be there when it is kept. The first")
    show(view, "A tide table")
    drag(view, point_at(view, end), point_at(view, start))
    assert view.selection() == Position(start, end)
    assert view.caret() == start


def test_markers_are_not_among_the_selected_words(view: ReadingView) -> None:
    show(view, "A tide table")
    start, end = span_of(view, "to print one. Between 1764")
    drag(view, point_at(view, start), point_at(view, end))
    assert words(view) == "to print one. Between 1764"


def test_a_double_click_takes_the_word_and_a_triple_one_the_paragraph(view: ReadingView) -> None:
    show(view, "A tide table")
    place = middle_of(view, "pilots")
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    QTest.mouseDClick(view.viewport(), LEFT, pos=place)  # on the window, the third click would come too late
    assert words(view) == "pilots"
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    assert words(view).startswith("A tide table") and words(view).endswith("if at all.")


def test_shift_click_extends(view: ReadingView) -> None:
    show(view, "A tide table")
    start, end = span_of(view, "by people who")
    QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, start))
    assert view.selection() is None and view.caret() == start
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, pos=point_at(view, end))
    assert words(view) == "by people who"


def test_a_drag_below_the_window_scrolls_and_goes_on(qtbot: Any) -> None:
    view = show_page(qtbot, long_document(), height=400)
    page = view.viewport()
    mouse.press(page, QPoint(450, 200))
    mouse.move(page, QPoint(450, 300))
    mouse.move(page, QPoint(450, 480))
    qtbot.waitUntil(lambda: view.top_offset() > 2000, timeout=5000)
    mouse.release(page, QPoint(450, 390))
    span = view.selection()
    assert span is not None and span.start < 1500 and span.end > view.top_offset()


@pytest.mark.parametrize("text", ["𝔄", "🇩🇪", "👩‍👩‍👧", "these words"])
def test_offsets_are_code_points_behind_astral_characters(qtbot: Any, text: str) -> None:
    view = show_page(qtbot, plain_document(ASTRAL))
    start, end = span_of(view, text)
    drag(view, point_at(view, start), point_at(view, end))
    assert view.selection() == Position(start, end)


def test_a_step_never_stops_inside_a_character(qtbot: Any) -> None:
    text = "e\u0301🇩🇪👩‍👩‍👧𝔄."
    view = show_page(qtbot, plain_document(text))
    stops = []
    for _press in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
        stops.append(words(view))
    assert stops == ["e\u0301", "e\u0301🇩🇪", "e\u0301🇩🇪👩‍👩‍👧", "e\u0301🇩🇪👩‍👩‍👧𝔄", text]


def test_right_to_left_words_are_boxes_of_their_own(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document(HEBREW))
    start, end = span_of(view, "it stand של")
    view.select(start, end)
    assert view.scene is not None
    left, right = sorted(span_rects(view.scene, Position(start, end)), key=lambda rect: rect.left())
    whole = span_rects(view.scene, Position(*span_of(view, "שלום עולם 123")))
    assert left.right() < right.left()  # the end of the selection lies at the far end of the Hebrew
    assert right.right() == pytest.approx(max(rect.right() for rect in whole), abs=0.5)
    view.select(*span_of(view, "שלום"))
    assert theme().selection in colours_in(view, "שלום")
    assert theme().selection not in colours_in(view, "English")


def test_a_drag_in_right_to_left_words_takes_what_it_passes(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document("שלום עולם, זה ספר קטן על נמלים וספינות."))
    start, end = span_of(view, "עולם")
    drag(view, point_at(view, start), point_at(view, end))
    assert words(view) == "עולם"


def test_cells_of_a_table_are_selected_in_reading_order(view: ReadingView) -> None:
    show(view, "Saltmouth")
    start, end = span_of(view, "12,410\t318")
    drag(view, point_at(view, start), point_at(view, end))
    assert words(view) == "12,410\t318"


def test_shift_and_arrows_extend_over_a_marker(view: ReadingView) -> None:
    start, end = span_of(view, "one. Between")
    view.select(start, start)
    show(view, "A tide table")
    view.select(start, start)
    for _press in range(end - start):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert words(view) == "one. Between"


def test_words_paragraphs_and_everything_by_keys(view: ReadingView) -> None:
    show(view, "A tide table")
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert words(view) == "A tide"
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT | CONTROL)
    assert words(view) == "A "
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT | CONTROL)
    assert words(view).startswith("A tide") and words(view).endswith("if at all.")
    view.select_all()
    document = view.document()
    assert document is not None and words(view) == document.text


def test_line_by_line_keeps_to_its_column(view: ReadingView) -> None:
    show(view, "A tide table")
    start = span_of(view, "people")[0]
    QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, start))
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    middle = view.caret()
    first, last = view.line_rect(start), view.line_rect(middle)
    assert first is not None and last is not None and last.top() - first.top() == 60
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert view.caret() == start and view.selection() is None


def test_home_and_end_stay_in_the_line(view: ReadingView) -> None:
    show(view, "A tide table")
    start = span_of(view, "people")[0]
    QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, start))
    QTest.keyClick(view, Qt.Key.Key_Home, SHIFT)
    assert words(view) == "A tide table is a promise made by "
    QTest.keyClick(view, Qt.Key.Key_End, SHIFT)
    line = view.line_span(start)
    assert view.caret() == line.end - 1 and words(view).startswith("people")


def test_escape_takes_back_the_selection_then_the_caret(view: ReadingView) -> None:
    show(view, "A tide table")
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selection() is not None and view.caret_shown()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection() is None and view.caret_shown()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.caret_shown()


def test_letting_shift_go_finishes_the_selection(view: ReadingView, qtbot: Any) -> None:
    show(view, "A tide table")
    with qtbot.assertNotEmitted(view.selectionFinished):
        QTest.keyPress(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    with qtbot.waitSignal(view.selectionFinished):
        QTest.keyRelease(view, Qt.Key.Key_Shift)


def test_selecting_from_the_program_is_silent(view: ReadingView, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(view.selectionChanged):
        view.select(3, 9)
        view.clear_selection()
    assert view.selection() is None


def test_a_click_tells_the_highlight_and_further_ones_what_lies_below(view: ReadingView, qtbot: Any) -> None:
    show(view, "A tide table")
    view.set_marks(
        [mark(view, "by people who", key="low", order=1), mark(view, "people who will", key="high", order=2)]
    )
    clicked: list[str] = []
    view.markClicked.connect(clicked.append)
    for _click in range(3):
        QTest.mouseClick(view.viewport(), LEFT, pos=middle_of(view, "people"))
    QTest.mouseClick(view.viewport(), LEFT, pos=middle_of(view, "will"))
    QTest.mouseClick(view.viewport(), LEFT, pos=middle_of(view, "promise"))
    assert clicked == ["high", "low", "high", "high"]
    with qtbot.waitSignal(view.markDoubleClicked) as heard:
        mouse.double_click(view.viewport(), middle_of(view, "will"))
    assert heard.args == ["high"]


def test_a_hand_points_at_what_can_be_clicked(view: ReadingView) -> None:
    show(view, "A tide table")
    view.set_marks([mark(view, "people")])
    shapes = []
    for place in (middle_of(view, "people"), middle_of(view, "promise"), QPoint(5, 300)):
        mouse.move(view.viewport(), place)
        shapes.append(view.viewport().cursor().shape())
    assert shapes == [
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.IBeamCursor,
        Qt.CursorShape.ArrowCursor,
    ]


def test_a_click_on_a_marker_tells_which(view: ReadingView, qtbot: Any) -> None:
    show(view, "A tide table")
    document = view.document()
    assert document is not None
    for index in (1, 2):
        at = document.note_refs[index].at
        view.go_to(at, light=False)
        with qtbot.waitSignal(view.noteRefClicked) as heard:
            QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, at) + QPoint(2, -5))
        assert heard.args == [index]


def test_enter_follows_the_marker_at_the_caret(view: ReadingView, qtbot: Any) -> None:
    document = view.document()
    assert document is not None
    view.go_to(document.note_refs[0].at, light=False)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.noteRefActivated) as heard:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [0]


def test_two_markers_at_one_place_are_two(qtbot: Any) -> None:
    writer = Writer()
    writer.paragraph("Some words.[^1][^2] More of them.")
    view = show_page(qtbot, writer.document("x"))
    for index, right in ((0, 2), (1, 8)):
        with qtbot.waitSignal(view.noteRefClicked) as heard:
            QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, 11) + QPoint(right, -5))
        assert heard.args == [index]
