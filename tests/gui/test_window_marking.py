"""Marking in the window: by keyboard alone, over several passages, with other ends, among overlaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from annotator.model.annotation import ROLES, Annotation, Role
from annotator.services import Services
from annotator.ui.dialogs.tags import TagsDialog
from tests.gui import mouse
from tests.gui.conftest import MemoryPreferences, Opened, close

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FIRST = "A tide table is a promise made by people who will not be there when it is kept."


def quotes(opened: Opened) -> list[list[str]]:
    """The words of every annotation's passages, as stored."""
    opened.saved()
    return [[anchor.quote.exact for anchor in one.anchors] for one in opened.stored()]


def only(opened: Opened) -> Annotation:
    opened.saved()
    (annotation,) = opened.stored()
    return annotation


def add(opened: Opened, words: str) -> None:
    """Drag over more words with Ctrl held, without scrolling."""
    start = opened.document.text.index(words)
    first, last = opened.point(start), opened.point(start + len(words))
    mouse.drag(opened.view.viewport(), first, first + QPoint(20, 0), last, keys=CONTROL)


def test_reading_and_marking_without_a_mouse(opened: Opened) -> None:
    opened.view.go_to(opened.document.text.index("A tide table"), light=False)
    opened.press(Key.Key_F7)
    assert opened.window.status.right.text().startswith("Caret mode")
    opened.press(Key.Key_S)
    assert opened.view.text_of_selection() == FIRST
    opened.press(Key.Key_1)  # a claim
    opened.press(Key.Key_S)  # the next sentence, with a note
    opened.press(Key.Key_N)
    opened.type("By whom?")
    opened.press(Key.Key_Escape)
    opened.press(Key.Key_S)
    assert opened.view.text_of_selection().startswith("Between 1764")

    def tag() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TagsDialog)
        field = dialog.findChild(QLineEdit)
        QTest.keyClicks(field, "ports")
        QTest.keyClick(field, Key.Key_Return, CONTROL)
        dialog.accept()

    asked = opened.clerk.ask(lambda services: None)
    opened.press(Key.Key_T)
    asked.result(5)
    QTimer.singleShot(300, tag)
    opened.qtbot.waitUntil(lambda: any(one.tags for one in opened.stored()), timeout=5000)
    opened.saved()
    assert [(one.role, one.note, one.tags) for one in opened.stored()] == [
        ("claim", "", ()),
        ("claim", "By whom?", ()),
        ("claim", "", ("ports",)),
    ]
    opened.window.activateWindow()  # nobody else does where there is no window manager
    opened.view.setFocus()
    QApplication.processEvents()
    opened.press(Key.Key_Delete)
    opened.saved()
    assert len(opened.stored()) == 2
    opened.press(Key.Key_Z, CONTROL)
    opened.saved()
    assert len(opened.stored()) == 3
    opened.press(Key.Key_Escape)
    assert not opened.view.caret_mode() and "Caret" not in opened.window.status.right.text()


def test_caret_mode_is_remembered(open_window: Callable[..., Opened], preferences: MemoryPreferences) -> None:
    opened = open_window()
    action = opened.desk.menus.actions["caret-mode"]
    opened.press(Key.Key_F7)
    assert action.isChecked() and preferences.values["reading.caret_mode"] is True
    close(opened)
    again = open_window()
    assert again.view.caret_mode() and again.desk.menus.actions["caret-mode"].isChecked()
    assert again.window.status.right.text().startswith("Caret mode")
    again.press(Key.Key_F7)
    assert not again.view.caret_mode() and preferences.values["reading.caret_mode"] is False


def test_sentences_are_extended_by_keys(opened: Opened) -> None:
    opened.view.go_to(opened.document.text.index("A tide table"), light=False)
    opened.press(Key.Key_ParenRight)
    assert opened.view.caret() == opened.document.text.index("The first ones")
    opened.press(Key.Key_ParenLeft)
    opened.press(Key.Key_Down, ALT | SHIFT)
    assert opened.view.text_of_selection() == FIRST
    QTest.keyRelease(opened.view, Key.Key_Shift)
    assert opened.view.bar.isVisible()
    opened.press(Key.Key_Up, ALT | SHIFT)
    assert opened.view.selections() == ()
    opened.press(Key.Key_S, SHIFT)
    assert opened.view.text_of_selection().startswith("Ada Merrow")


def test_one_annotation_gathers_several_passages(opened: Opened) -> None:
    opened.select("a promise made")
    add(opened, "if at all")
    opened.press(Key.Key_2)
    annotation = only(opened)
    assert [anchor.quote.exact for anchor in annotation.anchors] == ["a promise made", "if at all"]
    assert [mark.start for mark in opened.view.marks.of_id(opened.window.overlay.current)] == [
        anchor.position.start for anchor in annotation.anchors
    ]
    opened.press(Key.Key_Z, CONTROL)
    assert quotes(opened) == []


def test_a_passage_is_added_and_taken_away(opened: Opened) -> None:
    opened.select("a promise made")
    opened.press(Key.Key_3)
    opened.press(Key.Key_A)
    assert "select more words" in opened.window.status.left.text()
    opened.press(Key.Key_A, SHIFT)
    assert "only passage" in opened.window.status.left.text()
    opened.select("pilots for their")
    opened.press(Key.Key_A)
    assert quotes(opened) == [["a promise made", "pilots for their"]]
    assert opened.desk.menus.actions["undo"].text().replace("&", "") == "Undo Add Passage"
    QTest.mouseClick(opened.view.viewport(), LEFT, pos=opened.point(opened.document.text.index("promise made") + 3))
    opened.press(Key.Key_A, SHIFT)
    assert quotes(opened) == [["pilots for their"]]
    opened.press(Key.Key_Z, CONTROL)
    assert quotes(opened) == [["a promise made", "pilots for their"]]
    opened.press(Key.Key_Z, CONTROL)
    assert quotes(opened) == [["a promise made"]]
    opened.press(Key.Key_Z, CONTROL | SHIFT)
    assert quotes(opened) == [["a promise made", "pilots for their"]]


def test_an_added_passage_that_overlaps_widens_the_old_one(opened: Opened) -> None:
    opened.select("a promise made")
    opened.press(Key.Key_3)
    opened.select("made by people")
    opened.press(Key.Key_A)
    assert quotes(opened) == [["a promise made by people"]]


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (Key.Key_Right, ALT | SHIFT, "a promise made by people who"),
        (Key.Key_Left, ALT | SHIFT, "a promise made by"),
        (Key.Key_Right, ALT | SHIFT | CONTROL, "promise made by people"),
        (Key.Key_Left, ALT | SHIFT | CONTROL, "is a promise made by people"),
    ],
)
def test_ends_are_moved_by_keys_and_back_by_one_undo(
    opened: Opened, key: Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    opened.select("a promise made by people")
    opened.press(Key.Key_1)
    before = only(opened)
    opened.press(key, modifiers)
    after = only(opened)
    assert [anchor.quote.exact for anchor in after.anchors] == [words]
    assert (after.id, after.role, after.created) == (before.id, before.role, before.created)
    opened.press(Key.Key_Z, CONTROL)
    assert quotes(opened) == [["a promise made by people"]]


def test_keys_never_empty_a_passage(opened: Opened) -> None:
    opened.select("a promise made")
    opened.press(Key.Key_1)
    for _press in range(5):
        opened.press(Key.Key_Left, ALT | SHIFT)
    assert quotes(opened) == [["a"]]
    opened.press(Key.Key_Right, ALT | SHIFT | CONTROL)
    assert quotes(opened) == [["a"]]


def test_a_dragged_handle_is_one_act(opened: Opened) -> None:
    opened.select("a promise made")
    opened.press(Key.Key_1)
    opened.saved()
    text = opened.document.text
    (mark,) = opened.view.marks.of_id(opened.window.overlay.current)
    end = opened.point(mark.end, before=True) + QPoint(0, 14)
    target = opened.point(text.index(" who will"))
    mouse.drag(opened.view.viewport(), *mouse.steps(end, target))
    assert quotes(opened) == [["a promise made by people"]]
    opened.press(Key.Key_Z, CONTROL)
    assert quotes(opened) == [["a promise made"]]


def test_the_caret_goes_with_the_annotation_one_walks_to(opened: Opened) -> None:
    for words in ("a promise made", "pilots for their"):
        opened.select(words)
        opened.press(Key.Key_1)
    opened.press(Key.Key_Escape)
    opened.press(Key.Key_F7)
    opened.window.overlay.choose(None)
    for key, words in ((Key.Key_BracketRight, "a promise"), (Key.Key_BracketRight, "pilots for")):
        opened.press(key)
        assert opened.view.caret() == opened.document.text.index(words)
    opened.press(Key.Key_Right, ALT | SHIFT)
    assert quotes(opened) == [["a promise made"], ["pilots for their sons"]]


def test_what_isnt_certain_isnt_adjusted(opened: Opened) -> None:
    from annotator.model.annotation import PlaceState

    opened.select("a promise made")
    opened.press(Key.Key_1)
    opened.saved()
    session, current = opened.window.session, opened.window.overlay.current
    assert session is not None and current is not None
    session.placed[current] = replace(session.placed[current], state=PlaceState.MOVED)
    opened.press(Key.Key_Right, ALT | SHIFT)
    assert "isn’t certain" in opened.window.status.left.text()
    assert quotes(opened) == [["a promise made"]]


def test_a_key_and_clicks_go_through_what_lies_over_each_other(opened: Opened) -> None:
    for words, key in (("promise made by people", Key.Key_1), ("by people who", Key.Key_3), ("people", Key.Key_5)):
        opened.select(words)
        opened.press(key)
    opened.saved()
    low, middle, high = (one.id for one in sorted(opened.stored(), key=lambda one: one.created))
    overlay, page = opened.window.overlay, opened.view.viewport()
    place = opened.point(opened.document.text.index("people who") + 3)
    overlay.choose(None)
    found = []
    for _click in range(4):
        QTest.mouseClick(page, LEFT, pos=place)
        found.append(overlay.current)
    assert found == [high, middle, low, high]
    found = []
    for _press in range(3):
        opened.press(Key.Key_O)
        found.append(overlay.current)
    assert found == [middle, low, high]
    assert opened.window.status.left.text() == "Objection, 1 of 3 marks here"
    opened.press(Key.Key_O)
    QTest.mouseClick(page, LEFT, pos=place)
    assert overlay.current == low  # key and click go through the same
    QTest.mouseClick(page, LEFT, pos=opened.point(opened.document.text.index("pilots") + 2))
    overlay.choose(None)
    opened.press(Key.Key_O)
    assert opened.window.status.left.text() == "Nothing is marked here"


def test_copies_are_plain_markdown_and_rich(opened: Opened) -> None:
    start = opened.document.text.index("but the confidence")
    opened.view.select(start, start + len("but the confidence"))
    opened.press(Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "but the confidence"
    assert bytes(data.data("text/markdown").data()).decode() == "but the *confidence*"
    assert "<em>confidence</em>" in data.html()


def test_several_passages_are_copied_with_gaps_and_all_their_pages(opened: Opened) -> None:
    opened.view.go_to(opened.document.text.index("His complaint"), light=False)
    opened.select("His complaint has")
    add(opened, "say who was late")
    opened.press(Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "His complaint has […] say who was late"
    opened.press(Key.Key_C, CONTROL | SHIFT)
    cited = "“His complaint has […] say who was late” (Merrow, pp. 1–2)"
    data = QApplication.clipboard().mimeData()
    assert data.text() == cited
    assert bytes(data.data("text/markdown").data()).decode() == cited
    opened.press(Key.Key_4)
    opened.press(Key.Key_C, CONTROL | SHIFT)  # of the current annotation
    assert QApplication.clipboard().text() == cited


def test_a_persons_own_role_is_offered_everywhere(open_window: Callable[..., Opened]) -> None:
    roles = (replace(ROLES[0], name="Thesis"), *ROLES[1:], Role("irony", "Irony & wit", "~", "irony", 7))

    def change(services: Services) -> Services:
        services.annotations.roles = lambda: roles  # type: ignore[method-assign]
        return services

    opened = open_window(change)
    opened.qtbot.waitUntil(lambda: "irony" in opened.window.overlay.roles)
    assert opened.desk.menus.actions["role-claim"].text() == "Thesis  !"
    names = [a.text() for a in opened.desk.menus.menus["annotate"].actions()]
    assert names.index("Irony && wit  ~") == 6
    opened.select("a promise made")
    button = next(b for b in opened.view.bar.findChildren(QToolButton) if b.accessibleName() == "Irony & wit")
    assert button.isVisible() and button.toolTip() == "Irony & wit (7)"
    QTest.mouseClick(button, LEFT)
    assert [one.role for one in (only(opened),)] == ["irony"]
    opened.press(Key.Key_1)
    opened.press(Key.Key_7)
    assert only(opened).role == "irony"


def test_the_bar_is_the_windows_and_can_be_switched_off(
    open_window: Callable[..., Opened], preferences: MemoryPreferences
) -> None:
    opened = open_window()
    opened.select("a promise made")
    bar: Any = opened.view.bar
    shown = sorted((b for b in bar.findChildren(QToolButton) if b.isVisible()), key=lambda b: b.x())
    tips = [b.toolTip() for b in shown]
    assert tips[0] == "Claim (1)" and tips[-2].endswith("(Ctrl+F, /)") and len(tips) == 12
    assert tips[-1].endswith("(Ctrl+K)")
    opened.press(Key.Key_Tab)
    for _step in range(6):
        opened.press(Key.Key_Right)
    opened.press(Key.Key_Return)  # the note's button
    opened.type("written")
    opened.press(Key.Key_Escape)
    assert only(opened).note == "written"
    opened.select("pilots for their")
    opened.press(Key.Key_Tab)
    opened.press(Key.Key_3)  # the page's keys work from the bar as well
    opened.saved()
    assert opened.view.hasFocus() and [one.role for one in opened.stored()] == ["quotable", "question"]
    opened.press(Key.Key_Delete)
    opened.saved()
    opened.desk.menus.actions["selection-bar"].trigger()
    opened.select("pilots for their")
    assert not bar.isVisible() and preferences.values["annotate.bar"] is False
    close(opened)
    again = open_window()
    again.select("pilots for their")
    assert not again.view.bar.isVisible() and not again.desk.menus.actions["selection-bar"].isChecked()
    again.desk.menus.actions["selection-bar"].trigger()
    assert again.view.bar.isVisible() and again.desk.menus.actions["selection-bar"].isChecked()
