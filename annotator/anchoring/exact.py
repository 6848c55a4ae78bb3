"""An anchored passage where it was made: what nearly all of them are, told without any search."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.anchor import Anchor, Position
from annotator.model.annotation import Candidate, PlaceState


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage is now: `span` is None for an orphan; `candidates` are there for all that isn't exact.

    `certain`: the very words (but for hyphens, quotation marks, case, accents, white space), and no other's place.
    `at_home`: they stand among the words they stood among.
    """

    state: PlaceState
    span: Position | None
    candidates: tuple[Candidate, ...] = ()
    certain: bool = False
    at_home: bool = False


def at_place(text: str, anchor: Anchor) -> Found | None:
    """The passage where its position says, among the neighbours it had; None where anything differs."""
    start, end, quote = anchor.position.start, anchor.position.end, anchor.quote
    if (
        quote.exact
        and text[start:end] == quote.exact
        and text.endswith(quote.prefix, 0, start)
        and text.startswith(quote.suffix, end)
    ):
        return Found(PlaceState.EXACT, anchor.position)
    return None
