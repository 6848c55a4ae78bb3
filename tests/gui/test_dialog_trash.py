"""The trash, through keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from annotator.model.annotation import ROLES
from annotator.ui.dialogs.trash import TrashDialog
from tests.gui.panel_samples import annotation, reader, theme

NOTES = [
    annotation("1", "the engine stood idle", note="Compare\nwith Vane", deleted="2020-11-20T12:00:00Z"),
    annotation("2", "a promise", "a threat", role="question", deleted="2020-11-22T12:00:00Z"),
    annotation("3", role="objection", note="on the whole", deleted="2020-11-21T12:00:00Z"),
]
GONE = reader("harbour", "Harbour Letters", deleted="2020-11-01T12:00:00Z")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def trash(qtbot: QtBot) -> TrashDialog:
    dialog = TrashDialog(NOTES, [GONE], ROLES, theme(), titles={"r1": "Power"})
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def rows(trash: TrashDialog, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    return [str(trash.items.index(row).data(role)) for row in range(trash.items.rowCount())]


def test_the_latest_comes_first(trash: TrashDialog) -> None:
    assert rows(trash) == ["a promise […] a threat", "on the whole", "the engine stood idle", "Harbour Letters"]


def test_a_row_says_everything(trash: TrashDialog) -> None:
    said = rows(trash, Qt.ItemDataRole.AccessibleTextRole)[2]
    words, note, about = said.split(". ")
    assert (words, note) == ("the engine stood idle", "Compare with Vane")
    assert about.startswith("Claim · deleted 20 Nov 2020, ")
    assert about.endswith(" · Power")


def test_enter_restores_the_one_that_is_selected(qtbot: QtBot, trash: TrashDialog) -> None:
    qtbot.keyClick(trash.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(trash.restoreRequested) as told:
        qtbot.keyClick(trash.view, Qt.Key.Key_Return)
    assert told.args == [["3"]]
    assert rows(trash) == ["a promise […] a threat", "the engine stood idle", "Harbour Letters"]


def test_several_are_restored_in_one_act(qtbot: QtBot, trash: TrashDialog) -> None:
    acts: list[object] = []
    trash.restoreRequested.connect(acts.append)
    trash.restoreReaderRequested.connect(acts.append)
    qtbot.keyClick(trash.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert trash.restore.text() == "&Restore 4"
    qtbot.mouseClick(trash.restore, Qt.MouseButton.LeftButton)
    assert acts == ["harbour", ["2", "3", "1"]]
    assert trash.empty.isVisible()
    assert not trash.restore.isEnabled()


def test_what_didn_t_come_back_is_shown_again(trash: TrashDialog) -> None:
    trash.view.selectAll()
    trash.restore.click()
    trash.set_contents(NOTES[:1], [], {})
    assert rows(trash) == ["the engine stood idle"]
    assert trash.view.isVisible()


def test_purging_asks_first(qtbot: QtBot, trash: TrashDialog) -> None:
    assert "older than 30 days" in trash.said.text()
    for name, count in (("Keep", 0), ("Purge", 1)):
        told: list[int] = []
        trash.emptyRequested.connect(lambda told=told: told.append(1))
        trash.purge.click()
        box = trash.findChildren(QMessageBox)[-1]
        assert "A backup is made first" in box.informativeText()
        next(button for button in box.buttons() if button.text() == name).click()
        assert len(told) == count


def test_escape_closes(qtbot: QtBot, trash: TrashDialog) -> None:
    qtbot.keyClick(trash.view, Qt.Key.Key_Escape)
    assert not trash.isVisible()
