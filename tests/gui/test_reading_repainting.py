"""What is on the screen after a part was painted is what painting the whole would show."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.reading.header import HEIGHT
from annotator.ui.reading.view import Mark, ReadingView
from tests.documents import long_document
from tests.gui.reading_page import drag, show_page, span_of, theme

ROLES = ("claim", "evidence", "question")


@pytest.fixture
def view(qtbot: Any) -> ReadingView:
    view = show_page(qtbot, long_document())
    chance = random.Random(4)
    length = len(view.document().text)  # type: ignore[union-attr]
    marks = []
    for number in range(300):
        start = chance.randrange(length - 900)
        end = start + chance.randrange(10, 900)
        marks.append(Mark(str(number), start, end, ROLES[number % 3], "!", "A role", number % 2 == 0, number))
    view.set_marks(marks)
    view.show_leader(True)
    settle()
    return view


def settle() -> None:
    for _time in range(5):
        QApplication.processEvents()


def on_screen(widget: QWidget) -> QImage:
    """What the window system was given so far, without painting anything."""
    settle()
    window = widget.window()
    picture = window.screen().grabWindow(window.winId(), 0, 0, window.width(), window.height())
    return cut(picture, widget)


def painted_whole(widget: QWidget) -> QImage:
    return cut(widget.window().grab(), widget)


def cut(picture: QPixmap, widget: QWidget) -> QImage:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return image.copy(widget.rect().translated(widget.mapTo(widget.window(), QPoint(0, 0))))


def paints(view: ReadingView, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines high each painting from now on is (the region's height in pixels)."""
    from annotator.ui.reading import page

    found: list[int] = []
    original = page.exposed

    def watched(*given: Any) -> Any:
        rects = original(*given)
        found.append(view.viewport().height() if rects is None else round(sum(rect.height() for rect in rects)))
        return rects

    monkeypatch.setattr(page, "exposed", watched)
    return found


@pytest.mark.parametrize(("seed", "key"), [(0, "paper"), (1, "contrast"), (2, "contrast"), (3, "dark")])
def test_whatever_one_does_the_screen_shows_what_painting_all_would(view: ReadingView, seed: int, key: str) -> None:
    chance = random.Random(seed)
    view.set_theme(theme(key))
    bar = view.verticalScrollBar()
    view.go_to(span_of(view, "Paragraph number 120")[0], light=False)
    for step in range(40):
        top = view.top_offset()
        match chance.randrange(8):
            case 0:
                view.scroll_pixels(chance.randrange(-1500, 1500))
            case 1:
                bar.setValue(bar.value() + chance.choice([60, -60, 21]))
            case 2:
                view.scroll_page(chance.choice([1, -1]))
            case 3:
                start = top + chance.randrange(500)
                view.put_mark(Mark(f"new {step}", start, start + 300, "claim", "!", "Claim", False, 1000 + step))
            case 4:
                found = view.marks.at(top + 300)
                view.set_current(found[0].id if found else None)
            case 5:
                found = view.marks.at(top + 200)
                view.remove_marks(found[0].id if found else "none")
            case 6:
                view.select(top + 100, top + 300)
                view.scroll_pixels(30)
            case _:
                view.scroll_pixels(7)
                view.scroll_pixels(chance.choice([-33, 50]))
        if chance.random() < 0.6:
            assert on_screen(view) == painted_whole(view)


def test_a_turn_of_the_wheel_paints_only_what_comes_into_sight(
    view: ReadingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.go_to(span_of(view, "Paragraph number 50")[0], light=False)
    settle()
    heights = paints(view, monkeypatch)
    view.scroll_pixels(60)
    settle()
    assert heights and max(heights) == 60
    assert on_screen(view) == painted_whole(view)


def test_a_new_highlight_paints_only_its_paragraph(view: ReadingView, monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = span_of(view, "Paragraph number 50")
    view.go_to(start, light=False)
    settle()
    heights = paints(view, monkeypatch)
    view.put_mark(Mark("new", start, end, "claim", "!", "Claim", False, 1000))
    settle()
    block = view.block_of(start)
    assert block is not None and heights and max(heights) <= block.height + 24 < view.viewport().height() - HEIGHT
    assert on_screen(view) == painted_whole(view)


def test_the_bar_of_a_selection_stays_where_it_is_while_the_text_moves_below_it(view: ReadingView) -> None:
    view.go_to(span_of(view, "Paragraph number 50")[0], light=False)
    drag(view, QPoint(200, 200), QPoint(400, 260))
    assert view.bar.isVisible()
    view.scroll_pixels(30)
    assert on_screen(view) == painted_whole(view)


def test_another_theme_is_seen_at_once_and_everywhere(view: ReadingView) -> None:
    view.scroll_pixels(100)
    view.set_theme(theme("dark"))
    view.scroll_pixels(40)
    assert on_screen(view) == painted_whole(view)


def test_the_scroll_bar_moves_the_text_as_far_as_itself_after_the_wheel_moved_both(view: ReadingView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.scroll_pixels(-700)  # and the bar follows, without a word
    offset = view.top_offset()
    for _turn in range(3):
        before = view.line_y(offset)
        bar.setValue(bar.value() + 60)
        assert view.line_y(offset) == before - 60  # type: ignore[operator]
