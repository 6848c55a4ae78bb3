"""Where annotations stand in a text: exactly where they were made, or as surely as they can be found again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.anchoring import Found, at_place, stands
from annotator.model.anchor import Anchor
from annotator.model.annotation import Annotation, Candidate, Placed, PlaceState, Unsettled
from annotator.model.bookmark import Bookmark
from annotator.model.document import Document
from annotator.model.lookup import division_keys
from annotator.model.position import Position

if TYPE_CHECKING:
    from annotator.anchoring.resolve import Resolver

Earlier = Callable[[Annotation | Bookmark], "Document | None"]
"""The text that an annotation or bookmark was made in, where that is another."""


class Placer:
    """Places annotations in one document. What takes time is made at the first that isn't exact, and kept."""

    def __init__(self, document: Document, earlier: Earlier | None = None) -> None:
        self.document = document
        self._earlier = earlier
        self._origins: dict[str, Resolver | None] = {}

    @cached_property
    def resolver(self) -> Resolver:
        """Finds passages in the document."""
        return _resolver(self.document)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The document's division keys."""
        return division_keys(self.document)

    def place(self, annotation: Annotation) -> Placed:
        """The annotation's passages as surely as its least sure one; an orphan if any of them is lost."""
        return at_once(self.document, annotation, self) or self._placed(annotation)

    def find(self, annotation: Annotation | Bookmark, anchor: Anchor) -> Found:
        """One of its passages; a bookmark has only one."""
        return at_place(self.document.text, anchor) or self.resolver.resolve(anchor, self._origin(annotation))

    def _placed(self, annotation: Annotation) -> Placed:
        if not annotation.anchors:
            lost = Unsettled(None, PlaceState.ORPHAN, self._divisions(annotation.division or ""))
            return Placed(annotation, (), PlaceState.ORPHAN, (lost,))
        found = [self.find(annotation, anchor) for anchor in annotation.anchors]
        unsettled = [
            Unsettled(index, one.state, one.candidates)
            for index, one in enumerate(found)
            if one.state is not PlaceState.EXACT
        ]
        unsettled.sort(key=_urgency)
        spans = tuple(sorted(one.span for one in found if one.span is not None))
        return Placed(
            annotation,
            spans if len(spans) == len(found) else (),
            _least([one.state for one in found]),
            tuple(unsettled),
        )

    def _divisions(self, key: str) -> tuple[Candidate, ...]:
        from annotator.anchoring.headings import find_division_again

        divisions = self.document.divisions
        return tuple(
            Candidate(
                Position(divisions[one.index].start, divisions[one.index].end), one.confidence, self.keys[one.index]
            )
            for one in find_division_again(self.keys, key)
        )

    def _origin(self, annotation: Annotation | Bookmark) -> Resolver | None:
        key = annotation.revision_id
        if self._earlier is None:
            return None
        if key not in self._origins:
            document = self._earlier(annotation)
            self._origins[key] = None if document is None else _resolver(document)
        return self._origins[key]


def at_once(document: Document, annotation: Annotation, placer: Placer | None = None) -> Placed | None:
    """The annotation where it was made, without a search; None where anything isn't as it was."""
    if annotation.division is not None and not annotation.anchors:
        keys = placer.keys if placer else division_keys(document)
        return Placed(annotation, (), PlaceState.EXACT) if annotation.division in keys else None
    text, anchors = document.text, annotation.anchors
    for anchor in anchors:
        if not stands(text, anchor):
            return None
    spans = [anchor.position for anchor in anchors]
    if len(spans) > 1:
        spans.sort()
    return Placed(annotation, tuple(spans), PlaceState.EXACT)


def place(document: Document, annotation: Annotation) -> Placed:
    """One annotation, by what it holds itself."""
    return Placer(document).place(annotation)


def _urgency(one: Unsettled) -> int:
    """First what a person has to choose for, then what was found, last what nothing is like."""
    if one.state is PlaceState.ORPHAN:
        return 0 if one.candidates else 2
    return 1


def _resolver(document: Document) -> Resolver:
    from annotator.anchoring.resolve import (
        Resolver,
    )  # not before a passage is lost: the first paint doesn't wait for it

    return Resolver(document.text)


def _least(states: Sequence[PlaceState]) -> PlaceState:
    order = (PlaceState.EXACT, PlaceState.MOVED, PlaceState.ORPHAN)
    return max(states, key=order.index, default=PlaceState.EXACT)
