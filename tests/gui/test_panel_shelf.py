"""The library's shelf, through keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.ui.panels.shelf import ReaderDetails, ShelfDialog
from tests.gui import mouse
from tests.gui.panel_samples import entry, theme

ENTRIES = [
    entry("power", "A Reader in Power", pages=214, notes=12, opened="2020-11-03T12:00:00Z"),
    entry("harbour", "Harbour Letters", notes=1),
    entry("towers", "Towers"),
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def shelf(qtbot: QtBot) -> ShelfDialog:
    return shown(qtbot, ShelfDialog(ENTRIES, theme()))


def shown(qtbot: QtBot, shelf: ShelfDialog) -> ShelfDialog:
    qtbot.addWidget(shelf)
    shelf.show()
    shelf.activateWindow()
    qtbot.waitUntil(shelf.isActiveWindow)
    return shelf


def titles(shelf: ShelfDialog) -> list[str]:
    model = shelf.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_row_says_what_was_done_with_the_reader(shelf: ShelfDialog) -> None:
    shelf.set_details({"power": ReaderDetails("Ada Marsh (ed.)", "17", 0.2)})
    said = [str(shelf.view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert said == [
        "A Reader in Power, Ada Marsh (ed.), 214 pages · 12 annotations · last read 3 Nov 2020 at p. 17",
        "Harbour Letters, harbour.txt, 10 pages · 1 annotation · not read yet",
        "Towers, towers.txt, 10 pages · nothing marked yet · not read yet",
    ]


def test_enter_opens_from_the_filter_and_from_the_list(qtbot: QtBot, shelf: ShelfDialog) -> None:
    assert shelf.filter.hasFocus()
    with qtbot.waitSignal(shelf.openRequested) as told:
        qtbot.keyClick(shelf.filter, Qt.Key.Key_Return)
    assert told.args == ["power"]
    qtbot.keyClick(shelf.filter, Qt.Key.Key_Down)
    qtbot.keyClick(shelf.view, Qt.Key.Key_Down)
    opened: list[str] = []
    shelf.openRequested.connect(opened.append)
    qtbot.keyClick(shelf.view, Qt.Key.Key_Return)
    assert opened == ["harbour"]


def test_double_click_opens(qtbot: QtBot, shelf: ShelfDialog) -> None:
    place = shelf.view.visualRect(shelf.view.model().index(2, 0)).center()
    with qtbot.waitSignal(shelf.openRequested) as told:
        qtbot.mouseClick(shelf.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        mouse.double_click(shelf.view.viewport(), place)
    assert told.args == ["towers"]


def test_f2_renames_in_place(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.view.setFocus()
    qtbot.keyClick(shelf.view, Qt.Key.Key_F2)
    editor = shelf.view.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Power, Read")
    with qtbot.waitSignal(shelf.renameRequested) as told, qtbot.assertNotEmitted(shelf.openRequested, wait=50):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == ["power", "Power, Read"]
    assert titles(shelf)[0] == "Power, Read"


def test_escape_leaves_the_title_and_then_the_dialog(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.view.setFocus()
    qtbot.keyClick(shelf.view, Qt.Key.Key_F2)
    editor = shelf.view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "Nonsense")
    with qtbot.assertNotEmitted(shelf.renameRequested, wait=50):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert shelf.isVisible()
    assert titles(shelf)[0] == "A Reader in Power"
    qtbot.keyClick(shelf.view, Qt.Key.Key_Escape)
    assert not shelf.isVisible()


def test_an_empty_title_is_no_title(qtbot: QtBot, shelf: ShelfDialog) -> None:
    model = shelf.view.readers
    with qtbot.assertNotEmitted(shelf.renameRequested):
        assert not model.setData(model.index(0), "   ")
        assert not model.setData(model.index(0), "A  Reader in Power ")


def test_del_puts_into_the_trash_and_undo_is_offered(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.view.setFocus()
    with qtbot.waitSignal(shelf.removeRequested) as told:
        qtbot.keyClick(shelf.view, Qt.Key.Key_Delete)
    assert told.args == ["power"]
    assert titles(shelf) == ["Harbour Letters", "Towers"]
    assert shelf.said.text() == "“A Reader in Power” is in the trash. Undo brings it back."
    with qtbot.waitSignal(shelf.undoRequested):
        qtbot.keyClick(shelf.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shelf.set_entries(ENTRIES)
    assert titles(shelf)[0] == "A Reader in Power"
    assert shelf.said.text() == ""


def test_the_filter_looks_in_titles_authors_and_files(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.set_details({"towers": ReaderDetails("Jonas Vane")})
    qtbot.keyClicks(shelf.filter, "vane")
    assert titles(shelf) == ["Towers"]
    qtbot.keyClicks(shelf.filter, "x")
    assert shelf.empty.isVisible()
    assert "vanex" in shelf.empty.text()
    assert not shelf.read.isEnabled()
    qtbot.keyClick(shelf.filter, Qt.Key.Key_Escape)
    assert len(titles(shelf)) == 3


def test_an_empty_shelf_teaches(qtbot: QtBot) -> None:
    shelf = shown(qtbot, ShelfDialog([], theme()))
    assert shelf.empty.isVisible()
    assert shelf.empty.text() == "Drop a text here, or press Import…"
    shelf.set_entries(ENTRIES)
    assert shelf.view.isVisible()


def test_other_entries_leave_the_current_reader_current(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.view.choose("harbour")
    shelf.set_entries([ENTRIES[2], ENTRIES[1]])
    current = shelf.view.current()
    assert current is not None
    assert current.reader.id == "harbour"


def test_import_asks_for_files(qtbot: QtBot, shelf: ShelfDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def choose(*args: object) -> tuple[list[str], str]:
        asked.extend(args)
        return ["/texts/a.txt", "/texts/b.txt"], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    with qtbot.waitSignal(shelf.importRequested) as told:
        qtbot.mouseClick(shelf.bring, Qt.MouseButton.LeftButton)
    assert told.args == [[Path("/texts/a.txt"), Path("/texts/b.txt")]]
    first = str(asked[-1]).split(";;")[0]
    offered = set(first.removeprefix("Texts (").removesuffix(")").split())
    assert offered >= {"*.pdf", "*.epub", "*.docx", "*.html", "*.htm", "*.md", "*.txt"}
    with qtbot.waitSignal(shelf.trashRequested):
        qtbot.mouseClick(shelf.trash, Qt.MouseButton.LeftButton)


def test_files_can_be_dropped(qtbot: QtBot, shelf: ShelfDialog, tmp_path: Path) -> None:
    path = tmp_path / "river.txt"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/x")])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(40, 40), copy, data, button, keys)
    enter.ignore()
    shelf.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(shelf.importRequested) as told:
        shelf.dropEvent(QDropEvent(QPointF(40, 40), copy, data, button, keys))
    assert told.args == [[path]]


def test_the_report_of_an_import_is_asked_for(qtbot: QtBot, shelf: ShelfDialog) -> None:
    shelf.view.choose("harbour")
    with qtbot.waitSignal(shelf.reportRequested) as told:
        qtbot.mouseClick(shelf.report, Qt.MouseButton.LeftButton)
    assert told.args == ["harbour"]
    with qtbot.waitSignal(shelf.reportRequested) as told:
        qtbot.keyClick(shelf.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["harbour"]
    qtbot.keyClicks(shelf.filter, "nowhere")
    assert not shelf.report.isEnabled()
