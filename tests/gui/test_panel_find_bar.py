"""The find bar, through its keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.panels.find_bar import FindBar, FindOptions
from tests.gui.panel_samples import theme


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QTextEdit())
    column.addWidget(FindBar())
    qtbot.addWidget(window)
    bar = window.findChild(FindBar)
    bar.set_theme(theme())
    bar.hide()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.findChild(QTextEdit).setFocus()
    yield window


@pytest.fixture
def bar(window: QWidget) -> FindBar:
    return window.findChild(FindBar)


def test_opening_selects_what_was_looked_for(bar: FindBar) -> None:
    bar.open("engine")
    assert bar.edit.hasFocus()
    assert bar.edit.selectedText() == "engine"
    bar.dismiss()
    bar.open()
    assert bar.edit.selectedText() == "engine"


def test_typing_tells_the_query(qtbot: QtBot, bar: FindBar) -> None:
    bar.open()
    said: list[tuple[str, FindOptions]] = []
    bar.queryChanged.connect(lambda text, options: said.append((text, options)))
    qtbot.keyClicks(bar.edit, "ri")
    assert said == [("r", FindOptions()), ("ri", FindOptions())]


@pytest.mark.parametrize(
    ("key", "options"),
    [
        (Qt.Key.Key_C, FindOptions(case=True)),
        (Qt.Key.Key_W, FindOptions(whole_word=True)),
        (Qt.Key.Key_R, FindOptions(regex=True)),
    ],
)
def test_options_have_keys(qtbot: QtBot, bar: FindBar, key: Qt.Key, options: FindOptions) -> None:
    bar.open("river")
    with qtbot.waitSignal(bar.queryChanged) as told:
        qtbot.keyClick(bar.edit, key, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["river", options]
    assert bar.query() == ("river", options)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3])
def test_on_and_back(qtbot: QtBot, bar: FindBar, key: Qt.Key) -> None:
    bar.open("river")
    with qtbot.waitSignal(bar.next), qtbot.assertNotEmitted(bar.previous):
        qtbot.keyClick(bar.edit, key)
    with qtbot.waitSignal(bar.previous), qtbot.assertNotEmitted(bar.next):
        qtbot.keyClick(bar.edit, key, Qt.KeyboardModifier.ShiftModifier)


def test_buttons_step_only_where_there_are_hits(qtbot: QtBot, bar: FindBar) -> None:
    bar.open("river")
    bar.show_count(None, 0)
    assert not bar.forward.isEnabled()
    bar.show_count(3, 41)
    with qtbot.waitSignal(bar.next):
        qtbot.mouseClick(bar.forward, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.previous):
        qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("current", "total", "said"), [(3, 41, "3 of 41"), (None, 41, "41 hits"), (None, 1, "1 hit"), (None, 0, "No hits")]
)
def test_count_in_words(bar: FindBar, current: int | None, total: int, said: str) -> None:
    bar.open("river")
    bar.show_count(current, total)
    assert bar.count.text() == said
    assert bar.edit.accessibleDescription() == said


def test_an_error_takes_the_count_s_place_until_the_line_is_empty(qtbot: QtBot, bar: FindBar) -> None:
    bar.open("(")
    bar.show_error("The regular expression can't be read.")
    assert bar.count.text() == "The regular expression can't be read."
    qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)
    assert bar.count.text() == ""


def test_escape_closes_and_gives_the_focus_back(qtbot: QtBot, window: QWidget, bar: FindBar) -> None:
    bar.open("river")
    qtbot.keyClick(bar.edit, Qt.Key.Key_Tab)
    assert bar.case.hasFocus()
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.case, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert window.findChild(QTextEdit).hasFocus()
