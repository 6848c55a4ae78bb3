"""Sheets of paper below one another, drawn as they come into sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.i18n import _
from annotator.ui.panels.look import GRID
from annotator.ui.paper.pictures import Pictures

GAP = 4 * GRID  # pixels around sheets
WIDEST = 760  # pixels of a sheet
_KEPT = 12  # pictures; each takes some 3 MB


class PaperPreview(QAbstractScrollArea):
    """Shows `count` sheets of one size. The place is kept, as a part of the whole, while they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Preview of the sheets"))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pictures = Pictures(self)
        self.pictures.drawn.connect(self._take)
        self._shown: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._count = 0
        self._ticket = 0
        self._proportion = 1.4

    def show_sheets(self, data: bytes, count: int, size: QSize) -> None:
        """Show the sheets of this PDF."""
        bar = self.verticalScrollBar()
        place = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._ticket = self.pictures.set_data(data)
        self._asked.clear()  # the old pictures stand until the new ones are there
        self._shown = {sheet: image for sheet, image in self._shown.items() if sheet < count}
        self._count, self._proportion = count, size.height() / size.width()
        self._set_range()
        bar.setValue(round(place * bar.maximum()))
        self.viewport().update()

    def done(self) -> bool:
        """Whether everything in sight is drawn."""
        return self._count > 0 and all(sheet in self._asked and sheet in self._shown for sheet in self._in_sight())

    def sizeHint(self) -> QSize:
        return QSize(150 * GRID, 150 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._asked.clear()
        self._set_range()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for sheet in self._in_sight():
            box = self._box(sheet)
            painter.fillRect(box, QColor("white"))
            if sheet in self._shown:
                painter.drawImage(box, self._shown[sheet])
            if sheet not in self._asked:
                self._asked.add(sheet)
                self.pictures.ask(sheet, round(box.width() * self.devicePixelRatioF()))

    def _take(self, ticket: int, sheet: int, image: QImage) -> None:
        if ticket != self._ticket:
            return
        self._shown[sheet] = image
        near = self._in_sight()
        while len(self._shown) > _KEPT + len(near):
            far = max(self._shown, key=lambda one: min((abs(one - seen) for seen in near), default=0))
            del self._shown[far]
            self._asked.discard(far)
        self.viewport().update()

    def _sheet(self) -> QSize:
        width = min(max(self.viewport().width() - 2 * GAP, 40), WIDEST)
        return QSize(width, round(width * self._proportion))

    def _box(self, sheet: int) -> QRect:
        size = self._sheet()
        top = GAP + sheet * (size.height() + GAP) - self.verticalScrollBar().value()
        return QRect(QPoint((self.viewport().width() - size.width()) // 2, top), size)

    def _in_sight(self) -> list[int]:
        step = self._sheet().height() + GAP
        top = self.verticalScrollBar().value()
        first, last = max((top - GAP) // step, 0), (top + self.viewport().height()) // step
        return list(range(first, min(last + 1, self._count)))

    def _set_range(self) -> None:
        step, bar = self._sheet().height() + GAP, self.verticalScrollBar()
        bar.setRange(0, max(self._count * step + GAP - self.viewport().height(), 0))
        bar.setPageStep(step)
        bar.setSingleStep(step // 12)
