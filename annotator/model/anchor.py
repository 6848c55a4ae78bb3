"""Where an annotation is fastened: a position, the words quoted there, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A span of code points in the canonical text; `end` is exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}–{self.end}")


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
