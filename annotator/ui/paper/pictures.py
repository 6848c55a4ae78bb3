"""The sheets of a PDF as pictures for the preview: what one sees is the very file that will be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


class Pictures(QObject):
    """Draws sheets in one thread, for PDFium allows no more. `drawn` has the ticket, the sheet from 0, its QImage."""

    drawn = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(1)
        self._open: tuple[int, PdfDocument] | None = None  # of the thread alone
        self._ticket = 0
        self._data = b""

    def set_data(self, data: bytes) -> int:
        """Draw from this PDF from now on; what was asked of the last one is dropped. Returns the ticket."""
        self._threads.clear()
        self._ticket, self._data = self._ticket + 1, data
        return self._ticket

    def ask(self, sheet: int, width: int) -> None:
        """Have a sheet drawn, `width` pixels wide."""
        ticket, data = self._ticket, self._data
        self._threads.start(QRunnable.create(lambda: self._draw(ticket, data, sheet, width)))

    def stop(self) -> None:
        """Wait for the last drawing, and let go of the PDF."""
        self._threads.clear()
        self._threads.waitForDone()
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _draw(self, ticket: int, data: bytes, sheet: int, width: int) -> None:
        if ticket != self._ticket:
            return
        import pypdfium2  # not before there is something to preview

        if self._open is None or self._open[0] != ticket:
            if self._open is not None:
                self._open[1].close()
            self._open = ticket, pypdfium2.PdfDocument(data)
        page = self._open[1][sheet]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
        bitmap.close()
        page.close()
        self.drawn.emit(ticket, sheet, image)
