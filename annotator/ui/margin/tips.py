"""Tool tips that depend on the place under the hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget


class Tips(QObject):
    """Shows what `words` says of a place (pixels of the widget); nothing where it says nothing."""

    def __init__(self, widget: QWidget, words: Callable[[QPoint], str]) -> None:
        super().__init__(widget)
        self._words = words
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and isinstance(watched, QWidget):
            QToolTip.showText(event.globalPos(), self._words(event.pos()), watched)
            return True
        return super().eventFilter(watched, event)
