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


def stands(text: str, anchor: Anchor) -> bool:
    """Whether the passage is where its position says, among the neighbours it had."""
    start, end, quote = anchor.position.start, anchor.position.end, anchor.quote
    return (
        quote.exact != ""
        and text.startswith(quote.exact, start)
        and end - start == len(quote.exact)
        and text.endswith(quote.prefix, 0, start)
        and text.startswith(quote.suffix, end)
    )


def at_place(text: str, anchor: Anchor) -> Found | None:
    """The passage where it was made; None where it doesn't stand there."""
    return Found(PlaceState.EXACT, anchor.position) if stands(text, anchor) else None
