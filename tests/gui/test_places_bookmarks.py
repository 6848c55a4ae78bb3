"""Bookmarks in the window: one key, ribbons, the list, undo, and another process's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip

from annotator.services.bookmarks import set_bookmark
from annotator.ui.reading.signs import ribbon_at
from tests.documents import long_document
from tests.gui.conftest import Opened, add_reader, close

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    add_reader(folder, long_document())
    return folder


def bookmark_at(opened: Opened, words: str) -> int:
    """Go there and press the key; returns the beginning of the line."""
    opened.view.go_to(opened.document.text.index(words), light=False)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_D, CONTROL)
    return int(opened.view.line_span(opened.document.text.index(words)).start)


def offsets(opened: Opened) -> list[int]:
    return [placed.offset for placed in opened.desk.bookmarking.bookmarks.in_order()]


def open_list(opened: Opened) -> Any:
    opened.view.setFocus()
    opened.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert opened.desk.bookmarking.panel is not None
    return opened.desk.bookmarking.panel


def test_one_key_sets_and_removes_and_undo_takes_back(opened: Opened, qtbot: Any) -> None:
    at = bookmark_at(opened, "Paragraph number 40.")
    assert offsets(opened) == [at] == list(opened.view.scene.ribbons)
    opened.saved()
    opened.press(Qt.Key.Key_D, CONTROL)
    assert offsets(opened) == []
    opened.saved()
    opened.press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: offsets(opened) == [at], timeout=3000)
    assert opened.desk.menus.actions["undo"].text() == "&Undo Set Bookmark"
    opened.press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: offsets(opened) == [], timeout=3000)
    opened.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: offsets(opened) == [at], timeout=3000)


def test_set_and_removed_in_one_breath_stays_removed(opened: Opened) -> None:
    seen: list[int] = []
    opened.desk.bookmarking.bookmarks.changed.connect(lambda: seen.append(len(offsets(opened))))
    bookmark_at(opened, "Paragraph number 40.")
    opened.press(Qt.Key.Key_D, CONTROL)
    opened.saved()
    QApplication.processEvents()
    assert seen[:2] == [1, 0] and not any(seen[2:])  # what is stored meanwhile doesn't bring it back


def test_they_are_there_the_next_time(open_window: Callable[..., Opened], qtbot: Any) -> None:
    first = open_window()
    at = bookmark_at(first, "Paragraph number 40.")
    close(first)
    second = open_window()
    qtbot.waitUntil(lambda: offsets(second) == [at], timeout=3000)


def test_the_ribbon_is_painted_in_the_margin_at_its_line(opened: Opened) -> None:
    at = bookmark_at(opened, "Paragraph number 40.")
    accent = opened.window.look.theme.accent
    y = round(opened.view.line_y(at))
    line = opened.view.line_rect(at)
    image = opened.view.viewport().grab().toImage()
    left = round(line.left())
    found = {
        (x, row)
        for x in range(left - 64, left)
        for row in range(y, y + round(line.height()))
        if image.pixelColor(x, row).name() == accent
    }
    assert found and max(x for x, _row in found) < left - 50
    opened.press(Qt.Key.Key_D, CONTROL)
    bare = opened.view.viewport().grab().toImage()
    assert all(bare.pixelColor(*point).name() != accent for point in found)


def test_walked_by_keys_from_where_one_is(opened: Opened) -> None:
    places = [bookmark_at(opened, f"Paragraph number {n}.") for n in (30, 90, 60)]
    opened.view.go_to(0, light=False)
    seen = []
    for _time in range(3):
        opened.press(Qt.Key.Key_F2)
        seen.append(opened.view.present_offset())
    assert seen == sorted(places)
    opened.press(Qt.Key.Key_F2)
    assert opened.window.status.left.text() == "No more bookmarks that way"
    opened.press(Qt.Key.Key_F2, SHIFT)
    assert opened.view.present_offset() == sorted(places)[1]


def test_the_list_names_goes_renames_and_removes(opened: Opened, qtbot: Any) -> None:
    for number in (90, 30):
        bookmark_at(opened, f"Paragraph number {number}.")
    panel = open_list(opened)
    assert panel.list.hasFocus()
    first, second = panel.entries()
    assert first[0].startswith("Paragraph number 30.") and first[1] == "p. 6 · A long chapter"
    assert second[0].startswith("Paragraph number 90.")
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return)
    assert opened.view.hasFocus()
    assert opened.view.present_offset() == offsets(opened)[1]

    panel.list.setFocus()
    opened.press(Qt.Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "The clerk")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.entries()[1][0] == "The clerk", timeout=2000)
    opened.saved()

    panel.list.setFocus()
    opened.press(Qt.Key.Key_Delete)
    assert [name[:9] for name, _where in panel.entries()] == ["Paragraph"]
    opened.saved()
    opened.press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: len(panel.entries()) == 2, timeout=3000)
    assert panel.entries()[1][0] == "The clerk"


def test_what_comes_while_a_name_is_written_waits(opened: Opened, qtbot: Any) -> None:
    bookmark_at(opened, "Paragraph number 30.")
    panel = open_list(opened)
    opened.press(Qt.Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    QTest.keyClicks(editor, "The ")
    early = opened.document.text.index("Paragraph number 10.")
    opened.desk.bookmarking.bookmarks.toggle(opened.view.line_span(early))
    opened.saved()
    QTest.keyClicks(editor, "clerk")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [name[:20] for name, _at in panel.entries()] == ["Paragraph number 10.", "The clerk"])


def test_leaving_the_name_as_it_is_gives_it_none(opened: Opened, qtbot: Any) -> None:
    bookmark_at(opened, "Paragraph number 30.")
    panel = open_list(opened)
    opened.press(Qt.Key.Key_F2)
    QTest.keyClick(panel.list.findChild(QLineEdit), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [placed.bookmark.name for placed in opened.desk.bookmarking.bookmarks.in_order()] == [""]


def test_an_empty_list_teaches(opened: Opened) -> None:
    panel = open_list(opened)
    assert "Ctrl+D" in panel.currentWidget().text()
    opened.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert opened.window.side.shown() is None


def test_one_that_another_process_set_comes_too(opened: Opened, qtbot: Any, data: Path) -> None:
    from annotator.paths import paths_under
    from annotator.wiring import build_services

    session = opened.window.session
    assert session is not None
    other = build_services(paths_under(data), author="someone")
    at = opened.document.text.index("Paragraph number 12.")
    other.history.commit(set_bookmark(session.reader, session.document, at))
    other.close()
    qtbot.waitUntil(lambda: offsets(opened) == [at], timeout=5000)


def ribbon_point(opened: Opened, at: int) -> Any:
    view = opened.view
    view.viewport().grab()
    width = view.viewport().width()
    y = round(view.line_y(at)) + 10
    spots = (QPoint(x, y) for x in range(5, 60))
    return next(spot for spot in spots if ribbon_at(view.scene, QPointF(spot), width) == at)


def test_a_ribbon_says_what_it_is(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    at = bookmark_at(opened, "Paragraph number 40.")
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda where, words, widget: said.append(words))
    viewport, spot = opened.view.viewport(), ribbon_point(opened, at)
    for point in (spot, spot + QPoint(200, 0)):
        QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))
    (words,) = said
    assert words.startswith("Bookmark\nParagraph number 40") and "\np. " in words
    opened.hover(spot, Qt.CursorShape.PointingHandCursor)


@pytest.mark.qt_log_ignore("plugin does not support")
def test_a_click_on_a_ribbon_offers_what_can_be_done_with_it(opened: Opened, qtbot: Any) -> None:
    at = bookmark_at(opened, "Paragraph number 40.")
    viewport = opened.view.viewport()

    def choose(number: int) -> None:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=ribbon_point(opened, at))
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        for _step in range(number):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
        opened.window.activateWindow()
        qtbot.waitUntil(opened.window.isActiveWindow)

    choose(3)
    panel = opened.desk.bookmarking.panel
    assert panel is not None and panel.isVisible()
    choose(1)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and panel.isAncestorOf(editor)
    QTest.keyClicks(editor, "Begin here")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.entries()[0][0] == "Begin here", timeout=3000)
    choose(2)
    assert offsets(opened) == [] and opened.view.selections() == ()
