"""Printed notes: hover, Enter, click, and the ways back; by mouse and by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.document import BlockKind, Document, Note
from annotator.ui.reading.markers import arrow_box, marker_rect
from tests.documents import Writer, plain_document
from tests.gui import mouse
from tests.gui.conftest import Opened, add_reader

LEFT = Qt.MouseButton.LeftButton
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ROWS = (("Port", "Entries"), ("Saltmouth", "12,410"), ("Lower Quay", "31,002"))


def noted_document() -> Document:
    """Forty paragraphs with a marker each, the third twice, the fourth without a note; a long note with a table."""
    w = Writer()
    for number in range(1, 41):
        label = {2: "2", 3: "2"}.get(number, str(number))
        w.paragraph(
            f"|{number}|The harbour counted ships.[^{label}] " + "The tide rose and the clerk wrote it down. " * 6
        )
    for number in (1, 2, 5):
        block = w.block(BlockKind.NOTE, f"|{98 + number}|Note number {number} names its *Proceedings* with care.")
        if number == 5:
            w.table(*ROWS)
            last = w.block(BlockKind.NOTE, "The second paragraph of it. " * 40)
            w.notes.append(Note("5", block.start, last.end, block.division))
        else:
            w.notes.append(Note(str(number), block.start, block.end, block.division))
    w.paragraph("After the notes. " * 300)
    return w.document("Noted")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    add_reader(folder, noted_document())
    return folder


def marker(opened: Opened, ref: int) -> QPoint:
    box = marker_rect(opened.view.scene, ref)
    assert box is not None
    return QPoint(round(box.center().x()), round(box.top() + box.height() * 0.4))


def hover(opened: Opened, ref: int) -> None:
    """Move the pointer onto a marker, from elsewhere."""
    mouse.move(opened.view.viewport(), QPoint(5, 5))
    mouse.move(opened.view.viewport(), marker(opened, ref))


def in_window(opened: Opened, ref: int) -> QRect:
    box = marker_rect(opened.view.scene, ref)
    assert box is not None
    return QRect(opened.view.viewport().mapTo(opened.window, box.topLeft().toPoint()), box.size().toSize())


def shown(opened: Opened) -> str | None:
    popup = opened.desk.noting.popup
    return popup.text.toPlainText() if popup is not None and popup.isVisible() else None


def top_line(opened: Opened) -> tuple[int, float]:
    place: tuple[int, float] = opened.view.top_place()
    return place


def test_hovering_shows_the_note_and_leaving_hides_it(opened: Opened, qtbot: Any) -> None:
    page = opened.view.viewport()
    hover(opened, 0)
    assert shown(opened) is None  # not at once
    qtbot.waitUntil(lambda: shown(opened) == "Note number 1 names its Proceedings with care.", timeout=2000)
    assert opened.view.hasFocus()
    mouse.move(page, QPoint(5, page.height() - 5))
    qtbot.waitUntil(lambda: shown(opened) is None, timeout=2000)


def test_a_hovered_note_goes_with_escape_which_does_no_more(opened: Opened, qtbot: Any) -> None:
    opened.view.select(0, 10)
    hover(opened, 0)
    qtbot.waitUntil(lambda: shown(opened) is not None, timeout=2000)
    opened.press(Qt.Key.Key_Escape)
    assert shown(opened) is None
    assert opened.view.selection() is not None


def test_a_hovered_note_goes_when_the_text_moves(opened: Opened, qtbot: Any) -> None:
    hover(opened, 0)
    qtbot.waitUntil(lambda: shown(opened) is not None, timeout=2000)
    opened.view.scroll_pixels(40)
    assert shown(opened) is None


def test_another_text_takes_the_note_away(opened: Opened, qtbot: Any) -> None:
    hover(opened, 0)
    opened.view.set_document(plain_document("No notes here."))
    qtbot.wait(400)
    assert shown(opened) is None
    opened.view.set_document(opened.document)
    opened.desk.noting.look(0, held=True)
    opened.desk.menus.actions["theme-dark"].trigger()
    assert shown(opened) is None


def test_the_keyboard_alone_reads_goes_and_comes_back_to_the_very_line(opened: Opened) -> None:
    opened.view.go_to(opened.document.note_refs[8].at, light=False)
    opened.view.scroll_pixels(7)
    opened.press(Qt.Key.Key_M)
    assert opened.view.scene.marker == 8
    opened.press(Qt.Key.Key_M, SHIFT)
    opened.press(Qt.Key.Key_M, SHIFT)
    assert opened.view.scene.marker == 6
    for _time in range(2):
        opened.press(Qt.Key.Key_M, SHIFT)
    assert opened.view.scene.marker == 4
    before = top_line(opened)
    opened.press(Qt.Key.Key_Return)
    popup = opened.desk.noting.popup
    assert popup is not None and popup.held
    assert popup.title.text() == "Note 5 · p. 103"
    opened.press(Qt.Key.Key_Return)
    note = opened.document.notes[2]
    assert shown(opened) is None and opened.view.hasFocus()
    sight = opened.view.visible_span()
    assert sight.start <= note.start < sight.end
    opened.press(Qt.Key.Key_Left, ALT)
    assert top_line(opened) == before
    opened.press(Qt.Key.Key_Right, ALT)
    assert opened.view.visible_span().start <= note.start < opened.view.visible_span().end
    opened.press(Qt.Key.Key_Return)  # in the note: back to its marker
    assert opened.view.scene.marker == 4
    sight = opened.view.visible_span()
    assert sight.start <= opened.document.note_refs[4].at < sight.end


def test_a_note_with_a_table_can_be_scrolled_selected_and_copied(opened: Opened) -> None:
    opened.desk.noting.look(4, held=True)
    popup = opened.desk.noting.popup
    assert popup is not None
    words = popup.text.toPlainText()
    for cell in (cell for row in ROWS for cell in row):
        assert cell in words
    assert "The second paragraph" in words
    bar = popup.text.verticalScrollBar()
    assert bar.maximum() > 0
    opened.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    opened.press(Qt.Key.Key_A, CONTROL)
    opened.press(Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Note number 5 names its Proceedings") and "31,002" in copied
    opened.press(Qt.Key.Key_Escape)
    assert shown(opened) is None and opened.view.hasFocus()


def test_italics_and_the_page_s_own_type(opened: Opened) -> None:
    opened.desk.noting.look(0, held=True)
    popup = opened.desk.noting.popup
    assert popup is not None
    cursor = popup.text.document().find("Proceedings")
    assert cursor.charFormat().font().italic()
    faces = opened.view.scene.flow.faces
    assert cursor.charFormat().font().family() == faces.family


@pytest.mark.parametrize(("width", "height"), [(1100, 760), (640, 420), (1900, 1000)])
def test_never_over_the_marker_and_always_in_the_window(opened: Opened, width: int, height: int) -> None:
    opened.window.resize(width, height)
    QApplication.processEvents()
    for ref in (0, 4):
        for fraction in (0.0, 0.3, 0.6, 0.9):
            opened.view.go_to(opened.document.note_refs[ref].at, light=False, fraction=fraction)
            QApplication.processEvents()
            opened.desk.noting.look(ref, held=True)
            popup = opened.desk.noting.popup
            assert popup is not None and popup.isVisible()
            assert opened.window.rect().contains(popup.geometry())
            assert not popup.geometry().intersects(in_window(opened, ref)), (ref, fraction)


def test_a_click_goes_there_and_alt_left_comes_back(opened: Opened) -> None:
    opened.view.go_to(opened.document.note_refs[4].at, light=False)
    opened.view.scroll_pixels(-11)
    before = top_line(opened)
    QTest.mouseClick(opened.view.viewport(), LEFT, pos=marker(opened, 4))
    sight = opened.view.visible_span()
    assert sight.start <= opened.document.notes[2].start < sight.end
    opened.press(Qt.Key.Key_Left, ALT)
    assert top_line(opened) == before


def test_the_arrow_of_a_note_leads_to_the_marker_that_was_followed(opened: Opened) -> None:
    refs = opened.document.note_refs
    assert refs[1].note == refs[2].note == 1
    for followed in (2, 1):
        opened.view.go_to(refs[followed].at, light=False)
        QTest.mouseClick(opened.view.viewport(), LEFT, pos=marker(opened, followed))
        block = opened.view.block_of(opened.document.notes[1].start)
        box = arrow_box(block, opened.view.scene.flow.faces)
        scene = opened.view.scene
        at = box.center().toPoint() + QPoint(round(scene.left), round(scene.flow.y_of_block(block.index)))
        opened.hover(at, Qt.CursorShape.PointingHandCursor)
        QTest.mouseClick(opened.view.viewport(), LEFT, pos=at)
        assert scene.marker == followed


def test_a_marker_without_a_note_says_so(opened: Opened) -> None:
    opened.view.go_to(opened.document.note_refs[3].at, light=False)
    before = top_line(opened)
    QTest.mouseClick(opened.view.viewport(), LEFT, pos=marker(opened, 3))
    assert shown(opened) == "This text has no note 4."
    opened.press(Qt.Key.Key_Return)
    assert top_line(opened) == before
    opened.press(Qt.Key.Key_Escape)
    assert shown(opened) is None


def test_the_ends_of_the_markers_are_said(opened: Opened) -> None:
    opened.view.go_to(0, light=False)
    opened.press(Qt.Key.Key_M)
    opened.press(Qt.Key.Key_M, SHIFT)
    assert opened.window.status.left.text() == "No more note markers that way"
    opened.press(Qt.Key.Key_Escape)
    assert opened.view.scene.marker is None


def test_a_click_into_a_hovered_note_holds_it(open_window: Callable[..., Opened], qtbot: Any) -> None:
    opened = open_window()
    hover(opened, 0)
    qtbot.waitUntil(lambda: shown(opened) is not None, timeout=2000)
    popup = opened.desk.noting.popup
    assert popup is not None
    QTest.mouseClick(popup.text.viewport(), LEFT, pos=QPoint(20, 20))
    assert popup.held
    mouse.move(opened.view.viewport(), QPoint(5, 400))
    QTest.qWait(400)
    assert popup.isVisible()
    QTest.mouseClick(opened.view.viewport(), LEFT, pos=QPoint(300, 500))
    assert not popup.isVisible()
