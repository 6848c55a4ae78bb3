"""Breaks a paragraph into evenly filled lines: measures with Qt, decides with `line_breaking`."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTextBoundaryFinder
from PySide6.QtGui import QFontMetricsF

from annotator.ui.reading.line_breaking import Places, best_breaks, loosest
from annotator.ui.reading.offsets import LINE_SEPARATOR, by_unit
from annotator.ui.reading.piece import has_right_to_left

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtGui import QTextLine

    from annotator.ui.reading.piece import Piece

HYPHEN = "-"
DASH = "—"
_ATTEMPTS = 6
_UNBROKEN = 1e6
_LONGEST = 20_000
"""Characters; a longer paragraph (none in a book is) is broken line by line, for time's sake."""
_SLACK = 0.5
"""Pixels by which a line end may be wider than the same words were in the unbroken paragraph."""
_LOOSE = 1.2
"""How far a space may be stretched, in its own widths, before words are hyphenated to help."""
_NEAR = 9
"""Characters on both sides of a line end in which words are looked for that could be broken instead."""
_LIGATURE = "f"
_APART = 0.12
"""Em that letters may need more when a hyphen parts a ligature."""


def can_be_weighed(piece: Piece) -> bool:
    """Whether x grows along the paragraph, as the measuring here takes for granted."""
    shown = piece.offsets.shown
    return 0 < len(shown) <= _LONGEST and LINE_SEPARATOR not in shown and not has_right_to_left(shown)


def even_breaks(
    piece: Piece, width: float, first: float, hyphens: Callable[[str], list[int]] | None
) -> tuple[list[int], list[int]]:
    """Where lines `width` pixels wide, the first indented by `first`, should end, in units; and the source offsets
    at which words are to be hyphenated for it.

    `hyphens` gives the offsets in a text at which words may be; it is asked only where lines would be loose.
    The ends count the hyphens as if they were there.
    """
    shown = by_unit(piece.offsets.shown)
    units = _natural_ends(piece.offsets.shown, shown)
    x_of = _Ruler(_unbroken_line(piece))
    space = QFontMetricsF(piece.face.font).horizontalAdvance(" ")
    room = width - first - _SLACK, width - _SLACK, space
    places = _measure(shown, x_of, units, space)
    chosen = best_breaks(places, *room)
    ends = [units[place] for place in chosen]
    if hyphens is None or loosest(chosen, places, *room) <= _LOOSE:
        return ends, []
    broken = _cuts_near(piece, ends[:-1], hyphens)
    units = sorted({*units, *broken})
    places = _hyphenated(_measure(shown, x_of, units, space), units, broken, piece, shown)
    ends = [units[place] for place in best_breaks(places, *room)]
    inserted, shifted = 0, []
    for unit in ends:
        inserted += unit in broken
        shifted.append(unit + inserted)
    return shifted, [broken[unit] for unit in ends if unit in broken]


def fill_lines(piece: Piece, ends: Sequence[int], width: float, first: float) -> bool:
    """Break into lines that end before these units; False where Qt won't."""
    layout, face = piece.layout, piece.face
    layout.beginLayout()
    for number, end in enumerate(ends):
        line = layout.createLine()
        indent = first if number == 0 else 0.0
        if not line.isValid() or not _fill_to(line, end, width - indent):
            layout.endLayout()
            return False
        line.setPosition(QPointF(indent, number * face.pitch + face.baseline - line.ascent()))
    layout.endLayout()
    return True


def _fill_to(line: QTextLine, end: int, width: float) -> bool:
    """Let the line end before unit `end`. Qt counts columns in glyphs, of which a ligature is one: feel the way."""
    columns = end - line.textStart()
    for _attempt in range(_ATTEMPTS):
        line.setNumColumns(columns, width)
        surplus = line.textStart() + line.textLength() - end
        if not surplus:
            return line.naturalTextWidth() <= width + 2 * _SLACK
        columns -= surplus
        if columns <= 0:
            break
    return False


def _natural_ends(text: str, shown: Sequence[str]) -> list[int]:
    """Where a line may end without a hyphen, in units; the end of the paragraph last. `shown` is the text by units."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    found: list[int] = []
    while (unit := finder.toNextBoundary()) >= 0:
        # Unicode would let a dash begin a line; in a book it ends one.
        if unit == len(shown) or shown[unit] != DASH or shown[unit - 1] == " ":
            found.append(unit)
    return found


def _unbroken_line(piece: Piece) -> QTextLine:
    """The whole paragraph as one line, to be measured."""
    piece.layout.beginLayout()
    line = piece.layout.createLine()
    line.setLineWidth(_UNBROKEN)
    piece.layout.endLayout()
    return line


class _Ruler(dict[int, float]):
    """The x of a caret before each unit of a line, asked for once: every question costs a microsecond."""

    def __init__(self, line: QTextLine) -> None:
        super().__init__()
        self._line = line

    def __missing__(self, unit: int) -> float:
        x: float = self._line.cursorToX(unit)[0]  # type: ignore[index]  # a pair, whatever the stubs say
        self[unit] = x
        return x


def _measure(shown: str, x_of: _Ruler, units: Sequence[int], space: float) -> Places:
    """The places at `units` along the unbroken paragraph."""
    spaced = [shown[unit - 1] == " " for unit in units]
    ends = [x_of[unit - behind] for unit, behind in zip(units, spaced, strict=True)]
    skips = [end + space if behind else end for end, behind in zip(ends, spaced, strict=True)]
    return Places(ends, skips, list(accumulate(spaced, initial=0))[:-1], [False] * len(units))


def _cuts_near(piece: Piece, ends: Sequence[int], hyphens: Callable[[str], list[int]]) -> dict[int, int]:
    """Where words near these line ends may be broken: by their units, the offsets in the source."""
    offsets, source = piece.offsets, piece.offsets.source
    marked = {insertion.at for insertion in offsets.insertions}  # a marker stands at the end of its word
    found: dict[int, int] = {}
    stop = 0
    for end in ends:
        at = offsets.to_source(end)
        start = max(source.rfind(" ", 0, max(at - _NEAR, 0)), stop, 0)
        stop = source.find(" ", at + _NEAR)
        stop = len(source) if stop < 0 else stop
        cuts = (start + cut for cut in hyphens(source[start:stop]))
        found |= {offsets.to_shown(cut): cut for cut in cuts if cut not in marked}
    return found


def _hyphenated(places: Places, units: Sequence[int], broken: Collection[int], piece: Piece, shown: str) -> Places:
    """The places with hyphens at those `units` that are among the `broken` ones."""
    width = QFontMetricsF(piece.face.font).horizontalAdvance(HYPHEN)
    apart = width + _APART * piece.face.font.pixelSize()
    cuts = [unit in broken for unit in units]
    ends = [
        end + (apart if shown[unit - 1] == _LIGATURE else width) if cut else end
        for end, unit, cut in zip(places.ends, units, cuts, strict=True)
    ]
    return places._replace(ends=ends, hyphens=cuts)
