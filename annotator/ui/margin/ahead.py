"""Sets, in idle time, the notes that may soon come into sight: then no frame has to wait for them."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.ui.markdown_html import get_ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.ui.margin.note import MarginNote
    from annotator.ui.margin.typeset import Typesetter

SLICE = 0.003
"""Seconds that one slice may take; a note takes half a millisecond."""
_PAUSE = 8
"""Milliseconds between two slices."""


class Ahead(QObject):
    """Turns guesses of a note's height into measures, and calls `mended` where some guesses were wrong."""

    def __init__(self, setter: Typesetter, mended: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setter, self._mended = setter, mended
        self._expected: Sequence[MarginNote] = ()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._work)
        get_ready()

    def expect(self, notes: Sequence[MarginNote]) -> None:
        """These, and no others, are to be measured soon."""
        self._expected = notes
        if notes and not self._timer.isActive():
            self._timer.start()

    def _work(self) -> None:
        deadline, wrong, done = perf_counter() + SLICE, False, 0
        for note in self._expected:
            if not self._setter.measured(note):
                guess = self._setter.measure(note)
                self._setter.set(note)
                wrong = wrong or guess != self._setter.measure(note)
            done += 1
            if perf_counter() > deadline:
                break
        self._expected = self._expected[done:]
        if self._expected:
            self._timer.start()
        if wrong:
            self._mended()
