"""Files come in through a child process, with progress and a way to stop; the index follows in another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.app import _Hook
from annotator.ui.arrivals import Arrivals, bundled_texts, guide_text
from annotator.ui.notice import Notice
from annotator.ui.tasks import IndexTask
from tests.gui.conftest import REPOSITORY, Opened

ESSAY = "# On keeping books\n\nThe book lay in a drawer, and whoever asked for it was written down.\n"


@pytest.fixture
def program(data: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "annotator", "--data-dir", str(data))


@pytest.fixture
def arrivals(opened: Opened, program: tuple[str, ...]) -> Arrivals:
    made = Arrivals(program, opened.window.notice, opened.window)
    made.arrived.connect(opened.window.open_reader)
    return made


def test_a_file_is_read_and_opened(opened: Opened, arrivals: Arrivals, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    path.write_text(ESSAY, encoding="utf-8")
    arrivals.bring([path])
    assert opened.window.notice.isVisible() and "essay.md" in opened.window.notice.label.text()
    opened.qtbot.waitUntil(lambda: opened.window.windowTitle() == "On keeping books — Annotator", timeout=20_000)
    assert "whoever asked for it" in opened.document.text
    assert not opened.window.notice.isVisible()
    assert opened.desk.contents.labels() == ["On keeping books"]


def test_what_an_import_did_to_printed_pages_is_offered(opened: Opened, arrivals: Arrivals) -> None:
    arrivals.bring([REPOSITORY / "reader_texts" / "soviet-system.txt"])
    notice = opened.window.notice
    opened.qtbot.waitUntil(lambda: notice.key == "report", timeout=20_000)
    wanted: list[str] = []
    arrivals.reportWanted.connect(wanted.append)
    notice.action.click()
    entries = opened.clerk.ask(lambda services: services.shelf.entries()).result(5)
    came = [entry.reader.id for entry in entries if entry.reader.file_name == "soviet-system.txt"]
    assert wanted == came and not notice.isVisible()


def test_several_files_one_progress_and_what_came_of_them(opened: Opened, arrivals: Arrivals, tmp_path: Path) -> None:
    paths = [tmp_path / f"essay-{number}.md" for number in range(3)]
    for path in (paths[0], paths[2]):
        path.write_text(f"{ESSAY}\n{path.name}\n", encoding="utf-8")
    said: list[str] = []
    arrivals._notice.progress = lambda text, part, cancel: said.append(text)  # type: ignore[method-assign]
    arrivals.bring(paths)
    opened.qtbot.waitUntil(lambda: arrivals._task is None, timeout=30_000)
    assert said[0] == "Reading essay-0.md (1 of 3)…" and "Reading essay-2.md (3 of 3)…" in said
    assert opened.window.notice.label.text() == (
        f"There is no file {paths[1]}. Nothing was changed; check the name and try again.\n"
        "2 of 3 texts are in the library."
    )


def test_a_child_that_crashes_says_so(opened: Opened) -> None:
    program = (sys.executable, "-c", "import os; print('annotator: half a word', flush=True); os.abort()")
    arrivals = Arrivals(program, opened.window.notice, opened.window)
    arrivals.bring([Path("essay.pdf")])
    opened.qtbot.waitUntil(lambda: arrivals._task is None, timeout=20_000)
    said = opened.window.notice.label.text()
    assert said.startswith("essay.pdf could not be read: reading it came to a sudden end.")
    assert "your texts and notes are safe" in said


def test_a_child_that_does_not_hear_is_ended(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.tasks.PATIENCE", 200)
    deaf = "import sys, time; print('progress columns 0.5', file=sys.stderr, flush=True); time.sleep(600)"
    arrivals = Arrivals((sys.executable, "-c", deaf), opened.window.notice, opened.window)
    arrivals.bring([Path("essay.pdf"), Path("other.pdf")])
    label = opened.window.notice.label
    opened.qtbot.waitUntil(lambda: label.text() == "Reading essay.pdf (1 of 2)… · Working", timeout=20_000)
    assert opened.window.notice.bar.value() == 500
    with opened.qtbot.waitSignal(arrivals.cutOff, timeout=20_000):
        opened.window.notice.action.click()
    assert arrivals._task is None and not opened.window.notice.isVisible()


def test_what_it_was_too_late_to_stop_has_come(opened: Opened) -> None:
    late = """import sys; sys.stdin.read(); print('{"id": "x", "title": "Late", "fresh": true, "report": {}}')"""
    arrivals = Arrivals((sys.executable, "-c", late), opened.window.notice, opened.window)
    arrivals.bring([Path("late.txt"), Path("never.txt")], open_first=False)
    with opened.qtbot.waitSignal(arrivals.imported, timeout=20_000):
        opened.window.notice.action.click()
    assert opened.window.notice.label.text() == "1 of 2 texts is in the library."


def test_a_file_that_is_no_text_says_so(opened: Opened, arrivals: Arrivals, tmp_path: Path) -> None:
    arrivals.bring([tmp_path / "missing.txt"])
    opened.qtbot.waitUntil(lambda: arrivals._task is None, timeout=20_000)
    assert opened.window.notice.isVisible()
    assert "missing.txt" in opened.window.notice.label.text()


def test_an_import_can_be_stopped(opened: Opened, arrivals: Arrivals, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    path.write_text(ESSAY, encoding="utf-8")
    arrivals.bring([path, path])
    opened.window.notice.action.click()
    opened.qtbot.waitUntil(lambda: arrivals._task is None, timeout=20_000)
    assert not opened.window.notice.isVisible()
    titles = opened.clerk.ask(lambda services: [entry.reader.title for entry in services.shelf.entries()]).result(5)
    assert titles == [opened.document.title]


def test_a_program_that_cannot_start_says_so(opened: Opened) -> None:
    arrivals = Arrivals(("/nowhere/annotator",), opened.window.notice, opened.window)
    arrivals.bring([Path("essay.md")])
    opened.qtbot.waitUntil(lambda: arrivals._task is None, timeout=20_000)
    assert "couldn't start" in opened.window.notice.label.text()


def test_the_index_follows_a_moment_after_a_change(opened: Opened, program: tuple[str, ...]) -> None:
    index = IndexTask(program, opened.window)
    opened.select("a promise made by people")
    opened.press(Qt.Key.Key_1)
    opened.saved()
    assert opened.clerk.ask(lambda services: services.indexing.pending()).result(5) > 0
    index.poke()
    with opened.qtbot.waitSignal(index.finished, timeout=30_000):
        pass
    assert opened.clerk.ask(lambda services: services.indexing.pending()).result(5) == 0
    index.stop()


def test_the_texts_that_ship() -> None:
    folder = REPOSITORY / "reader_texts"
    texts = bundled_texts(folder)
    assert texts and all(path.is_file() for path in texts)
    assert guide_text(folder) in texts
    assert bundled_texts(texts[0]) == [texts[0]]
    assert bundled_texts(None) == []


def test_a_fault_of_ours_has_details(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    def fault(services: object) -> None:
        raise RuntimeError("a bug of ours")

    opened.window.bridge.ask(fault)
    notice: Notice = opened.window.notice
    opened.qtbot.waitUntil(notice.isVisible, timeout=5000)
    assert "fault of the program" in notice.label.text()
    assert notice.action.text() == "Details…" and notice.action.isVisible()
    assert "a bug of ours" in caplog.text


def test_an_exception_in_the_window_is_shown_and_logged(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    _Hook(opened.window)(ValueError, ValueError("a slip"), None)
    assert opened.window.isVisible() and opened.window.notice.isVisible()
    assert "Nothing is lost" in opened.window.notice.label.text()
    assert "a slip" in caplog.text


def test_what_a_child_left_that_was_ended_is_taken_away(opened: Opened, data: Path) -> None:
    home = data / "readers" / "00000000-0000-4000-8000-00000000000a"
    home.mkdir()
    (home / ".original.part").write_bytes(b"half a file")
    (data / "readers" / f".arriving-{home.name}").write_text("[]", encoding="ascii")
    opened.desk.arrivals.cutOff.emit()
    opened.qtbot.waitUntil(lambda: len(list((data / "readers").iterdir())) == 1, timeout=5000)
    assert not home.exists()
