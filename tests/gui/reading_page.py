"""A reading view of known size on a document, for the tests of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor

from annotator.model.document import Document
from annotator.ui.fonts import load_fonts
from annotator.ui.reading.hit_test import caret_rect, span_rects
from annotator.ui.reading.view import Mark, ReadingView
from annotator.ui.theme import Theme, load_theme
from tests.gui import mouse

THEMES = Path(__file__).resolve().parents[2] / "resources" / "themes"
ShowPage = Callable[[Document], ReadingView]


def theme(key: str = "paper") -> Theme:
    """A theme that ships."""
    return load_theme(THEMES / f"{key}.json")


def show_page(qtbot: Any, document: Document, *, width: int = 900, height: int = 700) -> ReadingView:
    """A shown view of `document`, with the focus."""
    mouse.let_go()
    load_fonts()
    view = ReadingView()
    qtbot.addWidget(view)
    view.set_theme(theme())
    view.resize(width, height)
    with qtbot.waitExposed(view):
        view.show()
    view.set_document(document)
    view.setFocus()
    return view


def span_of(view: ReadingView, words: str) -> tuple[int, int]:
    """The code points of `words`."""
    document = view.document()
    assert document is not None
    start = document.text.index(words)
    return start, start + len(words)


def mark(view: ReadingView, words: str, *, key: str = "m", colour: str = "claim", order: int = 0) -> Mark:
    """A highlight on `words`."""
    return Mark(key, *span_of(view, words), colour, "!", colour.title(), False, order)


def point_at(view: ReadingView, offset: int) -> QPoint:
    """A point in the window just right of the caret before `offset`, in the middle of its line."""
    assert view.scene is not None
    box = caret_rect(view.scene, offset)
    return QPointF(box.left() + 1, box.center().y()).toPoint()


def middle_of(view: ReadingView, words: str) -> QPoint:
    """The middle of `words` in the window; they must stand on one line."""
    assert view.scene is not None
    from annotator.model.anchor import Position

    (rect,) = span_rects(view.scene, Position(*span_of(view, words)))
    return rect.center().toPoint()


def drag(view: ReadingView, start: QPoint, end: QPoint) -> None:
    """Press at one point, move in steps, release at the other."""
    mouse.drag(view.viewport(), *mouse.steps(start, end))


def colours_in(view: ReadingView, words: str) -> set[str]:
    """All colours painted where `words` stand."""
    from annotator.model.anchor import Position

    assert view.scene is not None
    image = view.viewport().grab().toImage()
    found: set[str] = set()
    for rect in span_rects(view.scene, Position(*span_of(view, words))):
        box = rect.toAlignedRect().intersected(image.rect())
        found |= {
            QColor(image.pixel(x, y)).name()
            for x in range(box.left(), box.right())
            for y in range(box.top(), box.bottom())
        }
    return found
