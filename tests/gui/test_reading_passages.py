"""Several passages selected at once, and handles at the ends of the current one's passages."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.position import Position
from annotator.ui.reading.adjusting import dragged, stepped
from annotator.ui.reading.colours import mix
from annotator.ui.reading.handles import Handle, handles
from annotator.ui.reading.hit_test import span_rects
from annotator.ui.reading.marks import Mark
from annotator.ui.reading.plan import Plan
from annotator.ui.reading.selection import merged, word_edge
from annotator.ui.reading.view import ReadingView
from tests.documents import plain_document, sample_document
from tests.gui import mouse
from tests.gui.reading_page import colours_in, mark, middle_of, point_at, show_page, span_of, theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    view = show_page(qtbot, sample_document())
    view.go_to(span_of(view, "A tide table")[0], light=False)
    return view


def pull(view: ReadingView, first: QPoint, last: QPoint, keys: Qt.KeyboardModifier, *, release: bool = True) -> None:
    """Drag with modifier keys held."""
    page = view.viewport()
    QTest.mousePress(page, LEFT, keys, first)
    for step in (1, 2, 3):
        at = QPointF(first + (last - first) * step / 3)
        move = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(page.mapToGlobal(at)), LEFT, LEFT, keys)
        QApplication.sendEvent(page, move)
    if release:
        QTest.mouseRelease(page, LEFT, keys, last)


def take(view: ReadingView, words: str, keys: Qt.KeyboardModifier = CONTROL) -> Position:
    span = Position(*span_of(view, words))
    pull(view, point_at(view, span.start), point_at(view, span.end), keys)
    return span


def test_control_and_drag_adds_passages(view: ReadingView, qtbot: Any) -> None:
    first = take(view, "a promise made", NONE)
    with qtbot.waitSignals([view.selectionChanged, view.selectionFinished]):
        third = take(view, "if at all")
    second = take(view, "sons, in a hand")
    assert view.selections() == (first, second, third)
    assert view.selection() == second
    for words in ("promise", "sons", "if at"):
        assert theme().selection in colours_in(view, words)
    assert theme().selection not in colours_in(view, "pilots")


def test_passages_that_overlap_become_one(view: ReadingView) -> None:
    first = take(view, "a promise made by people", NONE)
    second = take(view, "people who will")
    assert view.selections() == (Position(first.start, second.end),)


def test_a_control_click_takes_a_passage_away_and_a_plain_one_all(view: ReadingView) -> None:
    take(view, "a promise made", NONE)
    kept = take(view, "if at all")
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, middle_of(view, "promise"))
    assert view.selections() == (kept,)
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, middle_of(view, "pilots"))
    assert view.selections() == (kept,)
    QTest.mouseClick(view.viewport(), LEFT, pos=middle_of(view, "pilots"))
    assert view.selections() == ()


def test_control_and_double_click_adds_a_word(view: ReadingView) -> None:
    first = take(view, "a promise made", NONE)
    place = middle_of(view, "pilots")
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, place)
    mouse.double_click(view.viewport(), place, CONTROL)
    assert view.selections() == (first, Position(*span_of(view, "pilots")))


def test_shift_and_arrows_extend_the_last_passage_only(view: ReadingView) -> None:
    first = take(view, "a promise made", NONE)
    second = take(view, "sons, in a")
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selections() == (first, Position(second.start, second.end + 1))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selections() == ()


# Handles


def current(view: ReadingView, *marks: Mark) -> None:
    view.set_marks(marks)
    view.set_current(marks[0].id)


def grips(view: ReadingView) -> list[Handle]:
    assert view.scene is not None
    scene = view.scene
    return [h for block, y in scene.flow.visible() for h in handles(scene, block, QPointF(scene.left, y))]


def test_every_passage_of_the_current_one_has_two_handles(view: ReadingView) -> None:
    passages = [mark(view, "people who will"), mark(view, "if at all")]
    current(view, *passages)
    assert [(h.mark.start, h.begins) for h in grips(view)] == [
        (m.start, begins) for m in passages for begins in (True, False)
    ]
    mouse.move(view.viewport(), grips(view)[1].knob.toPoint())
    assert view.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor
    view.set_current(None)
    assert grips(view) == []


@pytest.mark.parametrize(
    ("which", "to", "keys", "result"),
    [
        (1, "it is kept", NONE, "people who will not be there when it"),  # the nearest word's end
        (1, "re when", ALT, "people who will not be the"),  # by letters
        (0, "promise made", NONE, "promise made by people who will"),
        (0, "romise made", ALT, "romise made by people who will"),
        (1, "by people", NONE, "people"),  # never empty
        (1, "by people", ALT, "p"),
        (0, "when it", NONE, "will"),
        (0, "when it", ALT, "l"),
    ],
)
def test_a_handle_is_dragged(
    view: ReadingView, qtbot: Any, which: int, to: str, keys: Qt.KeyboardModifier, result: str
) -> None:
    before = mark(view, "people who will")
    current(view, before)
    target = point_at(view, span_of(view, to)[0])
    if keys is NONE and to == "it is kept":
        target += QPoint(12, 0)
    heard: list[tuple[str, Position, Position]] = []
    view.passageAdjusted.connect(lambda *told: heard.append(told))
    pull(view, grips(view)[which].knob.toPoint(), target, keys, release=False)
    document = view.document()
    assert document is not None and heard == []
    (shown,) = view.marks.of_id("m")
    assert document.text[shown.start : shown.end] == result  # seen while it is dragged
    QTest.mouseRelease(view.viewport(), LEFT, keys, target)
    assert heard == [("m", Position(before.start, before.end), Position(shown.start, shown.end))]
    assert view.selections() == ()


def test_escape_lets_go_of_a_handle_without_a_change(view: ReadingView, qtbot: Any) -> None:
    before = mark(view, "people who will")
    current(view, before)
    with qtbot.assertNotEmitted(view.passageAdjusted):
        target = middle_of(view, "The first")
        pull(view, grips(view)[1].knob.toPoint(), target, NONE, release=False)
        assert list(view.marks.of_id("m")) != [before]
        QTest.keyClick(view, Qt.Key.Key_Escape)
        QTest.mouseRelease(view.viewport(), LEFT, NONE, target)
    assert list(view.marks.of_id("m")) == [before]


def test_right_to_left_passages_begin_at_the_right(qtbot: Any) -> None:
    view = show_page(qtbot, plain_document("שלום עולם, זה ספר קטן על נמלים."))
    current(view, mark(view, "עולם"))
    begin, end = grips(view)
    assert view.scene is not None
    (box,) = span_rects(view.scene, Position(*span_of(view, "עולם")))
    assert begin.knob.x() == pytest.approx(box.right(), abs=0.5)
    assert end.knob.x() == pytest.approx(box.left(), abs=0.5)


def test_an_overlap_is_the_later_over_the_earlier_and_keeps_both_edges(view: ReadingView) -> None:
    low = mark(view, "promise made by people", key="a")
    high = mark(view, "by people who will", key="b", colour="question", order=1)
    view.set_marks([low, high])
    claim, question, ink = (QColor(name) for name in (*map(theme().role_colour, ("claim", "question")), theme().ink))
    assert mix(claim, question, 0.7).name() in colours_in(view, "by people")
    assert question.name() in colours_in(view, "who will")
    assert claim.name() in colours_in(view, "promise made")
    for words, colour in (("people", claim), ("by", question)):  # where the earlier ends, and the later begins
        edge = mix(colour, ink, 0.55).name()
        assert edge in colours_in(view, words) and edge not in colours_in(view, "who will")


# What can't be seen in a page: every place


TEXT = "One two-three, “four” 5.6 seven’s 𝔄🇩🇪 שלום"
PLAN = Plan(plain_document(TEXT, "", "Another paragraph here."))


@given(
    st.integers(0, len(PLAN.document.text) - 1),
    st.integers(1, 30),
    st.integers(0, len(PLAN.document.text)),
    st.booleans(),
    st.booleans(),
)
def test_an_adjusted_passage_is_never_empty_and_moves_one_end(
    start: int, length: int, to: int, begins: bool, free: bool
) -> None:
    span = Position(start, min(start + length, len(PLAN.document.text)))
    for found in (
        dragged(PLAN, span, to, begins=begins, free=free),
        stepped(PLAN, span, 1, begins=begins),
        stepped(PLAN, span, -1, begins=begins),
    ):
        assert 0 <= found.start < found.end <= len(PLAN.document.text)
        assert (found.end == span.end) if begins else (found.start == span.start)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)).map(lambda p: Position(p[0], p[0] + p[1]))))
def test_merged_passages_cover_the_same_and_never_touch(spans: list[Position]) -> None:
    found = merged(spans)
    assert {at for s in found for at in range(s.start, s.end)} == {at for s in spans for at in range(s.start, s.end)}
    assert all(first.end < second.start for first, second in pairwise(found))


def test_edges_of_words_lie_over_the_gaps_of_blocks() -> None:
    text = PLAN.document.text
    last = word_edge(PLAN, len(TEXT), 1, begins=True)
    assert text[last:].startswith("Another")
    assert text[: word_edge(PLAN, last, -1, begins=False)].endswith("שלום")
    assert word_edge(PLAN, 0, -1, begins=True) == 0
