"""Menus, palette, panels, themes, going places: by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.actions import ACTIONS
from annotator.ui.palette import ranked
from tests.gui.conftest import Opened, close

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_the_palette_finds_and_runs_an_action(opened: Opened) -> None:
    opened.press(Qt.Key.Key_P, CONTROL | SHIFT)
    palette = opened.desk.tooling.palette
    assert palette is not None and palette.isVisible()
    QTest.keyClicks(palette._field, "sepia")
    assert palette.names()[0] == "Sepia"
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert opened.window.look.theme.key == "sepia"
    assert opened.desk.menus.actions["theme-sepia"].isChecked()


def test_the_palette_goes_away_with_escape(opened: Opened) -> None:
    opened.press(Qt.Key.Key_P, CONTROL | SHIFT)
    palette = opened.desk.tooling.palette
    assert palette is not None
    QTest.keyClick(palette._field, Qt.Key.Key_Down)
    QTest.keyClick(palette._field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert opened.view.hasFocus()


def test_the_palette_is_tolerant() -> None:
    assert ranked("cpcit", ACTIONS)[0].id == "cite"
    assert ranked("next ann", ACTIONS)[0].id == "next-annotation"
    assert ranked("zzz", ACTIONS) == []


def test_a_theme_colours_page_and_panels_and_is_remembered(open_window: Callable[..., Opened]) -> None:
    first = open_window()
    first.desk.menus.actions["theme-dark"].trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == first.window.look.theme.panel
    pixel = first.view.grab().toImage().pixelColor(first.view.width() // 2, first.view.height() - 4)
    assert pixel.lightness() < 90
    close(first)
    assert open_window().window.look.theme.key == "dark"


def test_size_of_the_type(opened: Opened) -> None:
    normal = opened.window.look.type.size
    opened.press(Qt.Key.Key_Plus, CONTROL)
    opened.press(Qt.Key.Key_Plus, CONTROL)
    opened.press(Qt.Key.Key_Minus, CONTROL)
    assert opened.window.look.type.size == normal + 1
    opened.press(Qt.Key.Key_0, CONTROL)
    assert opened.window.look.type.size == normal


def test_clicking_in_the_contents_goes_there_and_back(opened: Opened) -> None:
    contents = opened.desk.contents
    contents.expandAll()
    item = next(item for item in contents._items.values() if item.text() == "The Board and the Book")
    opened.view.go_to(0, light=False)
    box = contents.visualRect(item.index())
    QTest.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    start = opened.document.divisions[item.data(Qt.ItemDataRole.UserRole)].start
    sight = opened.view.visible_span()
    assert sight.start <= start < sight.end
    assert opened.view.hasFocus()
    opened.press(Qt.Key.Key_Left, ALT)
    assert opened.view.top_offset() == 0


def test_the_contents_follow_the_reading(opened: Opened) -> None:
    opened.view.go_to(opened.document.text.index("The board hung"), light=False, fraction=0.0)
    assert str(opened.desk.contents.currentIndex().data()) == "The Board and the Book"


def test_panels_fold_away_and_stay_so(open_window: Callable[..., Opened]) -> None:
    first = open_window()
    assert first.window.side.isVisible() and first.window.pane.margin.isVisible()
    first.press(Qt.Key.Key_F9)
    first.press(Qt.Key.Key_M, CONTROL)
    assert not first.window.side.isVisible() and not first.window.pane.margin.isVisible()
    close(first)
    second = open_window()
    assert not second.window.side.isVisible() and not second.window.pane.margin.isVisible()
    assert not second.desk.menus.actions["contents"].isChecked()


def test_full_screen_leaves_the_page_alone(opened: Opened) -> None:
    opened.press(Qt.Key.Key_F11)
    assert opened.window.isFullScreen()
    assert not opened.window.menuBar().isVisible() and not opened.window.side.isVisible()
    opened.press(Qt.Key.Key_Escape)
    assert not opened.window.isFullScreen()
    assert opened.window.menuBar().isVisible() and opened.window.side.isVisible()


def test_finding_in_the_text(opened: Opened) -> None:
    opened.press(Qt.Key.Key_Slash)
    opened.type("HARBOUR")
    count = opened.document.text.lower().count("harbour")
    assert opened.window.status.right.text().startswith(f"1 of {count} hits · ")
    opened.press(Qt.Key.Key_Return)
    assert opened.window.status.right.text().startswith(f"2 of {count} hits · ")
    opened.press(Qt.Key.Key_F3, SHIFT)
    assert opened.window.status.right.text().startswith(f"1 of {count} hits · ")
    opened.press(Qt.Key.Key_Escape)
    assert "hits" not in opened.window.status.right.text()
    assert opened.view.hasFocus()


def test_next_and_previous_annotation(opened: Opened) -> None:
    ids = []
    for words in ("a promise made", "The figures are those", "The board hung"):
        opened.select(words)
        opened.press(Qt.Key.Key_H)
        ids.append(opened.window.overlay.current)
    opened.press(Qt.Key.Key_Escape)
    assert opened.window.overlay.current is None
    opened.view.go_to(0, light=False)
    order = [ids[0], ids[2], ids[1]]
    for wanted in order:
        opened.press(Qt.Key.Key_BracketRight)
        assert opened.window.overlay.current == wanted
    opened.press(Qt.Key.Key_BracketLeft)
    assert opened.window.overlay.current == order[1]


def test_next_and_previous_selection(opened: Opened) -> None:
    starts = [one.start for one in opened.document.divisions if one.kind in ("part", "selection", "introduction")]
    opened.view.go_to(0, light=False)
    seen = []
    for _time in starts:
        opened.press(Qt.Key.Key_PageDown, ALT)
        seen.append(opened.desk.going._reached)
    assert seen[: len(starts) - 1] == starts[1:]
    opened.press(Qt.Key.Key_PageUp, ALT)
    assert opened.desk.going._reached == starts[-2]


def test_files_dropped_on_the_window_are_imported(opened: Opened, tmp_path: Path, monkeypatch: object) -> None:
    brought: list[list[Path]] = []
    opened.desk.arrivals.bring = lambda paths, **more: brought.append(list(paths))  # type: ignore[method-assign]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "essay.txt"))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, SHIFT)
    opened.window.dropEvent(event)
    assert brought == [[tmp_path / "essay.txt"]]
