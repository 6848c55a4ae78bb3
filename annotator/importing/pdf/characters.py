"""The characters of a PDF page with their places: upright, in points from the page's top left corner."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_CHARACTERS = 100_000
"""No page of a book has more; what comes after them is left out, and said."""

UNKNOWN = "\ufffd"

_BOLD = re.compile(r"bold|black|heavy|semib|demi|[-_]bd|cmbx|cmb1|sfbx|sfrb|ecbx", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|slant|[-_,]it\b|cmti|cmsl|sfti|sfsl|ecti|kursiv|-I$|-RI$", re.IGNORECASE)
_CAPITALS = re.compile(r"smallcap|caps|smcp|cmcsc|sfcc|eccc|[-_]sc\b", re.IGNORECASE)
_FLAG_ITALIC = 1 << 6
_FLAG_FORCE_BOLD = 1 << 18
_BOLD_WEIGHTS = range(600, 1000)
_PALE = 140
_QUARTER = math.pi / 2


class Style(NamedTuple):
    """What the characters of one piece of text have in common: type size in points, and how its font looks.

    `angle`: quarter turns against the page (None: aslant). `pale`: set in a light grey or the like.
    """

    font: str
    size: float
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    angle: int | None = 0
    pale: bool = False


class Glyph(NamedTuple):
    """One character: `base` is its baseline, `piece` counts the pieces of text in which the file sets it."""

    char: str
    left: float
    right: float
    base: float
    piece: int
    style: Style


@dataclass(slots=True)
class Sheet:
    """A page as it lies before the reader. `turned`: text that doesn't stand upright; `outside`: text off the page.

    `unknown` counts characters whose font doesn't tell what they are; `cut`: there were more than a page can hold.
    """

    index: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[Glyph] = field(default_factory=list)
    outside: list[Glyph] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    unknown: int = 0
    pictured: bool = False
    cut: bool = False


class _Found(NamedTuple):
    char: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    piece: int
    style: Style


Page = tuple[float, float, float, float]
"""Left, bottom, right and top of a page in its own space."""


def read_sheet(page: pdfium.PdfPage, index: int) -> Sheet:
    """The characters of `page` in the order of the file, the page turned so that most of them stand upright."""
    text_page = page.get_textpage()
    try:
        cut = raw.FPDFText_CountChars(text_page.raw) > MAX_CHARACTERS
        found = list(_characters(text_page))
    finally:
        text_page.close()
    left, bottom, right, top = page.get_bbox()
    bounds = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    turns = Counter(each.style.angle for each in found if each.style.angle is not None)
    angle = turns.most_common(1)[0][0] if turns else 0
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    sheet = Sheet(index, *((height, width) if angle % 2 else (width, height)), cut=cut)
    for each in found:
        glyph = _settled(each, bounds, angle)
        sheet.unknown += glyph.char == UNKNOWN
        if glyph.style.angle != 0:
            sheet.turned.append(glyph)
        elif _outside(glyph, sheet):
            sheet.outside.append(glyph)
        else:
            sheet.glyphs.append(glyph)
    _look_at_objects(page, sheet, bounds, angle)
    return sheet


def _outside(glyph: Glyph, sheet: Sheet) -> bool:
    return not (-1 < glyph.left < sheet.width + 1 and -1 < glyph.base < sheet.height + glyph.style.size / 2)


def _characters(text_page: pdfium.PdfTextPage) -> Iterator[_Found]:
    handle = text_page.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    styles: dict[int, Style] = {}
    last, piece = 0, 0
    for place in range(min(raw.FPDFText_CountChars(handle), MAX_CHARACTERS)):
        text_object = raw.FPDFText_GetTextObject(handle, place)
        if not text_object:
            continue
        code = raw.FPDFText_GetUnicode(handle, place)
        if raw.FPDFText_IsGenerated(handle, place) and code <= 32:
            # PDFium's own guess at a space: the gaps are measured in `rows`.
            continue
        address = ctypes.addressof(text_object.contents)
        if address != last:
            last, piece = address, piece + 1
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style_of(handle, place, text_object)
        raw.FPDFText_GetCharOrigin(handle, place, x, y)
        raw.FPDFText_GetLooseCharBox(handle, place, box)
        corners = (box.left, box.bottom, box.right, box.top)
        if style.size > 0 and all(map(math.isfinite, (*corners, x.value, y.value))):
            yield _Found(_character(code, handle, place), corners, (x.value, y.value), piece, style)


def _character(code: int, handle: Any, place: int) -> str:
    if code in (0x02, 0xFFFE):
        # PDFium's sign for a hyphen at a line's end, whoever set it there.
        return "-"
    if 0xF730 <= code <= 0xF739 or 0xF761 <= code <= 0xF77A:
        # Adobe's own places for old-style figures and small capitals.
        return chr(code - 0xF700)
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF or code < 32 or 0xE000 <= code < 0xF900 or code == 0xFFFF:
        return UNKNOWN if code not in (9, 10, 13) else " "
    if raw.FPDFText_HasUnicodeMapError(handle, place) == 1 and code == 0:
        return UNKNOWN
    return chr(code)


def _style_of(handle: Any, place: int, text_object: Any) -> Style:
    font = raw.FPDFTextObj_GetFont(text_object)
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    name = name.partition("+")[2] or name
    flags, weight = max(raw.FPDFFont_GetFlags(font), 0), raw.FPDFFont_GetWeight(font)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, place, matrix)
    size = raw.FPDFText_GetFontSize(handle, place) * math.hypot(matrix.c, matrix.d)
    turns = math.atan2(matrix.b, matrix.a) / _QUARTER if all(map(math.isfinite, (matrix.a, matrix.b))) else 0.0
    colours = [ctypes.c_uint() for _ in range(4)]
    painted = raw.FPDFText_GetFillColor(handle, place, *colours)
    red, green, blue, alpha = (colour.value for colour in colours)
    return Style(
        name,
        round(size, 2) if math.isfinite(size) and size < 10_000 else 0.0,
        # Upright type may lean by its matrix as well.
        bool(
            _ITALIC.search(name)
            or flags & _FLAG_ITALIC
            or (abs(matrix.c) > 0.15 * abs(matrix.d) and not round(turns) % 4)
        ),
        bool(_BOLD.search(name) or flags & _FLAG_FORCE_BOLD or (weight in _BOLD_WEIGHTS and not _ITALIC.search(name))),
        bool(_CAPITALS.search(name)),
        round(turns) % 4 if abs(turns - round(turns)) < 0.03 else None,
        bool(painted) and (alpha < _PALE or min(red, green, blue) > _PALE),
    )


def _settled(found: _Found, page: Page, angle: int) -> Glyph:
    """The character on the page as it is held for reading: turned by `angle` quarters, y downwards."""
    x0, _ = _turned((found.box[0], found.box[1]), page, angle)
    x1, _ = _turned((found.box[2], found.box[3]), page, angle)
    origin = _turned(found.origin, page, angle)
    style = found.style
    if angle and style.angle is not None:
        style = style._replace(angle=(style.angle - angle) % 4)
    return Glyph(found.char, min(x0, x1), max(x0, x1), origin[1], found.piece, style)


def _turned(point: tuple[float, float], page: Page, angle: int) -> tuple[float, float]:
    x, y = point
    left, bottom, right, top = page
    if angle == 1:
        return y - bottom, x - left
    if angle == 2:
        return right - x, y - bottom
    return (top - y, right - x) if angle == 3 else (x - left, top - y)


def _look_at_objects(page: pdfium.PdfPage, sheet: Sheet, bounds: Page, angle: int) -> None:
    """Thin rules (left, right, y), and whether a picture covers most of the page."""
    area = max((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]), 1.0)
    for count, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3)):
        if count > 2000:
            return
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            sheet.pictured = sheet.pictured or (right - left) * (top - bottom) > 0.5 * area
            continue
        x0, y0 = _turned((left, bottom), bounds, angle)
        x1, y1 = _turned((right, top), bounds, angle)
        if abs(y1 - y0) < 2.5 and abs(x1 - x0) > 20:
            sheet.rules.append((min(x0, x1), max(x0, x1), (y0 + y1) / 2))
