"""The shelf: readers come in, are opened, renamed, put into the trash and taken out again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.library.readers import revision_id_in, revision_id_of
from annotator.library.repository import Library
from annotator.model.annotation import Placed
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Place, Reader, ShelfEntry
from annotator.services import drafts
from annotator.services.annotate import Annotating
from annotator.services.clock import now
from annotator.services.first_sight import note_sight
from annotator.services.history import History
from annotator.services.reading import one_line, printable, read_bytes, read_file, read_original

# Minted once for this program: a reader's id is the UUIDv5 of its content's sha256 under this name space.
READER_NAMESPACE = uuid.UUID("6f1c2f0e-6a0b-5d0c-9c55-3a5f7a2a9d10")
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of an import: `fresh` is False where this very file was in the library already."""

    reader: Reader
    document: Document
    report: ImportReport
    fresh: bool


@dataclass(frozen=True, slots=True)
class OpenReader:
    """All that the window needs of a reader. `damaged` are the ids of annotations that can't be shown."""

    reader: Reader
    document: Document
    placed: list[Placed]
    place: Place | None
    damaged: tuple[str, ...] = ()


def reader_id_of(sha256: str) -> str:
    """The id of the reader whose file has this SHA-256: the same on every machine."""
    return str(uuid.uuid5(READER_NAMESPACE, sha256))


class Shelf:
    """The readers of the library."""

    def __init__(self, library: Library, annotations: Annotating, history: History, cache: Path) -> None:
        self._library = library
        self._cache = cache
        self._annotations = annotations
        self._history = history

    def entries(self, *, damaged: list[str] | None = None) -> list[ShelfEntry]:
        """Every reader that isn't in the trash, the last opened first.

        Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged ones go there, and hide no others.
        """
        return self._library.readers.entries(damaged=damaged)

    def sound_entries(self) -> tuple[list[ShelfEntry], list[str]]:
        """As `entries`, and the ids of those whose rows are damaged: they hide no others."""
        damaged: list[str] = []
        return self._library.readers.entries(damaged=damaged), damaged

    def trash(self) -> list[Reader]:
        """The readers in the trash, the latest first."""
        return self._library.readers.trash()

    def get(self, reader_id: str) -> Reader:
        """A reader by its id, or by the beginning of it where that is unique. Raises UserError `no_such_reader`."""
        found = self._library.readers.matching(reader_id)
        if len(found) != 1:
            raise UserError("no_such_reader" if not found else "ambiguous_reader", id=reader_id)
        return found[0]

    def import_file(self, path: Path, *, title: str | None = None, progress: Progress | None = None) -> Arrival:
        """Bring a file into the library; the same file twice is the same reader, taken out of the trash if need be.

        Raises UserError where the file can't be read as a text; nothing is changed then.
        """
        return self.import_files([path], title=title, progress=progress)[0]

    def import_files(
        self, paths: Sequence[Path], *, title: str | None = None, progress: Progress | None = None
    ) -> list[Arrival]:
        """Bring several in: all are read before the first is added, so that one bad file leaves nothing changed."""
        return self.add(self.read(paths, title=title, progress=progress), title=title)

    def read(
        self, paths: Sequence[Path], *, title: str | None = None, progress: Progress | None = None
    ) -> list[tuple[Path, Imported]]:
        """Read files without adding anything: may be stopped at any moment."""
        return [(path, read_file(path, title=title, progress=progress)) for path in paths]

    def add(self, read: Sequence[tuple[Path, Imported]], *, title: str | None = None) -> list[Arrival]:
        """Add what was read: each as a whole, with its files and its row, or not at all."""
        return [self._arrive(found, path, title) for path, found in read]

    def sweep(self) -> None:
        """Take away what an import left that was cut off: no reader of the library loses anything."""
        self._library.readers.sweep()

    def imported(self, reader: Reader, progress: Progress | None = None) -> Imported:
        """A reader's text, with the report of its import; made again from the file that was kept where it's missing.

        The report is empty where that file is gone, or where today's importer would read it otherwise.
        """
        document, report = self.document(reader), self.report(reader)
        if report is not None:
            return Imported(document, report)
        original = self._library.readers.original(reader)
        if original is not None:
            again = read_bytes(original, reader.file_name, document.title, progress)
            if again.document.text == document.text:
                self._library.readers.keep_report(reader, again.report)
                return Imported(document, again.report)
        return Imported(document, ImportReport())

    def report(self, reader: Reader) -> ImportReport | None:
        """The report of a reader's import as it was kept; None where it is missing or damaged."""
        return self._library.readers.report(reader)

    def mend_text(self, reader: Reader) -> bool:
        """Make a missing or damaged text anew from the file that was kept; False where that is gone, too."""
        original = self._library.readers.original(reader)
        if original is None:
            return False
        titles = (reader.title, None)  # what it was called when it came in: the same words are the same revision
        made = [read_bytes(original, reader.file_name, title) for title in titles]
        found = next((one for one in made if revision_id_in(reader, one.document) == reader.revision_id), made[0])
        self._library.readers.put_text(reader, found, original, moment=now())
        return True

    def _arrive(self, imported: Imported, path: Path, title: str | None) -> Arrival:
        document = imported.document
        known = self._known(document)
        if known is None:
            try:
                return Arrival(self._add(imported, path), document, imported.report, fresh=True)
            except UserError as error:
                known = self._known(document)
                if error.code != "changed_elsewhere" or known is None:
                    raise  # else another process was importing the same file, and was quicker
        if known.deleted:
            known = self._stored(self._history.commit(drafts.restore_reader(known)).changes[0].record)
        if title and one_line(title) not in ("", known.title):
            known = self._stored(self._history.commit(drafts.rename_reader(known, one_line(title))).changes[0].record)
        if document.source_sha256 == known.sha256 and self._library.readers.original(known) is None:
            self._library.readers.put_original(known, read_original(path, known.sha256))
        try:
            return Arrival(known, self._library.readers.document(known), imported.report, fresh=False)
        except UserError as error:
            if error.code not in ("text_missing", "text_damaged") or document.source_sha256 != known.sha256:
                raise
            original = read_original(path, known.sha256)
            known = self._library.readers.put_text(known, imported, original, moment=now())
            return Arrival(known, document, imported.report, fresh=False)

    def _known(self, document: Document) -> Reader | None:
        """The reader that this file is, or one of whose revisions was made from it."""
        reader = self._library.readers.get(reader_id_of(document.source_sha256))
        if reader is None or reader.deleted:
            return self._library.readers.of_source(document.source_sha256) or reader
        return reader

    def _add(self, imported: Imported, path: Path) -> Reader:
        document = imported.document
        reader = Reader(
            id=reader_id_of(document.source_sha256),
            title=document.title,
            file_name=printable(path.name),
            sha256=document.source_sha256,
            revision_id=revision_id_of(document),
            added=now(),
        )
        original = read_original(path, reader.sha256)
        return self._library.readers.add(reader, imported, original, moment=reader.added)

    def open(self, reader_id: str) -> OpenReader:
        """A reader with its text, its annotations and the place where the person left off."""
        reader = self.get(reader_id)
        document = self._library.readers.document(reader)
        placed, damaged = self._annotations.with_damaged(reader.id, document)
        return OpenReader(reader, document, placed, self._place(reader, document), damaged)

    def _place(self, reader: Reader, document: Document) -> Place | None:
        """Where the person left off, in the text that is in use now."""
        place = self._library.readers.place(reader.id)
        if place is None or place.revision_id is None:
            return place
        offset = self.carried(reader, document, place.offset, place.revision_id)
        return replace(place, offset=offset, revision_id=reader.revision_id)

    def carried(self, reader: Reader, document: Document, offset: int, revision_id: str) -> int:
        """Where `offset` of one of a reader's revisions lies in `document`, the text in use."""
        before = None if revision_id == reader.revision_id else self._library.readers.earlier(reader, revision_id)
        if before is None:
            return offset
        from annotator.services.carrying import carry_place

        return carry_place(before, document, offset)

    def document(self, reader: Reader) -> Document:
        """The text of a reader's revision in use."""
        return self._library.readers.document(reader)

    def last_opened(self) -> str | None:
        """The id of the reader that was open last; None on a first run."""
        return self._library.readers.last_opened()

    def remember_place(self, reader_id: str, offset: int, revision_id: str | None = None) -> None:
        """Keep the place (the code point at the top of the window) where the person is, in this revision."""
        readers = self._library.readers
        reader = readers.get(reader_id)
        in_use = reader.revision_id if reader else None
        readers.remember_place(reader_id, Place(offset, now(), revision_id or in_use))
        if reader is not None and not reader.deleted and revision_id in (None, in_use):
            file = readers.text_file(reader.id, reader.revision_id)
            note_sight(
                self._cache,
                reader_id=reader.id,
                revision_id=reader.revision_id,
                title=reader.title,
                file=file,
                offset=offset,
            )

    @staticmethod
    def _stored(record: object) -> Reader:
        assert isinstance(record, Reader)
        return record
