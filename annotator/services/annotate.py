"""Annotations of a reader: as they stand in its text, and one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation, Placed, Role
from annotator.model.bookmark import Bookmark
from annotator.model.document import Document
from annotator.services.placing import Placer

_KEPT = 3  # texts that are known: the open one, and those of a search


class Annotating:
    """Reads annotations; changes are made with `services.drafts` and committed by `History`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._placers: deque[Placer] = deque(maxlen=_KEPT)

    def placer(self, document: Document) -> Placer:
        """Places annotations in `document`; the last ones are kept, for they know their texts by then."""
        for known in self._placers:
            if known.document.text == document.text and known.document.divisions == document.divisions:
                return known
        self._placers.append(Placer(document, self._earlier))
        return self._placers[-1]

    def _earlier(self, annotation: Annotation | Bookmark) -> Document | None:
        reader = self._library.readers.get(annotation.reader_id)
        return None if reader is None else self._library.readers.earlier(reader, annotation.revision_id)

    def roles(self) -> tuple[Role, ...]:
        """All roles, in their order."""
        return self._library.roles()

    def of_reader(self, reader_id: str, document: Document) -> list[Placed]:
        """All annotations of the reader that aren't in the trash, in text order, but those of `damaged`."""
        return self.with_damaged(reader_id, document)[0]

    def with_damaged(self, reader_id: str, document: Document) -> tuple[list[Placed], tuple[str, ...]]:
        """`of_reader` and `damaged`, in one reading."""
        placer, damaged = self.placer(document), list[str]()
        annotations = self._library.annotations.of_reader(reader_id, damaged=damaged)
        placed = sorted((placer.place(annotation) for annotation in annotations), key=lambda placed: placed.order)
        return placed, tuple(damaged)

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


def spans_text(document: Document, spans: Sequence[Position]) -> str:
    """The words of the passages, joined with `[…]`."""
    return " […] ".join(document.text[span.start : span.end] for span in spans)
