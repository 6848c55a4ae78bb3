"""What a screen reader is told, asked for without one: the real client is in `tests/e2e/test_screen_reader.py`."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QApplication

from annotator.ui import assistive
from annotator.ui.reading import out_arguments
from annotator.ui.reading.accessible import AccessibleView, _tell_selection
from annotator.ui.reading.view import Mark, ReadingView
from tests.documents import plain_document
from tests.gui.reading_page import show_page

TEXT = "Dr. Hale wrote 🪔 at night. Her lamp burned low, and she counted the pages again and again until it was day."
MARKS = (Mark("a", 30, 40, "claim", "!", "Claim", True, 1), Mark("b", 35, 50, "question", "?", "Q", False, 2))
Boundary = QAccessible.TextBoundaryType


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    view = show_page(qtbot, plain_document(TEXT, "The ice came early."))
    assert QAccessible.queryAccessibleInterface(view) is not None
    return view


def accessible(view: ReadingView) -> AccessibleView:
    assert view.accessible is not None
    return view.accessible


def test_stretches_are_those_of_the_page(view: ReadingView) -> None:
    words, whole = accessible(view).words, accessible(view).words.text(0, -1)
    at = words.stretch(5, Boundary.SentenceBoundary.value, 0)
    assert at == ("Dr. Hale wrote 🪔 at night.", 0, 27)  # 26 code points, one of them of two units
    assert words.stretch(5, Boundary.SentenceBoundary.value, 1)[0].startswith("Her lamp")
    assert words.stretch(40, Boundary.SentenceBoundary.value, -1)[0] == at[0]
    assert words.stretch(15, Boundary.CharBoundary.value, 0) == ("🪔", 15, 17)
    assert words.stretch(15, Boundary.CharBoundary.value, 1) == (" ", 17, 18)
    assert words.stretch(-1, Boundary.WordBoundary.value, 0)[0] in ("early", ".")
    assert words.stretch(0, Boundary.WordBoundary.value, -1) == ("", -1, -1)
    assert words.stretch(10_000, Boundary.WordBoundary.value, 0) == ("", -1, -1)
    lines, at_unit = [], 0
    while at_unit < len(TEXT.encode("utf-16-le")) // 2:
        line, start, end = words.stretch(at_unit, Boundary.LineBoundary.value, 0)
        assert start == at_unit < end
        lines.append(line)
        at_unit = end
    assert len(lines) > 1 and "".join(lines) == TEXT
    assert words.stretch(0, Boundary.NoBoundary.value, 0)[0] == whole


def test_looks_reach_from_edge_to_edge(view: ReadingView) -> None:
    view.set_marks(
        [Mark("a", 30, 40, "claim", "!", "Claim", True, 1), Mark("b", 35, 50, "question", "?", "Q", False, 2)]
    )
    words = accessible(view).words
    found = [words.looks(offset) for offset in (1, 32, 37, 43, 60)]
    assert [look[1:] for look in found] == [(0, 31), (31, 36), (36, 41), (41, 51), (51, len(TEXT) + 1)]
    assert ["background-color" in look[0] for look in found] == [False, True, True, True, False]
    assert found[1][0] != found[2][0] == found[3][0]  # the upper one's colour


def test_highlights_come_and_go_as_things(view: ReadingView, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = accessible(view)
    bare = spoken.childCount()
    view.note_of = {"a": "Why?"}.get
    view.set_marks(
        [Mark("a", 30, 40, "claim", "!", "Claim", True, 1), Mark("b", 35, 50, "question", "?", "Q", False, 2)]
    )
    assert spoken.childCount() == bare + 2
    first = spoken.child(bare)
    assert first.text(QAccessible.Text.Name) == "Highlight, Claim, with note: Why?"
    assert first.text(QAccessible.Text.Description) == TEXT[30:40]
    assert spoken.indexOfChild(first) == bare and first.parent() is spoken
    centre = first.rect().center()
    assert spoken.childAt(centre.x(), centre.y()) is first and first.state().readOnly
    spoken.tell_changes()
    view.set_marks([])
    assert not first.isValid() and first.state().invalid and spoken.childCount() == bare
    monkeypatch.setattr("annotator.ui.spoken_items._KEPT", 0)
    spoken.tell_changes()
    assert spoken._items == {}
    QApplication.processEvents()


def test_where_spans_cant_be_handed_over_the_selection_is_said(
    view: ReadingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("annotator.ui.reading.accessible.announce", lambda source, words: said.append(words))
    spoken = accessible(view)
    spoken.words.whole = False
    view.select_by_hand(4, 8)
    assert said == ["Selected: Hale"] and spoken.words.selectionCount() == 0
    view.move_caret(8, extend=False)
    assert said[-1] == "Nothing selected"
    _tell_selection(view, spoken)
    assert len(said) == 2


def test_a_table_of_functions_that_is_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Text(QAccessibleTextInterface):
        pass

    text = Text()
    place = ctypes.c_void_p.from_address(out_arguments.Shiboken.getCppPointer(text)[0])
    before = place.value
    monkeypatch.setattr(out_arguments, "_as_known", lambda qt, table: False)
    assert not out_arguments.lend(text, None) and place.value == before  # type: ignore[arg-type]
    monkeypatch.setattr(out_arguments, "_qt", lambda: None)
    assert not out_arguments.lend(text, None) and place.value == before  # type: ignore[arg-type]


def test_a_question_that_goes_wrong_gets_an_answer_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    assert out_arguments._told(lambda: 1 // 0, 7) == 7
    assert "went wrong" in caplog.text


def test_nothing_is_announced_where_nobody_listens(view: ReadingView) -> None:
    QAccessible.setActive(False)
    assistive.announce(view, "Nobody hears it")
