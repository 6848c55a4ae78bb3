"""Book and sources, by keys and by mouse; and the citations that come of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from annotator.services import drafts
from annotator.services.bibliography import STYLES, Works
from annotator.ui.citing_actions import CITATION_STYLES
from annotator.ui.dialogs.source_form import LABELS
from annotator.ui.dialogs.sources import SourcesDialog
from annotator.ui.panels.shelf import ShelfDialog
from tests.gui import mouse
from tests.gui.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("plugin does not support")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
WORDS = "no fewer than 47 ports"


def shown(opened: Opened, kind: type[SourcesDialog] | type[ShelfDialog] = SourcesDialog) -> SourcesDialog:
    """The dialog, once it is there."""
    opened.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=5000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    dialog.activateWindow()
    opened.qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    return dialog  # type: ignore[return-value]


def works(opened: Opened) -> Works:
    """What the library says now."""
    assert opened.window.session is not None
    reader_id, document = opened.window.session.reader.id, opened.document
    return opened.clerk.ask(
        lambda services: services.bibliography.works(services.shelf.get(reader_id), document)
    ).result(5)


def copied(opened: Opened, words: str = WORDS) -> str:
    """What Ctrl+Shift+C puts on the clipboard."""
    opened.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)
    opened.window.activateWindow()
    opened.view.setFocus()
    QApplication.clipboard().clear()
    opened.select(words)
    opened.press(Qt.Key.Key_C, CONTROL | SHIFT)
    opened.qtbot.waitUntil(lambda: bool(QApplication.clipboard().text()), timeout=5000)
    return QApplication.clipboard().text()


def refreshed(opened: Opened, condition: Callable[[Works], bool]) -> None:
    """Wait until the window knows what was corrected."""
    opened.qtbot.waitUntil(
        lambda: opened.desk.citing._works is not None and condition(opened.desk.citing._works), timeout=5000
    )


def test_the_book_is_described_by_keys_alone(opened: Opened) -> None:
    opened.press(Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    assert dialog.form.field("title").hasFocus() and dialog.form.field("title").text() == "A Small Reader"
    opened.press(Qt.Key.Key_Tab)
    opened.press(Qt.Key.Key_Tab)
    opened.type("Cora Lind")
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: dialog.said.text().startswith("Saved"), timeout=5000)
    assert dialog.isVisible() and dialog.form.found("editor") == "Nothing was found"
    opened.press(Qt.Key.Key_Tab)  # the way back to what was found
    assert dialog.form.reset("editor").hasFocus()
    for _each in ("place", "publisher"):
        opened.press(Qt.Key.Key_Tab)
    opened.type("Quay Press")
    opened.press(Qt.Key.Key_Escape)  # keeps what is written
    opened.qtbot.waitUntil(lambda: works(opened).book.publisher == "Quay Press", timeout=5000)
    assert works(opened).book.editor == "Cora Lind"
    refreshed(opened, lambda works: works.book.publisher == "Quay Press")
    assert copied(opened) == f"“{WORDS}” (Merrow, in Lind (ed.), p. 1)"
    opened.press(Qt.Key.Key_Z, CONTROL)
    refreshed(opened, lambda works: works.book.publisher == "")
    opened.press(Qt.Key.Key_Z, CONTROL)
    refreshed(opened, lambda works: works.book.editor == "")
    assert copied(opened) == f"“{WORDS}” (Merrow, p. 1)"


def test_a_selection_is_corrected_by_mouse_from_the_contents(opened: Opened) -> None:
    contents = opened.desk.contents
    index = contents.model().index(0, 0, contents.model().index(0, 0))
    contents.expandAll()
    at = contents.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, contents.viewport().mapToGlobal(at))
    contents.contextMenuEvent(event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == "Source…")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    dialog = shown(opened)
    assert dialog.current().work.title == "The Keeping of Tide Tables" and dialog.list.currentRow() == 1
    author = dialog.form.field("author")
    mouse.double_click(author, QPoint(12, author.height() // 2))
    author.selectAll()
    QTest.keyClicks(author, "Ida Tide")
    title = dialog.form.field("title")
    QTest.mouseClick(title, Qt.MouseButton.LeftButton, pos=QPoint(12, title.height() // 2))
    opened.qtbot.waitUntil(lambda: works(opened).of(1).author == "Ida Tide", timeout=5000)
    assert dialog.form.found("author") == "Found: Ada Merrow"
    opened.qtbot.waitUntil(lambda: dialog.cited.text() == "Tide, p. 1", timeout=5000)
    assert dialog.list.item(1).toolTip() == "The Keeping of Tide Tables, Ida Tide"
    opened.qtbot.waitUntil(lambda: index.data(Qt.ItemDataRole.ToolTipRole).endswith("\nIda Tide"), timeout=5000)
    QTest.mouseClick(dialog.form.reset("author"), Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: works(opened).of(1).author == "Ada Merrow", timeout=5000)
    assert author.text() == "Ada Merrow" and dialog.form.found("author") == ""
    QTest.mouseClick(dialog.shut, Qt.MouseButton.LeftButton)
    opened.qtbot.waitUntil(lambda: not QApplication.activeModalWidget(), timeout=5000)


def test_what_is_written_is_kept_when_one_turns_to_another_work(opened: Opened) -> None:
    opened.desk.menus.actions["cite-selection"].trigger()
    dialog = shown(opened)
    assert dialog.list.currentRow() == 0  # the page begins with the part, which is the book's
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    field = dialog.form.field("year")
    field.setFocus()
    QTest.keyClicks(field, "1931")
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    opened.qtbot.waitUntil(lambda: works(opened).of(1).first_year == "1931", timeout=5000)
    assert works(opened).book.year == ""
    QApplication.processEvents()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.form.field("title").hasFocus()
    dialog.reject()


def test_a_key_that_another_work_has_is_refused_and_told(opened: Opened) -> None:
    opened.press(Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    taken = works(opened).of(1).citekey
    field = dialog.form.field("citekey")
    field.setFocus()
    field.selectAll()
    opened.type(taken)
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: f"The key “{taken}” belongs to" in dialog.said.text(), timeout=5000)
    assert field.text() == taken and works(opened).book.citekey != taken
    dialog.reject()


def test_each_style_is_chosen_in_the_menu_and_copied_as_rich_text_and_markdown(opened: Opened) -> None:
    refreshed(opened, lambda works: True)
    for key, expected in {
        "author-date": f"“{WORDS}” (Merrow, n.d., 1)",
        "pandoc": f"“{WORDS}” [@merrowkeeping, p. 1]",
        "reading": f"“{WORDS}” (Merrow, p. 1)",
    }.items():
        opened.desk.menus.actions[f"cite-style-{key}"].trigger()
        assert copied(opened) == expected
        data = QApplication.clipboard().mimeData()
        assert data.html() == f"<p>{expected}</p>"
        assert bytes(data.data("text/markdown").data()).decode() == expected
    opened.desk.menus.actions["cite-style-note"].trigger()
    assert copied(opened).startswith(f"“{WORDS}”[^merrowkeeping-")
    assert opened.desk.menus.actions["cite-style-note"].isChecked()


def test_a_key_that_was_copied_stays(opened: Opened) -> None:
    opened.desk.menus.actions["cite-style-pandoc"].trigger()
    assert "[@merrowkeeping, p. 1]" in copied(opened)
    opened.qtbot.waitUntil(
        lambda: bool(opened.clerk.ask(lambda services: services.bibliography._citations()).result(5)), timeout=5000
    )
    opened.press(Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    dialog.choose(1)
    field = dialog.form.field("author")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Ida Tide")
    dialog.accept()
    refreshed(opened, lambda works: works.of(1).author == "Ida Tide")
    assert "[@merrowkeeping, p. 1]" in copied(opened)


def test_the_style_in_the_dialog_is_the_one_that_is_cited_in(opened: Opened) -> None:
    opened.press(Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    dialog.choose(1)
    QTest.keyClick(dialog.style_box, Qt.Key.Key_End)
    assert dialog.cited.text() == "[@merrowkeeping, p. 1]"
    QTest.keyClick(dialog.style_box, Qt.Key.Key_Up)
    assert "<i>A Small Reader</i>" in dialog.cited.text()
    dialog.accept()
    assert copied(opened).startswith(f"“{WORDS}”[^merrowkeeping-")


def test_what_was_said_of_a_piece_that_is_gone_is_told(opened: Opened) -> None:
    assert opened.window.session is not None
    reader_id = opened.window.session.reader.id
    act = drafts.correct_citation([], reader_id, "9-9-elsewhere", {"author": "Ida Tide"})
    opened.clerk.ask(lambda services: services.history.commit(act)).result(5)
    opened.press(Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    assert dialog.said.text() == "Not in this text any more, but kept: 9-9-elsewhere: Ida Tide"
    dialog.reject()


def test_the_shelf_leads_to_it(opened: Opened) -> None:
    opened.press(Qt.Key.Key_L, CONTROL)
    shelf = shown(opened, ShelfDialog)
    QTest.keyClick(shelf, Qt.Key.Key_B, CONTROL | ALT)
    dialog = shown(opened)
    assert dialog.current().work.title == "A Small Reader"
    dialog.accept()
    assert shelf.isVisible()


@pytest.mark.parametrize("name", ["the styles of the menu", "the labels of the form"])
def test_nothing_is_forgotten(name: str) -> None:
    from annotator.model.bibliography import BOOK_FIELDS, PIECE_FIELDS

    if name == "the styles of the menu":
        assert [key for key, _name, _tip in CITATION_STYLES] == list(STYLES)
    else:
        assert set(LABELS) == {*BOOK_FIELDS, *PIECE_FIELDS}


def test_from_a_passage_to_its_citation_by_mouse_alone(opened: Opened) -> None:
    refreshed(opened, lambda works: True)
    opened.select(WORDS)
    opened.qtbot.waitUntil(opened.view.bar.isVisible, timeout=5000)
    buttons = {button.accessibleName(): button for button in opened.view.bar.findChildren(QToolButton)}
    QApplication.clipboard().clear()
    QTest.mouseClick(buttons["Copy with citation"], Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == f"“{WORDS}” (Merrow, p. 1)"
    QTest.mouseClick(buttons["Claim"], Qt.MouseButton.LeftButton)
    opened.saved()
    (annotation,) = opened.stored()
    assert annotation.role == "claim"


def test_from_a_passage_to_its_citation_by_keys_alone(opened: Opened) -> None:
    refreshed(opened, lambda works: True)
    QApplication.clipboard().clear()
    first = opened.document.text.index("A tide table is")
    while not any(span.start == first for span in opened.view.selections()):
        opened.press(Qt.Key.Key_S)  # the next sentence
    opened.press(Qt.Key.Key_1)
    opened.saved()
    (annotation,) = opened.stored()
    opened.press(Qt.Key.Key_C, CONTROL | SHIFT)  # of the passage that was just marked
    assert annotation.role == "claim"
    words = annotation.anchors[0].quote.exact
    assert QApplication.clipboard().text() == f"“{words}” (Merrow, p. 1)"
