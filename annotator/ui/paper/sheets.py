"""The text with its notes on paper: the very page and margin of the window, a sheet at a time, as a PDF.

Nothing is set anew: an unseen page of the sheet's size is read through from beginning to end, and painted on the
way. So paper shows what the screen shows: highlights, role marks, notes level with their passages, the book's pages.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from PySide6.QtCore import QBuffer, QMarginsF, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from annotator.model.document import Document
from annotator.ui.fonts import FontFamilies
from annotator.ui.margin.note import MarginNote
from annotator.ui.reading.marks import Mark
from annotator.ui.reading.styles import TypeSettings
from annotator.ui.reading.view import ReadingView
from annotator.ui.reading_pane import ReadingPane
from annotator.ui.theme import Theme

SHEET = QSize(1000, 1414)  # pixels of the unseen page: A4's proportions, its type some 12 points on paper
WHITE = "#ffffff"


class Sheets:
    """One text on its way to paper. Run `pages` to its end; then `data` is the PDF."""

    def __init__(
        self,
        document: Document,
        marks: Sequence[Mark],
        notes: Sequence[MarginNote],
        theme: Theme,
        settings: TypeSettings,
        fonts: FontFamilies,
    ) -> None:
        self._document = document
        self._pane = ReadingPane(theme._replace(background=WHITE), settings, fonts)
        self._pane.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._pane.resize(SHEET)
        self._pane.view.set_document(document)
        self._pane.view.set_marks(marks)
        self._pane.margin.set_gathering(False)
        self._pane.margin.set_notes(notes)
        self._pane.show()
        self._buffer = QBuffer()
        self._buffer.open(QBuffer.OpenModeFlag.WriteOnly)

    @property
    def data(self) -> bytes:
        """The PDF as far as it is written."""
        return bytes(self._buffer.data().data())

    def pages(self, title: str) -> Generator[float, None, None]:
        """Paint sheet after sheet; yields after each how much of the text is on paper, from 0 to 1."""
        writer = QPdfWriter(self._buffer)
        writer.setTitle(title)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(10, 14, 10, 14), QPageLayout.Unit.Millimeter)
        painter = QPainter(writer)
        try:
            scale = writer.width() / SHEET.width()
            painter.scale(scale, scale)
            start, length = 0, max(len(self._document.text), 1)
            while start < length:
                if start:
                    writer.newPage()
                    self._pane.view.go_to(start, light=False, fraction=0.0)
                after, cut = _first_line_cut(self._pane.view, start)
                self._paint(painter, cut)
                start = after
                yield min(start / length, 1.0)
        finally:
            painter.end()
            self._pane.close()
            self._pane.deleteLater()

    def _paint(self, painter: QPainter, cut: float) -> None:
        """Page and margin as they stand; below `cut` a line would be cut in two, so it waits for the next sheet."""
        pane, page = self._pane, self._pane.view.viewport()
        at = page.mapTo(pane, QPoint())
        page.render(painter, at)
        painter.fillRect(at.x(), round(at.y() + cut), page.width(), page.height(), QColor(WHITE))
        pane.margin.restack()
        pane.margin.render(painter, pane.margin.mapTo(pane, QPoint()))


def _first_line_cut(view: ReadingView, start: int) -> tuple[int, float]:
    """The code point with which the next sheet begins, and the y (pixels) of its line in this one."""
    height = float(view.viewport().height())
    sight = view.visible_span()
    last = max(sight.end - 1, sight.start)
    line, box = view.line_span(last), view.line_rect(last)
    if box is not None and box.bottom() > height and line.start > start:
        return line.start, box.top()
    return max(sight.end, start + 1), height
