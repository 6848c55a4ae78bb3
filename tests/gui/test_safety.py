"""Nothing typed is lost: leaving, closing, a library that vanishes, disks that really refuse; and it is always said."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QMessageBox

from annotator.library.backup import backups
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.ui.commands.backups import open_backups
from annotator.ui.commands.trashing import open_trash
from annotator.ui.dialogs.backups import BackupsDialog
from annotator.ui.dialogs.trash import TrashDialog
from annotator.ui.margin.editor import NoteEditor
from annotator.wiring import build_services
from tests.gui.conftest import Opened, close

WORDS = "a promise made by people"
Open = Callable[..., Opened]


def write(opened: Opened, note: str) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type(note)


def notes(data: Path) -> list[str]:
    """What another process finds in the library."""
    services = build_services(paths_under(data), author="somebody else")
    try:
        entries = services.shelf.entries()
        return [one.annotation.note for entry in entries for one in services.shelf.open(entry.reader.id).placed]
    finally:
        services.close()


def test_what_is_typed_is_in_the_library_while_one_goes_on_writing(opened: Opened, data: Path) -> None:
    write(opened, "half a thou")
    editor = opened.window.pane.margin.findChild(NoteEditor)
    assert editor.isVisible()
    opened.qtbot.waitUntil(lambda: notes(data) == ["half a thou"], timeout=5000)
    assert editor.isVisible() and editor.hasFocus()  # nobody closed, left or confirmed anything


def test_a_kill_while_one_writes_loses_nothing_that_was_shown_as_saved(opened: Opened, data: Path) -> None:
    write(opened, "kept")
    opened.qtbot.waitUntil(lambda: notes(data) == ["kept"] and not opened.window.keeper.busy, timeout=5000)
    assert opened.window.status.left.text().startswith("Saved ")
    copy = data.parent / "as a kill would leave it"
    shutil.copytree(data, copy)
    assert notes(copy) == ["kept"]


def test_another_reader_opened_in_mid_word(opened: Opened, data: Path) -> None:
    text = data.parent / "other.txt"
    text.write_text("Another text.")
    other = opened.clerk.ask(lambda services: services.shelf.import_file(text)).result(5).reader.id
    write(opened, "the last words")
    opened.window.open_reader(other)
    opened.qtbot.waitUntil(lambda: opened.window.session.reader.id == other, timeout=5000)
    opened.qtbot.waitUntil(lambda: "the last words" in notes(data), timeout=5000)


@pytest.mark.parametrize("leave", ["close", "tab", "margin"])
def test_leaving_in_mid_word(opened: Opened, data: Path, leave: str) -> None:
    write(opened, "unfini")
    if leave == "close":
        close(opened)
    elif leave == "tab":
        opened.press(Qt.Key.Key_Tab)
    else:
        opened.window.pane.show_margin(False)
    told = [one.annotation.note for one in opened.window.session.placed.values()] if opened.window.session else None
    assert told in (None, ["unfini"])  # told at once, not after the keys have rested
    if leave != "close":
        opened.saved()
    assert notes(data) == ["unfini"]


def refuse(opened: Opened, statement: str) -> None:
    opened.clerk.ask(lambda services: services.history._library.connection.execute(statement)).result(5)


@pytest.mark.parametrize(
    ("refusal", "relief", "words"),
    [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "disk is full"),
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "can't be written"),
    ],
)
def test_a_refusal_of_sqlite_itself_is_said_kept_and_mended(
    opened: Opened, data: Path, refusal: str, relief: str, words: str
) -> None:
    refuse(opened, refusal)
    write(opened, "kept")
    opened.window.pane.margin.findChild(NoteEditor).insertPlainText("x" * 20_000)  # more than a page has room for
    notice = opened.window.notice
    opened.qtbot.waitUntil(notice.isVisible, timeout=10_000)
    (path,) = data.glob("annotator-unsaved-*.json")
    assert words in notice.label.text() and str(path) in notice.label.text()
    assert opened.window.status.left.text() == "Not saved yet"
    assert path.stat().st_mode & 0o077 == 0
    refuse(opened, relief)
    opened.window.pane.margin.finish_editing()
    notice.action.click()
    opened.saved()
    assert len(notes(data)) == 1 and not list(data.glob("annotator-unsaved-*.json"))


def test_a_lock_of_another_program_is_said_and_waited_out(opened: Opened, data: Path) -> None:
    refuse(opened, "PRAGMA busy_timeout = 100")
    other = sqlite3.connect(data / "library.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.qtbot.waitUntil(opened.window.notice.isVisible, timeout=10_000)
    assert "Another program" in opened.window.notice.label.text()
    other.execute("ROLLBACK")
    other.close()
    opened.window.notice.action.click()
    opened.saved()
    assert len(notes(data)) == 1


def test_a_library_that_vanishes_is_not_written_into_thin_air(opened: Opened, data: Path) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.saved()
    path, away = data / "library.sqlite3", data / "moved.sqlite3"
    path.rename(away)
    before = away.read_bytes()
    opened.press(Qt.Key.Key_2)
    opened.qtbot.waitUntil(opened.window.notice.isVisible, timeout=10_000)
    assert len(list(data.glob("annotator-unsaved-*.json"))) == 1
    assert away.read_bytes() == before and not path.exists()  # neither the old file nor a new, empty one
    away.rename(path)
    opened.window.notice.action.click()
    opened.qtbot.waitUntil(lambda: not opened.window.keeper.busy, timeout=15_000)
    assert [one.role for one in opened.stored()] == ["evidence"]


def test_a_first_backup_follows_and_the_status_line_says_when(opened: Opened, data: Path) -> None:
    assert opened.window.status.left.text() in ("All is saved", "All is saved · no backup yet")
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.saved()
    opened.qtbot.waitUntil(lambda: opened.window.status.left.text().endswith("· no backup yet"), timeout=5000)
    assert opened.desk.backups._timer.isActive()
    opened.clerk.ask(lambda services: services.keeping.back_up()).result(5)
    opened.desk.backups.finished.emit("")
    opened.qtbot.waitUntil(lambda: opened.window.status.left.text().endswith("· backup checked today"), timeout=5000)
    assert opened.window.status.left.text().startswith("Saved ")


def test_the_backup_of_the_day_is_made_by_a_child_once(opened: Opened) -> None:
    task = opened.desk.backups
    started: list[tuple[str, ...]] = []
    task._start = lambda *more: started.append(more)  # type: ignore[method-assign]
    task.poke()
    assert task._timer.isActive()
    task.stop()
    assert started == [("--daily",)]  # a window that closes makes it at once
    task._day = QDate.currentDate()
    task.poke()
    assert not task._timer.isActive()


def test_a_backup_that_fails_is_said(opened: Opened) -> None:
    opened.desk.backups.finished.emit("No backup could be made (disk full).")
    assert "No backup could be made" in opened.window.notice.label.text()


def listed(dialog: BackupsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_back_to_a_backup_and_back_again(opened: Opened, data: Path) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.saved()
    opened.clerk.ask(lambda services: services.keeping.back_up()).result(5)
    opened.press(Qt.Key.Key_2)
    opened.select("by pilots for their sons")
    opened.press(Qt.Key.Key_3)
    opened.saved()
    dialog = open_backups(opened.window, opened.desk.backups)
    opened.qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5000)
    assert listed(dialog)[0].startswith("today, ") and listed(dialog)[0].endswith("1 reader, 1 annotation · checked")
    dialog.restore.click()
    session = opened.window.session
    assert session is not None
    opened.qtbot.waitUntil(lambda: [one.annotation.role for one in session.in_order()] == ["claim"], timeout=5000)
    opened.qtbot.waitUntil(lambda: dialog.list.count() == 2, timeout=5000)
    assert "again as it was today" in dialog.said.text()
    dialog.shut.click()
    undo = opened.desk.menus.actions["undo"]
    assert "Restore Backup" in undo.text()
    undo.trigger()
    opened.qtbot.waitUntil(lambda: len(session.placed) == 2, timeout=5000)
    assert sorted(one.role for one in opened.stored()) == ["evidence", "question"]
    assert len(backups(data / "backups")) == 2


def test_a_damaged_backup_is_listed_and_cannot_be_chosen(opened: Opened, data: Path) -> None:
    path = opened.clerk.ask(lambda services: services.keeping.back_up()).result(5)
    path.write_bytes(path.read_bytes()[:5000])
    dialog = open_backups(opened.window, opened.desk.backups)
    opened.qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5000)
    assert "damaged" in listed(dialog)[0] and not dialog.restore.isEnabled()
    dialog.shut.click()


def test_purging_from_the_trash_says_that_nothing_was_old_enough(opened: Opened) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.press(Qt.Key.Key_Delete)
    opened.saved()
    open_trash(opened.window)
    opened.qtbot.waitUntil(lambda: bool(opened.window.findChildren(TrashDialog)), timeout=5000)
    (dialog,) = opened.window.findChildren(TrashDialog)
    dialog.purge.click()
    box = dialog.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == "Purge").click()
    opened.qtbot.waitUntil(lambda: "nothing was purged" in dialog.said.text(), timeout=5000)
    assert dialog.items.rowCount() == 1
    dialog.shut.click()


def test_the_window_says_that_the_library_is_behind_its_journal(open_window: Open, data: Path) -> None:
    older = (data / "library.sqlite3").read_bytes()
    services = build_services(paths_under(data))
    reader = services.shelf.entries()[0].reader
    note = Annotation("a", reader.id, reader.revision_id, note="later")
    services.history.commit(ChangeSet("add_note", (Change(None, note),)))
    services.close()
    (data / "library.sqlite3").write_bytes(older)
    logging.getLogger("annotator.library.repository").disabled = True
    try:
        opened = open_window()
        opened.qtbot.waitUntil(opened.window.notice.isVisible, timeout=5000)
    finally:
        logging.getLogger("annotator.library.repository").disabled = False
    assert "journal knows of changes" in opened.window.notice.label.text()
