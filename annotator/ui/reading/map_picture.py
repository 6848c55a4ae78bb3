"""The picture on the map of the text, painted in slices: divisions, highlights, hits, bookmarks."""

from __future__ import annotations

from itertools import groupby
from math import ceil
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
_LEAST = 2  # pixels: a highlight's least height
_HEAVY, _LIGHT = (0.0, float(WIDTH), 2.0), (0.0, 4.0, 1.0)  # a tick's left edge, width and height
_RIBBON = (6.0, 8.0)
_SLICE = 32
"""Things painted between two looks at the clock."""
_MANY = 1000
"""Marks looked at between two looks at the clock."""
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
    rows = ceil(picture.height() / picture.devicePixelRatio())
    for things in (_ticks(markings), _bands(markings, rows), _hit_bands(markings)):
        for some in _slices(things):
            painter = QPainter(picture)
            for box, colour in some:
                painter.fillRect(box, colour)
            painter.end()
            yield
    _paint_ribbons(picture, markings)


_Band = tuple[QRectF, QColor]


def _slices(things: Iterator[_Band | None]) -> Iterator[list[_Band]]:
    """Some at a time; fewer where whoever makes them says so with a None."""
    some: list[_Band] = []
    for thing in things:
        if thing is not None:
            some.append(thing)
        if thing is None or len(some) == _SLICE:
            yield some
            some = []
    yield some


def _row(y: float) -> float:
    return float(round(y))


def _ticks(markings: Markings) -> Iterator[_Band]:
    theme = markings.theme
    colour = QColor(theme.muted)
    for division in markings.document.divisions:
        if division.kind is DivisionKind.PART:
            yield QRectF(_HEAVY[0], _row(markings.place(division.start)), _HEAVY[1], _HEAVY[2]), colour
        elif division.kind in _STOPS:
            yield QRectF(_LIGHT[0], _row(markings.place(division.start)), _LIGHT[1], _LIGHT[2]), colour


def _bands(markings: Markings, rows: int) -> Iterator[_Band | None]:
    """First which mark is uppermost in each row, then what stands together; ten thousand lie on some hundred."""
    place, short = markings.place, len(markings.document.text) / max(rows, 1) / 2  # no passage so short is high
    uppermost: list[str | None] = [None] * (rows + _LEAST)  # so that what is high at least fits in below the last
    for number, mark in enumerate(markings.marks):
        first = place(mark.start)
        length = mark.end - mark.start
        top, height = round(first), _LEAST if length < short else max(round(place(mark.end) - first), _LEAST)
        uppermost[top : top + height] = [mark.colour] * height
        if number % _MANY == _MANY - 1:
            yield None
    theme, ink = markings.theme, QColor(markings.theme.ink)
    top = 0
    for name, band in groupby(uppermost[:rows]):
        height = len(list(band))
        if name is not None:
            own = QColor(theme.role_colour(name))
            yield QRectF(_MARKS[0], top, _MARKS[1], height), own if theme.contrast else mix(own, ink, 0.25)
        top += height


def _hit_bands(markings: Markings) -> Iterator[_Band]:
    colour = mix(QColor(markings.theme.current_hit), QColor(markings.theme.ink), 0.35)
    for hit in markings.hits:
        yield QRectF(_HITS[0], _row(markings.place(hit.start)), _HITS[1], _LEAST), colour


def _paint_ribbons(picture: QPixmap, markings: Markings) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(markings.theme.accent))
    for offset in markings.ribbons:
        painter.drawPolygon(ribbon(QRectF(WIDTH - _RIBBON[0], _row(markings.place(offset)), *_RIBBON)))
    painter.end()
