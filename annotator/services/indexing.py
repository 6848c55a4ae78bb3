"""Keeps the search index up to date with the library: the index is derived, and made anew on any doubt.

Texts and notes are drained from the library's queue. The window does it in a child process; a search meanwhile
also scans the notes not drained yet, so that what was just written is found at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from annotator.errors import UserError
from annotator.library.queue import Dirty
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.search.index import IndexDamaged, NoteEntry, Paragraph, SearchIndex

Progress = Callable[[float], None]
_log = logging.getLogger(__name__)


class Indexing:
    """Drains the library's queue of what changed into the index."""

    def __init__(self, library: Library, index: SearchIndex) -> None:
        self.index = index
        self._library = library

    def pending(self) -> int:
        """How many readers and notes the index hasn't seen yet."""
        return len(self._library.queue.pending())

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the index away and make it anew; returns how many readers and notes went into it."""
        self.index.wipe()
        return self.drain(progress)

    def drain(self, progress: Progress | None = None) -> int:
        """Bring the index up to date; returns how many readers and notes that took. A damaged one is made anew."""
        try:
            return self._drain(progress)
        except IndexDamaged:
            self.index.wipe()
        try:
            return self._drain(progress)
        except IndexDamaged as error:  # anew, and damaged again: there is something else in its place
            raise UserError("index_unwritable", reason=error.__cause__ or error) from error

    def _drain(self, progress: Progress | None) -> int:
        if self.index.state() != "fresh":
            self.index.wipe()
            self._library.queue.refill()
        texts, notes = self._library.queue.pending("text"), self._library.queue.pending("note")
        for number, item in enumerate(texts):
            self._drain_text(item, _part(progress, number, len(texts)))
        self._drain_notes(notes)
        if progress:
            progress(1.0)
        return len(texts) + len(notes)

    def _drain_text(self, item: Dirty, progress: Progress | None) -> None:
        reader = self._library.readers.get(item.id)
        if reader is None or reader.deleted:
            self.index.remove_readers([item.id])
        elif self.index.readers().get(reader.id) != reader.revision_id:
            try:
                document = self._library.readers.document(reader)
            except UserError:
                # The others don't wait for it: it is queued again when its text is put back.
                _log.warning(
                    "“%s” can't be searched: its text is missing or damaged; import the file again.", reader.title
                )
            else:
                self.index.put_reader(reader.id, reader.revision_id, paragraphs(document), progress)
        self._library.queue.done([item])

    def note(self, annotation_id: str) -> Annotation | None:
        """An annotation as the index may know it: a damaged one is found by nothing, and hides no other."""
        try:
            return self._library.annotations.get(annotation_id)
        except UserError:
            return None

    def _drain_notes(self, items: Sequence[Dirty]) -> None:
        if not items:
            return
        found = [(item.id, self.note(item.id)) for item in items]
        gone = [annotation_id for annotation_id, a in found if a is None or a.deleted]
        here = [note_entry(a) for _, a in found if a is not None and not a.deleted]
        if gone:
            self.index.remove_notes(gone)
        if here:
            self.index.put_notes(here)
        self._library.queue.done(items)


def paragraphs(document: Document) -> list[Paragraph]:
    """What the index is told of a text."""
    text = document.text
    return [Paragraph(number, text[block.start : block.end]) for number, block in enumerate(document.blocks)]


def note_entry(annotation: Annotation) -> NoteEntry:
    """What the index is told of a note: its words, its tags and the words it stands on."""
    quoted = (anchor.quote.exact for anchor in annotation.anchors)
    text = "\n".join([annotation.note, " ".join(annotation.tags), *quoted])
    return NoteEntry(annotation.id, annotation.reader_id, text)


def _part(progress: Progress | None, number: int, total: int) -> Progress | None:
    return None if progress is None else lambda fraction: progress((number + fraction) / total)
