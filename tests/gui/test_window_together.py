"""The window and the command line at once: real second processes on the library that the window has open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QProcess, QProcessEnvironment, Qt
from PySide6.QtWidgets import QApplication

from annotator.services.handover import Request, become_first, hand_over, leave
from annotator.ui.inbox import Inbox
from tests.gui.conftest import REPOSITORY, Opened

MARKED, OTHER = "a promise made by people", "drawer"


class Terminal:
    """Runs the program while the window lives on, as a person with two hands does."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def run(self, *arguments: str) -> str:
        process = QProcess()
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", str(REPOSITORY))
        process.setProcessEnvironment(environment)
        loop = QEventLoop()
        process.finished.connect(loop.quit)
        process.start(sys.executable, ["-m", "annotator", "--data-dir", str(self._data), *arguments])
        loop.exec()
        assert process.exitCode() == 0, bytes(process.readAllStandardError().data()).decode()
        return bytes(process.readAllStandardOutput().data()).decode().strip()

    def annotations(self, reader_id: str) -> dict[str, Any]:
        return {one["id"]: one for one in json.loads(self.run("annotations", reader_id, "--json"))}


def notes(opened: Opened) -> dict[str, str]:
    """What the window shows."""
    assert opened.window.session is not None
    return {one: placed.annotation.note for one, placed in opened.window.session.placed.items()}


def quotation(opened: Opened) -> str:
    """Words of the text that aren't those marked in the window."""
    text = opened.document.text
    start = text.index(MARKED) + len(MARKED)
    return text[start:].strip().split(".")[0].strip()[:40]


def test_neither_loses_the_others_change_while_a_note_is_typed(opened: Opened, data: Path) -> None:
    terminal = Terminal(data)
    assert opened.window.session is not None
    reader_id = opened.window.session.reader.id
    opened.select(MARKED)
    opened.press(Qt.Key.Key_N)
    opened.type("Who ")
    theirs = terminal.run("annotate", reader_id, "--quote", quotation(opened), "--note", "from outside")
    opened.type("keeps ")
    opened.qtbot.waitUntil(lambda: notes(opened).get(theirs) == "from outside", timeout=10_000)
    terminal.run("edit", theirs, "--note", "edited outside", "--role", "claim")
    opened.type("it ")
    opened.qtbot.waitUntil(lambda: notes(opened).get(theirs) == "edited outside", timeout=10_000)
    terminal.run("delete", theirs)
    opened.type("now")
    opened.qtbot.waitUntil(lambda: theirs not in notes(opened), timeout=10_000)
    opened.type("?")
    assert QApplication.focusWidget().toPlainText() == "Who keeps it now?"  # type: ignore[union-attr]
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    terminal.run("restore", theirs)
    opened.qtbot.waitUntil(lambda: theirs in notes(opened), timeout=10_000)
    assert sorted(notes(opened).values()) == ["Who keeps it now?", "edited outside"]
    stored = terminal.annotations(reader_id)
    assert {one: values["note"] for one, values in stored.items()} == notes(opened)
    assert stored[theirs]["role"] == "claim"


def test_what_the_window_did_is_taken_back_from_outside_and_shown(opened: Opened, data: Path) -> None:
    terminal = Terminal(data)
    opened.select(MARKED)
    opened.press(Qt.Key.Key_1)
    opened.saved()
    terminal.run("undo")
    opened.qtbot.waitUntil(lambda: not notes(opened), timeout=10_000)
    terminal.run("redo")
    opened.qtbot.waitUntil(lambda: len(notes(opened)) == 1, timeout=10_000)


def test_annotations_and_links_brought_in_from_outside_are_shown(opened: Opened, data: Path, tmp_path: Path) -> None:
    terminal = Terminal(data)
    assert opened.window.session is not None
    reader_id = opened.window.session.reader.id
    target = {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": MARKED}}
    file = tmp_path / "in.json"
    file.write_text(json.dumps([{"id": "a", "bodyValue": "theirs", "target": target}]))
    terminal.run("import-annotations", reader_id, str(file))
    opened.qtbot.waitUntil(lambda: list(notes(opened).values()) == ["theirs"], timeout=10_000)
    assert opened.window.session.in_order()[0].state.value == "exact"
    terminal.run("undo")
    opened.qtbot.waitUntil(lambda: not notes(opened), timeout=10_000)


def test_a_later_start_is_shown_by_the_window_that_is_open(opened: Opened, data: Path) -> None:
    seat = become_first(data)
    assert seat is not None and become_first(data) is None
    window = opened.window
    inbox = Inbox(window, opened.desk.arrivals)
    brought: list[list[Path]] = []
    opened.desk.arrivals.bring = lambda paths: brought.append(paths)  # type: ignore[method-assign,assignment]
    window.showMinimized()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    del environment["QT_QPA_PLATFORM"]  # it needs no display of its own
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "annotator", "--data-dir", str(data), str(REPOSITORY / "README.md")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as second:
        opened.qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert (second.returncode, second.stderr and second.stderr.read()) == (0, "")
    assert brought == [[REPOSITORY / "README.md"]]
    assert not window.isMinimized()
    refused = subprocess.run([*command[:-1], "00aa"], env=environment, capture_output=True, text=True)
    assert refused.returncode == 1 and "There is no reader" in refused.stderr
    leave(seat)
    inbox.deleteLater()


def test_a_window_that_does_not_answer_keeps_nobody_waiting(data: Path) -> None:
    seat = become_first(data)
    assert seat is not None
    assert not hand_over(data, Request(), patience=0.1)
    assert not list((data / "window").glob("*.json"))
    leave(seat)
    (data / "window" / "left.json").write_text("[")
    seat = become_first(data)  # the lock went with its holder, and so does what was asked of it
    assert seat is not None and not list((data / "window").glob("*.json"))
    leave(seat)


def test_requests_that_cannot_be_read_only_show_the_window(opened: Opened, data: Path) -> None:
    folder = data / "window"
    folder.mkdir(exist_ok=True)
    for name, text in (("a", "["), ("b", '{"reader_id": 7, "file": []}'), ("c", "[" * 9999), ("d", '"x"')):
        (folder / f"{name}.json").write_text(text)
    inbox = Inbox(opened.window, opened.desk.arrivals)
    assert not list(folder.glob("*.json"))
    assert opened.window.session is not None
    inbox.deleteLater()
