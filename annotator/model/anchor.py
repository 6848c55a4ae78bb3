"""Where an annotation is fastened: a position, the words quoted there, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.position import Position

__all__ = ["Anchor", "Position", "Quote"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage, and those just before and after it, as in W3C's TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of one revision: finding it again checks the quotation, and never trusts the position alone."""

    position: Position
    quote: Quote
