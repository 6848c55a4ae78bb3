"""Back and forward to the very line, over readers and better texts; pages; what each reader remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.files import sha256_of
from annotator.services.shelf import reader_id_of
from annotator.ui.dialogs.go_to_page import GoToPageDialog
from annotator.ui.trail import Trail
from tests.documents import long_document, sample_document
from tests.gui.conftest import Opened, add_reader, close

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(data: Path) -> tuple[str, str]:
    """A long reader beside the sample: their ids."""
    sample = reader_id_of(sha256_of(sample_document().text.encode()))
    return add_reader(data, long_document()), sample


@pytest.fixture
def opened(ids: tuple[str, str], open_window: Callable[..., Opened], qtbot: Any) -> Opened:
    opened = open_window()
    switch(opened, ids[0], qtbot)
    opened.window.trail = Trail()  # what was before is no part of these tests
    return opened


def switch(opened: Opened, reader_id: str, qtbot: Any, offset: int | None = None) -> None:
    opened.window.open_reader(reader_id, offset)
    qtbot.waitUntil(lambda: opened.window.session.reader.id == reader_id, timeout=5000)
    QApplication.processEvents()


def test_every_jump_comes_back_to_its_very_line(opened: Opened) -> None:
    left = []
    for number in (50, 200, 120, 380):
        opened.view.scroll_pixels(number / 7)
        left.append(opened.view.top_place())
        opened.window.jump(opened.document.text.index(f"Paragraph number {number}."))
    last = opened.view.top_place()
    for place in reversed(left):
        opened.press(Qt.Key.Key_Left, ALT)
        assert opened.view.top_place() == place
    for place in [*left[1:], last]:
        opened.press(Qt.Key.Key_Right, ALT)
        assert opened.view.top_place() == place
    opened.press(Qt.Key.Key_Right, ALT)
    assert opened.window.status.left.text() == "No more places that way"


def test_back_leads_into_the_reader_before(opened: Opened, ids: tuple[str, str], qtbot: Any) -> None:
    opened.view.go_to(opened.document.text.index("Paragraph number 77."), light=False)
    opened.view.scroll_pixels(9)
    place = opened.view.top_place()
    switch(opened, ids[1], qtbot, 500)
    opened.press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: opened.window.session.reader.id == ids[0], timeout=5000)
    qtbot.waitUntil(lambda: opened.view.top_place() == place, timeout=2000)
    opened.press(Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: opened.window.session.reader.id == ids[1], timeout=5000)
    sight = opened.view.visible_span()
    assert sight.start <= 500 < sight.end


def test_place_and_history_survive_a_better_text_to_the_line(
    opened: Opened, ids: tuple[str, str], qtbot: Any, tmp_path: Path
) -> None:
    text = opened.document.text
    opened.view.go_to(text.index("Paragraph number 77."), light=False, fraction=0.0)
    behind = _line(opened)
    opened.window.jump(text.index("Paragraph number 300."))
    opened.view.go_to(text.index("Paragraph number 310."), light=False, fraction=0.0)
    here = _line(opened)
    assert here.startswith("Paragraph number 310.")
    path = tmp_path / "better.txt"
    path.write_text("A preface that had been missing.\n\nAnd a second paragraph of it.\n\n" + text)
    opened.window.remember_place()
    opened.clerk.ask(lambda s: s.revising.revise(s.shelf.get(ids[0]), path)).result(20)
    opened.window.reopen()
    qtbot.waitUntil(lambda: len(opened.document.text) > len(text), timeout=5000)
    assert _line(opened) == here
    opened.press(Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: _line(opened) == behind, timeout=5000)


def _line(opened: Opened) -> str:
    """The words with which the window's first line begins."""
    top = opened.view.top_offset()
    return opened.document.text[top : top + 40]


@pytest.mark.parametrize(("typed", "page"), [("17", "17"), ("p. 17", "17"), ("17–18", "17"), (" P 80 ", "80")])
def test_go_to_page(opened: Opened, typed: str, page: str) -> None:
    _type_page(typed)
    opened.press(Qt.Key.Key_G, CONTROL)
    start = next(one.start for one in opened.document.pages if one.label == page)
    sight = opened.view.visible_span()
    assert sight.start <= start < sight.end
    opened.window.activateWindow()
    opened.view.setFocus()
    QApplication.processEvents()
    opened.press(Qt.Key.Key_Left, ALT)
    assert opened.view.top_offset() == 0


def test_an_unknown_page_offers_the_nearest(opened: Opened) -> None:
    said: list[str] = []
    _type_page("999", then=lambda dialog: (said.append(dialog.said.text()), dialog.nearest.click()))
    opened.press(Qt.Key.Key_G, CONTROL)
    assert said == ["There is no page “999” in this text. The nearest is p. 80."]
    start = next(one.start for one in opened.document.pages if one.label == "80")
    sight = opened.view.visible_span()
    assert sight.start <= start < sight.end


def _type_page(typed: str, then: Callable[[GoToPageDialog], object] = lambda dialog: None) -> None:
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, GoToPageDialog)
        dialog.edit.insert(typed)  # as an input method does: QTest has no key for a dash
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
        then(dialog)

    QTimer.singleShot(50, act)


def test_each_reader_keeps_its_place_size_and_layout(
    opened: Opened, ids: tuple[str, str], open_window: Callable[..., Opened], qtbot: Any
) -> None:
    opened.view.go_to(opened.document.text.index("Paragraph number 77."), light=False)
    size = opened.window.look.type.size
    opened.press(Qt.Key.Key_Plus, CONTROL)
    opened.press(Qt.Key.Key_Plus, CONTROL)
    opened.desk.menus.actions["map"].trigger()
    opened.desk.menus.actions["contents"].trigger()
    qtbot.wait(100)
    top = opened.view.top_offset()
    switch(opened, ids[1], qtbot)
    opened.press(Qt.Key.Key_0, CONTROL)
    assert opened.window.look.type.size == size
    assert opened.window.pane.map_shown() and opened.window.side.shown() is not None
    switch(opened, ids[0], qtbot)
    assert opened.window.look.type.size == size + 2
    assert not opened.window.pane.map_shown() and opened.window.side.shown() is None
    assert not opened.desk.menus.actions["map"].isChecked()
    qtbot.wait(100)
    assert opened.view.top_offset() == top
    close(opened)
    again = open_window()
    assert again.window.session is not None and again.window.session.reader.id == ids[0]
    assert again.view.top_offset() == top
