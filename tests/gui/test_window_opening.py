"""The window opens, shows the text, and comes back where it was left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.gui.conftest import Opened, close


def test_shows_the_reader_with_its_contents_and_page(opened: Opened) -> None:
    assert opened.window.windowTitle() == f"{opened.document.title} — Annotator"
    assert opened.view.document() is opened.document
    assert "1-1 The Keeping of Tide Tables" in opened.desk.contents.labels()
    assert opened.window.status.right.text() == "p. 1"


def test_comes_back_to_the_same_place(open_window: Callable[..., Opened]) -> None:
    first = open_window()
    place = first.document.text.index("The figures are those")
    first.view.go_to(place, fraction=0.0)
    left_at = first.view.top_offset()
    assert left_at > 0
    close(first)
    second = open_window()
    assert second.view.top_offset() == left_at
    assert second.window.status.right.text() == "p. 2"


def test_a_wide_window_can_be_made_narrow_at_once(opened: Opened) -> None:
    window = opened.window
    for width in (1920, 1100, 2560, 700):
        window.resize(width, 760)
        QApplication.processEvents()
        assert window.width() == width
