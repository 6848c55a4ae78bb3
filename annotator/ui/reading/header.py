"""The line above the text: where in the reader its first line lies, and on which page."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.i18n import _
from annotator.model.lookup import cited_division, division_at, division_label, division_path, page_at
from annotator.ui.fonts import NO_LIGATURES, SMALL_CAPS, make_font
from annotator.ui.reading.colours import fill, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

    from annotator.model.document import Document
    from annotator.ui.reading.painting import Scene

HEIGHT = 40
"""Pixels at the top of the viewport that belong to the header."""
_BASELINE = HEIGHT - 14.0
_DOT = " · "


def place_names(document: Document, offset: int) -> tuple[str, ...]:
    """`1-2 Terror as a System of Power` and `The GPU`: the selection, and the section within it."""
    division = division_at(document, offset)
    path = division_path(document, division)
    cited = cited_division(document, division)
    inner = path[path.index(cited) :] if cited is not None else path
    names = _names(document, inner) or _names(document, path)[-1:]  # an untitled introduction is its part's
    return (names[0], names[-1]) if len(names) > 1 else tuple(names)


def page_name(document: Document, offset: int) -> str:
    """`p. 22`; empty where the page isn't known."""
    page = page_at(document, offset)
    return _("p. {label}").format(label=page.label) if page is not None else ""


def paragraph_name(document: Document, numbers: Sequence[int], offset: int) -> str:
    """`paragraph 3`, as `numbers` count them; of one carried over from page 21, that it began there."""
    from annotator.model.paragraphs import paragraph_at

    place = paragraph_at(document, numbers, offset)
    if place is None:
        return ""
    if place.since:
        return _("paragraph begun on p. {label}").format(label=place.since)
    return _("paragraph {number}").format(number=place.number)


def paint_header(painter: QPainter, scene: Scene, offset: int, width: float) -> None:
    """Paint the header for the place `offset` over `width` pixels; its words stand over the text column."""
    faces, theme, document = scene.flow.faces, scene.theme, scene.flow.plan.document
    left, right = scene.left, scene.left + faces.column
    fill(painter, QRectF(0, 0, width, HEIGHT), scene.colour(theme.background))
    muted = scene.colour(theme.muted)
    fonts = _fonts(faces.family, max(round(faces.em * 0.78), 12), faces.settings.plain)
    page = page_name(document, offset)
    page_width = _width(page, fonts)
    _draw(painter, right - page_width, page, fonts, muted)
    room = right - left - page_width - 32
    _draw(painter, left, _fitted(_names_at(scene, offset), room, fonts), fonts, muted)
    fill(painter, QRectF(left, HEIGHT - 5, right - left, 1), scene.colour(theme.hairline))


def _names_at(scene: Scene, offset: int) -> tuple[str, ...]:
    """The names of a place, looked up once a division: they are painted with every frame."""
    plan = scene.flow.plan
    division = plan.document.blocks[plan.block_at(offset)].division
    if division not in scene.names:
        scene.names[division] = place_names(plan.document, offset)
    return scene.names[division]


def _names(document: Document, path: tuple[int, ...]) -> list[str]:
    return [name for name in (division_label(document.divisions[index]) for index in path) if name]


@lru_cache(maxsize=4)
def _fonts(family: str, pixels: int, plain: bool) -> tuple[QFont, QFont]:
    """Small capitals for the words; whole figures beside them, for a small capital 1 is an I."""
    if plain:
        font = make_font(family, pixels, features=NO_LIGATURES)
        return font, font
    words = make_font(family, pixels, features=(SMALL_CAPS,))
    words.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    return words, make_font(family, pixels)


@lru_cache(maxsize=64)
def _runs(text: str, fonts: tuple[QFont, QFont]) -> list[tuple[str, QFont, float]]:
    """Words and figures by turns, each with its font and width."""
    parts = [(part, fonts[part[0].isdigit()]) for part in re.split(r"(\d+)", text) if part]
    return [(part, font, QFontMetricsF(font).horizontalAdvance(part)) for part, font in parts]


@lru_cache(maxsize=16)
def _fitted(names: tuple[str, ...], room: float, fonts: tuple[QFont, QFont]) -> str:
    """The names in a row; where there is no room, the first is cut, then the other."""
    whole = _DOT.join(names)
    if _width(whole, fonts) <= room:
        return whole
    inner = _cut(names[-1], room * (0.6 if len(names) > 1 else 1.0), fonts)
    if len(names) == 1:
        return inner
    return _cut(names[0], room - _width(_DOT + inner, fonts), fonts) + _DOT + inner


def _cut(text: str, room: float, fonts: tuple[QFont, QFont]) -> str:
    """As much of the text as there is room for, and an ellipsis where it isn't all."""
    if _width(text, fonts) <= room:
        return text
    length = bisect_right(range(len(text)), room, key=lambda end: _width(text[:end].rstrip() + "…", fonts)) - 1
    return text[: max(length, 0)].rstrip() + "…"


def _width(text: str, fonts: tuple[QFont, QFont]) -> float:
    return sum(width for _part, _font, width in _runs(text, fonts))


def _draw(painter: QPainter, x: float, text: str, fonts: tuple[QFont, QFont], colour: QColor) -> None:
    for part, font, width in _runs(text, fonts):
        write(painter, QPointF(x, _BASELINE), part, font, colour)
        x += width
