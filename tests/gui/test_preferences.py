"""The preferences: what is chosen shows at once, Cancel brings back what was, OK keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.preferences.dialog import PreferencesDialog
from annotator.ui.dialogs.preferences.sample_text import sample
from annotator.ui.look import LIMITS, NORMAL
from tests.gui.conftest import MemoryPreferences, Opened, close

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
READING, MARKING, LIBRARY, KEYS = range(4)


def prefer(opened: Opened, page: int = READING) -> Any:
    """Open the preferences by their key, and turn to a page by keys."""
    opened.press(Qt.Key.Key_Comma, CONTROL)
    dialog = opened.desk.preferring.dialog
    assert isinstance(dialog, PreferencesDialog)
    opened.qtbot.waitExposed(dialog)
    dialog.activateWindow()
    opened.qtbot.waitUntil(dialog.isActiveWindow)
    for _step in range(page):
        QTest.keyClick(dialog, Qt.Key.Key_PageDown, CONTROL)
    assert dialog.tabs.currentIndex() == page and dialog.pages[page].isVisible()
    return dialog


def agree(opened: Opened, dialog: Any) -> None:
    """Click OK; without a window manager, nobody else gives the window back its keyboard."""
    QTest.mouseClick(dialog.keep, LEFT)
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.window.isActiveWindow)


def click(box: Any) -> None:
    QTest.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))


def test_all_of_the_type_shows_at_once_and_is_kept_with_ok(opened: Opened, preferences: MemoryPreferences) -> None:
    dialog = prefer(opened)
    page, views = dialog.pages[READING], (opened.view, dialog.sample.view)
    QTest.keyClick(page.text_size, Qt.Key.Key_Right)
    QTest.keyClick(page.leading, Qt.Key.Key_Right)
    QTest.keyClick(page.measure, Qt.Key.Key_Left)
    click(page.justify)
    click(page.hyphenate)
    click(page.numbers)
    click(page.pages)
    page.family.setFocus()
    QTest.keyClick(page.family, Qt.Key.Key_Down)
    wanted = NORMAL._replace(
        font="literata", size=21, leading=1.55, measure=33.0, justify=False, hyphenate=False, numbers=True, pages=False
    )
    for view in views:
        QApplication.processEvents()
        view.viewport().grab()
        assert view.scene.flow.faces.settings == wanted
    assert not any(key.startswith("reading.") for key in preferences.values), "shown, not kept yet"
    QTest.mouseClick(dialog.keep, LEFT)
    assert opened.window.look.type == wanted
    kept = {key: value for key, value in wanted._asdict().items() if value != getattr(NORMAL, key)}
    assert {key[8:]: value for key, value in preferences.values.items() if key.startswith("reading.")} == kept
    assert opened.window.focusWidget() is opened.view and opened.desk.preferring.dialog is None
    assert opened.desk.menus.actions["font-literata"].isChecked()
    assert not opened.desk.menus.actions["page-numbers"].isChecked()


@pytest.mark.parametrize("leave", ["escape", "cancel"])
def test_cancel_brings_back_everything(opened: Opened, preferences: MemoryPreferences, leave: str) -> None:
    before, kept = opened.desk.preferring.present(), dict(preferences.values)
    dialog = prefer(opened)
    QTest.keyClick(dialog.pages[READING].text_size, Qt.Key.Key_End)
    QTest.mouseClick(dialog.pages[READING].swatches.button("dark"), LEFT)
    assert opened.window.look.theme.key == "dark" and opened.window.look.type.size == LIMITS["size"][1]
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, CONTROL)
    marking = dialog.pages[MARKING]
    QTest.keyClick(marking.margin, Qt.Key.Key_End)
    for box in (marking.map, marking.bar, marking.caret):
        click(box)
    assert not opened.window.pane.margin_shown() and opened.view.caret_mode()
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, CONTROL)
    QTest.keyClick(dialog, Qt.Key.Key_PageDown, CONTROL)
    keys = dialog.pages[KEYS]
    keys.choose("find")
    QTest.keyClick(keys.field, Qt.Key.Key_F4)
    assert opened.desk.keyring.keys("find")[-1] == "F4"
    if leave == "escape":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(dialog.cancel, LEFT)
    assert opened.desk.preferring.present() == before
    assert {key: value for key, value in preferences.values.items() if key != "reading.caret_mode"} == kept
    assert not preferences.values.get("reading.caret_mode", False)


def test_defaults_of_a_page_are_restored_and_cancel_takes_that_back(opened: Opened) -> None:
    look = opened.window.look
    look.take(NORMAL._replace(size=30, justify=False))
    look.choose("sepia")
    mine = opened.desk.preferring.present()
    dialog = prefer(opened)
    assert dialog.pages[READING].text_size.value() == 30
    QTest.mouseClick(dialog.usual, LEFT)
    assert (look.type, look.choice) == (NORMAL, "system")
    assert dialog.pages[READING].text_size.value() == NORMAL.size and dialog.pages[READING].justify.isChecked()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert opened.desk.preferring.present() == mine


def test_a_theme_is_chosen_by_keys_and_colours_the_dialog_too(opened: Opened) -> None:
    dialog = prefer(opened)
    swatches = dialog.pages[READING].swatches
    swatches.button("paper").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert opened.window.look.choice == "sepia" and swatches.button("sepia").isChecked()
    image = dialog.sample.view.grab().toImage()
    assert image.pixelColor(4, image.height() - 4).name() == opened.window.look.theme.background


def test_the_margin_follows_and_the_sample_with_it(opened: Opened, preferences: MemoryPreferences) -> None:
    dialog = prefer(opened, MARKING)
    page, pane = dialog.pages[MARKING], opened.window.pane
    QTest.keyClick(page.notes_width, Qt.Key.Key_End)
    assert pane.margin_width() == dialog.sample.margin_width() == 440
    QTest.keyClick(page.margin, Qt.Key.Key_Down)
    assert pane.margin_state() == dialog.sample.margin_state() == "marks"
    assert not page.notes_width.isEnabled(), "marks have one width"
    assert opened.desk.menus.actions["margin-marks"].isChecked()
    click(page.map)
    assert not pane.map_shown()
    QTest.mouseClick(dialog.keep, LEFT)
    assert pane.margin_state() == "marks" and not pane.map_shown()


def test_the_role_of_new_marks_can_be_fixed(open_window: Callable[..., Opened]) -> None:
    first = open_window()
    dialog = prefer(first, MARKING)
    box = dialog.pages[MARKING].role
    for _step in range(3):  # from the one used last to Question
        QTest.keyClick(box, Qt.Key.Key_Down)
    agree(first, dialog)
    assert first.desk.preferring.dialog is None
    first.select("a promise made by people")
    first.press(Qt.Key.Key_1)
    first.select("What the printed table")
    first.press(Qt.Key.Key_H)
    first.saved()
    assert {one.role for one in first.stored()} == {"question", "claim"}
    close(first)
    again = open_window()
    assert again.desk.annotating.usual_role() == "question"


def test_the_sample_shows_what_there_is_to_choose(opened: Opened) -> None:
    dialog = prefer(opened)
    view, text = dialog.sample.view, sample()
    kinds = {block.kind.value for block in text.document.blocks}
    assert kinds >= {"heading", "paragraph", "quote", "verse", "note"}
    assert text.document.note_refs and [page.label for page in text.document.pages] == ["16", "17"]
    words = [text.document.text[mark.start : mark.end] for mark in text.marks]
    assert words[0].startswith("whoever") and words[0].endswith(words[1])
    assert view.scene.marks.all() and dialog.sample.margin.isVisible()
    opened.qtbot.waitUntil(lambda: view.hyphens._language == "en", timeout=3000)


def test_library_tells_where_things_are_and_leads_on(opened: Opened, data: Any) -> None:
    dialog = prefer(opened, LIBRARY)
    page = dialog.pages[LIBRARY]
    assert not dialog.usual.isEnabled()
    assert any(str(data) == label.text() for label in page.findChildren(type(page.backup)))
    opened.qtbot.waitUntil(lambda: page.backup.text().startswith("There is none yet"), timeout=5000)
    led: list[str] = []
    for name, button in (("backups", page.backups), ("rebuild-index", page.index), ("data-folder", page.show_folder)):
        action = opened.desk.menus.actions[name]
        action.triggered.disconnect()
        action.triggered.connect(lambda checked=False, name=name: led.append(name))
        QTest.mouseClick(button, LEFT)
    assert led == ["backups", "rebuild-index", "data-folder"]


def test_it_opens_once_and_without_a_reader_too(opened: Opened) -> None:
    dialog = prefer(opened)
    opened.desk.menus.actions["preferences"].trigger()
    assert opened.desk.preferring.dialog is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.desk.menus.enable_for_reader(False)
    assert opened.desk.menus.actions["preferences"].isEnabled()


def test_ctrl_and_the_wheel_over_the_sample_set_the_size(opened: Opened) -> None:
    dialog = prefer(opened)
    pane = dialog.sample  # a wheel that Qt made up wouldn't be handed on from the page
    middle = QPointF(pane.rect().center())
    for turn in (120, 120, -120):
        event = QWheelEvent(
            middle,
            pane.mapToGlobal(middle),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            CONTROL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane, event)
    assert opened.window.look.type.size == dialog.pages[READING].text_size.value() == NORMAL.size + 1
