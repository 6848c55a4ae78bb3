"""Mixing of colours for what lies over what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextFormat, QTextLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QBrush, QFont, QPainter


def mix(below: QColor, above: QColor, share: float) -> QColor:
    """`above` over `below`, covering it to `share` (0 to 1)."""
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * share,
        below.greenF() + (above.greenF() - below.greenF()) * share,
        below.blueF() + (above.blueF() - below.blueF()) * share,
    )


# To find out that a colour is neither a gradient nor one of Qt's own enums, `fillRect`, `setPen` and their like make
# all of those first: 20 ms. What is painted with the first paint goes these ways instead.


@lru_cache(maxsize=128)
def _brush(name: str) -> QBrush:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(name))
    return palette.brush(QPalette.ColorRole.Window)


def brush(colour: QColor) -> QBrush:
    """A brush of one opaque colour; a palette hands it out without asking."""
    return _brush(colour.name())


def fill(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Fill a rectangle."""
    painter.setBackground(brush(colour))
    painter.eraseRect(rect)


def coloured(first: int, last: int, colour: QColor) -> QTextLayout.FormatRange:
    """The colour of the units from `first` to `last` of a layout, for when it is drawn."""
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = first, last - first, QTextCharFormat()
    found.format.setProperty(QTextFormat.Property.ForegroundBrush, brush(colour))
    return found


def write(painter: QPainter, foot: QPointF, text: str, font: QFont, colour: QColor) -> None:
    """Write some words on the baseline that begins at `foot`; the same few are written with every frame."""
    layout, ascent = _laid_out(text, font)
    layout.draw(painter, QPointF(foot.x(), foot.y() - ascent), [coloured(0, len(text), colour)])


@lru_cache(maxsize=256)
def _laid_out(text: str, font: QFont) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return layout, line.ascent()
