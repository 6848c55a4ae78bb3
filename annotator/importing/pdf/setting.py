"""How the book is set: its usual type, and the distance of lines for each size of type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.importing.pdf.characters import Style
from annotator.importing.pdf.rows import Piece

_USUAL_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Setting:
    """`body`: the style of most of the type. `leadings`: the usual distance of baselines by type size, in points."""

    body: Style
    leadings: Mapping[float, float] = field(default_factory=dict)

    def leading(self, size: float) -> float:
        """The usual distance of lines of this size, in points."""
        return self.leadings.get(round(size, 1), _USUAL_LEADING * size)

    @property
    def usual_leading(self) -> float:
        """That of the body."""
        return self.leading(self.body.size)


def setting_of(pages: Iterable[Sequence[list[Piece]]]) -> Setting:
    """Learn the setting of all pages (their rows)."""
    styles: Counter[Style] = Counter()
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for rows in pages:
        for row in rows:
            styles.update(glyph.style for piece in row for glyph in piece.glyphs)
        for piece, below in pairwise(row[0] for row in rows):
            distance = below.base - piece.base
            if abs(piece.size - below.size) < 0.2 and 0.8 * piece.size < distance < 2.5 * piece.size:
                distances[round(piece.size, 1)][round(distance, 1)] += 1
    if not styles:
        return Setting(Style("", 10.0))
    sizes: Counter[float] = Counter()
    for style, count in styles.items():
        sizes[round(style.size, 1)] += count
    size = sizes.most_common(1)[0][0]
    body = next(style for style, _ in styles.most_common() if round(style.size, 1) == size)
    return Setting(body, {size: _usual(counts) for size, counts in distances.items() if counts.total() > 2})


def _usual(counts: Counter[float]) -> float:
    """The most usual distance; of nearly equal counts the smaller, for what is set apart lies further off."""
    most = counts.most_common(1)[0][1]
    return min(distance for distance, count in counts.items() if count >= 0.6 * most)
