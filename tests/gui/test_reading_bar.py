"""The bar at the selection: when it comes, where it stands, and what one does with it by mouse and keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from annotator.ui.reading.bar import RoleButton, SelectionBar, Tool
from annotator.ui.reading.hit_test import span_rects
from annotator.ui.reading.view import ReadingView
from tests.documents import sample_document
from tests.gui import mouse
from tests.gui.reading_page import drag, point_at, show_page, span_of, theme

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
ROLES = (
    RoleButton("claim", "!", "Claim", "claim", "Claim (1)"),
    RoleButton("question", "?", "Question", "question", "Question (3)"),
    RoleButton("irony", "~", "Irony", "irony", "Irony (7)"),
)


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    view = show_page(qtbot, sample_document())
    actions = [QAction(name, view) for name in ("&Note", "&Copy")]
    for action in actions:
        action.setToolTip(f"{action.text()} (X)")
    view.bar.set_roles(ROLES)
    view.bar.set_tools([Tool(action, "note") for action in actions], lambda name: QIcon())
    view.bar.set_theme(theme())
    view.go_to(span_of(view, "A tide table")[0], light=False)
    return view


def take(view: ReadingView, words: str) -> None:
    first, last = span_of(view, words)
    drag(view, point_at(view, first), point_at(view, last))


def buttons(view: ReadingView) -> dict[str, QToolButton]:
    return {b.accessibleName(): b for b in view.bar.findChildren(QToolButton) if b.isVisible()}


def covered(view: ReadingView) -> list[QRect]:
    """The selected words that the bar lies on."""
    assert view.scene is not None
    words = [rect.toAlignedRect() for span in view.selections() for rect in span_rects(view.scene, span)]
    return [rect for rect in words if view.bar.geometry().intersects(rect)]


def test_it_comes_with_a_selection_and_never_over_its_words(view: ReadingView) -> None:
    bar = view.findChild(SelectionBar)
    assert bar is view.bar and not bar.isVisible()
    last = view.visible_span().end
    for first, count in (
        (span_of(view, "A tide")[0], 20),
        (last - 200, 150),
        (span_of(view, "What the printed")[0], 90),
    ):
        drag(view, point_at(view, first), point_at(view, first + count))
        assert bar.isVisible() and covered(view) == []
        assert view.viewport().rect().contains(bar.geometry())
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_it_covers_no_passage_of_several(view: ReadingView) -> None:
    first, last = span_of(view, "it took the better")
    above = view.line_span(view.line_span(first).start - 2)  # where the bar would stand
    drag(view, point_at(view, above.start), point_at(view, above.end - 1))
    start = point_at(view, first)
    mouse.drag(view.viewport(), start, start + QPoint(20, 0), point_at(view, last), keys=CONTROL)
    assert len(view.selections()) == 2
    assert view.bar.isVisible() and covered(view) == []
    assert view.bar.y() > point_at(view, first).y()


def test_it_is_away_while_one_drags(view: ReadingView) -> None:
    take(view, "people who will")
    assert view.bar.isVisible()
    page, (first, last) = view.viewport(), span_of(view, "pilots for their")
    mouse.press(page, point_at(view, first))
    mouse.move(page, point_at(view, first) + QPoint(20, 0))
    mouse.move(page, point_at(view, last))
    assert not view.bar.isVisible()
    mouse.release(page, point_at(view, last))
    assert view.bar.isVisible()


def test_it_follows_the_text_and_goes_where_that_goes(view: ReadingView) -> None:
    take(view, "What the printed table")
    before = view.bar.geometry()
    view.scroll_pixels(30)
    assert view.bar.geometry() == before.translated(0, -30) and covered(view) == []
    view.scroll_to_edge(1)
    assert not view.bar.isVisible()
    view.scroll_to_edge(-1)
    assert view.bar.isVisible()


def test_it_offers_all_roles_and_tools_with_their_keys(view: ReadingView, qtbot: Any) -> None:
    take(view, "people who will")
    assert list(buttons(view)) == ["Claim", "Question", "Irony", "Note", "Copy"]
    chosen: list[str] = []
    view.roleChosen.connect(chosen.append)
    for name in ("Claim", "Irony"):
        QTest.mouseClick(buttons(view)[name], LEFT)
    assert chosen == ["claim", "irony"]
    assert buttons(view)["Irony"].toolTip() == "Irony (7)" and buttons(view)["Note"].toolTip() == "&Note (X)"
    for tool in view.bar._tools:
        with qtbot.waitSignal(tool[0].action.triggered):
            QTest.mouseClick(tool[1], LEFT)
    assert view.hasFocus()  # a click leaves the keyboard with the page


def test_tab_and_arrows_reach_every_button(view: ReadingView) -> None:
    take(view, "people who will")
    chosen: list[str] = []
    view.roleChosen.connect(chosen.append)

    def press(key: Qt.Key) -> str:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.accessibleName()

    assert press(Qt.Key.Key_Tab) == "Claim"
    assert [press(Qt.Key.Key_Right), press(Qt.Key.Key_Tab), press(Qt.Key.Key_Down)] == ["Question", "Irony", "Note"]
    assert [press(Qt.Key.Key_End), press(Qt.Key.Key_Right), press(Qt.Key.Key_Left)] == ["Copy", "Claim", "Copy"]
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert chosen == ["claim", "question"]
    assert press(Qt.Key.Key_Escape) == "Text" and view.hasFocus() and view.selections()
    press(Qt.Key.Key_Tab)
    view.clear_selection()
    assert view.hasFocus() and not view.bar.isVisible()  # the keyboard is never left in nothing


def test_without_it_tab_goes_on(view: ReadingView) -> None:
    assert not view.bar.take_focus()


def test_it_can_be_switched_off(view: ReadingView) -> None:
    take(view, "people who will")
    view.bar.set_on(False)
    assert not view.bar.isVisible()
    take(view, "pilots for their")
    assert not view.bar.isVisible()
    view.bar.set_on(True)
    assert view.bar.isVisible()


def test_in_a_narrow_page_it_has_two_rows(view: ReadingView, qtbot: Any) -> None:
    take(view, "people who will")
    one = view.bar.height()
    many = [RoleButton(str(number), "!", str(number), "claim", "") for number in range(9)]
    view.bar.set_roles(many)
    view.resize(340, 700)
    qtbot.waitUntil(lambda: view.bar.isVisible() and view.bar.height() > one)
    assert view.viewport().rect().contains(view.bar.geometry()) and covered(view) == []
