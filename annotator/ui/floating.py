"""A frame that floats over the window while it is needed, and goes when one turns elsewhere.

A child of the window rather than a window of its own: those can't be placed freely on every system.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

FRAME = "Float { border: 1px solid palette(mid); background: palette(alternate-base); }"


class Float(QFrame):
    """Hides with Esc, or when the focus goes outside of it; `gone` tells whether the focus is still ours to give."""

    gone = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self.setStyleSheet(FRAME)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def dismiss(self) -> None:
        """Go, and give the focus back."""
        if not self.isHidden():
            self.hide()
            self.gone.emit(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc dismisses; no key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isHidden() and now is not self and not self.isAncestorOf(now):
            self.hide()
            self.gone.emit(False)
