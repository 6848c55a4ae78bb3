"""Keeps the search index up to date with the library: the index is derived, and made anew on any doubt.

Texts and notes are drained from the library's queue. The window does it in a child process; a search meanwhile
also scans the notes not drained yet, so that what was just written is found at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal

from annotator.errors import UserError
from annotator.library.queue import Dirty
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.search.index import IndexDamaged, NoteEntry, Paragraph, SearchIndex, Stretch
from annotator.services.batches import Batch, Piece, batches
from annotator.services.helping import Helper, begin

Progress = Callable[[float], None]
State = Literal["fresh", "missing", "damaged", "astray"]
_log = logging.getLogger(__name__)
_NOTES = 2000  # that go into the index with one commit


class Indexing:
    """Drains the library's queue of what changed into the index."""

    def __init__(self, library: Library, index: SearchIndex) -> None:
        self.index = index
        self._library = library

    def pending(self) -> int:
        """How many readers and notes the index hasn't seen yet."""
        return len(self._library.queue.pending())

    def state(self) -> State:
        """Whether the index can be used, isn't there, is damaged, or goes with another library or a later state of
        this one: then it is `astray`."""
        state = self.index.state()
        if state == "fresh" and not self._library.queue.goes_with(lambda: self.index.generation):
            return "astray"
        return state

    def check(self) -> None:
        """Raises IndexDamaged where the index doesn't answer for this library."""
        state = self.state()
        if state != "fresh":
            raise IndexDamaged(f"the index is {state}")

    def rebuild(self, progress: Progress | None = None, helper: Helper | None = None) -> int:
        """Make the index anew; returns how many readers and notes went into it. A sound one is searched meanwhile."""
        if self.state() == "fresh":
            with self._marking() as tell:
                self._library.queue.refill(tell)
            try:
                return self._drain(progress, helper, anew=True)
            except IndexDamaged:
                pass
        self.index.wipe()
        return self.drain(progress, helper)

    def drain(self, progress: Progress | None = None, helper: Helper | None = None) -> int:
        """Bring the index up to date; returns how many readers and notes that took. One that is damaged, or goes with
        another library, is made anew.

        `helper` is a command that does `part` in another process: large libraries are shared with one.
        """
        try:
            return self._drain(progress, helper)
        except IndexDamaged:
            self.index.wipe()
        try:
            return self._drain(progress, helper)
        except IndexDamaged as error:  # anew, and damaged again: there is something else in its place
            raise UserError("index_unwritable", reason=error.__cause__ or error) from error

    def part(self, pieces: Sequence[Piece]) -> bytes:
        """For a helper: index these pieces, and return what the process that asked is to take in."""
        return self.index.part(list(self._stretches(pieces)))

    def _drain(self, progress: Progress | None, helper: Helper | None, *, anew: bool = False) -> int:
        if self.state() != "fresh":
            self._begin_anew()
        texts, notes = self._library.queue.pending("text"), self._library.queue.pending("note")
        self._drain_texts(texts, progress, helper, anew)
        for at in range(0, len(notes), _NOTES):
            self._drain_notes(notes[at : at + _NOTES])
        if progress:
            progress(1.0)
        return len(texts) + len(notes)

    def _begin_anew(self) -> None:
        self.index.wipe()
        self.index.stamp("")  # made before the library is locked: saving never waits for the index
        with self._marking() as tell:
            self._library.queue.refill(tell)

    def _done(self, items: Sequence[Dirty]) -> None:
        with self._marking() as tell:
            self._library.queue.done(items, tell)

    @contextmanager
    def _marking(self) -> Iterator[Callable[[str], None]]:
        """How the queue tells the index its mark; the index keeps the one it had where the library can't be written."""
        before = self.index.generation
        try:
            yield self.index.stamp
        except BaseException:
            with suppress(UserError, IndexDamaged):
                self.index.stamp(before)
            raise

    def _drain_texts(
        self, items: Sequence[Dirty], progress: Progress | None, helper: Helper | None, anew: bool
    ) -> None:
        if not items:
            return
        known, gone, sizes = self.index.readers(), list[str](), list[tuple[str, Document]]()
        for item in items:
            reader = self._library.readers.get(item.id)
            if reader is None or reader.deleted:
                gone.append(item.id)
            elif anew or known.get(reader.id) != reader.revision_id:
                document = self._document(item.id)
                if document is not None:
                    sizes.append((reader.id, document))
        if any(one in known for one in gone):
            self.index.remove_readers(gone)
        todo = batches([(one, len(document.text), len(document.blocks)) for one, document in sizes])
        del sizes
        rounds = [todo[at : at + 2] for at in range(0, len(todo), 2)] if helper else [[batch] for batch in todo]
        written: set[str] = set()
        for number, some in enumerate(rounds):
            self._write(some, written, _part(progress, number, len(rounds)), helper)
        self._done(items)

    def _write(
        self, some: Sequence[Batch], written: set[str], progress: Progress | None, helper: Helper | None
    ) -> None:
        """Write batches into the index, in one commit: the first here, another one by the helper.

        What was `written` before is of the same readers, and stays.
        """
        others = [begin(helper, batch) for batch in some[1:] if helper is not None]
        try:
            fresh = {piece.reader_id for batch in some for piece in batch} - written
            self.index.put_readers(
                fresh,
                list(self._stretches(some[0])),
                lambda: [other.result() or self.part(other.pieces) for other in others],
                progress,
            )
        finally:
            for other in others:
                other.close()
        written.update(fresh)

    def _stretches(self, pieces: Sequence[Piece]) -> Iterator[Stretch]:
        for piece in pieces:
            reader = self._library.readers.get(piece.reader_id)
            document = self._document(piece.reader_id)
            if reader is not None and document is not None:
                some = tuple(paragraphs(document, piece.start, piece.stop))
                yield Stretch(reader.id, reader.revision_id, some)

    def _document(self, reader_id: str) -> Document | None:
        reader = self._library.readers.get(reader_id)
        assert reader is not None
        try:
            return self._library.readers.document(reader)
        except UserError:
            # The others don't wait for it: it is queued again when its text is put back.
            _log.warning("“%s” can't be searched: its text is missing or damaged; import the file again.", reader.title)
            return None

    def note(self, annotation_id: str) -> Annotation | None:
        """An annotation as the index may know it: a damaged one is found by nothing, and hides no other."""
        try:
            return self._library.annotations.get(annotation_id)
        except UserError:
            return None

    def _drain_notes(self, items: Sequence[Dirty]) -> None:
        found = [(item.id, self.note(item.id)) for item in items]
        gone = [annotation_id for annotation_id, a in found if a is None or a.deleted]
        here = [note_entry(a) for _, a in found if a is not None and not a.deleted]
        if gone:
            self.index.remove_notes(gone)
        if here:
            self.index.put_notes(here)
        self._done(items)


def paragraphs(document: Document, start: int = 0, stop: int | None = None) -> Iterator[Paragraph]:
    """What the index is told of a text, from block `start` to block `stop` (exclusive; None: to its end)."""
    text = document.text
    for number, block in enumerate(document.blocks[start:stop], start):
        yield Paragraph(number, text[block.start : block.end])


def note_entry(annotation: Annotation) -> NoteEntry:
    """What the index is told of a note: its words, its tags and the words it stands on."""
    quoted = (anchor.quote.exact for anchor in annotation.anchors)
    text = "\n".join([annotation.note, " ".join(annotation.tags), *quoted])
    return NoteEntry(annotation.id, annotation.reader_id, text, len(annotation.note))


def _part(progress: Progress | None, number: int, total: int) -> Progress | None:
    return None if progress is None else lambda fraction: progress((number + fraction) / total)
