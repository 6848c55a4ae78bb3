"""Where the spaces stand: the file's own, and gaps that are as wide as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from annotator.importing.pdf.characters import Glyph

# In units of the type size.
_WORD_GAP = 0.13
_PART_OF_SPACE = 0.7
_CELL_GAP = 0.95
_SPACED_OUT = 0.06
_LEAST_SPACED = 6

Marked = tuple[Glyph, bool]
"""A character, and whether it is raised."""


def gaps_of(words: Sequence[Marked], spaces: Sequence[Glyph], em: float) -> list[tuple[float, bool]]:
    """(width in units of the type size, whether a space stands there) of each gap between characters."""
    middles = sorted((space.left + space.right) / 2 for space in spaces)
    gaps, inner = [], []
    for (before, _), (after, _) in pairwise(words):
        width = (after.left - before.right) / em
        place = bisect_left(middles, min(before.left, after.left))
        has_space = place < len(middles) and middles[place] < max(after.left, before.right) and width > -0.1
        has_space = has_space and middles[place] > before.left + 0.3 * (before.right - before.left)
        gaps.append((width, has_space))
        if not has_space and -0.2 < width < 0.8 and before.char.isalpha() and after.char.isalpha():
            inner.append(width)
    usual = median(inner) if len(inner) >= _LEAST_SPACED else 0.0
    spaced_out = usual > _SPACED_OUT
    if _all_singles(gaps):
        # L E T T E R S set apart by spaces: the words are where the gap is wider than usual.
        usual = median(width for width, _ in gaps)
        return [(width, width > 1.5 * usual) for width, _ in gaps]
    limit = max(_WORD_GAP, 1.8 * usual + 0.06) if spaced_out else _WORD_GAP
    spaced = [width for width, has_space in gaps if has_space]
    if spaced:
        # Some programs write some spaces only, and move on for the others.
        limit = max(limit, _PART_OF_SPACE * median(spaced))
    return [(width, has_space or width > limit) for width, has_space in gaps]


def _all_singles(gaps: Sequence[tuple[float, bool]]) -> bool:
    """Whether nearly every character is followed by a space of its own."""
    return (
        len(gaps) >= _LEAST_SPACED
        and sum(has_space for _, has_space in gaps) > 0.85 * len(gaps)
        and max(width for width, _ in gaps) < 3 * _CELL_GAP
    )
