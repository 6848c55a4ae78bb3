"""The margin as a person meets it: where notes stand, what a click and the keys do, what is told of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.margin_lines import LINE, Shown, note, theme

LONG = "Some words that go on and on, and then some more of them. " * 20


def place(shown: Shown, name: str) -> tuple[float, float]:
    """Top and bottom of a note in sight."""
    standing = shown.margin._arranged().of(name)
    assert standing is not None, f"{name} isn't in sight"
    return standing.top, standing.bottom


def middle(shown: Shown, name: str) -> QPoint:
    top, bottom = place(shown, name)
    return QPoint(120, int(top + bottom) // 2)


def in_sight(shown: Shown) -> list[str]:
    return [standing.set.note.id for standing in shown.margin._arranged().standing]


def picture(shown: Shown) -> QImage:
    return shown.margin.grab().toImage()


def has_ink(image: QImage, colour: str, top: float, bottom: float, left: int = 0, right: int = 290) -> bool:
    """Whether the exact colour occurs in that part of the picture."""
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for y in range(max(0, int(top)), min(image.height(), int(bottom)))
        for x in range(left, right)
    )


def test_lone_notes_stand_level_with_their_lines_and_follow_them(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3), note("b", 10))
    a, b = place(shown, "a")[0], place(shown, "b")[0]
    assert b - a == 7 * LINE
    assert 3 * LINE <= a < 4 * LINE
    shown.scroll(45)
    assert (place(shown, "a")[0], place(shown, "b")[0]) == (a - 45, b - 45)


def test_notes_at_one_line_keep_their_order_and_share_the_push(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(name, 8, "One thought.\nAnother.") for name in "abc"))
    places = [place(shown, name) for name in "abc"]
    for (_top, bottom), (below, _end) in pairwise(places):
        assert below > bottom
    assert places[0][0] < 8 * LINE < places[2][1]


def test_nothing_is_pushed_above_the_beginning_of_the_text(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(name, 0, "One\ntwo\nthree") for name in "abcd"))
    assert place(shown, "a")[0] >= 0


def test_only_notes_in_sight_are_drawn_of_ten_thousand(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(line), line, "x") for line in range(0, 20_000, 2)))
    shown.scroll(9000)
    names = in_sight(shown)
    assert "310" in names
    assert len(names) < 60


def test_a_bare_highlight_takes_no_room_until_it_is_current(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("bare", 4, ""), note("tagged", 6, "", tags=("law",)))
    assert in_sight(shown) == ["tagged"]
    shown.margin.set_current("bare")
    assert in_sight(shown) == ["bare", "tagged"]
    shown.margin.set_current(None)
    assert in_sight(shown) == ["tagged"]


def test_a_long_note_is_folded_and_opens_as_the_current_one(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("long", 5, LONG))
    top, bottom = place(shown, "long")
    assert 7 * 21 < bottom - top < 11 * 21
    shown.margin.set_current("long")
    top_open, bottom_open = place(shown, "long")
    assert bottom_open - top_open > 2 * (bottom - top)


def test_the_current_note_stays_at_its_line_and_its_neighbours_give_way(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(name, 9, "One\ntwo\nthree\nfour") for name in "abc"))
    alone = Shown(qtbot, note("c", 9, "One\ntwo\nthree\nfour"))
    assert place(shown, "c")[0] != pytest.approx(place(alone, "c")[0], abs=1)
    shown.margin.set_current("c")
    assert place(shown, "c")[0] == pytest.approx(place(alone, "c")[0], abs=1)


def test_a_current_note_that_hangs_out_of_the_window_is_moved_into_it(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("low", 19, "\n".join("abcdef")))
    assert place(shown, "low")[1] > 600
    shown.margin.set_current("low")
    assert place(shown, "low")[1] <= 600


def test_many_notes_at_one_spot_become_a_count_that_a_click_unfolds(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(i), 5, "One\ntwo\nthree\nfour") for i in range(9)), note("below", 15))
    (count,) = shown.margin._arranged().counts
    stood = in_sight(shown)
    assert stood[:2] == ["0", "1"] and stood[-1] == "below"
    assert [*stood[:-1], *(hidden.id for hidden in count.notes)] == [str(i) for i in range(9)]  # nobody is missing
    assert place(shown, stood[-2])[1] <= count.top and count.bottom <= place(shown, "below")[0]
    assert has_ink(picture(shown), theme().accent, count.top, count.bottom)
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=QPoint(60, int(count.top) + 5))
    assert shown.clicked == [count.notes[0].id]
    assert shown.margin._arranged().counts == ()
    shown.margin.set_current("below")
    assert len(shown.margin._arranged().counts) == 1


def test_the_keys_reach_every_note_of_a_cluster(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(i), 5, "One\ntwo\nthree\nfour") for i in range(9)), note("below", 15))
    for _step in range(10):
        qtbot.keyClick(shown.margin, Qt.Key.Key_Down)
        assert shown.clicked[-1] in in_sight(shown)
    assert shown.clicked == [*map(str, range(9)), "below"]


def test_a_few_notes_or_short_ones_are_never_gathered(qtbot: QtBot) -> None:
    assert Shown(qtbot, *(note(str(i), 5, LONG) for i in range(3))).margin._arranged().counts == ()
    assert Shown(qtbot, *(note(str(i), 5, "x") for i in range(6))).margin._arranged().counts == ()
    wide_apart = Shown(qtbot, *(note(str(i), 4 * i, LONG) for i in range(9)))
    assert wide_apart.margin._arranged().counts == ()


def test_scrolling_never_changes_what_is_gathered(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(i), 30 + i % 2, "One\ntwo\nthree\nfour") for i in range(9)))
    hidden = set()
    for y in range(600, 900, 60):
        shown.scroll(y)
        hidden.add(tuple(one.id for count in shown.margin._arranged().counts for one in count.notes))
    assert len(hidden) == 1 and hidden != {()}


def test_what_finds_no_room_is_counted_and_a_click_on_the_count_leads_there(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(i), 200, "One\ntwo\nthree\nfour\nfive") for i in range(12)))
    shown.scroll(190 * LINE)
    shown.margin.set_current("6")
    arranged = shown.margin._arranged()
    assert arranged.above and arranged.below
    assert len(arranged.above) + len(arranged.below) + len(arranged.standing) == 12
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=QPoint(26, 590))
    assert shown.clicked == [arranged.below[0].id]
    assert shown.clicked[0] in in_sight(shown)


def test_a_click_makes_the_note_current_and_draws_its_rule(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3), note("b", 10))
    shown.margin.clearFocus()
    assert not has_ink(picture(shown), theme().accent, 0, 600, 0, 16)
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=middle(shown, "b"))
    assert shown.clicked == ["b"]
    top, bottom = place(shown, "b")
    image = picture(shown)
    assert has_ink(image, theme().accent, top, bottom, 0, 16)
    assert not has_ink(image, theme().accent, 0, top - 4, 0, 16)


def test_a_click_beside_all_notes_does_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3))
    qtbot.mouseClick(shown.margin, Qt.MouseButton.LeftButton, pos=QPoint(120, 500))
    assert shown.clicked == []


def test_the_keys_walk_from_note_to_note_and_open_one(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3), note("bare", 5, ""), note("b", 10))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(shown.margin, key)
    assert shown.clicked == ["a", "b", "a"]
    qtbot.keyClick(shown.margin, Qt.Key.Key_Return)
    assert shown.margin.editing() == "a"


def test_a_screen_reader_hears_the_current_note(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3, "Who signs?", tags=("law", "terror")))
    assert shown.margin.accessibleName() == "Margin notes"
    shown.margin.set_current("a")
    assert shown.margin.accessibleName() == "Note, Question: Who signs?"
    assert shown.margin.accessibleDescription() == "#law #terror"
    shown.margin.put_note(note("a", 3, "Who else?"))
    assert shown.margin.accessibleName() == "Note, Question: Who else?"


def test_an_empty_margin_teaches_and_a_first_note_takes_its_place(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert shown.margin.accessibleDescription() == "Select a passage and press N"
    empty = picture(shown)
    assert any(empty.pixelColor(x, y) != QColor(theme().background) for x in range(290) for y in range(100))
    shown.margin.put_note(note("a", 15))
    assert has_ink(picture(shown), theme().roles["question"], *place(shown, "a"))
    shown.margin.remove_note("a")
    assert picture(shown) == empty


@pytest.mark.parametrize("key", ["paper", "dark", "contrast"])
def test_the_mark_bears_the_colour_of_the_role_in_every_theme(qtbot: QtBot, key: str) -> None:
    shown = Shown(qtbot, note("a", 3), key=key)
    image = picture(shown)
    assert image.pixelColor(2, 2) == QColor(theme(key).background)
    assert has_ink(image, theme(key).roles["question"], *place(shown, "a"), 16, 40)


def test_a_pending_note_and_one_that_lost_its_place_look_different(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3))
    sure = picture(shown)
    shown.margin.put_note(note("a", 3, pending=True))
    assert picture(shown) != sure
    height = place(shown, "a")[1] - place(shown, "a")[0]
    shown.margin.put_note(note("a", 3, state="orphan"))
    assert place(shown, "a")[1] - place(shown, "a")[0] > height


def test_a_menu_is_asked_for_by_hand_at_the_note_and_by_key_at_the_current_one(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3), note("b", 10))
    asked: list[str] = []
    shown.margin.contextMenuWanted.connect(lambda name, _place: asked.append(name))

    def ask(reason: QContextMenuEvent.Reason, at: QPoint) -> None:
        QGuiApplication.sendEvent(shown.margin, QContextMenuEvent(reason, at, shown.margin.mapToGlobal(at)))

    ask(QContextMenuEvent.Reason.Mouse, middle(shown, "b"))
    ask(QContextMenuEvent.Reason.Mouse, QPoint(100, 550))
    shown.margin.set_current("a")
    ask(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    assert asked == ["b", "a"]


def test_the_wheel_scrolls_the_page(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3))
    page, content = QScrollArea(), QWidget()
    qtbot.addWidget(page)
    content.resize(100, 5000)
    page.setWidget(content)
    page.resize(200, 300)
    page.show()
    shown.margin.set_wheel_target(page.viewport())
    at = QPointF(100, 100)
    wheel = QWheelEvent(
        at,
        shown.margin.mapToGlobal(at),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(shown.margin, wheel)
    assert page.verticalScrollBar().value() > 0


def test_a_narrower_margin_sets_its_notes_anew(qtbot: QtBot) -> None:
    shown = Shown(qtbot, note("a", 3, "Some words that fill more than a line or two of it."))
    top, bottom = place(shown, "a")
    shown.window.resize(180, 600)
    qtbot.waitUntil(lambda: shown.margin.width() == 180)
    narrow_top, narrow_bottom = place(shown, "a")
    assert narrow_bottom - narrow_top > bottom - top


def test_notes_near_the_window_are_measured_in_idle_time(qtbot: QtBot) -> None:
    shown = Shown(qtbot, *(note(str(line), line, LONG) for line in range(0, 60, 2)))
    assert shown.margin._arranged().guessed
    qtbot.waitUntil(lambda: shown.margin._arranged().guessed == (), timeout=5000)
