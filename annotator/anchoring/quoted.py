"""Where words stand that come without a place: for annotations that another program made of the same text."""

from __future__ import annotations

from annotator.model.anchor import Position, Quote
from annotator.model.folding import fold


class Quotations:
    """Finds quotations in one text, folded once: white space, hyphens, quotation marks don't count."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text, loose=True)

    def only(self, quote: Quote) -> Position | None:
        """The one place that is certain: these words stand nowhere else, or nowhere else among these neighbours."""
        text, words = self._folded.text, fold(quote.exact, loose=True).text
        starts = _all(text, words)
        if len(starts) > 1:
            before, after = fold(quote.prefix, loose=True).text, fold(quote.suffix, loose=True).text
            alike = [
                bool(before) * text.endswith(before, 0, start)
                + bool(after) * text.startswith(after, start + len(words))
                for start in starts
            ]
            starts = [start for start, count in zip(starts, alike, strict=True) if count and count == max(alike)]
        if len(starts) != 1:
            return None
        return Position(*self._folded.to_source(starts[0], starts[0] + len(words)))


def _all(text: str, words: str) -> list[int]:
    """Every place, also where two overlap."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
