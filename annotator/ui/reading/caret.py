"""The caret's blinking: at the pace of the desktop, and steady where the desktop wants no blinking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from annotator.ui.reading.view import ReadingView


class Blinking(QObject):
    """Tells the view when the caret is to be seen; it is seen at once whenever it has moved."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view)
        self._view = view
        self.lit = True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """The caret has moved, or came: it is lit, and blinks from now on."""
        self.lit = True
        flash = QGuiApplication.styleHints().cursorFlashTime()  # milliseconds, on and off; nought for steady
        if flash > 0:
            self._timer.start(flash // 2)
        else:
            self._timer.stop()

    def end(self) -> None:
        """There is no caret."""
        self._timer.stop()
        self.lit = True

    def _turn(self) -> None:
        self.lit = not self.lit
        self._view.show_blink()
