"""What the window shows before anything else: read in a thread of its own while Qt is being loaded."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.library.glance import Glance


class FirstSight:
    """The text where the person left off, on its way; `result` waits for it."""

    def __init__(self, folder: Path, reader_id: str | None) -> None:
        self._found: Glance | None = None
        self._thread = Thread(target=self._look, args=(folder, reader_id), name="first sight")
        self._thread.start()

    def result(self) -> Glance | None:
        """The text; None where there is none, or any doubt about it."""
        self._thread.join()
        return self._found

    def _look(self, folder: Path, reader_id: str | None) -> None:
        from annotator.library.glance import glance  # here, beside the loading of Qt

        self._found = glance(folder, reader_id)
