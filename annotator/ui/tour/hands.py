"""A person's hands: mouse and keys on the real widgets, nothing called behind their backs."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.panels.contents import ContentsPanel
from annotator.ui.reading.hit_test import caret_rect
from annotator.ui.reading.view import ReadingView

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def press(widget: QWidget, *keys: str) -> None:
    """Press keys, written as in the menus (`Ctrl+F`, `N`), one after another."""
    for key in keys:
        combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
        QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def write(widget: QWidget, text: str) -> None:
    """Type some words."""
    QTest.keyClicks(widget, text)


def click_entry(contents: ContentsPanel, title: str) -> None:
    """Click the entry of the contents whose title this is."""
    model = contents.model()
    (index, *_) = model.match(
        model.index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        title,
        1,
        Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchContains,
    )
    contents.scrollTo(index)
    QTest.mouseClick(contents.viewport(), LEFT, NO_KEYS, contents.visualRect(index).center())


def drag_over(view: ReadingView, words: str) -> None:
    """Bring `words` into sight by the scroll bar, and drag the mouse from their beginning to their end."""
    document = view.document()
    assert document is not None and view.scene is not None
    start = document.text.index(words)
    sight = view.visible_span()
    if not sight.start <= start < sight.end - 600:  # some lines of room, that the end is in sight as well
        view.go_to(start, light=False)
    QApplication.processEvents()
    first, last = (_point(view, offset) for offset in (start, start + len(words)))
    viewport = view.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEYS, first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, last)


def _point(view: ReadingView, offset: int) -> QPoint:
    assert view.scene is not None
    box = caret_rect(view.scene, offset)
    return QPoint(round(box.left()), round(box.center().y()))
