"""The page keeps its place: what is on the screen never moves unless the person moves it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document
from annotator.ui.reading.header import HEIGHT
from annotator.ui.reading.view import ReadingView, TypeSettings
from tests.documents import long_document, plain_document, sample_document
from tests.gui.reading_page import show_page, span_of


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    return show_page(qtbot, long_document())


def correct_all(view: ReadingView) -> None:
    """Let all estimates be corrected, as idle time would."""
    assert view.scene is not None
    while view.scene.flow.correct(1.0):
        pass


def test_corrected_heights_dont_move_what_is_on_the_screen(view: ReadingView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert view.scene is not None
    offset, guess = view.top_offset(), view.scene.flow.heights.total()
    y = view.line_y(offset)
    correct_all(view)
    assert view.scene.flow.heights.total() != guess
    assert (view.top_offset(), view.line_y(offset)) == (offset, y)


def test_idle_time_corrects_and_the_bar_follows(view: ReadingView, qtbot: Any) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert view.scene is not None
    flow = view.scene.flow
    qtbot.waitUntil(lambda: not flow.correct(0.0001), timeout=20_000)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == round(flow.extent()))
    assert view.verticalScrollBar().value() == round(flow.position())


def test_many_small_resizes_come_back_to_the_same_line(view: ReadingView) -> None:
    view.go_to(span_of(view, "Paragraph number 211")[0] + 90, light=False, fraction=0)
    offset = view.top_offset()
    y = view.line_y(offset)
    for width in (880, 600, 520, 470, 610, 900):
        view.resize(width, 700)
        QApplication.processEvents()
        assert view.line_y(offset) == y
    assert view.top_offset() == offset


def test_larger_type_keeps_the_first_line_first(view: ReadingView) -> None:
    view.go_to(span_of(view, "Paragraph number 96")[0], light=False, fraction=0)
    offset = view.top_offset()
    view.set_type(TypeSettings(size=28))
    view.set_type(TypeSettings(size=20))
    assert view.top_offset() == offset


def test_go_to_brings_the_line_to_the_wanted_height(view: ReadingView) -> None:
    offset = span_of(view, "Paragraph number 300")[0]
    view.go_to(offset, light=False, fraction=0.5)
    assert view.line_y(offset) == pytest.approx(HEIGHT + 0.5 * (view.viewport().height() - HEIGHT), abs=1)


def test_the_place_is_told_when_it_changes(view: ReadingView, qtbot: Any) -> None:
    with qtbot.waitSignals([view.placeChanged, view.moved]):
        view.go_to(span_of(view, "Paragraph number 30")[0], fraction=0)
    with qtbot.assertNotEmitted(view.placeChanged):
        view.set_marks(())


@pytest.mark.parametrize("document", [sample_document(), long_document(30), plain_document("One line.")])
def test_the_end_can_be_reached_and_not_passed(qtbot: Any, document: Document) -> None:
    view = show_page(qtbot, document, height=300)
    QTest.keyClick(view, Qt.Key.Key_End)
    for _press in range(3):
        QTest.keyClick(view, Qt.Key.Key_Space)
    y = view.line_y(len(document.text))
    assert y is not None and HEIGHT <= y < 300
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.top_offset() == 0


def test_a_wheel_notch_and_its_opposite_cancel_out(view: ReadingView) -> None:
    view.go_to(span_of(view, "Paragraph number 200")[0], light=False)
    y = view.line_y(view.top_offset())
    offset = view.top_offset()
    wheel(view, QPoint(), -120)
    assert view.line_y(offset) == pytest.approx(y - 90)
    wheel(view, QPoint(0, 37), 120)  # a touchpad's own pixels count
    wheel(view, QPoint(0, 53), 120)
    assert view.line_y(offset) == pytest.approx(y)


def test_the_wheel_with_control_is_left_to_the_window(view: ReadingView) -> None:
    wheel(view, QPoint(), -120, Qt.KeyboardModifier.ControlModifier)
    assert view.top_offset() == 0


def test_keys_scroll_while_there_is_no_caret(view: ReadingView) -> None:
    offset = view.top_offset()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    page = view.line_y(offset)
    assert page is not None and page < -500
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.line_y(offset) == pytest.approx(HEIGHT + 30 - 60)
    assert not view.caret_shown()


def test_only_what_is_near_is_laid_out(qtbot: Any) -> None:
    view = show_page(qtbot, long_document(3000))
    assert view.scene is not None
    assert sum(view.scene.flow._exact) < 60


def test_an_empty_document_is_an_empty_page(qtbot: Any) -> None:
    view = show_page(qtbot, Document("Empty", "", ()))
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton)
    assert (view.line_y(0), view.line_rect(0), view.selection(), view.top_offset()) == (None, None, None, 0)


def wheel(
    view: ReadingView, pixels: QPoint, angle: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    centre = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        centre,
        view.viewport().mapToGlobal(centre),
        pixels,
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_bar_beyond_the_notes_scrolls_the_page_and_follows_it(view: ReadingView, qtbot: Any) -> None:
    bar = view.far_scroll_bar()
    qtbot.addWidget(bar)
    assert bar.maximum() == view.verticalScrollBar().maximum() > 0
    bar.setValue(bar.maximum() // 2)
    offset = view.top_offset()
    assert offset > 10_000
    view.scroll_pixels(-300)
    assert view.top_offset() < offset
    assert bar.value() == view.verticalScrollBar().value()
