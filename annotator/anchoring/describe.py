"""From a span of the text to an anchor that carries its own words."""

from __future__ import annotations

from annotator.model.anchor import Anchor, Position, Quote

CONTEXT = 64  # code points before and after: some ten words, enough to tell a formula's occurrences apart


def describe(text: str, start: int, end: int, *, context: int = CONTEXT) -> Anchor:
    """An anchor for `text[start:end]`, with `context` code points before and after.

    Raises ValueError where that is no span of `text`, or an empty one.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start}–{end} in a text of {len(text)} code points")
    quote = Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])
    return Anchor(Position(start, end), quote)
