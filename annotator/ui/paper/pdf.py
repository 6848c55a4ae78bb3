"""A PDF in memory, made a sheet at a time."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPdfWriter

from annotator.ui.paper.copy import Copy
from annotator.ui.paper.sheets import Sheets


class Pdf:
    """Run `steps` to its end (it yields how much is done, from 0 to 1); `data` is the PDF then."""

    def __init__(self, copy: Copy, title: str, most: int | None = None) -> None:
        """It ends after `most` sheets."""
        self._buffer = QBuffer()
        self._buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        self._title, self._most = title, most
        self.sheets = Sheets(copy)

    @property
    def data(self) -> bytes:
        """The PDF as far as it is written."""
        return bytes(self._buffer.data().data())

    def steps(self) -> Generator[float, None, None]:
        """Paint sheet after sheet."""
        writer = QPdfWriter(self._buffer)
        writer.setTitle(self._title)
        writer.setCreator("Annotator")
        yield from self.sheets.pages(writer, most=self._most)
