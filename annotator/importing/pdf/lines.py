"""The lines of a PDF as the steps for printed text want them: words, with the facts of how they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from annotator.importing.pdf.characters import Glyph, Style
from annotator.importing.pdf.frames import Frame
from annotator.importing.pdf.rows import Piece
from annotator.importing.pdf.setting import Setting
from annotator.importing.printed.layout import Cell, Layout
from annotator.importing.printed.lines import Line
from annotator.model.document import EmphasisKind

_APART = 1.25
_BETWEEN_CELLS = "  "
_KINDS: dict[EmphasisKind, Callable[[Style], bool]] = {
    EmphasisKind.ITALIC: lambda style: style.italic,
    EmphasisKind.BOLD: lambda style: style.bold,
    EmphasisKind.SMALL_CAPS: lambda style: style.small_caps,
}


def layout_of(
    row: Sequence[Piece], page: int, column: int, frame: Frame, above: Sequence[Piece] | None, setting: Setting
) -> Layout:
    """The facts of one row that stands under `above` in the strip `column` of `page`."""
    size = max(row, key=lambda piece: len(piece.glyphs)).size
    glyphs = [glyph for piece in row for glyph in piece.glyphs if not glyph.char.isspace()]
    first = row[0]
    gap = None
    if above:
        other = max(above, key=lambda piece: len(piece.glyphs)).size
        gap = (first.base - above[0].base) / max(setting.leading(size), setting.leading(other))
    left, right = min(piece.left for piece in row), max(piece.right for piece in row)
    body = setting.body
    return Layout(
        page=page,
        column=column,
        left=left,
        right=right,
        base=first.base,
        indent=left - frame.left,
        room=frame.right - right,
        width=frame.width,
        size=size,
        gap=gap,
        bold=not body.bold and all(glyph.style.bold for glyph in glyphs),
        italic=not body.italic and all(glyph.style.italic for glyph in glyphs),
        small_caps=not body.small_caps and all(glyph.style.small_caps for glyph in glyphs),
        emphasis=tuple(_emphasis(row, body)),
        raised=tuple(_raised(row)),
        cells=tuple(_cells(row)) if len(row) > 1 else (),
        words=tuple(_words(row)) if _ends_with_figure(row[-1]) else (),
        justified=frame.justified,
        first_word=_first_word(first),
    )


def line_of(number: int, row: Sequence[Piece], layout: Layout, *, opens_page: bool, below: float | None) -> Line:
    """The line; `below` is the gap under it, in lines (None: it is the last of its strip)."""
    text = _BETWEEN_CELLS.join(piece.text for piece in row)
    return Line(
        number=number,
        text=text,
        blank_before=_blank(layout.gap),
        blank_after=1 if below is None else _blank(below),
        form_feed=opens_page,
        layout=layout,
    )


def _blank(gap: float | None) -> int:
    if gap is None:
        return 0
    # Back to the top, or a larger step than a paragraph's: as many blank lines as would fill it.
    return max(1, round(gap) - 1) if gap > _APART or gap < 0 else 0


def _first_word(piece: Piece) -> float:
    glyphs = []
    for glyph in piece.glyphs:
        if glyph.char.isspace():
            break
        glyphs.append(glyph)
    return max(glyph.right for glyph in glyphs) - min(glyph.left for glyph in glyphs) if glyphs else 0.0


def _placed(row: Sequence[Piece]) -> Iterator[tuple[int, Glyph, bool]]:
    """(offset in the line's text, glyph, raised?) of each glyph."""
    offset = 0
    for piece in row:
        for place, glyph in enumerate(piece.glyphs):
            yield offset + place, glyph, place in piece.raised
        offset += len(piece.glyphs) + len(_BETWEEN_CELLS)


def _emphasis(row: Sequence[Piece], body: Style) -> Iterator[tuple[EmphasisKind, int, int]]:
    if all(glyph.style == body for piece in row for glyph in piece.glyphs):
        return
    placed = [(offset, glyph.style, glyph.char.isspace()) for offset, glyph, _ in _placed(row)]
    for kind, has in _KINDS.items():
        if has(body):
            continue
        set_off = [(offset, has(style)) for offset, style, blank in placed if not blank]
        for differs, run in groupby(set_off, key=lambda item: item[1]):
            if differs:
                offsets = [offset for offset, _ in run]
                yield kind, offsets[0], offsets[-1] + 1


def _raised(row: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    for high, run in groupby(_placed(row), key=lambda item: item[2]):
        if high:
            offsets = [offset for offset, _, _ in run]
            yield offsets[0], offsets[-1] + 1


def _cells(row: Sequence[Piece]) -> Iterator[Cell]:
    offset = 0
    for piece in row:
        yield Cell(offset, offset + len(piece.glyphs), piece.left, piece.right)
        offset += len(piece.glyphs) + len(_BETWEEN_CELLS)


def _ends_with_figure(piece: Piece) -> bool:
    last = piece.text.rsplit(" ", 1)[-1].strip("%)*")
    return last[-1:].isdigit() and len(piece.raised) < len(last)


def _words(row: Sequence[Piece]) -> Iterator[Cell]:
    offset = 0
    for piece in row:
        start = 0
        for place in range(len(piece.glyphs) + 1):
            if place == len(piece.glyphs) or piece.glyphs[place].char == " ":
                word = piece.glyphs[start:place]
                if word:
                    left, right = min(glyph.left for glyph in word), max(glyph.right for glyph in word)
                    yield Cell(offset + start, offset + place, left, right)
                start = place + 1
        offset += len(piece.glyphs) + len(_BETWEEN_CELLS)
