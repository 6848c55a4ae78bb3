"""A better text comes in, and what isn't certain in it is settled in the dialog beside the page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.anchor import Position
from annotator.model.annotation import Annotation
from annotator.services import Services, drafts
from annotator.ui.better_text import BetterText
from annotator.ui.dialogs.check import CheckDialog
from annotator.ui.dialogs.check_view import CHOICE
from annotator.ui.panels.shelf import ShelfDialog
from tests.gui.conftest import Opened
from tests.gui.names import nameless

OLD = """# Orders

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody recalled having asked for it; everybody recalled having obeyed.

## Doubt

The clerk kept a second ledger for himself alone. The rope had been sold twice, and was sold again.
"""
NEW = """# Orders

A preface about those who give orders, which the first edition doesn't have.

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody now recalled having asked for it; all of them recalled having obeyed.

## Doubt

The clerk kept a second ledger for himself alone.
"""
CERTAIN, CHANGED, GONE = (
    "The signature is seldom the beginning of it.",
    "Nobody recalled having asked for it; everybody recalled having obeyed.",
    "The rope had been sold twice, and was sold again.",
)


@pytest.fixture
def better(tmp_path: Path) -> Path:
    path = tmp_path / "better.md"
    path.write_text(NEW, encoding="utf-8")
    return path


@pytest.fixture
def orders(open_window: Callable[..., Opened], data: Path, tmp_path: Path) -> Opened:
    """The window on a reader with three marked passages, its desk ready to start the program itself."""
    first = tmp_path / "orders.md"
    first.write_text(OLD, encoding="utf-8")

    def add(services: Services) -> Services:
        opened = services.shelf.open(services.shelf.import_file(first).reader.id)
        for words in (CERTAIN, CHANGED, GONE):
            start = opened.document.text.index(words)
            span = Position(start, start + len(words))
            services.history.commit(drafts.annotate(opened.reader, opened.document, [span], note=f"On: {words[:6]}"))
        services.shelf.remember_place(opened.reader.id, opened.document.text.index("Doubt"))
        return services

    opened = open_window(add)
    opened.desk.better._program = (sys.executable, "-m", "annotator", "--data-dir", str(data))
    opened.qtbot.waitUntil(lambda: opened.document.title == "Orders")
    return opened


def revise(opened: Opened, path: Path) -> None:
    session = opened.window.session
    assert session is not None
    opened.desk.better.bring(session.reader.id, path)
    opened.qtbot.waitUntil(lambda: "preface" in opened.document.text, timeout=30_000)
    opened.qtbot.waitUntil(lambda: opened.window.notice.key == "revised")


def open_tray(opened: Opened) -> CheckDialog:
    QTest.mouseClick(opened.window.status.check, Qt.MouseButton.LeftButton)
    dialog = opened.window.findChild(CheckDialog)
    assert dialog is not None
    opened.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def states(opened: Opened) -> dict[str, str]:
    assert opened.window.session is not None
    placed = opened.window.session.placed.values()
    return {one.annotation.note: one.state.value for one in placed}


def test_a_better_text_is_shown_with_what_became_of_the_notes(orders: Opened, better: Path) -> None:
    assert not orders.window.status.check.isVisible()
    revise(orders, better)
    assert states(orders) == {"On: The si": "exact", "On: Nobody": "moved", "On: The ro": "orphan"}
    assert orders.window.status.check.text() == "To check: 2"
    said = orders.window.notice.label.text()
    assert "1 annotation was carried over." in said and "2 annotations want a look." in said
    orders.window.notice.action.click()
    assert orders.window.findChild(CheckDialog) is not None


def test_enter_accepts_and_the_next_one_is_shown(orders: Opened, better: Path) -> None:
    revise(orders, better)
    dialog = open_tray(orders)
    assert nameless(dialog) == []
    assert dialog.count.text() == "1 of 2" and "everybody recalled" in dialog.old.choices.index(0).data()
    choice = dialog.view.currentIndex().data(CHOICE)
    assert choice.likely in ("Likely", "Very likely") and "all of them recalled" in choice.words.text
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    orders.saved()
    orders.qtbot.waitUntil(lambda: orders.window.status.check.text() == "To check: 1")
    assert states(orders)["On: Nobody"] == "exact"
    stored = {one.note: one for one in orders.stored()}
    assert "all of them" in stored["On: Nobody"].anchors[0].quote.exact
    assert dialog.count.text() == "1 of 1" and "rope" in dialog.old.choices.index(0).data()


def test_a_passage_that_nothing_is_like_is_fastened_to_the_selected_words(orders: Opened, better: Path) -> None:
    revise(orders, better)
    dialog = open_tray(orders)
    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    assert dialog.none.isVisible() and not dialog.fasten.isEnabled()
    QTest.keyClick(dialog.view, Qt.Key.Key_F)
    assert states(orders)["On: The ro"] == "orphan"
    orders.select("A preface about those")
    assert dialog.fasten.isEnabled()
    QTest.mouseClick(dialog.fasten, Qt.MouseButton.LeftButton)
    orders.saved()
    orders.qtbot.waitUntil(lambda: orders.window.status.check.text() == "To check: 1")
    stored = {one.note: one for one in orders.stored()}
    assert stored["On: The ro"].anchors[0].quote.exact == "A preface about those"
    orders.window.session.undo()  # type: ignore[union-attr]
    orders.qtbot.waitUntil(lambda: states(orders)["On: The ro"] == "orphan")
    orders.select("the first edition")
    dialog.choose(next(one.id for one in orders.stored() if one.note == "On: The ro"))
    QTest.keyClick(orders.view, Qt.Key.Key_F)
    orders.saved()
    orders.qtbot.waitUntil(lambda: states(orders)["On: The ro"] == "exact")


def test_undo_in_the_dialog_takes_it_back(orders: Opened, better: Path) -> None:
    revise(orders, better)
    dialog = open_tray(orders)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    orders.saved()
    orders.qtbot.waitUntil(lambda: dialog.count.text() == "1 of 1")
    QTest.keyClick(dialog.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    orders.qtbot.waitUntil(lambda: orders.window.status.check.text() == "To check: 2")
    orders.qtbot.waitUntil(lambda: states(orders)["On: Nobody"] == "moved")


def test_a_key_leaves_it_as_it_is_and_arrows_walk(orders: Opened, better: Path) -> None:
    revise(orders, better)
    dialog = open_tray(orders)
    before = orders.stored()
    QTest.keyClick(dialog.view, Qt.Key.Key_L)
    assert dialog.count.text() == "2 of 2" and "rope" in dialog.old.choices.index(0).data()
    assert not dialog.accept_it.isEnabled() and dialog.none.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_L)
    assert dialog.count.text() == "1 of 2"
    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    assert dialog.count.text() == "2 of 2"
    assert orders.stored() == before


def test_undo_brings_the_old_text_back(orders: Opened, better: Path) -> None:
    revise(orders, better)
    assert orders.window.session is not None
    orders.window.session.undo()
    orders.qtbot.waitUntil(lambda: "preface" not in orders.document.text, timeout=10_000)
    assert set(states(orders).values()) == {"exact"}
    assert not orders.window.status.check.isVisible()


def test_the_page_stays_at_the_same_words(orders: Opened, better: Path) -> None:
    orders.window.resize(700, 160)
    QApplication.processEvents()
    start = orders.document.text.index("Who signs")
    orders.view.go_to(start, light=False)
    QApplication.processEvents()
    top = orders.document.text[orders.view.top_offset() :][:12]
    revise(orders, better)
    QApplication.processEvents()
    assert orders.document.text[orders.view.top_offset() :][:12] == top


def test_a_revision_made_by_another_process_is_shown(orders: Opened, better: Path, data: Path) -> None:
    import subprocess

    assert orders.window.session is not None
    program = [sys.executable, "-m", "annotator", "--data-dir", str(data)]
    reader_id = orders.window.session.reader.id
    subprocess.run(
        [*program, "import", str(better), "--revision-of", reader_id, "--quiet"], check=True, capture_output=True
    )
    orders.qtbot.waitUntil(lambda: "preface" in orders.document.text, timeout=10_000)
    assert orders.window.status.check.text() == "To check: 2"


def test_the_library_dialog_asks_for_a_better_text(
    orders: Opened, better: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(BetterText, "choose", lambda self, *what: asked.append(what))
    orders.desk.filing.library()
    orders.qtbot.waitUntil(lambda: orders.window.findChild(ShelfDialog) is not None)
    shelf = orders.window.findChild(ShelfDialog)
    shelf.better.click()
    assert asked and asked[0][1] == shelf.view.current().reader.title
    shelf.close()


def test_with_nothing_to_check_the_command_says_so(orders: Opened) -> None:
    orders.desk.menus.actions["check"].trigger()
    assert orders.window.findChild(CheckDialog) is None
    assert "Nothing is to be checked" in orders.window.status.left.text()


def test_a_mark_made_meanwhile_is_an_annotation_like_any_other(orders: Opened, better: Path) -> None:
    revise(orders, better)
    orders.select("A preface about those")
    orders.press(Qt.Key.Key_H)
    orders.saved()
    assert isinstance(orders.stored()[0], Annotation)
    assert sorted(states(orders).values()) == ["exact", "exact", "moved", "orphan"]


def test_what_stood_beyond_the_end_of_a_shorter_text_is_shown_all_the_same(orders: Opened, tmp_path: Path) -> None:
    shorter = tmp_path / "shorter.md"
    shorter.write_text("# Orders\n\nA preface, and nothing else.\n", encoding="utf-8")
    revise(orders, shorter)
    assert states(orders) == {"On: The si": "orphan", "On: Nobody": "orphan", "On: The ro": "orphan"}
    assert orders.window.pane.margin.isVisible()
    read = []
    for annotation in orders.stored():
        orders.window.overlay.choose_and_show(annotation.id)
        QApplication.processEvents()
        read.append(orders.window.pane.margin.accessibleName())
    assert len(read) == 3 and all(f"On: {words}" in " ".join(read) for words in ("The si", "Nobody", "The ro"))
    assert not orders.window.grab().isNull()


def test_a_better_text_that_cant_be_read_changes_nothing(orders: Opened, tmp_path: Path) -> None:
    assert orders.window.session is not None
    before = orders.stored()
    orders.desk.better.bring(orders.window.session.reader.id, tmp_path / "missing.md")
    orders.qtbot.waitUntil(lambda: "missing.md" in orders.window.notice.label.text(), timeout=30_000)
    orders.qtbot.waitUntil(lambda: orders.desk.better._task is None, timeout=30_000)
    assert orders.stored() == before and "preface" not in orders.document.text
