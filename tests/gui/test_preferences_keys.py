"""Every key can be changed: found in the table, pressed, given over, put back; all that names keys follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.model.annotation import Role
from annotator.ui.actions import ACTIONS
from annotator.ui.help import on_paper
from tests.gui.conftest import MemoryPreferences, Opened, close
from tests.gui.test_preferences import KEYS, agree, prefer

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def keys_page(opened: Opened, words: str = "") -> tuple[Any, Any]:
    """The page of keys, sifted by `words`, with the keyboard in the key field of the first command."""
    dialog = prefer(opened, KEYS)
    page = dialog.pages[KEYS]
    page.words.setFocus()
    page.words.setText(words)
    QTest.keyClick(page.words, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.field.hasFocus()
    return dialog, page


def chips(page: Any) -> list[QPushButton]:
    return [page._chips.itemAt(at).widget() for at in range(page._chips.count())]


def test_a_key_is_pressed_and_works_at_once_and_the_next_time(
    open_window: Callable[..., Opened], preferences: MemoryPreferences
) -> None:
    first = open_window()
    dialog, page = keys_page(first, "contents")
    assert page.chosen().id == "contents" and page.model.rowCount() == 1
    QTest.keyClick(page.field, Qt.Key.Key_F4)
    assert page.said.text() == "“Contents” has F4 now."
    assert page.model.index(0, 2).data() == "F9, Ctrl+T, F4"
    assert "F4" in first.desk.menus.actions["contents"].toolTip()
    agree(first, dialog)
    assert preferences.values["keys.contents"] == ["F9", "Ctrl+T", "F4"]
    assert first.window.side.isVisible()
    first.press(Qt.Key.Key_F4)
    assert not first.window.side.isVisible()
    close(first)
    again = open_window()
    again.press(Qt.Key.Key_F4)
    assert again.window.side.isVisible()


def test_a_key_of_another_command_is_given_over_when_one_says_so(
    opened: Opened, preferences: MemoryPreferences
) -> None:
    dialog, page = keys_page(opened, "find…")
    QTest.keyClick(page.field, Qt.Key.Key_K, CONTROL)
    assert page.said.text() == "Ctrl+K is the key of “Concordance”. Give it to “Find” instead?"
    assert opened.desk.keyring.owner("Ctrl+K") == "concordance"
    assert page.give.hasFocus()
    QTest.mouseClick(page.leave, LEFT)
    assert not page.give.isVisible() and page.field.hasFocus()
    QTest.keyClick(page.field, Qt.Key.Key_K, CONTROL)
    QTest.keyClick(page.give, Qt.Key.Key_Return)
    assert page.said.text() == "“Find” has Ctrl+K now, and “Concordance” has it no more."
    assert opened.desk.menus.actions["concordance"].shortcuts() == []
    agree(opened, dialog)
    assert preferences.values["keys.find"] == ["Ctrl+F", "/", "Ctrl+K"] and preferences.values["keys.concordance"] == []
    opened.press(Qt.Key.Key_K, CONTROL)
    assert opened.desk.finding.bar is not None and opened.desk.finding.bar.isVisible()


def test_chips_take_keys_away_and_usual_keys_come_back(opened: Opened) -> None:
    dialog, page = keys_page(opened, "find…")
    assert [chip.text().split()[0] for chip in chips(page)] == ["Ctrl+F", "/"]
    QTest.mouseClick(chips(page)[0], LEFT)
    assert page.keys_of("find") == ("/",) and page.field.hasFocus()
    page.words.clear()
    page.choose("link")
    QTest.keyClick(page.field, Qt.Key.Key_F, CONTROL)
    assert page.keys_of("link") == ("Ctrl+Shift+L", "Ctrl+F")
    page.choose("find")
    QTest.mouseClick(page.reset, LEFT)
    assert page.keys_of("find") == ("Ctrl+F", "/") and page.keys_of("link") == ("Ctrl+Shift+L",)
    assert page.said.text() == "“Find” has its usual keys again. “Link to” gave back what it had of them."
    assert not page.reset.isEnabled()
    page.choose("help")
    QTest.keyClick(page.field, Qt.Key.Key_F4)
    QTest.mouseClick(dialog.usual, LEFT)
    assert opened.desk.keyring.chosen() == {} and page.keys_of("help") == ("F1",)
    assert page.chosen().id == "help", "the row stays"


def test_bare_keys_work_on_the_page_alone(opened: Opened) -> None:
    dialog, page = keys_page(opened, "all notes")
    page.choose("all-notes")
    QTest.keyClick(page.field, Qt.Key.Key_Y)
    assert page.said.text() == ("“All notes” has Y now. It works while the text has the focus; elsewhere it writes.")
    agree(opened, dialog)
    opened.press(Qt.Key.Key_F, CONTROL)
    opened.type("y")
    assert opened.desk.finding.bar.edit.text() == "y" and opened.desk.all_notes.panel is None
    opened.press(Qt.Key.Key_Escape)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_Y)
    assert opened.desk.all_notes.panel is not None and opened.desk.all_notes.panel.isVisible()


def test_keys_that_are_needed_are_refused_in_words(opened: Opened) -> None:
    _dialog, page = keys_page(opened, "find…")
    before = page.keys_of("find")
    for key, words in (
        (Qt.Key.Key_Down, "Down moves through the text; choose another key."),
        (Qt.Key.Key_Return, "Return is needed to answer and to leave; choose another key."),
    ):
        QTest.keyClick(page.field, key)
        assert page.said.text() == words
    QTest.keyClick(page.field, Qt.Key.Key_F, CONTROL)
    assert page.said.text() == "“Find” has Ctrl+F already."
    assert page.keys_of("find") == before
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.table.hasFocus() and page.isVisible(), "Esc leaves the field, not the dialog"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.field, Qt.Key.Key_Tab)
    assert not page.field.hasFocus() and page.keys_of("find") == before


def test_the_table_is_sifted_by_command_menu_and_key(opened: Opened) -> None:
    _dialog, page = keys_page(opened)
    assert page.model.rowCount() == len(ACTIONS)
    for words, ids in (("ctrl+shift+k", {"check"}), ("theme sepia", {"theme-sepia"}), ("zzz", set())):
        page.words.setText(words)
        assert {page.model.spec(row).id for row in range(page.model.rowCount())} == ids
    assert page.said.text() == "No command fits." and not page.field.isEnabled()
    page.words.setFocus()
    QTest.keyClick(page.words, Qt.Key.Key_Escape)
    assert page.model.rowCount() == len(ACTIONS) and page.isVisible()


def test_every_command_can_be_given_another_key(opened: Opened) -> None:
    """Menus and palette follow each, whatever its scope."""
    ring = opened.desk.keyring
    ring.show(
        {
            one.id: (f"Ctrl+Alt+F{at % 35 + 1}" if at < 35 else f"Meta+F{at % 35 + 1}",)
            for at, one in enumerate(ACTIONS[:70])
        }
    )
    for one in ACTIONS[:70]:
        assert [keys.toString() for keys in opened.desk.menus.actions[one.id].shortcuts()] == list(ring.keys(one.id))
    assert ring.faults == ()


def test_the_palette_and_the_bar_name_the_new_keys(opened: Opened) -> None:
    opened.desk.keyring.show({"find": ("F4",), "role-claim": ("Y",), "note": ("Z",), "find-previous": ("F6",)})
    assert opened.desk.finding.bar.back.toolTip() == "Previous hit (F6)"
    opened.press(Qt.Key.Key_P, CONTROL | SHIFT)
    palette = opened.desk.tooling.palette
    palette._field.setText("find…")
    assert palette._list.item(0).data(Qt.ItemDataRole.UserRole + 1) == "F4"
    QTest.keyClick(palette._field, Qt.Key.Key_Escape)
    assert opened.desk.finding.bar.forward.toolTip() == "Next hit (F3)"
    tips = [button.toolTip() for button in opened.view.bar._buttons()]
    assert "Claim (Y)" in tips and any(tip.endswith("(Z)") for tip in tips)
    opened.select("a promise made by people")
    opened.press(Qt.Key.Key_Y)
    opened.saved()
    assert [one.role for one in opened.stored()] == ["claim"]


def test_a_bad_value_in_the_file_is_told_once_and_the_rest_holds(
    open_window: Callable[..., Opened], preferences: MemoryPreferences, caplog: Any
) -> None:
    preferences.values |= {"keys.find": "Ctrl+Nonsense", "keys.help": ["F4"], "keys.of-another-version": ["F6"]}
    opened = open_window()
    assert "“Ctrl+Nonsense” is no key that “Find” could have" in opened.window.notice.label.text()
    assert QKeySequence("Ctrl+F") in opened.desk.menus.actions["find"].shortcuts()
    assert opened.desk.menus.actions["help"].shortcuts() == [QKeySequence("F4")]
    assert len(caplog.records) == 1
    dialog = prefer(opened, KEYS)
    assert "Ctrl+Nonsense" in dialog.pages[KEYS].said.text()
    agree(opened, dialog)
    assert not opened.window.notice.isVisible()
    assert preferences.values["keys.of-another-version"] == ["F6"]
    assert preferences.values["keys.find"] == "Ctrl+Nonsense", "left to whoever wrote it"


def test_the_page_of_keys_tells_every_key_and_follows(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Question, CONTROL)
    help_window = opened.desk.tooling.help
    assert help_window is not None and help_window.isVisible()
    text = help_window.browser.toPlainText
    for one in ACTIONS:
        assert not one.keys or one.plain_text.split("  ")[0] in text()
    assert "usually" not in text() and "In the table of all notes" in text()
    opened.desk.keyring.show({"find": ("F4",)})
    assert "Find… (usually Ctrl+F, /)" in text()
    opened.desk.keyring.show({"find": ()})
    assert "—" in text()


def test_words_are_found_on_a_page_of_the_help(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Question, CONTROL)
    help_window = opened.desk.tooling.help
    help_window.activateWindow()
    opened.qtbot.waitUntil(help_window.isActiveWindow)
    QTest.keyClick(help_window.browser, Qt.Key.Key_F, CONTROL)
    finder = help_window.finder
    assert finder.words.hasFocus()
    QTest.keyClicks(finder.words, "bookmark")
    count = help_window.browser.toPlainText().casefold().count("bookmark")
    assert finder.said.text() == f"{count} places" and len(help_window.browser.extraSelections()) == count
    first = help_window.browser.textCursor().position()
    QTest.keyClick(finder.words, Qt.Key.Key_Return)
    assert finder.said.text() == f"2 of {count}" and help_window.browser.textCursor().position() > first
    QTest.keyClick(finder.words, Qt.Key.Key_Return, SHIFT)
    assert help_window.browser.textCursor().position() == first
    QTest.keyClicks(finder.words, "zz")
    assert finder.said.text() == "Not found" and not finder.next.isEnabled()
    QTest.keyClick(finder.words, Qt.Key.Key_Escape)
    assert finder.words.text() == "" and help_window.isVisible()
    QTest.keyClick(finder.words, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not help_window.isVisible()


def test_sentences_name_the_keys_as_they_are(opened: Opened) -> None:
    opened.desk.keyring.show({"note": ("Z",), "undo": ("F4",), "bookmark": (), "highlight": ("Y",)})
    assert opened.window.pane.margin.note_key == "Z"
    opened.press(Qt.Key.Key_Z)
    assert opened.window.status.left.text() == "Select a passage first, then press Z"
    opened.press(Qt.Key.Key_Y)
    assert opened.window.status.left.text() == "Select a passage first, then press Y"
    opened.press(Qt.Key.Key_F2)
    assert opened.window.status.left.text() == "No bookmarks yet: “Set or remove bookmark” sets one"
    opened.select("a promise made by people")
    opened.press(Qt.Key.Key_1)
    opened.press(Qt.Key.Key_Delete)
    assert opened.window.status.left.text() == "In the trash; F4 brings it back"
    opened.saved()
    opened.press(Qt.Key.Key_F4)
    opened.qtbot.waitUntil(lambda: len(opened.window.session.placed) == 1, timeout=3000)


def test_the_dialog_takes_the_colours_of_the_theme_that_is_chosen(opened: Opened) -> None:
    dialog = prefer(opened)
    QTest.mouseClick(dialog.pages[0].swatches.button("sepia"), LEFT)
    dialog.turn(KEYS)
    QApplication.processEvents()
    table = dialog.pages[KEYS].table
    image = table.viewport().grab().toImage()
    assert image.pixelColor(image.width() - 3, image.height() - 3).name() == opened.window.look.theme.background


def test_a_page_of_the_help_is_printed_in_black(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.window.look.choose("dark")
    opened.press(Qt.Key.Key_Question, CONTROL)
    help_window = opened.desk.tooling.help
    help_window.activateWindow()
    opened.qtbot.waitUntil(help_window.isActiveWindow)
    target = tmp_path / "keys.pdf"

    def agreed(dialog: QPrintDialog) -> None:
        dialog.printer().setOutputFileName(str(target))
        dialog.finished.emit(1)

    monkeypatch.setattr(QPrintDialog, "show", agreed)
    QTest.keyClick(help_window.browser, Qt.Key.Key_P, CONTROL)
    assert target.read_bytes().startswith(b"%PDF")
    document = on_paper(help_window.browser.document())
    inks = set()
    block = document.begin()
    while block.isValid():
        inks |= {run.format.foreground().color().name() for run in block.textFormats()}
        block = block.next()
    assert inks == {"#000000"}


def test_a_persons_own_role_is_among_the_keys(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    role = Role("irony", "Irony & scorn", "~", "claim", 7)
    opened.window.overlay.set_roles([*opened.window.overlay.roles.values(), role])
    assert opened.desk.keyring.keys("role-irony") == ("7",)
    opened.press(Qt.Key.Key_P, CONTROL | SHIFT)
    palette = opened.desk.tooling.palette
    QTest.keyClicks(palette._field, "scorn")
    assert palette.names()[0] == "Irony & scorn  ~"
    QTest.keyClick(palette._field, Qt.Key.Key_Escape)
    dialog, page = keys_page(opened, "irony")
    assert page.chosen().id == "role-irony"
    QTest.keyClick(page.field, Qt.Key.Key_Y)
    agree(opened, dialog)
    opened.select("a promise made by people")
    opened.view.setFocus()
    opened.qtbot.waitUntil(opened.window.isActiveWindow, timeout=5000)
    opened.press(Qt.Key.Key_Y)
    opened.qtbot.waitUntil(lambda: bool(opened.window.session.placed), timeout=5000)
    assert [placed.annotation.role for placed in opened.window.session.placed.values()] == ["irony"]
    opened.press(Qt.Key.Key_Question, CONTROL)
    assert "Irony & scorn ~ (usually 7)" in opened.desk.tooling.help.browser.toPlainText()
    opened.window.overlay.set_roles([one for one in opened.window.overlay.roles.values() if one.key != "irony"])
    assert "role-irony" not in opened.desk.menus.actions


def test_a_key_that_was_taken_away_does_nothing_any_more(opened: Opened) -> None:
    opened.press(Qt.Key.Key_A, CONTROL)
    assert opened.view.text_of_selection() == opened.document.text
    opened.view.clear_selection()
    opened.desk.keyring.show({"select-all": ("Y",), "copy": ()})
    opened.press(Qt.Key.Key_A, CONTROL)
    assert opened.view.selections() == ()
    opened.press(Qt.Key.Key_Y)
    assert opened.view.text_of_selection() == opened.document.text
