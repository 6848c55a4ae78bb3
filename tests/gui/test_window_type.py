"""View > Type, paragraph numbers, and what each reader keeps of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui.fonts import FAMILIES, load_family
from annotator.ui.look import NORMAL
from tests.gui.conftest import MemoryPreferences, Opened, close


def press(opened: Opened, key: Qt.Key) -> None:
    QTest.keyClick(opened.view, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_every_family_is_in_the_menu_and_sets_the_page(opened: Opened, preferences: MemoryPreferences) -> None:
    actions = opened.desk.menus.actions
    assert actions["font-garamond"].isChecked()
    for family in FAMILIES[::-1]:
        actions[f"font-{family.key}"].trigger()
        assert opened.view.scene.flow.faces.family == load_family(family.key)
        assert [f.key for f in FAMILIES if actions[f"font-{f.key}"].isChecked()] == [family.key]
        assert preferences.values["reading.font"] == family.key


def test_lines_and_their_distance_follow_the_menu(opened: Opened) -> None:
    actions, faces = opened.desk.menus.actions, lambda: opened.view.scene.flow.faces
    widest, line = faces().widest(), faces().line
    actions["narrower"].trigger()
    actions["looser"].trigger()
    assert faces().widest() < widest and faces().line > line
    actions["justify"].trigger()
    actions["hyphenate"].trigger()
    assert not actions["justify"].isChecked() and not actions["hyphenate"].isChecked()
    assert (opened.window.look.type.justify, opened.window.look.type.hyphenate) == (False, False)
    actions["usual-type"].trigger()
    assert (faces().widest(), faces().line, opened.window.look.type) == (widest, line, NORMAL)
    assert actions["justify"].isChecked()


def test_paragraph_numbers_are_shown_on_demand_and_said_in_the_status_line(opened: Opened) -> None:
    view, document = opened.view, opened.view.document()
    words = "What the printed table"
    view.go_to(document.text.index(words), light=False, fraction=0)
    assert "paragraph" not in opened.window.status.right.text()
    plain = view.viewport().grab().toImage()
    press(opened, Qt.Key.Key_G)
    numbered = view.viewport().grab().toImage()
    assert opened.desk.menus.actions["paragraph-numbers"].isChecked()
    page, number = opened.window.status.right.text().rsplit(" · ", 1)[-1].split(", ")
    index = view.scene.flow.plan.block_at(view.top_offset())
    assert page.startswith("p. ") and number == f"paragraph {view.scene.flow.plan.numbers[index]}"
    left = round(view.scene.left)
    rows = range(60, plain.height())
    assert any(plain.pixel(x, y) != numbered.pixel(x, y) for x in range(left - 22, left - 2) for y in rows)
    assert all(plain.pixel(x, y) == numbered.pixel(x, y) for x in range(left, left + 200) for y in rows)
    press(opened, Qt.Key.Key_G)
    assert "paragraph" not in opened.window.status.right.text()


def test_a_reader_keeps_its_size_and_its_margin(open_window: Callable[..., Opened], preferences: Any) -> None:
    first = open_window()
    reader = first.window.session.reader.id
    for _step in range(4):
        QTest.keyClick(first.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    first.desk.menus.actions["margin"].trigger()
    close(first)
    assert preferences.values["layout.readers"][reader]["size"] == NORMAL.size + 4
    preferences.values |= {"reading.size": 14, "layout.margin_shown": True}  # another reader was read since
    again = open_window()
    assert again.window.look.type.size == NORMAL.size + 4
    assert not again.window.pane.margin_shown()
