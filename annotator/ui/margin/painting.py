"""Drawing the margin: the mark of the role, the note's type, the current one's line to its passage."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)

from annotator.i18n import _
from annotator.ui.margin.arrangement import EDGE, Arrangement, Count, Standing
from annotator.ui.margin.note import MarginNote, NoteLink
from annotator.ui.margin.typeset import Typesetter
from annotator.ui.theme import Theme

RULE = 8
"""Where the current note's rule stands, in pixels from the left edge; the lengths below are pixels too."""
MARK_LEFT = 18
RIGHT = 16
DOT = 6
MARK_GAP = 9

NARROW_LEFT = 12


class MarginPainter:
    """Pens and fonts for one theme, and what is drawn with them."""

    def __init__(self, theme: Theme, setter: Typesetter) -> None:
        self.theme, self.setter = theme, setter
        size = setter.font.pixelSize()
        self.mark_size = setter.mark_size
        self.text_left = MARK_LEFT + self.mark_size + MARK_GAP
        self._mark_font = QFont(setter.font)
        self._mark_font.setPixelSize(size - 2)
        self._mark_font.setWeight(QFont.Weight.DemiBold)
        self._marks: dict[tuple[str, str, float], QPixmap] = {}
        self._scale = 1.0
        self._ink, self._muted = QColor(theme.ink), QColor(theme.muted)
        self._accent, self._background = QColor(theme.accent), QColor(theme.background)
        self._context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, self._ink)
        self._context.palette = palette

    def draw_all(
        self,
        painter: QPainter,
        size: QSize,
        arranged: Arrangement,
        current: str | None,
        edited: str | None,
        focused: bool,
        *,
        link: str | None = None,
        compact: bool = False,
    ) -> None:
        """Every note in sight, and at the edges how many found no room.

        `link` is the one chosen among the current note's links; `compact` shows marks alone.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scale = painter.device().devicePixelRatioF()
        for standing in arranged.standing:
            note_id = standing.set.note.id
            if standing.docked:
                room = QRectF(0, standing.top - EDGE, size.width(), standing.height + 2 * EDGE)
                painter.fillRect(room, self._background)
            if note_id == current and not compact:
                self.draw_rule(painter, standing, focused=focused)
            if compact:
                self.draw_mark_alone(painter, standing, current=note_id == current)
            else:
                self.draw(painter, standing, edited=note_id == edited, link=link if note_id == current else None)
        for count in arranged.counts:
            self.draw_count(painter, count, size.width(), compact=compact)
        for edge, notes in enumerate((arranged.above, arranged.below)):
            if notes:
                self.draw_more(painter, QRectF(self.more_room(size, edge)), len(notes))

    def more_room(self, size: QSize, edge: int) -> QRect:
        """Where “+3” stands at the upper (0) or lower (1) edge."""
        height = self.setter.font.pixelSize() + 8
        return QRect(RULE + 4, edge * (size.height() - height), self.text_left - RULE - 8, height)

    def note_at(self, arranged: Arrangement, size: QSize, place: QPoint) -> str | None:
        """The note at a place; at a count, the first one that it stands for."""
        for edge, notes in enumerate((arranged.above[::-1], arranged.below)):
            if notes and self.more_room(size, edge).contains(place):
                return notes[0].id
        count = next((one for one in arranged.counts if one.top <= place.y() < one.bottom), None)
        if count is not None:
            return count.notes[0].id
        standing = arranged.at(place.y())
        return None if standing is None else standing.set.note.id

    def link_at(self, arranged: Arrangement, place: QPoint) -> NoteLink | None:
        """The link at a place."""
        standing = arranged.at(place.y())
        rooms = link_rooms(standing, self.text_left, self.setter.width) if standing else []
        return next((one for room, one in rooms if room.contains(QPointF(place))), None)

    def draw_mark_alone(self, painter: QPainter, note: Standing, *, current: bool) -> None:
        """A note of which only the role's mark is shown; the current one's has a ring."""
        box = QRectF(NARROW_LEFT, round(note.top), self.mark_size, self.mark_size)
        painter.drawPixmap(box.topLeft() - QPointF(1, 1), self._pixmap(note.set.note))
        if current:
            painter.setPen(QPen(self._accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6)

    def draw_count(self, painter: QPainter, count: Count, width: float, *, compact: bool) -> None:
        """“+4 more” in place of the notes that it stands for."""
        painter.setFont(self.setter.small)
        painter.setPen(self._accent)
        left = NARROW_LEFT if compact else self.text_left
        words = "+{n}" if compact else _("+{n} more")
        room = QRectF(left, count.top, width - left, count.height)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words.format(n=len(count.notes)))

    def draw(self, painter: QPainter, note: Standing, *, edited: bool, link: str | None = None) -> None:
        """The note at its place; of an `edited` one only the mark and the footer, for the editor lies on its text."""
        painter.translate(0.0, note.top)
        self._draw_mark(painter, note)
        text_height = note.set.text_height(note.unfolded)
        if edited:
            text_height = note.height - note.set.below(unfolded=True) * note.set.note.speaks
        if not edited and note.set.full:
            self._draw_text(painter, note, text_height)
        if note.set.footer and (note.set.note.speaks or not edited):
            painter.setFont(self.setter.small)
            painter.setPen(self._muted)
            room = QRectF(self.text_left, text_height + note.set.footer_gap, self.setter.width, note.set.footer_height)
            painter.drawText(room, Qt.TextFlag.TextWordWrap, note.set.footer)
        painter.translate(0.0, -note.top)
        for rect, one in link_rooms(note, self.text_left, self.setter.width):
            self._draw_link(painter, rect, one, chosen=one is not None and one.id == link, hidden=note)

    def _draw_mark(self, painter: QPainter, note: Standing) -> None:
        middle = note.set.baseline - self.setter.metrics.xHeight() / 2
        painter.drawPixmap(QPointF(MARK_LEFT - 1, round(middle - self.mark_size / 2) - 1), self._pixmap(note.set.note))
        if note.set.note.pending:
            painter.setPen(QPen(self._muted, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.text_left + self.setter.width + 4, round(middle - DOT / 2), DOT, DOT))

    def _draw_link(
        self, painter: QPainter, room: QRectF, link: NoteLink | None, *, chosen: bool, hidden: Standing
    ) -> None:
        """“supports  ? “Who signs…”  p. 22”, on one line; or how many more there are."""
        painter.setFont(self.setter.small)
        painter.setPen(self._muted)
        middle = Qt.AlignmentFlag.AlignVCenter
        if link is None:
            more = len(hidden.set.note.links) - len(hidden.set.links(hidden.unfolded))
            painter.drawText(room, middle, _("+{n} links").format(n=more))
            return
        if chosen:
            painter.setBrush(QColor(self.theme.selection))
            painter.setPen(QPen(self._accent, 1))
            painter.drawRoundedRect(room.adjusted(-3.5, 0.5, 3.5, -0.5), 3, 3)
            painter.setPen(self._ink)
        metrics = self.setter.small_metrics
        left, right = room.left(), room.right()
        painter.drawText(room, middle, link.kind)
        left += metrics.horizontalAdvance(link.kind) + 6
        if link.page:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, link.page)
            right -= metrics.horizontalAdvance(link.page) + 6
        if link.glyph:
            box = QRectF(left, room.center().y() - 6.5, 14, 13)
            if not self.theme.contrast:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.theme.role_colour(link.colour)))
                painter.drawRoundedRect(box, 3, 3)
            painter.setPen(self._ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, link.glyph)
            left = box.right() + 5
        painter.setPen(self._muted if link.gone else self._ink)
        words = metrics.elidedText(link.words, Qt.TextElideMode.ElideRight, max(0.0, right - left))
        painter.drawText(QRectF(left, room.top(), right - left, room.height()), middle, words)

    def _pixmap(self, note: MarginNote) -> QPixmap:
        key = (note.colour, note.glyph, self._scale)
        if key not in self._marks:
            self._marks[key] = self._mark(*key)
        return self._marks[key]

    def _mark(self, colour: str, glyph: str, scale: float) -> QPixmap:
        """A role's mark, with one pixel of air around it; drawn once, for it is shown some forty times a frame."""
        side = self.mark_size + 2
        pixmap = QPixmap(round(side * scale), round(side * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self.theme.role_colour(colour))
        if self.theme.contrast:  # no fills there: the outline carries the colour
            painter.setPen(QPen(fill, 2))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
        box = QRectF(1, 1, self.mark_size, self.mark_size)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._mark_font)
        painter.setPen(self._ink)
        shape = QFontMetricsF(self._mark_font).tightBoundingRect(glyph)  # by its shape: “ would hang at the top
        painter.drawText(box.center() - shape.center(), glyph)
        painter.end()
        return pixmap

    def _draw_text(self, painter: QPainter, note: Standing, height: float) -> None:
        layout = note.set.document.documentLayout()
        painter.translate(self.text_left, 0.0)
        if not note.set.folds or note.unfolded:
            layout.draw(painter, self._context)
            painter.translate(-self.text_left, 0.0)
            return
        fold = note.set.fold_height
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.setter.width, height - fold))
        layout.draw(painter, self._context)
        painter.restore()
        painter.setFont(self.setter.small)
        painter.setPen(self._accent)
        room = QRectF(0, height - fold, self.setter.width, fold)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _("more…"))
        painter.translate(-self.text_left, 0.0)

    def draw_rule(self, painter: QPainter, note: Standing, *, focused: bool) -> None:
        """The current note's rule: from the left edge, level with its passage, and down (or up) along the note."""
        painter.setPen(QPen(self._accent, 2.0 if focused else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        level, top, bottom = round(note.level) + 0.5, round(note.top) + 0.5, round(note.bottom) + 0.5
        x = RULE + 0.5
        painter.drawPolyline(QPolygonF([QPointF(0, level), QPointF(x, level)]))
        painter.drawPolyline(QPolygonF([QPointF(x, min(level, top)), QPointF(x, max(level, bottom))]))

    def draw_more(self, painter: QPainter, room: QRectF, count: int) -> None:
        """“+3” at an edge: notes whose lines are in sight and that aren't."""
        painter.fillRect(room, self._background)
        painter.setFont(self.setter.small)
        painter.setPen(self._muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, f"+{count}")

    def draw_invitation(self, painter: QPainter, width: float, top: float, words: str) -> None:
        """What an empty margin says."""
        painter.setFont(self.setter.small)
        painter.setPen(self._muted)
        room = QRectF(MARK_LEFT, top, max(10.0, width - MARK_LEFT - RIGHT), 400)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, words)


def link_rooms(note: Standing, left: float, width: float) -> list[tuple[QRectF, NoteLink | None]]:
    """Where the links of a note stand, in pixels of the window; a last one of None counts those not shown."""
    shown: list[NoteLink | None] = list(note.set.links(note.unfolded))
    if len(shown) < len(note.set.note.links):
        shown.append(None)
    step = note.set.link_height
    top = note.bottom - len(shown) * step
    return [(QRectF(left, top + index * step, width, step), one) for index, one in enumerate(shown)]
