"""Readers on disk: their rows, and their folder with the original file and one file a revision."""

from __future__ import annotations

import contextlib
import errno
import re
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.files import private_folder, sha256_of, write_atomically
from annotator.library.acts import Acts
from annotator.library.arriving import arriving, sweep
from annotator.library.codec import CodecError, decode, encode
from annotator.library.connection import readably
from annotator.library.database import transaction
from annotator.library.replay import Revision, put_revision, revision_told
from annotator.library.tables import fetch, fetch_one
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Place, Reader, ShelfEntry

# Minted once for this program: a revision's id is the UUIDv5 of its document's sha256 under this name space.
REVISION_NAMESPACE = uuid.UUID("0d7e3c64-2a51-5c1f-8a39-6b1d4a0f7c22")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,16}")


def revision_id_of(document: Document, reader_id: str = "") -> str:
    """The same document is the same revision: two processes that import one file at once write one and the same.

    A later text of a reader is that reader's own (`reader_id`): the file may be a reader of its own as well.
    """
    return str(uuid.uuid5(REVISION_NAMESPACE, sha256_of(encode(document)) + reader_id))


def revision_id_in(reader: Reader, document: Document) -> str:
    """The id that `document` has as a text of this reader: its present one where that is what it was made as."""
    first = revision_id_of(document)
    return first if first == reader.revision_id else revision_id_of(document, reader.id)


class Readers:
    """The readers of one library; `folder` holds a folder for each."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, acts: Acts) -> None:
        self._connection = connection
        self._folder = folder
        self._acts = acts

    def add(self, reader: Reader, imported: Imported, original: bytes, *, moment: str) -> Reader:
        """Put a new reader into the library: first its files, then, in one transaction, all that points at them.

        Raises UserError `disk_full` or `library_unwritable`; `changed_elsewhere` where it is there already.
        """
        act = ChangeSet("import_reader", (Change(None, reader),))
        with self._written(reader, imported, original):
            return _reader_of(self._commit(act, imported.document, moment))

    def put_text(self, reader: Reader, imported: Imported, original: bytes, *, moment: str) -> Reader:
        """Give a reader whose text is missing or damaged this one: the same revision again, or a new one."""
        after = replace(reader, revision_id=revision_id_in(reader, imported.document))
        with self._written(after, imported, original):
            if after != reader:
                act = ChangeSet("repair_text", (Change(reader, after),))
                return _reader_of(self._commit(act, imported.document, moment))
            with transaction(self._connection):
                self._add_revision(reader, imported.document, moment)  # a library made anew may not know it
                self._execute("INSERT INTO index_queue (kind, id) VALUES ('text', ?)", (reader.id,))
            return reader

    def revise(self, act: ChangeSet, imported: Imported, original: bytes, *, moment: str) -> ChangeSet:
        """Store an act that gives a reader (its first record, as it is after) the revision `imported`."""
        reader = _reader_of(act)
        with self._written(reader, imported, original):
            return self._commit(act, imported.document, moment)

    def put_original(self, reader: Reader, original: bytes) -> None:
        """Keep the file of a reader that lost it. Raises UserError `disk_full` or `library_unwritable`."""
        with _kindly():
            self._keep(reader, original)

    def sweep(self) -> None:
        """Take away what an import left that was cut off."""
        sweep(self._folder, self._knows)

    @contextlib.contextmanager
    def _written(self, reader: Reader, imported: Imported, original: bytes) -> Iterator[None]:
        """The files are there inside of this, and stay where it is left with a row in the library."""
        from annotator.library.report_codec import encode_report

        with _kindly(), arriving(self._folder, reader.id, self._knows):
            self._keep(reader, original)
            write_atomically(self.text_file(reader.id, reader.revision_id), encode(imported.document), private=True)
            write_atomically(self._report_file(reader), encode_report(imported.report), private=True)
            yield

    def _keep(self, reader: Reader, original: bytes) -> None:
        """Write the original file, beside that of an earlier revision, which stays."""
        if self.original(reader) is not None:
            return
        suffix = Path(reader.file_name).suffix
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
        path = private_folder(self._folder / reader.id) / f"original{suffix}"
        if path.exists() and self._is_source(reader, sha256_of(path.read_bytes())):
            path = path.with_name(f"original-{reader.sha256[:16]}{suffix}")
        write_atomically(path, original, private=True)

    def _is_source(self, reader: Reader, sha256: str) -> bool:
        """Whether one of the reader's revisions was made from the file with this digest."""
        query = "SELECT 1 FROM revision WHERE reader_id = ? AND source_sha256 = ?"
        return self._execute(query, (reader.id, sha256)).fetchone() is not None

    def _commit(self, act: ChangeSet, document: Document, moment: str) -> ChangeSet:
        """The act, with the revision that its reader has after it, in one transaction."""
        reader = _reader_of(act)
        return self._acts.commit(act, moment=moment, also=lambda: self._add_revision(reader, document, moment))

    def _knows(self, reader_id: str) -> bool:
        return self.get(reader_id) is not None

    def _add_revision(self, reader: Reader, document: Document, moment: str) -> None:
        """The row of the reader's revision, and its line; inside the transaction. One that is there stays as it is."""
        if self._execute("SELECT 1 FROM revision WHERE id = ?", (reader.revision_id,)).fetchone():
            return
        (count,) = self._execute("SELECT count(*) FROM revision WHERE reader_id = ?", (reader.id,)).fetchone()
        revision = Revision(
            id=reader.revision_id,
            reader_id=reader.id,
            number=count + 1,
            importer=document.importer.name,
            importer_version=document.importer.version,
            normaliser=document.normaliser,
            pages=len(document.pages),
            divisions=len(document.divisions),
            sha256=sha256_of(encode(document)),
            created=moment,
            source_sha256=document.source_sha256,
        )
        put_revision(self._connection, revision)
        self._acts.tell("add_revision", "created", revision_told(revision), reader.id, moment)

    def original(self, reader: Reader) -> bytes | None:
        """The file that the revision in use was made from; None where it is gone."""
        for path in sorted((self._folder / reader.id).glob("original*")):
            with contextlib.suppress(OSError):
                data = path.read_bytes()
                if sha256_of(data) == reader.sha256:
                    return data
        return None

    def report(self, reader: Reader) -> ImportReport | None:
        """What the import of the revision in use did; None where that is missing or damaged: it is only derived."""
        from annotator.library.report_codec import decode_report

        try:
            return decode_report(self._report_file(reader).read_bytes())
        except (OSError, CodecError):
            return None

    def keep_report(self, reader: Reader, report: ImportReport) -> None:
        """Keep a report that was made again; where that can't be, it will be made again another time."""
        from annotator.library.report_codec import encode_report

        with contextlib.suppress(OSError):
            write_atomically(self._report_file(reader), encode_report(report), private=True)

    def get(self, reader_id: str) -> Reader | None:
        """The reader with this id, in the trash or not."""
        return fetch_one(self._connection, Reader, reader_id)

    def of_source(self, sha256: str) -> Reader | None:
        """The reader that has, or had, a text made from this file. A revision that was taken back doesn't count."""
        query = """SELECT r.id FROM revision v JOIN reader r ON r.id = v.reader_id
            WHERE v.source_sha256 = ? AND v.number <= (SELECT number FROM revision WHERE id = r.revision_id)
            ORDER BY r.deleted IS NOT NULL, v.created LIMIT 1"""
        row = self._execute(query, (sha256,)).fetchone()
        return None if row is None else self.get(row[0])

    def number(self, revision_id: str) -> int:
        """Which revision of its reader it is, from 1."""
        return int(self._execute("SELECT number FROM revision WHERE id = ?", (revision_id,)).fetchone()[0])

    def matching(self, beginning: str) -> list[Reader]:
        """The readers, in the trash or not, whose id is or begins with `beginning`."""
        if not beginning or not set(beginning) <= set("0123456789abcdef-"):
            return []
        return fetch(self._connection, Reader, "id >= ? AND id < ? ORDER BY id", (beginning, beginning + "g"))

    def trash(self) -> list[Reader]:
        """The readers in the trash, the latest first."""
        return fetch(self._connection, Reader, "deleted IS NOT NULL ORDER BY deleted DESC")

    def all(self, *, damaged: list[str] | None = None) -> list[Reader]:
        """Every reader that isn't in the trash.

        Raises UserError `row_damaged`; with a list `damaged`, the ids of damaged ones go there, and hide no others.
        """
        return fetch(self._connection, Reader, "deleted IS NULL ORDER BY title", damaged=damaged)

    def entries(self, *, damaged: list[str] | None = None) -> list[ShelfEntry]:
        """`all`, each with what the shelf tells of it; the last opened first."""
        query = """SELECT r.id, coalesce(v.pages, 0), coalesce(v.divisions, 0), p.offset, p.opened, p.revision_id,
                (SELECT count(*) FROM annotation a WHERE a.reader_id = r.id AND a.deleted IS NULL)
            FROM reader r LEFT JOIN revision v ON v.id = r.revision_id LEFT JOIN place p ON p.reader_id = r.id"""
        readers = self.all(damaged=damaged)  # first: one that another process adds meanwhile is in the next answer
        rows = readably(self._connection, lambda: self._execute(query).fetchall())
        counts = {row[0]: row[1:] for row in rows}
        entries = []
        for reader in (one for one in readers if one.id in counts):
            pages, divisions, offset, opened, revision_id, annotations = counts[reader.id]
            place = _place(offset, opened, revision_id)
            entries.append(ShelfEntry(reader, pages, divisions, annotations, place))
        return sorted(entries, key=lambda entry: entry.place.opened if entry.place else "", reverse=True)

    def document(self, reader: Reader) -> Document:
        """The text of the revision in use. Raises UserError `text_missing` or `text_damaged`."""
        return self._text(reader, reader.revision_id)

    def earlier(self, reader: Reader, revision_id: str) -> Document | None:
        """The text of another revision, which annotations may still be fastened to; None where it can't be had."""
        try:
            return self._text(reader, revision_id)
        except UserError:
            return None

    def _text(self, reader: Reader, revision_id: str) -> Document:
        path = self.text_file(reader.id, revision_id)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError("text_missing", title=reader.title, path=path) from error
        row = self._execute("SELECT sha256 FROM revision WHERE id = ?", (revision_id,)).fetchone()
        try:
            if row is None or sha256_of(data) != row[0]:
                raise CodecError("the file's digest differs")
            return decode(data)
        except CodecError as error:
            raise UserError("text_damaged", title=reader.title, path=path) from error

    def place(self, reader_id: str) -> Place | None:
        """Where the person left off in this reader."""
        query = "SELECT offset, opened, revision_id FROM place WHERE reader_id = ?"
        row = readably(self._connection, lambda: self._execute(query, (reader_id,)).fetchone())
        return None if row is None else _place(*row)

    def remember_place(self, reader_id: str, place: Place) -> None:
        """Keep where the person is."""
        with transaction(self._connection):
            values = (reader_id, place.offset, place.opened, place.revision_id)
            self._execute("REPLACE INTO place (reader_id, offset, opened, revision_id) VALUES (?, ?, ?, ?)", values)

    def last_opened(self) -> str | None:
        """The id of the reader that was open last."""
        query = """SELECT p.reader_id FROM place p JOIN reader r ON r.id = p.reader_id
            WHERE r.deleted IS NULL ORDER BY p.opened DESC LIMIT 1"""
        row = self._execute(query).fetchone()
        return None if row is None else str(row[0])

    def text_file(self, reader_id: str, revision_id: str) -> Path:
        """Where the Document of a revision lies."""
        return self._folder / reader_id / f"{revision_id}.document"

    def _report_file(self, reader: Reader) -> Path:
        return self.text_file(reader.id, reader.revision_id).with_suffix(".report")

    def _execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)


def _place(offset: object, opened: object, revision_id: object) -> Place | None:
    """A row of `place`, which has no digest: one that says what nobody noted is as good as none."""
    try:
        datetime.fromisoformat(str(opened))
    except ValueError:
        return None
    if not isinstance(offset, int) or offset < 0:
        return None
    return Place(offset, str(opened), None if revision_id is None else str(revision_id))


def _reader_of(act: ChangeSet) -> Reader:
    record = act.changes[0].record
    assert isinstance(record, Reader)
    return record


@contextlib.contextmanager
def _kindly() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UserError("disk_full") from error
        raise UserError("library_unwritable", reason=error.strerror or error) from error
