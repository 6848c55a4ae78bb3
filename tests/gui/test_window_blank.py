"""A selection of white space alone, or with some at its ends: what commands make of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.tags import TagsDialog
from tests.gui import mouse
from tests.gui.conftest import Opened

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def select_blank(opened: Opened) -> None:
    """Select the space between two words by keys."""
    at = opened.document.text.index(" promise made")
    opened.view.go_to(at, light=False)
    opened.press(Key.Key_F7)
    opened.press(Key.Key_Right, SHIFT)
    opened.qtbot.keyRelease(opened.view, Key.Key_Shift)
    assert opened.view.text_of_selection() == " "


def said(opened: Opened) -> str:
    return str(opened.window.status.left.text())


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Key.Key_C, CONTROL | SHIFT),  # copy with its citation
        (Key.Key_C, CONTROL),
        (Key.Key_1, NONE),
        (Key.Key_H, NONE),
        (Key.Key_N, NONE),
        (Key.Key_T, NONE),
        (Key.Key_K, CONTROL),
    ],
)
def test_nothing_is_done_with_a_space(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    monkeypatch.setattr(TagsDialog, "ask", lambda *_asked: None)
    select_blank(opened)
    QApplication.clipboard().clear()
    opened.press(key, modifiers)
    assert said(opened) == "Select some words first"
    assert opened.desk.concording.panel is None and not QApplication.clipboard().text()
    assert opened.window.pane.margin.editing() is None
    opened.saved()
    assert opened.stored() == []


def test_a_space_calls_no_bar_and_gives_the_current_mark_no_role(opened: Opened) -> None:
    opened.select("fishing villages")
    assert opened.view.bar.isVisible()
    opened.press(Key.Key_1)
    opened.view.go_to(0, light=False)
    select_blank(opened)
    assert not opened.view.bar.isVisible()
    opened.press(Key.Key_2)
    opened.saved()
    assert [one.role for one in opened.stored()] == ["claim"]


def test_what_is_marked_begins_and_ends_with_a_word(opened: Opened) -> None:
    opened.select("made by people who")
    at = opened.document.text.index(" made by people")
    opened.view.select(at, at + len(" made by people "))
    opened.press(Key.Key_1)
    opened.saved()
    (made,) = opened.stored()
    assert made.anchors[0].quote.exact == "made by people"


def test_an_end_that_is_dragged_freely_stays_at_its_word(opened: Opened) -> None:
    """With Shift an end may stand anywhere, but a passage doesn't end in a space."""
    words = "a promise made"
    opened.select(words)
    opened.press(Key.Key_1)
    opened.saved()
    start = opened.document.text.index(words)
    knob = opened.point(start + len(words), before=True) + QPoint(0, 14)
    page, goal = opened.view.viewport(), opened.point(start + len("a "))
    mouse.press(page, knob)
    for spot in mouse.steps(knob, goal)[1:]:
        at, global_at = QPointF(spot), QPointF(page.mapToGlobal(spot))
        move = QMouseEvent(QEvent.Type.MouseMove, at, global_at, Qt.MouseButton.NoButton, LEFT, SHIFT)
        QApplication.sendEvent(page, move)
    mouse.release(page, goal, SHIFT)
    opened.saved()
    (made,) = opened.stored()
    assert made.anchors[0].quote.exact == "a"
    (mark,) = opened.view.marks.of_id(made.id)
    assert (mark.start, mark.end) == (start, start + 1)
