"""Annotations of a reader: as they stand in its text, and one by one."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.anchoring import resolve
from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation, Placed, PlaceState, Role
from annotator.model.document import Document


class Annotating:
    """Reads annotations; changes are made with `services.drafts` and committed by `History`."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def roles(self) -> tuple[Role, ...]:
        """All roles, in their order."""
        return self._library.roles()

    def of_reader(self, reader_id: str, document: Document) -> list[Placed]:
        """All annotations of the reader that aren't in the trash, in text order, but those of `damaged`."""
        annotations = self._library.annotations.of_reader(reader_id, damaged=[])
        return sorted((place(document, annotation) for annotation in annotations), key=lambda placed: placed.order)

    def damaged(self, reader_id: str) -> tuple[str, ...]:
        """The ids of those whose rows don't prove sound. They hide no others, and whoever shows these says so."""
        found: list[str] = []
        self._library.annotations.of_reader(reader_id, damaged=found)
        return tuple(found)

    def trash(self, reader_id: str) -> list[Annotation]:
        """The reader's annotations in the trash, the latest first."""
        deleted = self._library.annotations.of_reader(reader_id, deleted=True)
        return sorted(deleted, key=lambda annotation: annotation.deleted or "", reverse=True)

    def get(self, annotation_id: str) -> Annotation:
        """One annotation, in the trash or not. Raises UserError `no_such_annotation`."""
        annotation = self._library.annotations.get(annotation_id)
        if annotation is None:
            raise UserError("no_such_annotation", id=annotation_id)
        return annotation

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, alphabetically: for completion."""
        return self._library.annotations.tags()


def place(document: Document, annotation: Annotation) -> Placed:
    """Find the annotation's passages in `document`: as surely as its least sure one, orphan if any is lost."""
    found = [resolve(document.text, anchor) for anchor in annotation.anchors]
    spans = tuple(sorted(f.span for f in found if f.span is not None))
    return Placed(annotation, spans if len(spans) == len(found) else (), _least([f.state for f in found]))


def _least(states: Sequence[PlaceState]) -> PlaceState:
    order = (PlaceState.EXACT, PlaceState.MOVED, PlaceState.ORPHAN)
    return max(states, key=order.index, default=PlaceState.EXACT)


def spans_text(document: Document, spans: Sequence[Position]) -> str:
    """The words of the passages, joined with `[…]`."""
    return " […] ".join(document.text[span.start : span.end] for span in spans)
