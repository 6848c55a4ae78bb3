"""Passages by their words, for the command line."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.anchoring import find_quotation
from annotator.model.anchor import Position
from annotator.model.document import Document


def find_passages(
    document: Document, quotes: Sequence[str], *, occurrence: int = 1, within: Position | None = None
) -> list[Position]:
    """The passage of each quotation. `occurrence` counts for the first of them only.

    Raises UserError where one can't be found; see `anchoring.find_quotation`.
    """
    return [
        find_quotation(document.text, quote, occurrence=occurrence if number == 0 else 1, within=within)
        for number, quote in enumerate(quotes)
    ]
