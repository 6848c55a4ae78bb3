"""Ties between annotations: written with [[, dragged, followed, changed, taken away, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.model.annotation import LinkKind
from annotator.services import drafts
from annotator.ui.margin.offers import LinkOffers
from tests.gui import mouse
from tests.gui.conftest import Opened, close
from tests.gui.note_readers import CONTROL, come_back, links, mark, menu, press_in_menu, tie

pytestmark = pytest.mark.qt_log_ignore("plugin does not support")
ONE, TWO = "a promise made by people", "The order"
ALT = Qt.KeyboardModifier.AltModifier


def two(opened: Opened) -> tuple[str, str]:
    """A note on a passage, and an annotation of another one."""
    text = opened.document.text
    other = text[text.rindex("\n") - 40 : text.rindex("\n") - 10] if TWO not in text else TWO
    return mark(opened, ONE, "Who keeps it?"), mark(opened, other, "Nobody signs.", role="evidence", tags=("law",))


def offers(opened: Opened) -> LinkOffers:
    found: LinkOffers | None = opened.window.findChild(LinkOffers)
    assert found is not None
    return found


def shown(opened: Opened, annotation_id: str) -> list[tuple[str, bool]]:
    """Kind and whether it is gone, of the links under a note in the margin."""
    note = opened.window.pane.margin._notes.get(annotation_id)
    assert note is not None
    return [(one.kind, one.gone) for one in note.links]


def write(opened: Opened, annotation_id: str, words: str) -> None:
    opened.window.overlay.choose_and_show(annotation_id)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_E)
    opened.type(words)


def test_two_brackets_offer_what_fits_and_a_choice_ties_and_leaves_words(opened: Opened) -> None:
    one, other = two(opened)
    write(opened, one, " See [[")
    assert offers(opened).isVisible() and offers(opened).model.rowCount() == 1
    opened.type("nosuchword")
    assert not offers(opened).list.isEnabled()
    for _letter in "nosuchword":
        opened.press(Qt.Key.Key_Backspace)
    opened.type("#LAW")
    opened.press(Qt.Key.Key_Return)
    assert [action.text() for action in menu(opened).actions()] == ["see also", "supports", "contradicts", "echoes"]
    press_in_menu(opened, Qt.Key.Key_Return)
    (link,) = links(opened)
    assert (link.source, link.target, link.kind) == (one, other, LinkKind.SEE_ALSO)
    (note,) = [annotation.note for annotation in opened.stored() if annotation.id == one]
    assert note.startswith("Who keeps it? See “") and "[[" not in note and "(p. " in note
    assert opened.window.pane.margin.editing() == one  # one writes on
    opened.type(" indeed")
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    assert [a.note for a in opened.stored() if a.id == one] == [f"{note} indeed"]
    assert shown(opened, one) == [("see also", False)]
    assert shown(opened, other) == [("seen from", False)]


def test_the_words_and_the_tie_are_one_step_of_undo(opened: Opened) -> None:
    one, _other = two(opened)
    write(opened, one, " [[")
    opened.press(Qt.Key.Key_Tab)
    press_in_menu(opened, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [link.kind for link in links(opened)] == [LinkKind.SUPPORTS]
    opened.press(Qt.Key.Key_Escape)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(lambda: links(opened) == [], timeout=5000)
    assert "“" not in next(a.note for a in opened.stored() if a.id == one)
    assert shown(opened, one) == []
    opened.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened.qtbot.waitUntil(lambda: len(links(opened)) == 1, timeout=5000)
    assert "“" in next(a.note for a in opened.stored() if a.id == one)
    assert shown(opened, one) == [("supports", False)]


def test_escape_closes_the_offers_first_and_leaves_what_was_typed(opened: Opened) -> None:
    one, _other = two(opened)
    write(opened, one, " [[x")
    opened.press(Qt.Key.Key_Escape)
    assert offers(opened).isHidden() and opened.window.pane.margin.editing() == one
    opened.type("y")
    assert offers(opened).isHidden()
    opened.press(Qt.Key.Key_Escape)
    opened.saved()
    assert [a.note for a in opened.stored() if a.id == one] == ["Who keeps it? [[xy"]
    assert links(opened) == []


def test_a_menu_that_is_left_makes_no_tie(opened: Opened) -> None:
    one, _other = two(opened)
    write(opened, one, " [[")
    opened.press(Qt.Key.Key_Return)
    press_in_menu(opened, Qt.Key.Key_Escape)
    assert links(opened) == []
    assert opened.window.pane.margin.editing() == one


def test_a_key_begins_a_tie(opened: Opened) -> None:
    one, other = two(opened)
    opened.window.overlay.choose_and_show(one)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened.press(Qt.Key.Key_Return)
    press_in_menu(opened, Qt.Key.Key_Return)
    assert [(link.source, link.target) for link in links(opened)] == [(one, other)]


def test_the_key_begins_a_tie_in_the_midst_of_writing_too(opened: Opened) -> None:
    one, other = two(opened)
    write(opened, one, "and so on")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    for _letter in range(3):
        opened.press(Qt.Key.Key_Left)
    before = editor.toPlainText()
    opened.press(Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.toPlainText() == f"{before[:-3]} [[{before[-3:]}"
    opened.press(Qt.Key.Key_Return)
    press_in_menu(opened, Qt.Key.Key_Return)
    assert [(link.source, link.target) for link in links(opened)] == [(one, other)]


def test_one_note_dragged_onto_another_is_tied_to_it(opened: Opened) -> None:
    one = mark(opened, ONE, "First.")
    other = mark(opened, "promise", "Second.")
    margin = opened.window.pane.margin
    opened.window.overlay.show_place(one)
    QApplication.processEvents()
    start, end = margin.place_of(one), margin.place_of(other)
    assert start is not None and end is not None
    at = QPoint(80, start.top() + 6)
    mouse.press(margin, at)
    end = margin.place_of(other)
    assert end is not None
    target = QPoint(80, end.top() + 6)
    mouse.move(margin, at + QPoint(0, 14))
    mouse.move(margin, target)
    margin.grab()
    mouse.release(margin, target)
    press_in_menu(opened, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [(link.source, link.target, link.kind) for link in links(opened)] == [(one, other, LinkKind.CONTRADICTS)]


def test_a_click_follows_a_link_and_alt_left_comes_back(opened: Opened) -> None:
    one, other = two(opened)
    tie(opened, one, other)
    opened.window.overlay.choose_and_show(one)
    opened.view.go_to(opened.window.overlay.offset(one), light=False, fraction=0.0)
    QApplication.processEvents()
    margin, before = opened.window.pane.margin, opened.view.top_offset()
    place = margin.place_of(one)
    assert place is not None
    at = next(QPoint(80, y) for y in range(place.top(), place.bottom() + 1) if margin.link_at(QPoint(80, y)))
    sight = opened.view.visible_span()
    far = not sight.start <= (opened.window.overlay.offset(other) or 0) < sight.end
    QTest.mouseClick(margin, Qt.MouseButton.LeftButton, pos=at)
    assert opened.window.overlay.current == other
    if far:
        assert opened.view.top_offset() != before
        opened.view.setFocus()
        opened.press(Qt.Key.Key_Left, ALT)
        assert opened.view.top_offset() == before


def test_the_keys_choose_follow_and_remove_a_link(opened: Opened) -> None:
    one, other = two(opened)
    first = tie(opened, one, other, LinkKind.ECHOES)
    margin = opened.window.pane.margin
    opened.window.overlay.choose_and_show(other)
    margin.setFocus()
    opened.press(Qt.Key.Key_Right)
    assert margin.accessibleName().startswith("Link, echoed by: ")
    opened.press(Qt.Key.Key_Return)
    assert opened.window.overlay.current == one
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Delete)
    assert links(opened) == []
    assert shown(opened, one) == shown(opened, other) == []
    opened.view.setFocus()
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.qtbot.waitUntil(lambda: [link.id for link in links(opened)] == [first], timeout=5000)
    assert shown(opened, other) == [("echoed by", False)]


def test_the_menu_of_links_changes_the_kind_and_removes(opened: Opened) -> None:
    one, other = two(opened)
    tie(opened, one, other)
    opened.window.overlay.choose_and_show(one)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_J, CONTROL)
    actions = {action.text(): action for action in menu(opened).actions()}
    actions["contradicts"].trigger()
    menu(opened).close()
    come_back(opened)
    assert [link.kind for link in links(opened)] == [LinkKind.CONTRADICTS]
    assert shown(opened, other) == [("contradicted by", False)]
    opened.press(Qt.Key.Key_J, CONTROL)
    actions = {action.text(): action for action in menu(opened).actions()}
    actions["&Remove link"].trigger()
    menu(opened).close()
    come_back(opened)
    assert links(opened) == []


def test_of_several_links_the_menu_has_one_menu_each(opened: Opened) -> None:
    one, other = two(opened)
    tie(opened, one, other)
    tie(opened, other, one, LinkKind.ECHOES)
    opened.window.overlay.choose_and_show(one)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_J, CONTROL)
    above = menu(opened)
    assert [action.text().split("   ")[0] for action in above.actions()] == ["supports", "echoed by"]
    press_in_menu(opened, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert opened.window.overlay.current == other


def test_without_links_the_key_says_how_to_make_one(opened: Opened) -> None:
    one, _other = two(opened)
    opened.window.overlay.choose_and_show(one)
    opened.view.setFocus()
    opened.press(Qt.Key.Key_J, CONTROL)
    assert "Ctrl+Shift+L" in opened.window.status.left.text()


def test_a_link_to_what_went_into_the_trash_says_so_and_comes_back_with_it(opened: Opened) -> None:
    one, other = two(opened)
    tie(opened, one, other)
    session = opened.window.session
    assert session is not None
    session.apply(drafts.delete([session.annotation(other)]))
    assert shown(opened, one) == [("supports", True)]
    opened.saved()
    session.reload()
    opened.qtbot.wait(50)
    assert shown(opened, one) == [("supports", True)]  # the library says the same
    session.undo()
    opened.qtbot.waitUntil(lambda: shown(opened, one) == [("supports", False)], timeout=5000)


def test_links_are_there_after_reopening(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    one, other = two(opened)
    tie(opened, one, other)
    close(opened)
    again = open_window()
    again.qtbot.waitUntil(lambda: shown(again, one) == [("supports", False)], timeout=5000)
    assert shown(again, other) == [("supported by", False)]


def test_another_process_ties_and_the_window_shows_it(opened: Opened) -> None:
    one, other = two(opened)
    opened.saved()
    session = opened.window.session
    assert session is not None

    def made(services: object) -> None:
        source, target = services.annotations.get(one), services.annotations.get(other)  # type: ignore[attr-defined]
        services.linking.link(source, target, LinkKind.ECHOES)  # type: ignore[attr-defined]

    opened.clerk.ask(made).result(5)
    session.reload()
    opened.qtbot.waitUntil(lambda: shown(opened, one) == [("echoes", False)], timeout=5000)


def test_the_same_tie_is_made_once_and_comes_back_out_of_the_trash(opened: Opened) -> None:
    one, other = two(opened)
    link_id = tie(opened, one, other)
    session, linking = opened.window.session, opened.desk.linking
    assert session is not None
    first, second = session.annotation(one), session.annotation(other)
    assert first is not None and second is not None
    assert linking._tie(first, second, LinkKind.SUPPORTS).changes == ()
    linking.remove(link_id)
    session.apply(linking._tie(first, second, LinkKind.SUPPORTS))
    assert [link.id for link in links(opened)] == [link_id]
