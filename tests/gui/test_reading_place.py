"""The line at the top stays at the top, whatever becomes of type, colours and window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from annotator.ui.fonts import FAMILIES
from annotator.ui.reading.header import HEIGHT
from annotator.ui.reading.view import ReadingView, TypeSettings
from tests.documents import long_document
from tests.gui.reading_page import show_page, theme

SIZES = [(520, 420), (900, 700), (1920, 1200)]
USUAL = TypeSettings()


def _resized(width: int, height: int) -> Callable[[ReadingView], None]:
    return lambda view: view.resize(width, height)


def _set(**changes: Any) -> Callable[[ReadingView], None]:
    return lambda view: view.set_type(USUAL._replace(**changes))


CHANGES: dict[str, Callable[[ReadingView], None]] = {
    **{family.key: _set(font=family.key) for family in FAMILIES},
    "larger": _set(size=31),
    "smaller": _set(size=13),
    "looser": _set(leading=1.9),
    "narrower": _set(measure=22.0),
    "ragged": _set(justify=False, hyphenate=False),
    "numbered": _set(numbers=True),
    "dark": lambda view: view.set_theme(theme("dark")),
    "high contrast": lambda view: view.set_theme(theme("contrast")),
    "a narrow window": _resized(400, 600),
    "a wide window": _resized(1700, 900),
    "a low window": _resized(880, 300),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_line_at_the_top_stays_there(qtbot: Any, size: tuple[int, int]) -> None:
    view = show_page(qtbot, long_document(), width=size[0], height=size[1])
    document = view.document()
    assert document is not None
    for number, (name, change) in enumerate(CHANGES.items()):
        view.go_to(document.blocks[40 + 23 * number].start + 130, light=False, fraction=0)
        top = view.top_offset()
        y = view.line_y(top)
        change(view)
        QApplication.processEvents()
        line = view.line_span(top)
        assert (view.top_offset(), view.line_y(top)) == (line.start, y), name
        assert y == HEIGHT and line.start <= top < line.end, name
        view.set_type(USUAL)
        view.resize(*size)
        QApplication.processEvents()
        assert (view.top_offset(), view.line_y(top)) == (top, y), f"back from {name}"


def test_a_line_that_is_cut_by_the_windows_edge_doesnt_change_that(qtbot: Any) -> None:
    view = show_page(qtbot, long_document())
    document = view.document()
    assert document is not None
    view.go_to(document.blocks[200].start, light=False, fraction=0)
    view.scroll_pixels(17)  # within a line: the first whole one is the next
    top = view.top_offset()
    for size in (24, 17, 20):
        view.set_type(USUAL._replace(size=size))
        line = view.line_span(top)
        assert line.start == view.top_offset() and line.start <= top < line.end
    assert view.top_offset() == top
