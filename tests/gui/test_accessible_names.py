"""Whatever takes the keyboard has a name that a screen reader can say: in the window, its panels and all dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget

from tests.gui.conftest import Opened
from tests.gui.names import nameless

PANELS = (
    "find",
    "find-everywhere",
    "concordance",
    "all-notes",
    "bookmarks",
    "contents",
    "palette",
    "edit-note",
    "margin-marks",
)
DIALOGS = (
    *("export", "trash", "backups", "go-to-page", "tags", "about", "help", "keys", "library"),
    *("preferences", "pdf", "cite-book"),
)


def test_the_walk_finds_a_button_without_a_name(qtbot: object) -> None:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.addWidget(QPushButton("Close"))
    layout.addWidget(QToolButton())
    box.show()
    assert nameless(box) == ["QToolButton in QWidget"]
    box.deleteLater()


def test_panels_have_names(opened: Opened) -> None:
    mark(opened)
    found = {}
    for action in PANELS:
        opened.desk.menus.actions[action].trigger()
        QTest.qWait(40)
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        found[action] = [name for window in shown for name in nameless(window)]
    assert found == {action: [] for action in PANELS}


def test_dialogs_have_names(opened: Opened) -> None:
    mark(opened)
    found: dict[str, list[str]] = {}
    asked: list[str] = []

    def look() -> None:  # a timer runs inside the loops of dialogs as well
        for dialog in QApplication.topLevelWidgets():
            if dialog is not opened.window and dialog.isVisible():
                found[asked[-1]] = nameless(dialog)
                QTimer.singleShot(0, dialog, dialog.close)

    timer = QTimer(opened.window, interval=50)
    timer.timeout.connect(look)
    timer.start()
    for action in DIALOGS:
        asked.append(action)
        opened.desk.menus.actions[action].trigger()
        opened.qtbot.waitUntil(lambda action=action: action in found, timeout=5000)
        opened.qtbot.waitUntil(lambda: not others(opened), timeout=5000)
    timer.stop()
    assert found == {action: [] for action in DIALOGS}


def mark(opened: Opened) -> None:
    """One annotation, which is the current one."""
    opened.select(opened.document.text.split("\n")[2][:12])
    opened.press(Qt.Key.Key_1)
    opened.saved()


def others(opened: Opened) -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window is not opened.window and window.isVisible()]


def test_tab_goes_from_the_text_to_its_notes_and_shows_where_it_is(opened: Opened) -> None:
    opened.view.setFocus()
    margin = opened.window.pane.margin
    before = margin.grab().toImage()
    opened.press(Qt.Key.Key_Tab)
    assert margin.hasFocus()
    assert margin.grab().toImage() != before


def test_the_palette_says_what_enter_would_do(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("annotator.ui.palette.announce", lambda source, words: said.append(words))
    opened.desk.menus.actions["palette"].trigger()
    opened.type("sepia")
    opened.press(Qt.Key.Key_Down)
    assert any(words.startswith("Sepia, Theme") for words in said)
