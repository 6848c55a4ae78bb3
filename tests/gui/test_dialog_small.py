"""Go to page and tags, through their keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.go_to_page import GoToPageDialog
from annotator.ui.dialogs.tags import TagsDialog

LABELS = ["i", "ii", "1", "2", "17"]


def while_open(act: Callable[[QDialog], None]) -> None:
    """Do `act` with the dialog that is about to open, once it is there."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(5, run)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():  # a test that fails doesn't hang
                dialog.reject()

    QTimer.singleShot(0, run)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_a_page_that_is_there(qtbot: QtBot, parent: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, GoToPageDialog)
        assert dialog.edit.hasFocus()
        assert not dialog.go.isEnabled()
        qtbot.keyClicks(dialog.edit, "p. 17")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)

    while_open(act)
    assert GoToPageDialog.ask(parent, LABELS) == "17"


def test_a_page_that_is_not_there(qtbot: QtBot, parent: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, GoToPageDialog)
        qtbot.keyClicks(dialog.edit, "400")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)
        assert dialog.said.text() == "There is no page “400” in this text. The nearest is p. 17."
        assert dialog.nearest.hasFocus()
        qtbot.keyClick(dialog.nearest, Qt.Key.Key_Return)

    while_open(act)
    assert GoToPageDialog.ask(parent, LABELS) == "17"


def test_what_is_no_page_is_not_guessed_at(qtbot: QtBot, parent: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, GoToPageDialog)
        qtbot.keyClicks(dialog.edit, "river")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)
        assert dialog.said.text() == "There is no page “river” in this text."
        assert not dialog.nearest.isVisible()
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Escape)

    while_open(act)
    assert GoToPageDialog.ask(parent, LABELS) is None


def test_a_text_without_pages_says_so(qtbot: QtBot) -> None:
    dialog = GoToPageDialog([])
    qtbot.addWidget(dialog)
    assert dialog.said.text() == "This text has no page numbers."


def test_tags_are_written_on(qtbot: QtBot, parent: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, TagsDialog)
        qtbot.waitUntil(lambda: not dialog.edit.hasSelectedText())
        qtbot.keyClicks(dialog.edit, "#rule of law,, ")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)

    while_open(act)
    assert TagsDialog.ask(parent, ("river",), ()) == ("river", "rule of law")


def test_tags_are_left_alone_with_escape(qtbot: QtBot, parent: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, TagsDialog)
        qtbot.keyClicks(dialog.edit, "nonsense")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Escape)

    while_open(act)
    assert TagsDialog.ask(parent, ("river",), ()) is None


@pytest.fixture
def tags(qtbot: QtBot) -> TagsDialog:
    dialog = TagsDialog(("river",), ("legality", "river", "rule of law", "terror"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: not dialog.edit.hasSelectedText())
    return dialog


def test_a_beginning_is_completed(qtbot: QtBot, tags: TagsDialog) -> None:
    qtbot.keyClicks(tags.edit, "R")
    assert tags.completions() == ["rule of law", "terror"], "river is there already; beginnings come first"
    assert tags.said.text() == "Tab takes #rule of law."
    assert [button.text() for button in tags.offers if button.isVisible()] == ["#rule of law", "#terror"]
    qtbot.keyClick(tags.edit, Qt.Key.Key_Tab)
    assert tags.edit.text() == "river, rule of law, "
    assert tags.edit.hasFocus()


def test_a_completion_is_taken_with_a_click(qtbot: QtBot, tags: TagsDialog) -> None:
    qtbot.keyClicks(tags.edit, "r")
    qtbot.mouseClick(tags.offers[1], Qt.MouseButton.LeftButton)
    assert tags.edit.text() == "river, terror, "


def test_tab_goes_on_where_there_is_nothing_to_complete(qtbot: QtBot, tags: TagsDialog) -> None:
    qtbot.keyClicks(tags.edit, "rror")
    assert tags.completions() == ["terror"], "offered, but not what one began to write"
    qtbot.keyClick(tags.edit, Qt.Key.Key_Tab)
    assert tags.offers[0].hasFocus()
    assert tags.tags() == ("river", "rror")


def test_a_tag_in_the_middle_is_completed_in_its_place(qtbot: QtBot, tags: TagsDialog) -> None:
    tags.edit.setText("river, , terror")
    tags.edit.setCursorPosition(6)
    qtbot.keyClicks(tags.edit, "leg")
    qtbot.keyClick(tags.edit, Qt.Key.Key_Tab)
    assert tags.tags() == ("river", "legality", "terror")


def test_tags_in_use_are_buttons(qtbot: QtBot, tags: TagsDialog) -> None:
    assert [button.text() for button in tags.offers if button.isChecked()] == ["#river"]
    by_name = {button.text(): button for button in tags.offers}
    qtbot.mouseClick(by_name["#terror"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(by_name["#river"], Qt.MouseButton.LeftButton)
    assert tags.tags() == ("terror",)
    assert tags.edit.hasFocus()
    tags.edit.setText("legality")
    assert [button.text() for button in tags.offers if button.isChecked()] == ["#legality"]
