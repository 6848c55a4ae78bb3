"""Lets assistive technology ask what Qt can't know by itself: of the page, of the margin."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QWidget

    from annotator.ui.margin.view import MarginView
    from annotator.ui.reading.view import ReadingView


def let_screen_readers_ask(view: ReadingView) -> None:
    """Once the page is painted: a screen reader may ask about `view`, and about the margin when it is made.

    One that runs already has asked before, as soon as the page had the keyboard, and was told of a plain widget.
    """
    _install()
    if not QAccessible.isActive():
        return
    early = QAccessible.queryAccessibleInterface(view)
    if view.accessible is None:
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(early))
        del early
        QAccessible.queryAccessibleInterface(view)
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.ObjectCreated))
        if view.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.Focus))


def announce(source: QWidget, words: str) -> None:
    """Have assistive technology, if any is there, say something that nobody's focus comes to."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(key: str, target: QObject) -> QAccessibleInterface | None:
    """What speaks for an object, by the name of its class; imported only where somebody asks."""
    if key == "ReadingView":
        from annotator.ui.reading.accessible import accessible_view

        return accessible_view(cast("ReadingView", target))
    if key == "MarginView":
        from annotator.ui.margin.accessible import AccessibleMargin

        return AccessibleMargin(cast("MarginView", target))
    return None
