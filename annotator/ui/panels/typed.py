"""A few lines of text in a list's row: laid out to a width, the words found set off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from annotator.ui.panels.look import heavier
from annotator.ui.reading.offsets import OffsetMap

Span = tuple[int, int]


def lay_out(
    text: str,
    marks: Sequence[Span],
    font: QFont,
    width: float,
    hit: QColor | None = None,
    *,
    ink: QColor | None = None,
) -> QTextLayout:
    """`text` in lines of `width` pixels; `marks` (code points, ends exclusive) are bold, in `ink`, on `hit`."""
    # An ellipsis never stands alone on a line. Each exchange is one character for one, so the marks stay right.
    offsets = OffsetMap(text.replace("\n", " ").replace(" …", "\u00a0…").replace("… ", "…\u00a0"))
    layout = QTextLayout(offsets.shown, font)
    layout.setTextOption(_wrapping())
    layout.setFormats([_mark(offsets, start, end, font, hit, ink) for start, end in marks])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def height_of(layout: QTextLayout) -> float:
    """The height of all lines, in pixels."""
    return layout.boundingRect().height()


def shorten(text: str, length: int) -> str:
    """`text` on one line, cut before the word that would reach beyond `length` code points."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words.rfind(" ", 0, length)
    return f"{words[: cut if cut > length // 2 else length - 1].rstrip(' ,;:.')} …"


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _mark(
    offsets: OffsetMap, start: int, end: int, font: QFont, hit: QColor | None, ink: QColor | None
) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start = offsets.to_shown(start)
    mark.length = offsets.to_shown(end) - offsets.to_shown(start)
    style = QTextCharFormat()
    style.setFont(heavier(font))
    if hit is not None:
        style.setBackground(hit)
    if ink is not None:
        style.setForeground(ink)
    mark.format = style
    return mark
