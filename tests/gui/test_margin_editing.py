"""Writing a note in its place, through keys and mouse: what is typed is told in time, and stays in the editor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QFocusEvent, QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import mouse
from tests.gui.margin_lines import Shown, note


def editor_of(shown: Shown) -> QPlainTextEdit:
    editor = shown.margin.findChild(QPlainTextEdit)
    assert editor is not None
    return editor


def opened(qtbot: QtBot, text: str = "Old.") -> tuple[Shown, QPlainTextEdit]:
    shown = Shown(qtbot, note("a", 3, text), note("b", 12, "Other."))
    shown.margin.edit("a")
    editor = editor_of(shown)
    assert editor.isVisible()
    assert editor.hasFocus()
    return shown, editor


def test_what_is_typed_is_told_when_the_keys_rest(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    with qtbot.waitSignal(shown.margin.noteChanged, timeout=2000) as told:
        qtbot.keyClicks(editor, " New")
    assert told.args == ["a", "Old. New"]
    assert shown.margin.editing() == "a"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown.changes == [("a", "Old. New")]  # and not a second time


def test_escape_tells_at_once_and_gives_the_focus_back(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "!")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown.changes == [("a", "Old.!")]
    assert shown.finished == ["a"]
    assert shown.margin.editing() is None
    assert not editor.isVisible()
    assert shown.margin.hasFocus()


def test_ctrl_enter_finishes_and_enter_is_a_new_line(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "Two")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.changes == [("a", "Old.\nTwo")]
    assert shown.finished == ["a"]


def test_looking_without_typing_tells_nothing(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot, "Guillemets\u00a0» and\r\nlines")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown.changes == []
    assert shown.finished == ["a"]


def test_no_break_spaces_survive_an_edit(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot, "«\u00a0mot\u00a0»")
    qtbot.keyClicks(editor, ".")
    shown.margin.finish_editing()
    assert shown.changes == [("a", "«\u00a0mot\u00a0».")]


def test_focus_that_goes_elsewhere_ends_the_editing(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    field = QLineEdit(shown.window)
    field.show()
    qtbot.keyClicks(editor, "!")
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    assert shown.changes == [("a", "Old.!")]
    assert shown.finished == ["a"]


def test_another_window_on_top_tells_but_the_editor_stays(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "!")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    qtbot.waitUntil(lambda: shown.changes == [("a", "Old.!")])
    assert shown.margin.editing() == "a"


def test_hiding_the_margin_tells(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "!")
    shown.margin.hide()
    assert shown.changes == [("a", "Old.!")]
    assert shown.margin.editing() is None


def test_a_closing_window_tells_before_it_decides(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    known_at_close: list[list[tuple[str, str]]] = []

    class Refusing(QWidget):
        def closeEvent(self, event: QCloseEvent) -> None:
            known_at_close.append(list(shown.changes))
            event.setAccepted(len(known_at_close) > 1)

    window = Refusing()
    qtbot.addWidget(window)
    shown.margin.finish_editing()
    shown.margin.setParent(window)
    window.resize(290, 600)
    with qtbot.waitActive(window):
        window.show()
        shown.margin.show()
    shown.margin.edit("a")
    qtbot.keyClicks(editor, "!")
    window.close()
    assert known_at_close == [[("a", "Old.!")]]
    assert shown.margin.editing() == "a"


def test_a_note_taken_away_while_written_tells_first(qtbot: QtBot) -> None:
    for take_away in ("remove", "replace"):
        shown, editor = opened(qtbot)
        qtbot.keyClicks(editor, "!")
        if take_away == "remove":
            shown.margin.remove_note("a")
        else:
            shown.margin.set_notes([note("c", 3)])
        assert shown.changes == [("a", "Old.!")]
        assert shown.margin.editing() is None


def test_an_echo_from_the_library_leaves_the_typing_alone(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, " One")
    shown.margin.put_note(note("a", 3, "Old."))
    qtbot.keyClicks(editor, " two")
    assert editor.toPlainText() == "Old. One two"
    assert shown.margin.editing() == "a"
    shown.margin.finish_editing()
    assert shown.changes[-1] == ("a", "Old. One two")


def test_another_note_becoming_current_ends_the_editing_of_this_one(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "!")
    standing = shown.margin._arranged().of("b")
    assert standing is not None
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=QPoint(120, int(standing.top) + 8))
    assert shown.clicked == ["b"]
    assert shown.changes == [("a", "Old.!")]
    assert shown.finished == ["a"]


def test_a_double_click_opens_the_note_even_if_the_first_click_moved_it(qtbot: QtBot) -> None:
    long = "Some words that go on and on, and then some more of them. " * 12
    shown = Shown(qtbot, *(note(name, 14, long) for name in "ab"))
    standing = shown.margin._arranged().of("a")
    assert standing is not None
    at = QPoint(120, int(standing.top) + 10)
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=at)
    mouse.double_click(shown.margin, at)
    assert shown.margin.editing() == shown.clicked[-1]


def test_keys_of_the_page_are_letters_here(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot, "")
    fired: list[str] = []
    for key in ("N", "1", "Backspace", "Del", "Esc", "/", "Shift+H", "Ctrl+Z", "Space", "Up", "Ctrl+Return"):
        shortcut = QShortcut(QKeySequence(key), shown.window)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    qtbot.keyClicks(editor, "n1/H ")
    assert editor.toPlainText() == "n1/H "
    for _ in range(8):
        qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert fired == []
    assert shown.clicked == []  # Up at the first line didn't walk to another note


def test_function_keys_and_commands_still_reach_the_window(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    fired: list[str] = []
    for key in ("F9", "Ctrl+S"):
        shortcut = QShortcut(QKeySequence(key), shown.window)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["F9", "Ctrl+S"]


def test_undo_in_the_editor_stops_at_the_note_as_it_was_opened(qtbot: QtBot) -> None:
    _shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "abc")
    for _ in range(4):
        qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "Old."


def test_what_an_input_method_composes_is_written_not_lost(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot, "")
    QGuiApplication.sendEvent(editor, QInputMethodEvent("かな", []))
    assert editor.toPlainText() == ""
    committed = QInputMethodEvent()
    committed.setCommitString("仮名")
    QGuiApplication.sendEvent(editor, committed)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown.changes == [("a", "仮名")]


def test_the_editor_grows_with_its_text_and_pushes_the_notes_below(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3, "x"), note("b", 6, "Other."))
    shown.margin.edit("a")
    editor = editor_of(shown)
    height = editor.height()
    standing = shown.margin._arranged().of("b")
    assert standing is not None
    before = standing.top
    for _ in range(6):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.height() > height
    standing = shown.margin._arranged().of("b")
    assert standing is not None
    assert standing.top > before
    assert standing.top >= editor.geometry().bottom()
    assert editor.verticalScrollBar().maximum() == 0


def test_the_editor_follows_its_line_and_stays_in_sight_at_the_edge(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    at = editor.y()
    shown.scroll(30)
    assert editor.y() == at - 30
    for far in (3000, 0):
        shown.scroll(far)
        assert editor.geometry().top() >= 0
        assert editor.geometry().bottom() <= 600
    assert editor.y() == at
    shown.lines.scroll = 3000
    shown.margin.put_note(note("far", 105, "In sight."))
    assert {s.set.note.id for s in shown.margin._arranged().standing} == {"a", "far"}


def test_an_editor_taller_than_the_window_scrolls_inside_itself(qtbot: QtBot) -> None:
    _shown, editor = opened(qtbot, "\n".join(str(i) for i in range(100)))
    assert editor.geometry().top() >= 0 and editor.geometry().bottom() <= 600
    assert editor.verticalScrollBar().maximum() > 0
    assert editor.cursorRect().bottom() <= editor.viewport().height()


def test_an_unknown_note_is_not_opened(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3))
    shown.margin.edit("nobody")
    assert shown.margin.editing() is None


def test_a_new_empty_note_can_be_written_before_anything_else_is_there(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.margin.put_note(note("new", 5, ""))
    shown.margin.edit("new")
    editor = editor_of(shown)
    assert editor.placeholderText() == "Write a note… (Markdown)"
    assert editor.accessibleName() == "Note, Question"
    qtbot.keyClicks(editor, "First")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shown.changes == [("new", "First")]


def test_a_menu_over_the_editor_tells_but_keeps_it_open(qtbot: QtBot) -> None:
    shown, editor = opened(qtbot)
    qtbot.keyClicks(editor, "!")
    QGuiApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert shown.changes == [("a", "Old.!")]
    assert shown.margin.editing() == "a"
