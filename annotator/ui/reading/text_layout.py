"""Sets running text: fonts, indents, emphasis and note markers become lines on a grid."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
    QTextOption,
)

from annotator.model.document import EmphasisKind
from annotator.model.lookup import refs_between
from annotator.ui.fonts import SUPERIORS, make_font
from annotator.ui.reading.even_lines import HYPHEN, can_be_weighed, even_breaks, fill_lines
from annotator.ui.reading.faces import features_of
from annotator.ui.reading.offsets import LINE_SEPARATOR, Insertion, OffsetMap
from annotator.ui.reading.piece import Piece
from annotator.ui.reading.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont

    from annotator.model.document import Document, Emphasis
    from annotator.ui.reading.faces import Faces
    from annotator.ui.reading.hyphenation import Hyphens
    from annotator.ui.reading.styles import Style

_BOLD = 650
_JUSTIFIED_FROM, _HYPHENATED_FROM = 48, 32
"""Characters a line must hold to be justified: fewer, if words may be hyphenated."""


def text_piece(
    document: Document, start: int, end: int, faces: Faces, style: Style, hyphens: Hyphens | None = None
) -> Piece:
    """Set the words from `start` to `end` as lines in the column; a piece with its top at 0.

    Running text is hyphenated, where `hyphens` knows how and it is to be; headings and the like never are.
    """
    look, face = STYLES[style], faces[style]
    width = faces.column - (look.left + look.right) * faces.em
    piece = unbroken_piece(document, start, end, faces, style)
    points = hyphens.points if hyphens is not None and look.justify and faces.settings.hyphenate else None
    narrowest = _JUSTIFIED_FROM if points is None else _HYPHENATED_FROM
    roomy = width >= narrowest * face.character  # narrower than that, justified words drift apart
    justified = look.justify and faces.settings.justify and roomy
    piece.layout.setTextOption(_option(justified, face.font))
    right_to_left = _begins_right_to_left(document.text[start:end])
    piece.x = (look.right if right_to_left else look.left) * faces.em
    if (justified or points is not None) and can_be_weighed(piece):
        first = look.first * faces.em
        ends, cuts = even_breaks(piece, width, first, points)
        if cuts:
            hyphenated = unbroken_piece(document, start, end, faces, style, cuts)
            hyphenated.layout.setTextOption(piece.layout.textOption())
            hyphenated.x = piece.x
            if fill_lines(hyphenated, ends, width, first):
                return hyphenated
        elif fill_lines(piece, ends, width, first):
            return piece
    break_lines(piece, width, look.first * faces.em, look.hanging * faces.em, right_to_left=right_to_left)
    if look.balanced and piece.layout.lineCount() > 1:
        _balance(piece, width)
    return piece


def unbroken_piece(
    document: Document, start: int, end: int, faces: Faces, style: Style, cuts: Sequence[int] = ()
) -> Piece:
    """The words with their formats, before any line is broken; hyphens stand at the local offsets `cuts`."""
    refs = refs_between(document, start, end)
    insertions = [Insertion(ref.at - start, ref.label) for ref in refs]
    insertions += [Insertion(cut, HYPHEN, hyphen=True) for cut in cuts]
    offsets = OffsetMap(document.text[start:end], insertions)
    layout = QTextLayout(offsets.shown, faces[style].font)
    layout.setCacheEnabled(True)
    markers = [
        _ranged(first, last, _marker_format(marker.text, faces, style))
        for marker, (first, last) in zip(offsets.markers, offsets.marker_spans(), strict=True)
    ]
    layout.setFormats([*_emphasis_formats(document, offsets, start, end, faces, style), *markers])
    return Piece(layout, offsets, start, 0.0, 0.0, faces[style])


_options: dict[bool, QTextOption] = {}


def _option(justified: bool, font: QFont) -> QTextOption:
    """How lines stand in their width; any `font` that is loaded will do.

    Justification is asked of a little document, which has its own name for it: to say it to Qt's text layout, all
    of Qt's own enums would be made, and the first paint would wait 20 ms for them.
    """
    if justified not in _options:
        option = QTextOption()
        if justified:
            document = QTextDocument()
            document.setDefaultFont(font)
            document.setHtml('<p align="justify">x</p>')
            document.size()  # lays it out
            option = document.firstBlock().layout().textOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        _options[justified] = option
    return _options[justified]


def set_alignment(piece: Piece, alignment: Qt.AlignmentFlag) -> None:
    """How the lines stand in their width; to be said before they are broken."""
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    piece.layout.setTextOption(option)


def break_lines(
    piece: Piece, width: float, first: float = 0.0, hanging: float = 0.0, *, right_to_left: bool = False
) -> None:
    """Break the piece into lines `width` pixels wide, on a grid of its face's pitch.

    `first` and `hanging` indent the line that opens a paragraph (or follows a line feed) and the others.
    """
    layout, face = piece.layout, piece.face
    openings = {0}
    if LINE_SEPARATOR in piece.offsets.shown:
        source = piece.offsets.source
        openings |= {piece.offsets.to_shown(at + 1) for at, char in enumerate(source) if char == "\n"}
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        indent = first if line.textStart() in openings else hanging
        line.setLineWidth(max(width - indent, 1.0))
        y = number * face.pitch + face.baseline - line.ascent()
        line.setPosition(QPointF(0.0 if right_to_left else indent, y))
        number += 1
    layout.endLayout()


def _balance(piece: Piece, width: float) -> None:
    """Narrow the lines as far as they stay as many: no title ends in one lonely word."""
    lines = piece.layout.lineCount()
    narrow, wide = width / 2, width
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        break_lines(piece, middle)
        if piece.layout.lineCount() > lines:
            narrow = middle
        else:
            wide = middle
    break_lines(piece, wide)


def _begins_right_to_left(text: str) -> bool:
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _emphasis_formats(
    document: Document, offsets: OffsetMap, start: int, end: int, faces: Faces, style: Style
) -> Iterator[QTextLayout.FormatRange]:
    """One format for each stretch with the same emphasis, for Qt doesn't add up fonts where formats overlap."""
    spans = emphasis_in(document.emphasis, start, end)
    edges = sorted({edge for span in spans for edge in (max(span.start, start), min(span.end, end))})
    for first, last in pairwise(edges):
        kinds = {span.kind for span in spans if span.start < last and span.end > first}
        if kinds:
            font = emphasised(faces, style, kinds)
            units = offsets.to_shown(first - start, past_insertions=True), offsets.to_shown(last - start)
            char_format = QTextCharFormat()
            char_format.setFont(font)
            yield _ranged(*units, char_format)


def emphasis_in(emphasis: Sequence[Emphasis], start: int, end: int) -> list[Emphasis]:
    first = bisect_left(emphasis, start, key=lambda span: span.start)
    while first and emphasis[first - 1].end > start:  # begun in the block before
        first -= 1
    return list(emphasis[first : bisect_left(emphasis, end, key=lambda span: span.start)])


def emphasised(faces: Faces, style: Style, kinds: set[EmphasisKind]) -> QFont:
    look = STYLES[style]
    return make_font(
        faces.family,
        faces[style].font.pixelSize(),
        weight=max(look.weight, _BOLD) if EmphasisKind.BOLD in kinds else look.weight,
        italic=look.italic != (EmphasisKind.ITALIC in kinds),  # italics within italics stand upright
        features=features_of(look, small_caps=EmphasisKind.SMALL_CAPS in kinds, plain=faces.settings.plain),
    )


def _marker_format(label: str, faces: Faces, style: Style) -> QTextCharFormat:
    """True superior figures where the label is a number, else raised letters."""
    char_format = QTextCharFormat()
    if label.isascii() and label.isdigit():
        pixels = faces[style].font.pixelSize()
        char_format.setFont(make_font(faces.family, pixels, features=(SUPERIORS,)))
    else:
        char_format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return char_format


def _ranged(first: int, last: int, char_format: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = first, last - first, char_format
    return found
