"""The mouse of a test, given to the one window it is meant for.

A move that QTest makes on a widget goes to whichever window stands under the pointer, and off the screen all of them
stand at one place: a tool tip or a window left over swallows it. What goes through the window's own handle arrives;
but press, moves and release must then all go that way.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def move(widget: QWidget, point: QPoint) -> None:
    """Move to a point of the widget (pixels), with what is held down; it may lie outside of the window."""
    place = _in_window(widget, point)
    if widget.window().rect().contains(place):
        QTest.mouseMove(_window(widget), place)
    else:  # a drag takes the mouse along; QTest won't have it
        held, at = QApplication.mouseButtons(), QPointF(point)
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, held, NONE)
        QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def press(widget: QWidget, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press the left button there, to be moved and let go with the others here."""
    QTest.mousePress(_window(widget), LEFT, keys, _in_window(widget, point))


def release(widget: QWidget, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Let the left button go there, within the window."""
    QTest.mouseRelease(_window(widget), LEFT, keys, _in_window(widget, point))


def drag(widget: QWidget, *points: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press at the first point, move over the others, let go at the last."""
    press(widget, points[0], keys)
    for point in points[1:]:
        move(widget, point)
    release(widget, points[-1], keys)


def double_click(widget: QWidget, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Twice, quickly. After QTest's own on a widget, it believes the button held down in all moves that follow."""
    QTest.mouseDClick(_window(widget), LEFT, keys, _in_window(widget, point))


def steps(start: QPoint, end: QPoint, count: int = 3) -> list[QPoint]:
    """The way from one point to another, both ends with it."""
    return [start + (end - start) * step / count for step in range(count + 1)]


def let_go() -> None:
    """Take away what another test left behind: an open menu, a tool tip, a button that is still held down."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTest.mouseRelease(_window(window), LEFT)


def _window(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle is not None, "the window isn't shown"
    return handle


def _in_window(widget: QWidget, point: QPoint) -> QPoint:
    return widget.mapTo(widget.window(), point)
