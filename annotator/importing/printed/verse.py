"""Verse: several lines, all of them short, that begin or end where sense does and not where the measure ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.importing.printed.lines import HYPHENS, Line
from annotator.importing.printed.widths import Metric

_MIN_LINES = 4
_WIDEST = 0.94
# Parts of the lines.
_CAPITALS = 0.8
_MOST = 0.6
_HALF = 0.5
_SLIM = 0.75
_UNEVEN = 0.08
_ENDS = tuple(",;.:!?—–”’“»")


def is_verse(lines: Sequence[Line], measure: float, metric: Metric) -> bool:
    """Whether the `lines` of a paragraph are verses, in a text with this `measure`."""
    texts = [" ".join(line.text.split()) for line in lines]
    if len(texts) < _MIN_LINES or any(text.endswith(HYPHENS) for text in texts):
        return False
    widths = [metric(text) for text in texts]
    if max(widths) > measure * _WIDEST:
        return False
    capitals = _part(text.lstrip("“„«\"'‘")[:1].isupper() for text in texts)
    ended = _part(text.endswith(_ENDS) for text in texts)
    words = [text.partition(" ")[0] for text in texts[1:]]
    early = _part(w + metric(" " + word) <= max(widths) for w, word in zip(widths, words, strict=False))
    if ended < _HALF:
        return False
    # Lines of a quotation fill their narrower measure; verses are of all widths, and hardly as wide.
    inner = widths[:-1]
    uneven = max(widths) < measure * _SLIM and max(inner) - min(inner) > max(inner) * _UNEVEN
    return capitals >= _CAPITALS or ended >= _MOST or early >= _HALF or uneven


def _part(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / (len(found) or 1)
