"""Reading and selecting by keys alone: the caret, its mode, and every unit that it goes by."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.position import Position
from annotator.ui.reading.hit_test import caret_rect
from annotator.ui.reading.selection import Unit, boundaries
from annotator.ui.reading.view import ReadingView
from tests.documents import long_document, plain_document, sample_document
from tests.gui.reading_page import drag, middle_of, point_at, show_page, span_of
from tests.gui.test_reading_hyphens import cuts, written

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    return show_page(qtbot, sample_document())


@pytest.fixture
def broken(qtbot: Any) -> ReadingView:
    """A narrow page whose lines end in broken words."""
    return show_page(qtbot, written(), width=520)


def words(view: ReadingView) -> str:
    return view.text_of_selection()


def press(view: ReadingView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(view, key, modifiers)


def put_caret(view: ReadingView, text: str) -> int:
    """A click before `text`, in caret mode."""
    start = span_of(view, text)[0]
    view.go_to(start, light=False)
    view.set_caret_mode(True)
    QTest.mouseClick(view.viewport(), LEFT, pos=point_at(view, start))
    assert view.caret() == start and view.caret_shown()
    return start


def test_every_key_moves_and_with_shift_selects(view: ReadingView) -> None:
    start = put_caret(view, "people who")
    text = view.document().text  # type: ignore[union-attr]
    paragraph = (text.index("A tide table"), text.index("if at all.") + len("if at all."))
    line = view.line_span(start)
    ways = {
        (Key.Key_Right, NONE): start + 1,
        (Key.Key_Left, NONE): start - 1,
        (Key.Key_Right, CONTROL): start + len("people"),
        (Key.Key_Left, CONTROL): text.index("by people"),
        (Key.Key_Home, NONE): line.start,
        (Key.Key_End, NONE): line.end - 1,  # before the space that the line ends in
        (Key.Key_Down, CONTROL): paragraph[1],
        (Key.Key_Up, CONTROL): paragraph[0],
        (Key.Key_Home, CONTROL): 0,
        (Key.Key_End, CONTROL): len(text),
    }
    for (key, modifiers), target in ways.items():
        view.move_caret(start, extend=False)
        press(view, key, modifiers)
        assert (view.caret(), view.selection()) == (target, None), key
        view.move_caret(start, extend=False)
        press(view, key, modifiers | SHIFT)
        assert view.selection() == Position(min(start, target), max(start, target)), key
        assert view.caret() == target


def test_a_page_by_keys_keeps_the_caret_in_the_window(qtbot: Any) -> None:
    view = show_page(qtbot, long_document(), height=400)
    press(view, Key.Key_F7)  # not ours: the window's
    view.set_caret_mode(True)
    press(view, Key.Key_PageDown)
    first = view.caret()
    press(view, Key.Key_Space)
    second = view.caret()
    sight = view.visible_span()
    assert 0 < first < second and sight.start <= second <= sight.end and view.top_offset() > 0
    press(view, Key.Key_PageDown, SHIFT)
    assert view.selection() is not None and view.selection().start == second  # type: ignore[union-attr]
    press(view, Key.Key_PageUp, SHIFT)
    assert view.selection() is None and view.caret() == second
    press(view, Key.Key_Space, SHIFT)
    assert view.caret() == first


def test_the_end_of_a_line_that_breaks_a_word_is_behind_its_last_letter(broken: ReadingView) -> None:
    view = broken
    cut = cuts(view)[0]
    line = view.line_span(cut - 1)
    assert line.end == cut
    view.set_caret_mode(True)
    view.move_caret(line.start, extend=False)
    press(view, Key.Key_End, SHIFT)
    assert view.selection() == Position(line.start, cut)
    assert view.scene is not None
    here = caret_rect(view.scene, cut, upstream=view.caret_upstream())
    assert here.center().y() == caret_rect(view.scene, line.start).center().y()  # not in the next line
    press(view, Key.Key_End, SHIFT)
    assert view.caret() == cut  # and it stays there
    press(view, Key.Key_Home)
    assert view.caret() == line.start
    press(view, Key.Key_End)
    press(view, Key.Key_Down)
    assert view.line_span(view.caret() - 1).start == cut  # one line down, not two
    press(view, Key.Key_End)
    press(view, Key.Key_Right, SHIFT)
    assert view.selection() is not None


def test_the_end_of_a_line_that_a_dash_ends_is_behind_the_dash(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document("word—" * 60), width=520)
    line = view.line_span(0)
    assert view.document().text[line.end - 1] == "—"  # type: ignore[union-attr]
    view.set_caret_mode(True)
    press(view, Key.Key_End, SHIFT)
    assert view.selection() == line and view.caret_upstream()
    drag(view, point_at(view, 0), QPoint(view.viewport().width() - 4, point_at(view, 0).y()))
    assert view.selection() == line


def test_lines_of_verse_and_cells_have_ends_of_their_own(view: ReadingView) -> None:
    for text, begin, line in (
        ("clerk knows", "The clerk", "The clerk knows where to sign;"),
        ("eastern mole\t", "Greywick", "Greywick and the eastern mole"),
    ):
        put_caret(view, text)
        press(view, Key.Key_Home)
        assert view.caret() == span_of(view, begin)[0]
        press(view, Key.Key_End, SHIFT)
        assert words(view) == line


def test_words_and_characters_go_through_a_broken_word_as_through_a_whole_one(broken: ReadingView) -> None:
    view, document = broken, broken.document()
    assert document is not None
    cut = cuts(view)[0]
    start = document.text.rindex(" ", 0, cut) + 1
    view.set_caret_mode(True)
    view.move_caret(start, extend=False)
    press(view, Key.Key_Right, SHIFT | CONTROL)
    word = words(view)
    assert word.isalpha() and view.caret() > cut
    press(view, Key.Key_Left, SHIFT, times=len(word))
    assert view.selection() is None and view.caret() == start


def test_a_drag_to_the_end_of_a_line_takes_its_last_letter(broken: ReadingView) -> None:
    view = broken
    cut = cuts(view)[0]
    line = view.line_span(cut - 1)
    first = point_at(view, line.start)
    last = point_at(view, line.start)
    last.setX(view.viewport().width() - 4)
    drag(view, first, last)
    assert view.selection() == Position(line.start, cut)


def test_sentences_are_taken_one_after_the_other(view: ReadingView, qtbot: Any) -> None:
    put_caret(view, "made by")
    with qtbot.waitSignal(view.selectionFinished):
        view.select_sentence(+1)
    assert words(view).startswith("A tide table") and words(view).endswith("it is kept.")
    view.select_sentence(+1)
    assert words(view).startswith("The first ones") and words(view).endswith("to print one.")
    view.select_sentence(-1)
    assert words(view).startswith("A tide table")
    view.select_sentence(-1)
    assert words(view).startswith("Ada Merrow, The Quiet Ports")
    for _sentence in range(40):
        view.select_sentence(+1)
    assert words(view).startswith("The comparison was made")  # the last, and no further


def test_a_sentence_over_a_page_turn_is_one(view: ReadingView) -> None:
    put_caret(view, "His complaint")
    view.select_sentence(+1)
    assert words(view).endswith("who was late.") and "quite unfair" in words(view)


def test_sentences_of_verse_and_tables_end_with_their_lines(view: ReadingView) -> None:
    put_caret(view, "The water knows")
    view.select_sentence(+1)
    assert words(view) == "The water knows the hour,"
    put_caret(view, "Greywick")
    view.select_sentence(+1)
    assert words(view) == "Greywick and the eastern mole\t9,877\t96\t17.0"


def test_no_sentence_ends_behind_an_abbreviation() -> None:
    text = "He met Mr. Smith on p. 17. J. V. Stalin spoke (cf. Arendt). The U.S. Government said no. Then it was over."
    edges = [0, *boundaries(text, Unit.SENTENCE)]
    assert [text[first:last].strip() for first, last in pairwise(edges)] == [
        "He met Mr. Smith on p. 17.",
        "J. V. Stalin spoke (cf. Arendt).",
        "The U.S. Government said no.",
        "Then it was over.",
    ]


def test_the_selection_grows_and_shrinks_by_sentences(view: ReadingView) -> None:
    start = put_caret(view, "The first ones")
    view.extend_by_sentence(+1)
    assert words(view).endswith("to print one.") and view.selection_anchor() == start
    view.extend_by_sentence(+1)
    assert words(view).endswith("if at all.")
    view.extend_by_sentence(-1)
    assert words(view).strip().endswith("to print one.")
    view.extend_by_sentence(-1)
    assert view.selection() is None
    view.extend_by_sentence(-1)
    assert words(view).startswith("A tide table")


def test_the_caret_goes_from_sentence_to_sentence(view: ReadingView) -> None:
    start = put_caret(view, "made by")
    places = []
    for direction in (+1, +1, -1, -1):
        view.move_by_sentence(direction)
        places.append(view.caret())
    document = view.document()
    assert document is not None and view.selection() is None
    first, second, third = (document.text.index(one) for one in ("A tide table", "The first ones", "Between 1764"))
    assert places == [second, third, second, first] and first < start < second


def test_right_to_left_and_astral_words_by_keys(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document("שלום עולם, זה ספר קטן.", "The sign 𝔄 and 🇩🇪 stand here. And 𝔅 there."))
    view.set_caret_mode(True)
    press(view, Key.Key_Right, SHIFT | CONTROL)
    assert words(view) == "שלום"
    press(view, Key.Key_Down, SHIFT | CONTROL)
    assert words(view) == "שלום עולם, זה ספר קטן."
    view.select_sentence(+1)
    assert words(view) == "The sign 𝔄 and 🇩🇪 stand here."
    view.select_sentence(+1)
    assert words(view) == "And 𝔅 there."


def test_a_triple_click_in_a_table_takes_the_cell_and_in_verse_the_stanza(view: ReadingView) -> None:
    for text, taken in (("eastern mole\t", "Greywick and the eastern mole"), ("supper", "The water knows")):
        view.go_to(span_of(view, text)[0], light=False)
        place = point_at(view, span_of(view, text)[0] + 2)
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        QTest.mouseDClick(view.viewport(), LEFT, pos=place)  # on the window, the third click would come too late
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        assert words(view).startswith(taken) and "\t" not in words(view)
        QTest.qWait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 50)


def test_a_drag_from_a_double_click_goes_by_words(view: ReadingView) -> None:
    first, last = middle_of(view, "promise"), middle_of(view, "who will")
    page = view.viewport()
    QTest.mouseClick(page, LEFT, pos=first)
    at = QPointF(first)
    again = QMouseEvent(QEvent.Type.MouseButtonDblClick, at, QPointF(page.mapToGlobal(at)), LEFT, LEFT, NONE)
    QApplication.sendEvent(page, again)  # QTest's own lets go at once
    assert words(view) == "promise"
    for point, taken in ((last, "promise made by people who"), (middle_of(view, "table"), "table is a promise")):
        at = QPointF(point)
        move = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(page.mapToGlobal(at)), LEFT, LEFT, NONE)
        QApplication.sendEvent(page, move)
        assert words(view).removesuffix(" will") == taken
    QTest.mouseRelease(page, LEFT, pos=last)


def test_caret_mode_shows_a_caret_that_blinks_until_escape(view: ReadingView, qtbot: Any) -> None:
    assert view.scene is not None and view.scene.caret is None
    with qtbot.waitSignal(view.caretModeChanged) as heard:
        view.set_caret_mode(True)
    assert heard.args == [True] and view.scene.caret is not None
    hints = QGuiApplication.styleHints()
    before = hints.cursorFlashTime()
    hints.setCursorFlashTime(60)
    try:
        press(view, Key.Key_Right)
        qtbot.waitUntil(lambda: view.scene.caret is None)  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: view.scene.caret is not None)  # type: ignore[union-attr]
        hints.setCursorFlashTime(0)
        press(view, Key.Key_Right)
        QTest.qWait(120)
        assert view.scene.caret is not None  # who wants no blinking has none
    finally:
        hints.setCursorFlashTime(before)
    QTest.mouseClick(view.viewport(), LEFT, pos=middle_of(view, "pilots"))
    assert view.caret_shown()
    with qtbot.waitSignal(view.caretModeChanged) as heard:
        press(view, Key.Key_Escape)
    assert heard.args == [False] and view.scene.caret is None and not view.caret_shown()


def test_a_screen_reader_hears_of_the_mode(view: ReadingView) -> None:
    QAccessible.setActive(True)
    try:
        assert QAccessible.queryAccessibleInterface(view) is not None and view.accessible is not None
        view.announce("Caret mode")  # reaches Qt without a complaint
        view.set_caret_mode(True)
        press(view, Key.Key_Right)
        assert view.accessible.words.cursorPosition() == view.caret()
    finally:
        QAccessible.setActive(False)
