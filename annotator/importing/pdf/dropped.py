"""Dropped capitals: the large letter at a paragraph's beginning goes back to its word."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.importing.pdf.characters import Glyph
from annotator.importing.pdf.rows import Piece

Row = list[Piece]

_LARGE = 1.7
_MOST_LETTERS = 2


def with_dropped_capitals(rows: Sequence[Row]) -> list[Row]:
    """`rows` with each dropped capital at the head of the line that it begins."""
    result = [list(row) for row in rows]
    for place, row in enumerate(result):
        count = _large_letters(row, result[place - 1 : place])
        host = _host(result, place, row[0].glyphs[:count]) if count else None
        if host is None:
            continue
        letters, first = row[0].glyphs[:count], result[host][0]
        rest = row[0].glyphs[count:]
        while rest and rest[0].char.isspace():
            rest = rest[1:]
        gone = len(row[0].glyphs) - len(rest)
        row[0] = Piece(rest, frozenset(at - gone for at in row[0].raised if at >= gone), row[0].base, row[0].size)
        glyphs = [glyph._replace(base=first.base, style=first.glyphs[0].style) for glyph in letters]
        raised = frozenset(at + len(glyphs) for at in first.raised)
        result[host][0] = Piece(glyphs + first.glyphs, raised, first.base, first.size)
    kept = [[piece for piece in row if piece.glyphs] for row in result]
    return [row for row in kept if row]


def _large_letters(row: Row, above: Sequence[Row]) -> int:
    """How many capitals at the beginning of the row are much larger than the type beside them."""
    beside = [piece.size for piece in (*row[1:2], *(other[0] for other in above))]
    usual = row[0].size if len(row[0].glyphs) > _MOST_LETTERS + 1 else min(beside, default=0.0)
    count = 0
    for glyph in row[0].glyphs[: _MOST_LETTERS + 1]:
        if not usual or glyph.style.size < _LARGE * usual or not (glyph.char.isupper() or glyph.char in "“‘«„\"'"):
            break
        count += 1
    return count if count <= _MOST_LETTERS and any(glyph.char.isalpha() for glyph in row[0].glyphs[:count]) else 0


def _host(rows: Sequence[Row], place: int, letters: Sequence[Glyph]) -> int | None:
    """The first of the lines that stand beside the letter; none where there is only its own."""
    size, base = letters[0].style.size, letters[0].base
    right = max(letter.right for letter in letters)
    for index in range(max(0, place - 6), place):
        first = rows[index][0] if rows[index] else None
        if first is None or size < _LARGE * first.size:
            continue
        if base - 0.8 * size < first.base < base and -0.3 * first.size < first.left - right < 1.5 * first.size:
            return index
    return None
