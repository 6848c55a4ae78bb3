"""Finding in the open window: in the text, everywhere, and what is marked of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Opened

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def find(opened: Opened, words: str) -> Any:
    opened.press(Qt.Key.Key_F, CTRL)
    bar = opened.desk.finding.bar
    bar.edit.selectAll()
    opened.type(words)
    opened.qtbot.waitUntil(lambda: bar.count.text() not in ("", "…"), timeout=5000)
    return bar


def test_every_hit_is_marked_in_one_act(opened: Opened) -> None:
    bar = find(opened, "the")
    count = int(bar.count.text().split()[-1])
    assert count > 5
    menu = bar.mark_all.menu()
    next(action for action in menu.actions() if action.text() == "Evidence").trigger()
    opened.saved()
    assert [one.role for one in opened.stored()] == ["evidence"] * count
    opened.press(Qt.Key.Key_Escape)
    opened.press(Qt.Key.Key_Z, CTRL)
    opened.qtbot.waitUntil(lambda: opened.stored() == [], timeout=5000)


def test_an_expression_is_found_while_the_window_lives(opened: Opened) -> None:
    opened.press(Qt.Key.Key_F, CTRL)
    bar = opened.desk.finding.bar
    bar.regex.setChecked(True)
    opened.type(r"\bt\w+")
    opened.qtbot.waitUntil(lambda: " of " in bar.count.text(), timeout=5000)
    places = opened.view.hits.all()
    assert all(opened.document.text[one.start].lower() == "t" for one in places)


def test_a_faulty_expression_says_so_in_place_of_the_count(opened: Opened) -> None:
    opened.press(Qt.Key.Key_F, CTRL)
    bar = opened.desk.finding.bar
    bar.regex.setChecked(True)
    opened.type("(")
    opened.qtbot.waitUntil(lambda: "regular expression" in bar.count.text(), timeout=5000)


def test_a_fault_in_the_thread_ends_the_waiting(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("annotator.services.finding.Finder.find_pattern", fail)
    opened.press(Qt.Key.Key_F, CTRL)
    bar = opened.desk.finding.bar
    bar.regex.setChecked(True)
    opened.type("a")
    opened.qtbot.waitUntil(lambda: "fault" in bar.count.text(), timeout=5000)
    assert "MemoryError" in caplog.text


def test_a_long_text_is_folded_ahead_in_slices(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.commands.finding.AT_ONCE", 0)
    bar = find(opened, "harbour")
    finding = opened.desk.finding
    finding._finder = None
    bar.edit.setText("tide")
    assert bar.count.text() == "…"
    opened.qtbot.waitUntil(lambda: " of " in bar.count.text(), timeout=5000)


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_an_index_that_is_lost_under_the_window_is_made_anew(
    opened: Opened, data: Path, harm: Callable[[Path], None]
) -> None:
    opened.clerk.ask(lambda services: services.indexing.drain()).result(20)
    opened.desk.index.stop()
    opened.desk.index._program = (sys.executable, "-m", "annotator", "--data-dir", str(data))
    for path in [path for path in (data / "cache" / "index").rglob("*") if path.is_file()]:
        harm(path)
    opened.press(Qt.Key.Key_F, CTRL | SHIFT)
    opened.type("tide")
    panel = opened.desk.searching.panel
    assert panel is not None
    opened.qtbot.waitUntil(lambda: "is being made anew" in panel.nothing.advice.text(), timeout=5000)
    opened.qtbot.waitUntil(lambda: panel.shown() is not None, timeout=20_000)
    assert "anew" not in panel.said.text()


def test_an_index_that_cannot_be_made_is_tried_once(opened: Opened) -> None:
    index, runs = opened.desk.index, list[bool]()
    index.stop()
    index._program = (sys.executable, "-c", "raise SystemExit(1)")
    index.busyChanged.connect(runs.append)
    opened.press(Qt.Key.Key_F, CTRL | SHIFT)
    opened.type("tide")
    panel = opened.desk.searching.panel
    assert panel is not None
    opened.qtbot.waitUntil(lambda: "can't be used" in panel.nothing.advice.text(), timeout=20_000)
    QTest.qWait(500)
    assert runs == [True, False]


def test_f3_walks_the_hits_of_the_panel_and_marks_them_all(opened: Opened) -> None:
    opened.clerk.ask(lambda services: services.indexing.drain()).result(20)
    opened.press(Qt.Key.Key_F, CTRL | SHIFT)
    opened.type("tide")
    panel = opened.desk.searching.panel
    assert panel is not None
    opened.qtbot.waitUntil(lambda: panel.shown() is not None, timeout=5000)
    opened.press(Qt.Key.Key_F3)
    opened.qtbot.waitUntil(lambda: len(opened.view.hits.all()) > 1, timeout=5000)
    assert all("tide" in opened.document.text[one.start : one.end].lower() for one in opened.view.hits.all())
    first = panel.view.currentIndex()
    opened.press(Qt.Key.Key_F3)
    assert panel.view.currentIndex() != first
    opened.press(Qt.Key.Key_F3, SHIFT)
    assert panel.view.currentIndex() == first
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert len(opened.view.hits.all()) == 0
