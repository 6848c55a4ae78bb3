"""The pencil: select with the mouse, press a key, see it in the text and in the library."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import Opened, close

WORDS = "a promise made by people"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_digit_marks_the_selected_words(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    session = opened.window.session
    assert session is not None and len(session.placed) == 1  # shown at once
    opened.saved()
    (annotation,) = opened.stored()
    assert annotation.role == "claim"
    assert annotation.anchors[0].quote.exact == WORDS
    assert opened.view.selection() is None
    assert opened.window.status.left.text().startswith("Saved ")


def test_a_digit_on_the_current_mark_changes_its_role(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.press(Qt.Key.Key_5)
    opened.saved()
    assert [annotation.role for annotation in opened.stored()] == ["objection"]


def test_without_a_selection_a_digit_says_what_to_do(opened: Opened) -> None:
    opened.press(Qt.Key.Key_1)
    assert "Select a passage first" in opened.window.status.left.text()
    assert opened.stored() == []


def test_a_note_is_written_and_is_there_after_reopening(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("Who keeps it? 123 hn")  # bare keys write, they mark nothing
    opened.qtbot.waitUntil(lambda: any("123 hn" in one.note for one in opened.stored()), timeout=5000)
    close(opened)
    again = open_window()
    (annotation,) = again.stored()
    assert annotation.note == "Who keeps it? 123 hn"
    assert annotation.role == "quotable"
    assert again.window.status.right.text().startswith("1 note")


def test_closing_at_once_loses_nothing_typed(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("not yet told")
    close(opened)
    assert [one.note for one in open_window().stored()] == ["not yet told"]


def test_a_stretch_of_typing_is_one_step_of_undo(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("first")
    opened.qtbot.waitUntil(lambda: [one.note for one in opened.stored()] == ["first"], timeout=5000)
    opened.type(" second")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    assert [one.note for one in opened.stored()] == ["first second"]
    opened.view.setFocus()
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(lambda: [one.note for one in opened.stored()] == [""], timeout=5000)
    opened.saved()
    assert opened.window.status.left.text() == "Undone: Edit Note"


def test_undo_and_redo_by_keys_and_by_name(opened: Opened) -> None:
    undo, redo = opened.desk.menus.actions["undo"], opened.desk.menus.actions["redo"]
    opened.select(WORDS)
    opened.press(Qt.Key.Key_3)
    opened.saved()
    assert undo.text().replace("&", "") == "Undo Highlight"
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.saved()
    assert opened.stored() == []
    assert redo.text().replace("&", "") == "Redo Highlight"
    assert opened.window.session is not None and not opened.window.session.placed
    redo.trigger()
    opened.saved()
    assert [one.role for one in opened.stored()] == ["question"]
    assert len(opened.window.session.placed) == 1


def test_delete_goes_to_the_trash_and_undo_brings_it_back(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_H)
    opened.press(Qt.Key.Key_Delete)
    opened.saved()
    assert opened.stored() == []
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.saved()
    assert len(opened.stored()) == 1


def test_a_note_on_the_selection_and_on_nothing(opened: Opened) -> None:
    opened.desk.menus.actions["note-reader"].trigger()
    opened.press(Qt.Key.Key_Escape)  # nothing written: no note
    opened.saved()
    assert opened.stored() == []
    opened.view.go_to(opened.document.text.index("A tide table"), light=False, fraction=0.0)
    opened.desk.menus.actions["note-division"].trigger()
    opened.type("On tides")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    (annotation,) = opened.stored()
    assert annotation.note == "On tides" and annotation.anchors == ()
    assert annotation.division is not None and annotation.division.endswith("1-1-the-keeping-of-tide-tables")


def test_copy_with_citation(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert QApplication.clipboard().text() == f"“{WORDS}” (Merrow, p. 1)"


def test_a_passage_over_a_page_turn_cites_both_pages(opened: Opened) -> None:
    start = opened.document.text.index("never been quite")
    opened.view.select(start, start + len("never been quite unfair"))
    opened.desk.menus.actions["cite"].trigger()
    assert QApplication.clipboard().text() == "“never been quite unfair” (Merrow, pp. 1–2)"
