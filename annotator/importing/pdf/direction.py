"""Lines that run from right to left."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from annotator.importing.pdf.characters import Glyph


def is_right_to_left(glyphs: Sequence[Glyph]) -> bool:
    directions = Counter(unicodedata.bidirectional(glyph.char) for glyph in glyphs)
    return directions["R"] + directions["AL"] > directions["L"]


def in_order_of_speech(glyphs: list[Glyph], raised: list[bool]) -> tuple[list[Glyph], list[bool]]:
    """A line that runs from right to left, in the order in which it is read; numbers and Latin words run on."""
    order: list[int] = []
    run: list[int] = []
    for place in range(len(glyphs) - 1, -1, -1):
        kind = unicodedata.bidirectional(glyphs[place].char)
        neutral = kind in ("CS", "ES", "WS", "ON") and run and _runs_forward(glyphs, place - 1)
        if kind in ("L", "EN", "AN") or neutral:
            run.append(place)
        else:
            order += run[::-1]
            run = []
            order.append(place)
    order += run[::-1]
    return [glyphs[place] for place in order], [raised[place] for place in order]


def _runs_forward(glyphs: Sequence[Glyph], place: int) -> bool:
    return place >= 0 and unicodedata.bidirectional(glyphs[place].char) in ("L", "EN", "AN")
