"""The table of all notes: shown by a key, sifted, sorted, walked, written in, and marked many at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from annotator.model.annotation import LinkKind
from annotator.services import drafts
from annotator.ui.dialogs.tags import TagsDialog
from annotator.ui.panels.notes_panel import NotesPanel
from annotator.ui.panels.notes_rows import Column
from tests.gui.conftest import Opened, close
from tests.gui.note_readers import CONTROL, come_back, mark

pytestmark = pytest.mark.qt_log_ignore("plugin does not support")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def some(opened: Opened) -> list[str]:
    """Four annotations, in the order of the text."""
    words = sorted(set(opened.document.text.split()), key=opened.document.text.index)
    long = [word for word in words if len(word) > 5][2:40:9]
    return [
        mark(opened, long[0], "Alpha", "claim", ("law",)),
        mark(opened, long[1], "", "question"),
        mark(opened, long[2], "Éclair", "claim", ("law", "terror")),
        mark(opened, long[3], "beta", "evidence", ("terror",)),
    ]


def table(opened: Opened) -> NotesPanel:
    opened.view.setFocus()
    opened.press(Qt.Key.Key_M, CONTROL | SHIFT)
    panel = opened.desk.all_notes.panel
    assert panel is not None and panel.isVisible()
    return panel


def rows(panel: NotesPanel) -> list[str]:
    return [panel.notes.row(place).id for place in range(panel.notes.rowCount())]


def column(panel: NotesPanel, which: Column) -> list[str]:
    return [str(panel.notes.index(place, which).data()) for place in range(panel.notes.rowCount())]


def roles(opened: Opened) -> dict[str, str]:
    opened.saved()
    return {one.id: one.role for one in opened.stored()}


def test_a_key_shows_the_table_with_the_keyboard_and_folds_it_away(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    assert panel.view.hasFocus()
    assert rows(panel) == ids
    assert opened.desk.menus.actions["all-notes"].isChecked()
    opened.press(Qt.Key.Key_M, CONTROL | SHIFT)
    assert panel.isHidden() and opened.view.hasFocus()
    assert not opened.desk.menus.actions["all-notes"].isChecked()


def test_without_annotations_it_teaches(opened: Opened) -> None:
    panel = table(opened)
    assert panel.empty.isVisible() and "press 1 to 6" in panel.empty.text()
    mark(opened, "promise")
    assert panel.view.isVisible()


def test_words_sift_over_notes_passages_and_tags(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    for words, wanted in (("eclair", [ids[2]]), ("#TERROR", [ids[2], ids[3]]), ("law alpha", [ids[0]])):
        panel.words.setFocus()
        panel.words.clear()
        opened.type(words)
        opened.press(Qt.Key.Key_Return)
        assert rows(panel) == wanted
    opened.type("nothing of the kind")
    opened.press(Qt.Key.Key_Return)
    assert panel.empty.isVisible() and "Esc" in panel.empty.text()
    opened.press(Qt.Key.Key_Escape)
    assert rows(panel) == ids
    opened.press(Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_roles_tags_and_parts_sift_and_only_what_occurs_is_offered(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    assert [panel.by_role.itemData(at) for at in range(panel.by_role.count())] == [
        None,
        "claim",
        "evidence",
        "question",
    ]
    pick(panel.by_role, "claim")
    assert rows(panel) == [ids[0], ids[2]]
    pick(panel.by_tag, "terror")
    assert rows(panel) == [ids[2]]
    panel.show_all()
    for at in range(1, panel.by_division.count()):
        division = opened.document.divisions[panel.by_division.itemData(at)]
        pick(panel.by_division, panel.by_division.itemData(at))
        held = [one for one in ids if division.start <= (opened.window.overlay.offset(one) or 0) < division.end]
        assert rows(panel) == held


def pick(choice: QComboBox, value: object) -> None:
    """Choose with the keyboard."""
    choice.setFocus()
    choice.setCurrentIndex(0)
    for _step in range(choice.findData(value)):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    choice.activated.emit(choice.currentIndex())


def test_headers_sort_and_what_is_empty_comes_last(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    header = panel.view.horizontalHeader()

    def click(which: Column) -> None:
        at = header.sectionViewportPosition(which) + 20
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(at, 8))

    click(Column.NOTE)
    assert column(panel, Column.NOTE) == ["Alpha", "beta", "Éclair", ""]
    click(Column.NOTE)
    assert column(panel, Column.NOTE)[-1] == "Alpha"
    click(Column.ROLE)
    assert rows(panel) == [ids[0], ids[2], ids[3], ids[1]]
    click(Column.PAGE)
    click(Column.PAGE)
    assert rows(panel) == ids[::-1]


def test_enter_goes_to_the_passage_and_ctrl_enter_keeps_the_keyboard(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return, CONTROL)
    assert opened.window.overlay.current == ids[1]
    assert panel.view.hasFocus()
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return)
    assert opened.window.overlay.current == ids[2]
    assert opened.view.hasFocus()


def test_a_passage_chosen_on_the_page_is_chosen_in_the_table(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.view.setFocus()
    opened.window.overlay.choose(ids[3])
    assert panel.view.current() == ids[3]


def test_a_note_is_written_in_its_cell(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.press(Qt.Key.Key_E)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    opened.type(" one")
    opened.press(Qt.Key.Key_Return)
    opened.type("two 123")
    opened.press(Qt.Key.Key_Escape)
    assert panel.view.hasFocus()
    opened.saved()
    assert [one.note for one in opened.stored() if one.id == ids[0]] == ["Alpha one\ntwo 123"]
    assert column(panel, Column.NOTE)[0] == "Alpha one two 123"


def test_a_cell_is_saved_as_it_is_written_and_is_one_step_of_undo(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    note = lambda: next(one.note for one in opened.stored() if one.id == ids[0])  # noqa: E731
    opened.press(Qt.Key.Key_E)
    opened.type(" one")
    opened.qtbot.waitUntil(lambda: note() == "Alpha one", timeout=3000)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit), "the cell is still being written in"
    for _letter in " one":
        opened.press(Qt.Key.Key_Backspace)
    opened.qtbot.waitUntil(lambda: note() == "Alpha", timeout=3000)
    opened.type(" two")
    opened.qtbot.waitUntil(lambda: note() == "Alpha two", timeout=3000)
    opened.type(" three")
    opened.qtbot.waitUntil(lambda: note() == "Alpha two three", timeout=3000)
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    opened.window.session.undo()
    opened.saved()
    assert note() == "Alpha", "one stretch of writing is one step"
    panel.view.setCurrentIndex(panel.notes.index(0, Column.TAGS))
    panel.view.setFocus()
    opened.press(Qt.Key.Key_F2)
    opened.type("state, la")
    opened.qtbot.waitUntil(lambda: next(o.tags for o in opened.stored() if o.id == ids[0]) == ("state", "la"))
    opened.type("w")
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(panel.view.hasFocus, timeout=5000)
    opened.saved()
    assert next(one.tags for one in opened.stored() if one.id == ids[0]) == ("state", "law")


def test_a_cell_that_nobody_wrote_in_overwrites_nothing(opened: Opened) -> None:
    ids = some(opened)
    table(opened)
    opened.press(Qt.Key.Key_E)
    session = opened.window.session
    assert session is not None
    session.apply(drafts.edit_note(session.annotation(ids[0]), "From elsewhere"))
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    assert next(one.note for one in opened.stored() if one.id == ids[0]) == "From elsewhere"


def test_tags_and_role_are_written_in_their_cells(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    panel.view.setCurrentIndex(panel.notes.index(0, Column.TAGS))
    opened.press(Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    opened.type("state, #law")
    opened.press(Qt.Key.Key_Return)
    opened.qtbot.waitUntil(panel.view.hasFocus, timeout=5000)
    panel.view.setCurrentIndex(panel.notes.index(0, Column.ROLE))
    opened.press(Qt.Key.Key_F2)
    choice = QApplication.focusWidget()
    assert isinstance(choice, QComboBox)
    opened.qtbot.waitUntil(choice.view().isVisible, timeout=5000)
    QTest.keyClick(choice.view(), Qt.Key.Key_Down)
    QTest.keyClick(choice.view(), Qt.Key.Key_Return)
    opened.saved()
    (first,) = [one for one in opened.stored() if one.id == ids[0]]
    assert first.tags == ("state", "law") and first.role == "evidence"


def test_rows_stand_still_while_one_writes_and_what_changed_elsewhere_shows_after(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.press(Qt.Key.Key_E)
    opened.type("!")
    session = opened.window.session
    assert session is not None
    session.apply(drafts.delete([session.annotation(ids[1])]))
    assert rows(panel) == ids
    opened.type("?")
    opened.press(Qt.Key.Key_Escape)
    assert rows(panel) == [ids[0], ids[2], ids[3]]
    opened.saved()
    assert [one.note for one in opened.stored() if one.id == ids[0]] == ["Alpha!?"]


def test_closing_the_window_keeps_what_is_being_written_in_a_cell(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    some(opened)
    table(opened)
    opened.press(Qt.Key.Key_E)
    opened.type(" and more")
    close(opened)
    assert "Alpha and more" in [one.note for one in open_window().stored()]


def test_a_digit_marks_all_chosen_as_one_act(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.press(Qt.Key.Key_A, CONTROL)
    assert panel.said.text() == "4 annotations · 4 chosen"
    opened.press(Qt.Key.Key_5)
    assert set(roles(opened).values()) == {"objection"}
    assert panel.view.chosen() == ids
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(lambda: roles(opened)[ids[1]] == "question", timeout=5000)
    assert roles(opened) == dict(zip(ids, ("claim", "question", "claim", "evidence"), strict=True))


def test_delete_puts_all_chosen_into_the_trash_as_one_act(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    opened.press(Qt.Key.Key_Down, SHIFT)
    opened.press(Qt.Key.Key_Delete)
    assert rows(panel) == ids[2:]
    assert panel.view.current() == ids[2]  # the next one, so that one goes on from there
    assert set(roles(opened)) == set(ids[2:])
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(lambda: set(roles(opened)) == set(ids), timeout=5000)
    assert rows(panel) == ids


def test_tags_of_all_chosen_are_given_and_taken_as_one_act(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = some(opened)
    table(opened)
    asked: list[tuple[str, ...]] = []

    def answer(parent: object, tags: Any, known: Any) -> tuple[str, ...]:
        asked.append(tuple(tags))
        return ("order",)

    monkeypatch.setattr(TagsDialog, "ask", answer)
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Down, SHIFT)  # those with “terror” in common
    opened.press(Qt.Key.Key_T)
    opened.qtbot.waitUntil(lambda: asked != [], timeout=5000)
    assert asked == [("terror",)]
    opened.saved()
    assert {one.id: one.tags for one in opened.stored()} == {
        ids[0]: ("law",),
        ids[1]: (),
        ids[2]: ("law", "order"),
        ids[3]: ("order",),
    }
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(
        lambda: [one.tags for one in opened.stored() if one.id == ids[3]] == [("terror",)], timeout=5000
    )


def test_the_buttons_do_as_the_keys(opened: Opened) -> None:
    ids = some(opened)
    panel = table(opened)
    action = next(one for one in panel.role.menu().actions() if one.text().startswith("Definition"))
    action.trigger()
    assert roles(opened)[ids[0]] == "definition"
    QTest.mouseClick(panel.delete, Qt.MouseButton.LeftButton)
    assert set(roles(opened)) == set(ids[1:])
    QTest.mouseClick(panel.shut, Qt.MouseButton.LeftButton)
    assert panel.isHidden()


def test_notes_of_no_passage_and_lost_ones_are_rows_too(opened: Opened) -> None:
    session = opened.window.session
    assert session is not None
    whole = mark(opened, "", "On all of it.")
    act = drafts.annotate(session.reader, session.document, [], division="no/such/division", note="Lost.")
    session.apply(act)
    panel = table(opened)
    assert set(rows(panel)) == {whole, act.changes[0].record.id}
    passages = dict(zip(rows(panel), column(panel, Column.PASSAGE), strict=True))
    assert passages[whole] == "On the whole reader"
    pages = dict(zip(rows(panel), column(panel, Column.PAGE), strict=True))
    assert pages[act.changes[0].record.id] == "lost"


def test_columns_height_and_being_shown_are_remembered(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    some(opened)
    panel = table(opened)
    panel.view.setColumnWidth(Column.NOTE, 333)
    panel.view.sortByColumn(Column.MODIFIED, Qt.SortOrder.DescendingOrder)
    close(opened)
    again = open_window()
    shown = again.desk.all_notes.panel
    assert shown is not None and not shown.isHidden()
    assert shown.view.columnWidth(Column.NOTE) == 333
    assert shown.view.horizontalHeader().sortIndicatorSection() == Column.MODIFIED
    again.view.setFocus()
    again.press(Qt.Key.Key_M, CONTROL | SHIFT)
    assert shown.view.hasFocus()


def test_ten_thousand_rows_are_asked_for_only_where_they_are_seen(opened: Opened) -> None:
    session = opened.window.session
    assert session is not None
    (one,) = [session.placed[some(opened)[0]]]
    panel = table(opened)
    ground = opened.window.overlay.ground
    assert ground is not None
    from dataclasses import replace

    many = [replace(one, annotation=replace(one.annotation, id=str(n), note=f"note {n}")) for n in range(10_000)]
    panel.notes.fill(many, ground, opened.window.overlay.roles)
    asked: set[int] = set()
    data = panel.notes.data

    def watched(index: Any, role: int = 0) -> object:
        asked.add(index.row())
        return data(index, role)

    panel.notes.data = watched  # type: ignore[method-assign]
    panel.words.setText("note 99")
    panel._sift()
    assert panel.notes.rowCount() == sum("99" in str(n) for n in range(10_000))
    panel.show_all()
    panel.view.scrollToBottom()
    panel.view.grab()
    assert len(asked) < 200


def test_a_link_in_the_trash_harms_no_row(opened: Opened) -> None:
    ids = some(opened)
    session = opened.window.session
    assert session is not None
    session.apply(drafts.link(session.annotation(ids[0]), session.annotation(ids[1]), LinkKind.ECHOES))
    panel = table(opened)
    session.apply(drafts.delete([session.annotation(ids[1])]))
    assert rows(panel) == [ids[0], ids[2], ids[3]]
    come_back(opened)
