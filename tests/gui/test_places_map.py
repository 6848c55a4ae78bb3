"""The map of the whole text: what is on it, and where a click leads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionSlider, QToolTip

from annotator.model.position import Position
from annotator.ui.reading.marks import Mark
from tests.documents import BlockKind, DivisionKind, Writer
from tests.gui import mouse
from tests.gui.conftest import Opened, add_reader, close

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def data(tmp_path: Any) -> Any:
    w = Writer()
    for part in range(4):
        w.division(DivisionKind.PART, f"Part {part}")
        for number in range(40):
            w.paragraph(f"|{part * 40 + number + 1}|" + "The clerk wrote the figure of the tide down. " * 12)
    folder = tmp_path / "data"
    add_reader(folder, w.document("Mapped"))
    return folder


def colours(opened: Opened, top: float, bottom: float) -> set[str]:
    image = opened.window.pane.map.grab().toImage()
    rows = range(max(int(top), 0), min(round(bottom) + 1, image.height()))
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in rows}


def ready(opened: Opened, qtbot: Any) -> Any:
    text_map = opened.window.pane.map
    QApplication.processEvents()
    qtbot.waitUntil(lambda: text_map.ready, timeout=3000)
    return text_map


def test_divisions_marks_hits_and_bookmarks_are_on_it(opened: Opened, qtbot: Any) -> None:
    text_map = ready(opened, qtbot)
    theme = opened.window.look.theme
    document = opened.document
    opened.view.go_to(0, light=False)
    third = text_map.y_of(document.divisions[2].start)
    assert QColor(theme.muted).name() in colours(opened, third - 1, third + 2)
    at = len(document.text) // 3
    before = colours(opened, text_map.y_of(at) - 1, text_map.y_of(at) + 2)
    opened.view.put_mark(Mark("m", at, at + 400, "claim", "!", "Claim", False, 0))
    ready(opened, qtbot)
    marked = colours(opened, text_map.y_of(at) - 1, text_map.y_of(at) + 2)
    assert marked != before
    opened.view.remove_marks("m")
    ready(opened, qtbot)
    assert colours(opened, text_map.y_of(at) - 1, text_map.y_of(at) + 2) == before
    opened.view.set_hits([Position(at, at + 4)], 0)
    ready(opened, qtbot)
    assert colours(opened, text_map.y_of(at) - 1, text_map.y_of(at) + 2) not in (before, marked)
    opened.view.set_hits([], None)
    opened.view.set_ribbons([at])
    ready(opened, qtbot)
    assert theme.accent in colours(opened, text_map.y_of(at), text_map.y_of(at) + 8)


def test_a_click_and_a_drag_go_there_and_back_comes_back(opened: Opened, qtbot: Any) -> None:
    text_map = ready(opened, qtbot)
    before = opened.view.top_place()
    mouse.press(text_map, QPoint(6, text_map.height() // 2))
    sight = opened.view.visible_span()
    assert sight.start < len(opened.document.text) // 2 < sight.end
    mouse.move(text_map, QPoint(6, text_map.height() * 3 // 4))
    sight = opened.view.visible_span()
    assert sight.start < len(opened.document.text) * 3 // 4 < sight.end
    mouse.release(text_map, QPoint(6, text_map.height() * 3 // 4))
    assert opened.view.hasFocus()
    opened.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.view.top_place() == before


def test_the_frame_shows_what_is_in_the_window(opened: Opened, qtbot: Any) -> None:
    text_map = ready(opened, qtbot)
    opened.view.go_to(0, light=False)
    top = text_map.grab().toImage()
    opened.view.scroll_to_edge(1)
    QApplication.processEvents()
    end = text_map.grab().toImage()
    sight = opened.view.visible_span()
    y = round(text_map.y_of(sight.start)) + 3
    assert end.pixelColor(2, y) != top.pixelColor(2, y)


def test_the_tool_tip_names_division_and_page(opened: Opened, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text_map = ready(opened, qtbot)
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, words, widget: said.append(words))
    point = QPoint(5, round(text_map.height() * 0.6))
    QApplication.sendEvent(text_map, QHelpEvent(QEvent.Type.ToolTip, point, text_map.mapToGlobal(point)))
    page = int(0.6 * 160)
    assert said == [f"Part 2\np. {page}"] or said == [f"Part 2\np. {page + 1}"]


def test_hidden_and_shown_and_remembered(open_window: Callable[..., Opened]) -> None:
    first = open_window()
    action = first.desk.menus.actions["map"]
    assert action.isChecked() and first.window.pane.map.isVisible()
    assert first.window.pane.map.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert first.window.pane.map.accessibleName()
    first.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert not first.window.pane.map.isVisible() and not action.isChecked()
    close(first)
    second = open_window()
    assert not second.window.pane.map.isVisible()
    assert not second.desk.menus.actions["map"].isChecked()


def test_another_theme_changes_it_at_once(opened: Opened, qtbot: Any) -> None:
    text_map = ready(opened, qtbot)
    opened.desk.menus.actions["theme-dark"].trigger()
    assert text_map.grab().toImage().pixelColor(1, text_map.height() - 2).lightness() < 90


@pytest.fixture
def uneven(tmp_path: Any) -> Any:
    """A text whose first half has many short lines and whose second half has long ones: characters say little."""
    w = Writer()
    w.division(DivisionKind.PART, "Verses")
    for number in range(150):
        w.block(BlockKind.VERSE, f"The tide is in, {number}\nthe tide is out,\nthe clerk\nhas put it down.")
    w.division(DivisionKind.PART, "Prose")
    for number in range(60):
        w.paragraph(f"|{number + 1}|" + "The clerk wrote the figure of the tide down. " * 12)
    folder = tmp_path / "uneven"
    return folder, add_reader(folder, w.document("Uneven"))


@pytest.fixture
def on_uneven(uneven: Any, open_window: Callable[..., Opened], data: Any) -> Opened:
    shutil.rmtree(data)
    uneven[0].rename(data)
    return open_window()


def settled(opened: Opened, qtbot: Any) -> Any:
    """All heights are known, and the map shows them."""
    flow = opened.view.scene.flow
    qtbot.waitUntil(lambda: flow._next_inexact() is None, timeout=5000)
    return ready(opened, qtbot)


def handle(bar: Any) -> tuple[int, int]:
    """Top and bottom of the scroll bar's handle."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    style = bar.style()
    box = style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, bar)
    return box.top(), box.bottom() + 1


def test_the_frame_stands_level_with_the_scroll_bars_handle(on_uneven: Opened, qtbot: Any) -> None:
    text_map, view = settled(on_uneven, qtbot), on_uneven.view
    bar = on_uneven.window.pane._bar
    assert text_map.height() == bar.height()
    for share in (0.0, 0.2, 0.5, 0.8, 1.0):
        view.scene.flow.scroll_to(view.scene.flow.extent() * share)
        view._scrolled()
        top, bottom = text_map._scale().window()
        above, below = handle(bar)
        assert above - 2 <= top and bottom <= below + 2, share
        assert top >= 0 and bottom <= text_map.height() + 1


def test_a_click_on_a_spot_leads_to_that_spot(on_uneven: Opened, qtbot: Any) -> None:
    text_map, view = settled(on_uneven, qtbot), on_uneven.view
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        y = round(text_map.height() * share)
        QTest.mouseClick(text_map, LEFT, pos=QPoint(6, y))
        top, bottom = text_map._scale().window()
        assert top - 1 <= y <= bottom + 1, share
        assert view.visible_span().start <= text_map.offset_at(y) <= view.visible_span().end


def test_verse_takes_the_room_on_the_map_that_it_takes_on_the_page(on_uneven: Opened, qtbot: Any) -> None:
    text_map, document = settled(on_uneven, qtbot), on_uneven.document
    prose = document.divisions[1].start
    assert prose < len(document.text) * 0.45
    assert text_map.y_of(prose) > text_map.height() * 0.55
    for offset in (0, prose, prose + 999, len(document.text) - 9):
        assert abs(text_map.offset_at(text_map.y_of(offset)) - offset) <= len(document.text) / 100


def test_places_follow_another_type_and_width(on_uneven: Opened, qtbot: Any) -> None:
    text_map, view = settled(on_uneven, qtbot), on_uneven.view
    offset = on_uneven.document.divisions[1].start
    picture, before = text_map._picture, text_map.y_of(offset)
    on_uneven.desk.menus.actions["font-sans"].trigger()
    on_uneven.window.look.take(on_uneven.window.look.type._replace(size=30, measure=22.0))
    settled(on_uneven, qtbot)
    qtbot.waitUntil(lambda: text_map.ready and text_map._picture is not picture, timeout=5000)
    assert abs(text_map.y_of(offset) - before) > 3
    view.go_to(offset, light=False, fraction=0.0)
    assert abs(text_map._scale().window()[0] - text_map.y_of(offset)) <= 3
