"""Finds what a screen reader could only call “button” or “text”."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def nameless(root: QWidget) -> list[str]:
    """The visible widgets within `root` that take the keyboard or a click, and have no name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        asks = widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)
        if not asks or not widget.isVisible() or widget.objectName().startswith("qt_") or widget.focusProxy():
            continue
        if isinstance(widget, QLabel) and not widget.text():
            continue  # nobody comes to it, and there is nothing to be said
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found
