"""The report of an import in the window: after it, from the menu, from the library; made again where it is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.paths import paths_under
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.panels.shelf import ShelfDialog
from annotator.wiring import build_services
from tests.gui.conftest import REPOSITORY, MemoryPreferences, Opened

BUNDLED = REPOSITORY / "reader_texts" / "soviet-system.txt"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library with the reader that ships."""
    folder = tmp_path / "data"
    services = build_services(paths_under(folder), author="someone")
    services.shelf.import_file(BUNDLED)
    services.close()
    return folder


def with_program(opened: Opened, data: Path) -> Opened:
    opened.window.environment = opened.window.environment._replace(
        program=(sys.executable, "-m", "annotator", "--data-dir", str(data))
    )
    return opened


def dialog_of(opened: Opened) -> ImportReportDialog:
    def found() -> ImportReportDialog | None:
        return opened.window.findChild(ImportReportDialog)

    opened.qtbot.waitUntil(lambda: found() is not None and found().isVisible(), timeout=30_000)
    dialog = found()
    assert dialog is not None
    dialog.activateWindow()
    opened.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_menu_shows_it_and_enter_shows_a_place_behind_it(opened: Opened) -> None:
    opened.desk.menus.actions["import-report"].trigger()
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.filter, "disagreement")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    at = opened.document.text.index("disagreement to be organized")
    first, last = opened.view.top_offset(), opened.view.top_offset() + 4000
    assert first <= at < last
    assert dialog.isVisible() and opened.window.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: opened.window.findChild(ImportReportDialog) is None)
    opened.window.activateWindow()
    opened.qtbot.waitUntil(opened.view.hasFocus)
    opened.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # there is a way back
    assert opened.view.top_offset() == 0


def test_asked_for_twice_it_is_one_dialog(opened: Opened) -> None:
    opened.desk.menus.actions["import-report"].trigger()
    dialog_of(opened)
    opened.desk.menus.actions["import-report"].trigger()
    QApplication.processEvents()
    assert len(opened.window.findChildren(ImportReportDialog)) == 1


def test_the_library_shows_it_for_any_reader(opened: Opened) -> None:
    opened.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.waitUntil(lambda: opened.window.findChild(ShelfDialog) is not None, timeout=5000)
    shelf = opened.window.findChild(ShelfDialog)
    assert shelf is not None
    QTest.mouseClick(shelf.report, Qt.MouseButton.LeftButton)
    assert "The Making and Unmaking" in dialog_of(opened).windowTitle()
    assert opened.window.findChild(ShelfDialog) is None


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9] + b"damaged!!")])
def test_a_report_that_is_missing_or_damaged_is_made_again(
    open_window: Callable[..., Opened], data: Path, damage: Callable[[Path], object]
) -> None:
    (kept,) = data.glob("readers/*/*.report")
    before = kept.read_bytes()
    damage(kept)
    opened = with_program(open_window(), data)
    opened.desk.menus.actions["import-report"].trigger()
    dialog = dialog_of(opened)
    assert dialog.list.rows.rowCount() > 100
    assert kept.read_bytes() == before
    assert not opened.window.notice.isVisible()


def test_where_it_cannot_be_known_any_more_that_is_said(open_window: Callable[..., Opened], data: Path) -> None:
    for path in (*data.glob("readers/*/*.report"), *data.glob("readers/*/original*")):
        path.unlink()
    opened = with_program(open_window(), data)
    opened.desk.menus.actions["import-report"].trigger()
    notice = opened.window.notice
    opened.qtbot.waitUntil(lambda: "isn't known any more" in notice.label.text(), timeout=30_000)
    assert opened.window.findChild(ImportReportDialog) is None


def test_it_goes_with_the_window(opened: Opened, preferences: MemoryPreferences) -> None:
    opened.desk.menus.actions["import-report"].trigger()
    dialog = dialog_of(opened)
    opened.window.close()
    opened.qtbot.waitUntil(lambda: not opened.window.isVisible(), timeout=5000)
    assert not dialog.isVisible()
    assert preferences.get("layout.report_columns")
