"""Saving under adversity: a disk that fails, another process that writes, a window that closes too soon."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.errors import UserError
from annotator.model.annotation import Annotation, LinkKind
from annotator.model.change import ChangeSet
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.history import History, HistoryState
from annotator.wiring import build_services
from tests.gui.conftest import Opened, close

WORDS = "a promise made by people"
Open = Callable[..., Opened]


class FailingHistory:
    """A history whose commits fail as long as `broken` says so."""

    def __init__(self, history: History, error: Exception) -> None:
        self.broken = True
        self._history = history
        self._error = error

    def commit(self, act: ChangeSet, *, token: str | None = None) -> ChangeSet:
        if self.broken:
            raise self._error
        return self._history.commit(act, token=token)

    def undo(self) -> ChangeSet | None:
        return self._history.undo()

    def redo(self) -> ChangeSet | None:
        return self._history.redo()

    def state(self) -> HistoryState:
        return self._history.state()

    def changed_elsewhere(self) -> bool:
        return self._history.changed_elsewhere()


def failing(open_window: Open, error: Exception) -> tuple[Opened, FailingHistory]:
    made: list[FailingHistory] = []

    def change(services: Services) -> Services:
        made.append(FailingHistory(services.history, error))
        services.history = made[0]  # type: ignore[assignment]
        return services

    return open_window(change), made[0]


def unsaved(data: Path) -> list[Path]:
    return sorted(data.glob("annotator-unsaved-*.json"))


def test_what_cannot_be_saved_is_shown_kept_and_saved_later(open_window: Open, data: Path) -> None:
    opened, history = failing(open_window, UserError("disk_full"))
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    notice = opened.window.notice
    opened.qtbot.waitUntil(notice.isVisible, timeout=5000)
    (path,) = unsaved(data)
    assert str(path) in notice.label.text() and "disk is full" in notice.label.text()
    assert opened.window.status.left.text() == "Not saved yet"
    session = opened.window.session
    assert session is not None
    (placed,) = session.placed.values()
    assert session.pending(placed.annotation.id)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["acts"][0]["changes"][0]["after"]["anchors"][0]["quote"]["exact"] == WORDS
    opened.press(Qt.Key.Key_2)  # one goes on working meanwhile
    history.broken = False
    notice.action.click()
    opened.saved()
    assert [one.role for one in opened.stored()] == ["evidence"]
    assert unsaved(data) == []
    assert not notice.isVisible()
    assert opened.window.status.left.text().startswith("Saved ")


def test_a_fault_of_ours_is_logged_and_loses_nothing_either(open_window: Open, data: Path, caplog: object) -> None:
    opened, history = failing(open_window, RuntimeError("a bug"))
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.qtbot.waitUntil(opened.window.notice.isVisible, timeout=5000)
    assert len(unsaved(data)) == 1
    history.broken = False
    assert opened.window.session is not None
    opened.window.session.retry()
    opened.saved()
    assert len(opened.stored()) == 1


def test_closing_unsaved_says_so_and_the_next_start_brings_it_in(open_window: Open, data: Path) -> None:
    opened, _history = failing(open_window, UserError("disk_full"))
    opened.window.keeper._patience.setInterval(50)
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("nearly lost")
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, answer)
            return
        said.append(f"{box.text()} {box.informativeText()}")
        next(
            button for button in box.buttons() if box.buttonRole(button) is QMessageBox.ButtonRole.DestructiveRole
        ).click()

    QTimer.singleShot(50, answer)
    close(opened)
    (path,) = unsaved(data)
    assert said and str(path) in said[0]
    again = open_window()
    again.qtbot.waitUntil(lambda: [one.note for one in again.stored()] == ["nearly lost"], timeout=5000)
    again.qtbot.waitUntil(again.window.notice.isVisible, timeout=5000)
    assert unsaved(data) == []
    assert again.window.session is not None
    again.qtbot.waitUntil(lambda: len(again.window.session.placed) == 1, timeout=5000)


def test_a_slow_disk_keeps_the_window_open_until_all_is_saved(open_window: Open, data: Path) -> None:
    def change(services: Services) -> Services:
        commit = services.history.commit

        def slowly(act: ChangeSet, *, token: str | None = None) -> ChangeSet:
            time.sleep(0.4)
            return commit(act, token=token)

        services.history.commit = slowly  # type: ignore[method-assign]
        return services

    opened = open_window(change)
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    opened.type("slow")
    opened.window.close()
    assert opened.window.isVisible()
    assert opened.window.status.left.text() == "Saving…"
    close(opened)
    assert [one.note for one in open_window().stored()] == ["slow"]
    assert unsaved(data) == []


def elsewhere(data: Path, work: Callable[[Services], object]) -> None:
    """Do something to the library as another process would."""
    services = build_services(paths_under(data), author="somebody else")
    work(services)
    services.close()


def rewrite(annotation: Annotation, note: str) -> Callable[[Services], object]:
    return lambda services: services.history.commit(drafts.edit_note(services.annotations.get(annotation.id), note))


def test_another_process_is_noticed(opened: Opened, data: Path) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.saved()
    elsewhere(data, rewrite(opened.stored()[0], "from elsewhere"))
    session = opened.window.session
    assert session is not None
    opened.qtbot.waitUntil(
        lambda: [one.annotation.note for one in session.placed.values()] == ["from elsewhere"], timeout=5000
    )


def test_both_texts_of_a_conflict_can_be_kept(opened: Opened, data: Path) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_N)
    session = opened.window.session
    assert session is not None
    opened.saved()
    session._poll.stop()  # or it would see the other's change before we write
    elsewhere(data, rewrite(opened.stored()[0], "theirs"))
    said: list[str] = []

    def answer_when_asked() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(100, answer_when_asked)
            return
        said.append(box.informativeText())
        box.defaultButton().click()

    opened.type("mine")
    answer_when_asked()
    opened.qtbot.waitUntil(lambda: [one.note for one in opened.stored()] == ["theirs\n\nmine"], timeout=5000)
    assert "theirs" in said[0] and "mine" in said[0]


def test_words_that_came_with_a_link_are_no_less_kept_in_a_conflict(opened: Opened, data: Path) -> None:
    opened.select(WORDS)
    opened.press(Qt.Key.Key_1)
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    opened.type("whole")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    session = opened.window.session
    assert session is not None
    session._poll.stop()
    one, whole = sorted(session.placed.values(), key=lambda placed: not placed.spans)
    elsewhere(data, rewrite(one.annotation, "theirs"))

    def answer_when_asked() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            box.defaultButton().click()
        else:
            QTimer.singleShot(100, answer_when_asked)

    tie = drafts.link(one.annotation, whole.annotation, LinkKind.ECHOES)
    session.apply(drafts.write_link(one.annotation, "mine", tie.changes))
    answer_when_asked()
    opened.qtbot.waitUntil(lambda: "theirs\n\nmine" in [one.note for one in opened.stored()], timeout=5000)


def test_quick_changes_to_one_annotation_follow_each_other(opened: Opened) -> None:
    opened.select(WORDS)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):  # none waits for the library
        opened.press(key)
    opened.saved()
    assert [(one.role, one.version) for one in opened.stored()] == [("definition", 4)]
    assert not opened.window.notice.isVisible()
