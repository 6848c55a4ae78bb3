"""The dispersion plot: a strip for each selection, a stroke for each hit, each of which leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from annotator.i18n import _
from annotator.model.citation import cite_pages
from annotator.model.concordance import SelectionCount, Summary
from annotator.services.concordance_files import lanes_said
from annotator.ui.theme import Theme

SIDE, EDGE, LABEL, GAP = 16, 8, 20, 12  # pixels: edges, a name's height, between rows and columns
STRIP, LANE = 16, 9  # pixels: how high a strip is, and a lane where several words have one each
WIDE, NAMES = 640, 0.36  # pixels from which names stand beside; their share of the width then
NEAR = 5  # pixels from a stroke that still mean it
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, +1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (+1, 0)}


class Stroke(NamedTuple):
    """A hit by the number of its strip, and its own there."""

    row: int
    number: int


class Plot(QWidget):
    """Arrows go from stroke to stroke, Enter and a click to the place in the text."""

    placeWanted = Signal(str, int, bool)  # reader id, code point, whether the keyboard stays

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: Sequence[SelectionCount] = ()
        self._several = False
        self._counts_width = 0
        self._legend = ""
        self.current: Stroke | None = None
        self.setAccessibleName(_("Where the words stand"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_summary(self, summary: Summary | None) -> None:
        """Show where other hits stand."""
        self._rows = summary.counts if summary else ()
        self._several = len({row.reader_id for row in self._rows}) > 1
        self._legend = lanes_said(summary) if summary else ""
        metrics = QFontMetrics(self.font())
        self._counts_width = max((metrics.horizontalAdvance(_count(row)) for row in self._rows), default=0)
        self._take(None)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names go above their strips where there is no room beside."""
        super().resizeEvent(event)
        if (event.size().width() < WIDE) != (event.oldSize().width() < WIDE):
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as all strips."""
        return QSize(320, self._above + EDGE + len(self._rows) * self.row_height)

    def minimumSizeHint(self) -> QSize:
        """As the hint: the view around it scrolls."""
        return QSize(120, self.sizeHint().height())

    def follow(self, reader_id: str, start: int) -> None:
        """Make the stroke of this hit the current one."""
        for at, row in enumerate(self._rows):
            if row.reader_id == reader_id and start in row.places:
                self._take(Stroke(at, row.places.index(start)))

    def stroke_at(self, place: QPoint) -> Stroke | None:
        """The nearest stroke of the strip at a point of the widget; None where none is near."""
        at = (place.y() - self._above) // self.row_height
        if not 0 <= at < len(self._rows) or not self._rows[at].positions:
            return None
        xs = [self.x_of(Stroke(at, number)) for number in range(len(self._rows[at].positions))]
        number = min(range(len(xs)), key=lambda number: abs(xs[number] - place.x()))
        return Stroke(at, number) if abs(xs[number] - place.x()) <= NEAR else None

    def x_of(self, stroke: Stroke) -> float:
        """Where a stroke stands, in pixels."""
        strip = self.strip(stroke.row)
        return strip.left() + self._rows[stroke.row].positions[stroke.number] * strip.width()

    def y_of(self, row: int) -> float:
        """The middle of a strip."""
        return self.strip(row).center().y()

    @property
    def _above(self) -> int:
        """Where the first strip begins: below the legend, where there is one."""
        return EDGE + (LABEL if self._legend else 0)

    @property
    def row_height(self) -> int:
        """Pixels from one strip to the next."""
        return self.strip_height + GAP + (0 if self.width() >= WIDE else LABEL)

    @property
    def strip_height(self) -> int:
        """Pixels: higher where several words have a lane each."""
        return max(STRIP, LANE * max((row.lanes for row in self._rows), default=1))

    def strip(self, row: int) -> QRectF:
        """Where the strip of a selection lies: between its name and its count, or below both."""
        top = self._above + row * self.row_height
        if self.width() < WIDE:
            return QRectF(SIDE, top + LABEL, self.width() - 2 * SIDE, self.strip_height)
        left, right = SIDE + self._names_width() + GAP, self.width() - SIDE - self._counts_width - GAP
        return QRectF(left, top + GAP / 2, max(right - left, 40), self.strip_height)

    def _names_width(self) -> float:
        return (self.width() - 2 * SIDE) * NAMES

    def said(self, stroke: Stroke) -> str:
        """`p. 22, 3 of 80`: what the tool tip and a screen reader tell of a stroke."""
        row = self._rows[stroke.row]
        count = _("{i} of {n}").format(i=stroke.number + 1, n=row.hits)
        return ", ".join(filter(None, (cite_pages(row.labels[stroke.number], None), count)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strips in sight."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.theme.background))
        first = max((event.rect().top() - self._above) // self.row_height, 0)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QRectF(SIDE, EDGE, self.width() - 2 * SIDE, LABEL), 0, self._legend)
        for at in range(first, min((event.rect().bottom() - self._above) // self.row_height + 1, len(self._rows))):
            self._paint_row(painter, at)

    def event(self, event: QEvent) -> bool:
        """A tool tip names the page of a stroke, or the whole name of a selection."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stroke = self.stroke_at(event.pos())
            at = (event.pos().y() - self._above) // self.row_height
            name = self._name(at) if 0 <= at < len(self._rows) else ""
            QToolTip.showText(event.globalPos(), self.said(stroke) if stroke else name, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over what can be clicked."""
        over = self.stroke_at(event.position().toPoint()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To the place; the keyboard stays here."""
        stroke = self.stroke_at(event.position().toPoint())
        if stroke is not None and event.button() == Qt.MouseButton.LeftButton:
            self._take(stroke)
            self._go(stroke, stay=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right along a strip, up and down to the next one that has strokes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self._go(self.current, stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def _step(self, rows: int, strokes: int) -> None:
        filled = [at for at, row in enumerate(self._rows) if row.hits]
        if not filled:
            return
        if self.current is None:
            self._take(Stroke(filled[0], 0))
            return
        row, number = self.current
        if strokes:
            number = min(max(number + strokes, 0), self._rows[row].hits - 1)
        else:
            place = min(max(filled.index(row) + rows, 0), len(filled) - 1)
            here, row = self._rows[row].positions[number], filled[place]
            number = min(range(self._rows[row].hits), key=lambda at: abs(self._rows[row].positions[at] - here))
        self._take(Stroke(row, number))

    def _take(self, stroke: Stroke | None) -> None:
        self.current = stroke
        words = "" if stroke is None else f"{self._name(stroke.row)}: {self.said(stroke)}"
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        around = self.parentWidget()
        area = around.parentWidget() if around is not None else None
        if stroke is not None and isinstance(area, QScrollArea):
            area.ensureVisible(round(self.x_of(stroke)), round(self.y_of(stroke.row)), SIDE, self.row_height)
        self.update()

    def _go(self, stroke: Stroke, *, stay: bool) -> None:
        row = self._rows[stroke.row]
        self.placeWanted.emit(row.reader_id, row.places[stroke.number], stay)

    def _name(self, at: int) -> str:
        row = self._rows[at]
        return " · ".join(filter(None, (row.reader if self._several else "", row.division, row.author)))

    def _paint_row(self, painter: QPainter, at: int) -> None:
        row, theme, strip = self._rows[at], self.theme, self.strip(at)
        metrics, middle, wide = QFontMetrics(self.font()), Qt.AlignmentFlag.AlignVCenter, self.width() >= WIDE
        top, right = strip.top() - (0 if wide else LABEL), self.width() - SIDE
        count, height = _count(row), strip.height() if wide else LABEL
        painter.setFont(self.font())
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(SIDE, top, right - SIDE, height), Qt.AlignmentFlag.AlignRight | middle, count)
        painter.setPen(QColor(theme.ink if row.hits else theme.muted))
        room = self._names_width() if wide else right - SIDE - metrics.horizontalAdvance(count) - GAP
        name = metrics.elidedText(self._name(at), Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF(SIDE, top, room, height), Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.fillRect(strip, QColor(theme.panel))
        painter.fillRect(QRectF(strip.left(), strip.bottom() - 1, strip.width(), 1), QColor(theme.hairline))
        ink = QColor(theme.ink)
        ink.setAlphaF(0.78)
        places = {(round(self.x_of(Stroke(at, number))), row.lane(number)) for number in range(row.hits)}
        for x, (begin, share) in places:
            y, height = strip.top() + 1 + begin * (strip.height() - 2), share * (strip.height() - 2) - 1
            painter.fillRect(QRectF(min(x, strip.right() - 1), y, 1.4 if share == 1 else 2, height), ink)
        if self.current is not None and self.current.row == at:
            width = 3.0 if self.hasFocus() else 2.0
            painter.fillRect(
                QRectF(self.x_of(self.current) - width / 2, strip.top() - 2, width, strip.height() + 4),
                QColor(theme.accent),
            )


def _count(row: SelectionCount) -> str:
    if not row.hits:
        return "0"
    return _("{n} · {rate} in 10,000").format(n=f"{row.hits:,}", rate=f"{row.rate:.1f}")
