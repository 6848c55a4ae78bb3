"""Annotations that come from elsewhere, fastened to a reader's text where that is certain."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from annotator.anchoring import at_place, describe
from annotator.anchoring.quoted import Quotations
from annotator.model.anchor import Anchor
from annotator.model.annotation import Annotation, PlaceState
from annotator.model.shelf import Reader
from annotator.services.placing import Placer


class Fastener:
    """Fastens to one reader. What isn't certain keeps what it said, and is found, or lost, whenever it is shown."""

    def __init__(self, reader: Reader, placer: Placer) -> None:
        self._reader = reader
        self._placer = placer

    def fasten(self, annotation: Annotation, *, ours: bool) -> Annotation:
        """The annotation as one of this reader. One of `ours`, made in this text or exact in it, stays as it is."""
        annotation = replace(annotation, reader_id=self._reader.id)
        if not annotation.anchors and annotation.revision_id:
            return annotation
        if ours and annotation.revision_id == self._reader.revision_id:
            return annotation  # also what was to be checked there is to be checked here
        if ours and all(self._at_place(anchor) for anchor in annotation.anchors):
            return annotation
        found = [self._found(annotation, anchor) for anchor in annotation.anchors]
        anchors = tuple(one for one in found if one is not None)
        if len(anchors) == len(found):
            return replace(annotation, anchors=anchors, revision_id=self._reader.revision_id)
        return replace(annotation, revision_id=annotation.revision_id or self._reader.revision_id)

    def is_exact(self, annotation: Annotation) -> bool:
        """Whether all of it stands in the text for certain."""
        return self._placer.place(annotation).state is PlaceState.EXACT

    def _at_place(self, anchor: Anchor) -> bool:
        return at_place(self._placer.document.text, anchor) is not None

    def _found(self, annotation: Annotation, anchor: Anchor) -> Anchor | None:
        """The passage in this text: where it stood, or where alone its words stand."""
        text = self._placer.document.text
        span = anchor.position if self._at_place(anchor) else self._quotations.only(anchor.quote)
        if span is None and annotation.revision_id:
            found = self._placer.find(annotation, anchor)
            span = found.span if found.certain else None
        return None if span is None else describe(text, span.start, span.end)

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations(self._placer.document.text)
