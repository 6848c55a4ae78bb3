"""The picture on the map of the text, painted in slices: divisions, highlights, hits, bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from annotator.model.document import DivisionKind
from annotator.ui.reading.colours import mix
from annotator.ui.reading.signs import ribbon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.model.document import Document
    from annotator.model.position import Position
    from annotator.ui.reading.marks import Mark
    from annotator.ui.theme import Theme

WIDTH = 14
"""Width of the map in pixels: a tick's lane, the highlights' lane, the hits' lane."""
_MARKS, _HITS = (5, 5), (11, 3)  # left edges and widths
_LEAST = 2.0  # pixels: a highlight's least height
_HEAVY, _LIGHT = (0.0, float(WIDTH), 2.0), (0.0, 4.0, 1.0)  # a tick's left edge, width and height
_RIBBON = (6.0, 8.0)
_SLICE = 32
"""Things painted between two looks at the clock."""
_STOPS = frozenset({DivisionKind.INTRODUCTION, DivisionKind.SELECTION, DivisionKind.CHAPTER})


class Markings(NamedTuple):
    """What is to be seen on the map; `place` tells the y of a code point."""

    document: Document
    theme: Theme
    marks: Sequence[Mark]
    hits: Sequence[Position]
    ribbons: Sequence[int]
    place: Callable[[int], float]


def paint_slices(picture: QPixmap, markings: Markings) -> Iterator[None]:
    """Paint `picture` bit by bit; whoever steps through looks at the clock in between."""
    place = markings.place
    for things in (_ticks(markings), _bands(markings), _hit_bands(markings)):
        while True:
            painter = QPainter(picture)
            painted = 0
            for offset, box, colour in things:
                painter.fillRect(QRectF(box.left(), _row(place(offset)), box.width(), box.height()), colour)
                painted += 1
                if painted == _SLICE:
                    break
            painter.end()
            yield
            if painted < _SLICE:
                break
    _paint_ribbons(picture, markings)


def _row(y: float) -> float:
    return float(round(y))


_Band = tuple[int, QRectF, QColor]


def _ticks(markings: Markings) -> Iterator[_Band]:
    theme = markings.theme
    colour = QColor(theme.muted)
    for division in markings.document.divisions:
        if division.kind is DivisionKind.PART:
            yield division.start, QRectF(_HEAVY[0], 0, _HEAVY[1], _HEAVY[2]), colour
        elif division.kind in _STOPS:
            yield division.start, QRectF(_LIGHT[0], 0, _LIGHT[1], _LIGHT[2]), colour


def _bands(markings: Markings) -> Iterator[_Band]:
    theme, place = markings.theme, markings.place
    colours: dict[str, QColor] = {}
    for mark in markings.marks:
        if mark.colour not in colours:
            own = QColor(theme.role_colour(mark.colour))
            colours[mark.colour] = own if theme.contrast else mix(own, QColor(theme.ink), 0.25)
        yield (
            mark.start,
            QRectF(_MARKS[0], 0, _MARKS[1], max(place(mark.end) - place(mark.start), _LEAST)),
            colours[mark.colour],
        )


def _hit_bands(markings: Markings) -> Iterator[_Band]:
    colour = mix(QColor(markings.theme.current_hit), QColor(markings.theme.ink), 0.35)
    for hit in markings.hits:
        yield hit.start, QRectF(_HITS[0], 0, _HITS[1], _LEAST), colour


def _paint_ribbons(picture: QPixmap, markings: Markings) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(markings.theme.accent))
    for offset in markings.ribbons:
        painter.drawPolygon(ribbon(QRectF(WIDTH - _RIBBON[0], _row(markings.place(offset)), *_RIBBON)))
    painter.end()
