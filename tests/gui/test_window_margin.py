"""The margin in the window: notes, marks only, hidden; wider in a wide window; notes that belong to no passage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.ui.reading_pane import HIDDEN, LEAST_MARGIN, MARKS, MARKS_ONLY, NOTES, WIDEST_MARGIN
from tests.gui import mouse
from tests.gui.conftest import MemoryPreferences, Opened, close
from tests.gui.note_readers import mark

pytestmark = pytest.mark.qt_log_ignore("plugin does not support")
WORDS = "a promise made by people"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_three_states_by_menu_and_key(opened: Opened) -> None:
    pane, actions = opened.window.pane, opened.desk.menus.actions
    mark(opened, WORDS, "A note.")
    assert pane.margin_state() == NOTES and actions["margin-notes"].isChecked()
    opened.press(Qt.Key.Key_F9, SHIFT)
    assert pane.margin_state() == MARKS_ONLY and actions["margin-marks"].isChecked()
    assert pane.margin.width() == MARKS and pane.margin.compact
    opened.press(Qt.Key.Key_M, CONTROL)
    assert pane.margin_state() == HIDDEN and actions["margin-hidden"].isChecked()
    opened.press(Qt.Key.Key_M, CONTROL)
    assert pane.margin_state() == MARKS_ONLY  # what was there before
    actions["margin-notes"].trigger()
    assert pane.margin_state() == NOTES and not pane.margin.compact


def test_dragging_the_edge_narrows_to_marks_and_widens_again(opened: Opened) -> None:
    pane = opened.window.pane
    handle = pane.splitter.handle(1)
    middle = handle.rect().center()

    def drag(by: int) -> None:
        mouse.press(handle, middle)
        there = handle.mapToGlobal(middle + QPoint(by, 0))
        mouse.move(handle, handle.mapFromGlobal(there))
        mouse.release(handle, handle.mapFromGlobal(there))  # the handle has gone with it
        QApplication.processEvents()

    before = pane.margin_width()
    drag(pane.margin.width() - 60)
    assert pane.margin_state() == MARKS_ONLY and pane.margin.width() == MARKS
    assert pane.margin_width() == before  # the notes' width isn't forgotten
    drag(-LEAST_MARGIN)
    assert pane.margin_state() == NOTES and pane.margin.width() >= LEAST_MARGIN


def test_a_dragged_width_stays_when_the_window_is_asked_for_it_again(opened: Opened) -> None:
    pane = opened.window.pane
    opened.window.resize(1700, 760)
    QApplication.processEvents()
    pane.splitter.moveSplitter(pane.splitter.width() - 330, 1)
    width = pane.margin.width()
    pane._breathe()
    QApplication.processEvents()
    assert pane.margin.width() == pytest.approx(width, abs=2)


def test_the_margin_widens_with_the_window_and_narrows_again(opened: Opened) -> None:
    pane = opened.window.pane
    narrow = pane.margin.width()
    opened.window.resize(1900, 760)
    QApplication.processEvents()
    assert narrow < pane.margin.width() <= WIDEST_MARGIN
    opened.window.resize(1100, 760)
    QApplication.processEvents()
    assert pane.margin.width() == narrow


def test_state_and_width_are_remembered(open_window: Callable[..., Opened], preferences: MemoryPreferences) -> None:
    opened = open_window()
    opened.window.pane.set_margin_width(300)
    opened.press(Qt.Key.Key_F9, SHIFT)
    close(opened)
    assert preferences.values["layout.margin_width"] == 300
    again = open_window()
    assert again.window.pane.margin_state() == MARKS_ONLY
    again.desk.menus.actions["margin-notes"].trigger()
    assert again.window.pane.margin_width() == 300


def test_marks_alone_show_the_current_note_on_a_card_and_make_room_while_one_writes(opened: Opened) -> None:
    pane = opened.window.pane
    one = mark(opened, WORDS, "A *note*.", tags=("law",))
    opened.press(Qt.Key.Key_F9, SHIFT)
    opened.window.overlay.show_place(one)
    QApplication.processEvents()
    place = pane.margin.place_of(one)
    assert place is not None
    QTest.mouseClick(pane.margin, Qt.MouseButton.LeftButton, pos=place.center())
    opened.qtbot.waitUntil(pane.card.isVisible, timeout=5000)
    assert pane.card.note is not None and pane.card.note.id == one
    assert pane.rect().contains(pane.card.geometry())
    pane.margin.setFocus()
    opened.press(Qt.Key.Key_Return)
    assert not pane.margin.compact and pane.margin_state() == MARKS_ONLY
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    opened.type(" More.")
    opened.press(Qt.Key.Key_Escape)
    assert pane.margin.compact
    opened.saved()
    assert [one.note for one in opened.stored()] == ["A *note*. More."]
    opened.press(Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(pane.card.isHidden, timeout=5000)


def test_the_keys_walk_marks_as_they_walk_notes(opened: Opened) -> None:
    ids = [mark(opened, word, "x") for word in ("promise", WORDS)]
    opened.press(Qt.Key.Key_F9, SHIFT)
    opened.window.pane.margin.setFocus()
    seen = []
    for _step in ids:
        opened.press(Qt.Key.Key_Down)
        seen.append(opened.window.overlay.current)
    assert sorted(map(str, seen)) == sorted(ids)


def test_notes_without_a_passage_stand_at_the_heads_of_what_they_are_about(opened: Opened) -> None:
    mark(opened, opened.document.text[:4], "On the first words.")
    opened.press(Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.AltModifier)
    opened.type("Whole.")
    opened.press(Qt.Key.Key_Escape)
    opened.view.setFocus()
    start = next(one.start for one in opened.document.divisions if one.kind.value == "selection")
    opened.view.go_to(start, light=False, fraction=0.0)
    opened.press(Qt.Key.Key_N, CONTROL | SHIFT)
    opened.type("Part.")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    margin = opened.window.pane.margin
    notes = {note.text: note for note in margin._notes._speaking}
    assert next(iter(notes)) == "Whole." and notes["Whole."].about == "On the whole reader"
    assert notes["Part."].offset == start and notes["Part."].about.startswith("On “")
    assert {one.division is None for one in opened.stored() if not one.anchors} == {True, False}


def test_a_note_on_the_section_one_is_in(opened: Opened) -> None:
    deepest = max(range(len(opened.document.divisions)), key=lambda one: opened.document.divisions[one].level)
    opened.view.go_to(opened.document.divisions[deepest].start, light=False, fraction=0.0)
    opened.press(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.AltModifier)
    opened.type("Here.")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    (annotation,) = opened.stored()
    assert annotation.division is not None and annotation.note == "Here."


def test_in_a_small_window_the_text_keeps_its_room(opened: Opened) -> None:
    pane = opened.window.pane
    opened.window.resize(1100, 760)
    QApplication.processEvents()
    wide = pane.splitter.sizes()
    opened.window.resize(800, 600)
    QApplication.processEvents()
    narrow = pane.splitter.sizes()
    assert narrow[1] < wide[1] == pane.margin_width() and narrow[0] >= 380
    opened.window.resize(1100, 760)
    QApplication.processEvents()
    assert pane.splitter.sizes() == wide  # what the person chose is kept
