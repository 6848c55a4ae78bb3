"""The text with its notes on paper: the very page and margin of the window, a sheet at a time.

Nothing is set anew: an unseen page of the sheet's size is read through from beginning to end, and painted on the
way. So paper shows what the screen shows: highlights, role marks, notes level with their passages, the book's pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPagedPaintDevice, QPageLayout, QPainter

from annotator.model.document import BlockKind
from annotator.ui.margin.arrangement import Arrangement
from annotator.ui.margin.note import MarginNote
from annotator.ui.paper.choice import MARGINS, WIDTH, NotesOnPaper
from annotator.ui.paper.copy import Copy
from annotator.ui.paper.endnotes import Endnotes
from annotator.ui.paper.margin import PaperMargin
from annotator.ui.reading.edges import RIGHT_ROOM
from annotator.ui.reading.header import HEIGHT, paint_header
from annotator.ui.reading.painting import paint
from annotator.ui.reading.view import ReadingView

WHITE = "#ffffff"
FOOT = 34  # pixels at the bottom of a sheet, for its number
MARGIN, NUMBERS = 290, 110  # pixels: a margin of notes, one of numbers alone
_Paint = Callable[[QPainter], None]
_AIR = 3  # pixels that a line must reach into the room of a sheet: one beyond it would be hidden and yet be found
_HEADS = (BlockKind.HEADING, BlockKind.NUMBER, BlockKind.AUTHOR)


class Sheets:
    """One text on its way to paper. Run `pages` to its end; the device is a PDF or a printer."""

    def __init__(self, copy: Copy) -> None:
        self._copy, self._choice = copy, copy.choice
        self._start, self._end = copy.choice.span(copy.document)
        self.size = copy.choice.sheet.printed
        self._theme = copy.theme._replace(background=WHITE)
        settings = copy.settings._replace(
            size=copy.choice.sheet.pixels(copy.choice.points),
            plain=True,  # so that words and years can be found in the PDF and copied from it
        )
        self._foot_font, self._notes_font = copy.faces(settings.size)
        beside = {NotesOnPaper.MARGIN: MARGIN, NotesOnPaper.END: NUMBERS, NotesOnPaper.NONE: 0}[copy.choice.notes]
        self._height = self.size.height() - FOOT
        self._view = ReadingView()
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.far_scroll_bar()  # so that its own takes no room
        self._view.set_theme(self._theme)
        self._view.set_type(settings)
        self._view.resize(WIDTH - beside, self._height)
        self._view.set_document(copy.document, self._start)
        self._view.set_marks(copy.marks)
        self._view.show()
        self._view.hyphens.load()
        self._margin = PaperMargin(
            copy.setter(self._theme, self._notes_font),
            self._theme,
            self.size.scaled(beside, self._height, Qt.AspectRatioMode.IgnoreAspectRatio),
            self._view.baseline(),
            all_away=copy.choice.notes is NotesOnPaper.END,
        )
        self.count = 0
        """Sheets so far."""

    @property
    def away(self) -> int:
        """Notes so far that stand at the end."""
        return len(self._margin.away)

    def pages(
        self, device: QPagedPaintDevice, wanted: range | None = None, most: int | None = None
    ) -> Generator[float, None, None]:
        """Paint sheet after sheet; yields after each how much of the text is on paper, from 0 to 1.

        Of the sheets, counted from 1, only those `wanted` are painted; it ends after `most` of them.
        """
        device.setPageSize(self._choice.sheet.page_size)
        device.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        while self._view.hyphens.waiting:  # else lines would move while sheets are painted
            yield 0.0
        painter = QPainter(device)
        fresh = True  # whether the device's sheet is still white
        try:
            scale = device.width() / WIDTH
            painter.scale(scale, scale)
            for draw, done in self._sheets():
                self.count += 1
                if wanted is None or self.count in wanted:
                    if not fresh:
                        device.newPage()
                    fresh = False
                    draw(painter)
                    self._paint_foot(painter)
                yield done
                if most is not None and self.count >= most:
                    return
        finally:
            painter.end()
            self._view.close()
            self._view.deleteLater()

    def _sheets(self) -> Generator[tuple[_Paint, float], None, None]:
        """How to paint each sheet, and how much is done then."""
        start, length = self._start, max(self._end - self._start, 1)
        while start < self._end:
            self._view.go_to(start, light=False, fraction=0.0)
            after, cut = self._cut(start)
            arranged = self._margin.arrange(self._notes(start, after))

            def text(painter: QPainter, cut: float = cut, arranged: Arrangement = arranged) -> None:
                self._paint_text(painter, cut)
                painter.save()
                painter.translate(self._beside(), 0)
                self._margin.paint(painter, arranged)
                painter.restore()

            start = after
            yield text, min((start - self._start) / length, 1.0)
        if not self._margin.away or self._choice.notes is NotesOnPaper.NONE:
            return
        size = QSizeF(WIDTH, self._height - HEIGHT)
        notes = Endnotes(self._copy.endnotes(self._margin.away), self._theme, self._notes_font, size)
        for number in range(notes.sheets):

            def end(painter: QPainter, number: int = number) -> None:
                painter.save()
                painter.translate(0, HEIGHT)
                notes.paint(painter, number)
                painter.restore()

            yield end, 1.0

    def _notes(self, start: int, end: int) -> Sequence[tuple[MarginNote, float]]:
        """The notes whose lines are on the sheet, with the tops of these."""
        if self._choice.notes is NotesOnPaper.NONE:
            return []
        found = self._copy.notes_between(start, end, last=end >= self._end)
        return [(note, y) for note in found if (y := self._view.line_y(note.offset)) is not None]

    def _beside(self) -> float:
        """Where the margin begins, in pixels from the left: beyond the marks that stand beside the text."""
        scene = self._view.scene
        column = scene.left + scene.flow.faces.column if scene is not None else self._view.width()
        return min(column + RIGHT_ROOM, self._view.width())

    def _paint_text(self, painter: QPainter, cut: float) -> None:
        """The page as it stands; below `cut` a line would be cut in two, so it waits for the next sheet."""
        scene, width = self._view.scene, self._view.width()
        assert scene is not None
        room = QRectF(0, HEIGHT, width, cut - HEIGHT)
        painter.save()
        painter.setClipRect(room)
        paint(painter, scene, room.adjusted(0, _AIR, 0, -_AIR))
        painter.restore()
        paint_header(painter, scene, self._view.top_offset(), width)

    def _paint_foot(self, painter: QPainter) -> None:
        painter.setFont(self._foot_font)
        painter.setPen(QColor(self._theme.muted))
        room = QRectF(0, self._height, WIDTH, FOOT)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(self.count))

    def _cut(self, start: int) -> tuple[int, float]:
        """The code point with which the next sheet begins, and the y (pixels) of its line in this one."""
        view, height = self._view, float(self._height)
        sight = view.visible_span()
        last = max(sight.end - 1, sight.start)
        line, box = view.line_span(last), view.line_rect(last)
        after = max(sight.end, start + 1)
        if box is not None and box.bottom() > height and line.start > start:
            after = line.start
        if after >= self._end:
            box = view.line_rect(max(self._end - 1, start))
            return self._end, min(box.bottom(), height) if box is not None else height
        return self._heads_kept(start, after, self._top_of(after))

    def _heads_kept(self, start: int, after: int, cut: float) -> tuple[int, float]:
        """No heading stands at the foot of a sheet without its text."""
        blocks = self._copy.document.blocks
        index = bisect_left(blocks, after, key=lambda block: block.start) - 1
        while index > 0 and blocks[index].end <= after and blocks[index].kind in _HEADS and blocks[index].start > start:
            after, cut = blocks[index].start, self._top_of(blocks[index].start)
            index -= 1
        return after, cut

    def _top_of(self, offset: int) -> float:
        """The top of its line, or the foot of the sheet where that is beyond it."""
        box = self._view.line_rect(offset)
        return min(box.top(), float(self._height)) if box is not None else float(self._height)
