"""Find the passage that a person quotes: white space, hyphenation and quotation marks don't count.

Tried as it stands first; then `[…]` (or `[...]`) in it is a gap between the passage's two ends.
"""

from __future__ import annotations

import re

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.folding import Folded, fold

_GAP = re.compile(r"\[\s*(?:…|\.\s*\.\s*\.)\s*\]")
_WIDEST_GAP = 20_000  # code points: some ten pages; a wider one is two passages, not one


def find_quotation(text: str, words: str, *, occurrence: int = 1, within: Position | None = None) -> Position:
    """The span of `text` (inside of `within`) that reads `words`, the `occurrence`th one from 1.

    Raises UserError `empty_quotation`, `quotation_not_found`, or `too_few_occurrences` (with how many there are).
    """
    span = within or Position(0, len(text))
    folded = fold(text[span.start : span.end], loose=True)
    if not fold(words, loose=True).text:
        raise UserError("empty_quotation")
    found = _plain(folded, words) or _with_gap(folded, words)
    if not found:
        raise UserError("quotation_not_found", quote=_short(words))
    if not 1 <= occurrence <= len(found):
        raise UserError("too_few_occurrences", quote=_short(words), wanted=occurrence, found=len(found))
    start, end = folded.to_source(*found[occurrence - 1])
    return Position(span.start + start, span.start + end)


def _plain(folded: Folded, words: str) -> list[tuple[int, int]]:
    return _all(folded.text, fold(words, loose=True).text)


def _with_gap(folded: Folded, words: str) -> list[tuple[int, int]]:
    """Every beginning with the nearest ending after it; a gap is as short as it can be."""
    pieces = [fold(piece, loose=True).text for piece in _GAP.split(words)]
    if len(pieces) < 2 or not all(pieces):
        return []
    found = []
    for start, end in _all(folded.text, pieces[0]):
        for piece in pieces[1:]:
            at = folded.text.find(piece, end, end + _WIDEST_GAP)
            if at < 0:
                break
            end = at + len(piece)
        else:
            found.append((start, end))
    return found


def _all(text: str, words: str) -> list[tuple[int, int]]:
    spans = []
    at = text.find(words)
    while at >= 0:
        spans.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return spans


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"
