"""Readers on disk: their rows, and their folder with the original file and one file a revision."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.errors import UserError
from annotator.files import private_folder, sha256_of, write_atomically
from annotator.library.acts import Acts
from annotator.library.codec import CodecError, decode, encode
from annotator.library.database import transaction
from annotator.library.tables import fetch, fetch_one
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.shelf import Place, Reader, ShelfEntry


class Readers:
    """The readers of one library; `folder` holds a folder for each."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, acts: Acts) -> None:
        self._connection = connection
        self._folder = folder
        self._acts = acts

    def add(self, reader: Reader, document: Document, original: bytes, *, moment: str) -> Reader:
        """Put a new reader into the library: first its files, then, in one transaction, all that points at them."""
        home = private_folder(self._folder / reader.id)
        data = encode(document)
        write_atomically(home / f"original{Path(reader.file_name).suffix}", original, private=True)
        write_atomically(self._file(reader.id, reader.revision_id), data, private=True)
        values = (reader.revision_id, reader.id, 1, document.importer.name, document.importer.version)
        counts = (document.normaliser, len(document.pages), len(document.divisions), sha256_of(data), moment)
        act = ChangeSet("import_reader", (Change(None, reader),))
        insert = f"INSERT INTO revision VALUES ({', '.join('?' * 10)})"
        stored = self._acts.commit(act, moment=moment, also=lambda: self._execute(insert, (*values, *counts)))
        record = stored.changes[0].record
        assert isinstance(record, Reader)
        return record

    def get(self, reader_id: str) -> Reader | None:
        """The reader with this id, in the trash or not."""
        return fetch_one(self._connection, Reader, reader_id)

    def matching(self, beginning: str) -> list[Reader]:
        """The readers, in the trash or not, whose id is or begins with `beginning`."""
        if not beginning or not set(beginning) <= set("0123456789abcdef-"):
            return []
        return fetch(self._connection, Reader, "id >= ? AND id < ? ORDER BY id", (beginning, beginning + "g"))

    def trash(self) -> list[Reader]:
        """The readers in the trash, the latest first."""
        return fetch(self._connection, Reader, "deleted IS NOT NULL ORDER BY deleted DESC")

    def all(self) -> list[Reader]:
        """Every reader that isn't in the trash."""
        return fetch(self._connection, Reader, "deleted IS NULL ORDER BY title")

    def entries(self) -> list[ShelfEntry]:
        """Every reader that isn't in the trash, with what the shelf tells of it; the last opened first."""
        counts = {
            row[0]: row[1:]
            for row in self._connection.execute(
                """SELECT r.id, v.pages, v.divisions, p.offset, p.opened,
                    (SELECT count(*) FROM annotation a WHERE a.reader_id = r.id AND a.deleted IS NULL)
                FROM reader r JOIN revision v ON v.id = r.revision_id LEFT JOIN place p ON p.reader_id = r.id"""
            )
        }
        entries = []
        for reader in self.all():
            pages, divisions, offset, opened, annotations = counts[reader.id]
            place = None if opened is None else Place(offset, opened)
            entries.append(ShelfEntry(reader, pages, divisions, annotations, place))
        return sorted(entries, key=lambda entry: entry.place.opened if entry.place else "", reverse=True)

    def document(self, reader: Reader) -> Document:
        """The text of the revision in use. Raises UserError `text_missing` or `text_damaged`."""
        path = self._file(reader.id, reader.revision_id)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError("text_missing", title=reader.title, path=path) from error
        row = self._execute("SELECT sha256 FROM revision WHERE id = ?", (reader.revision_id,)).fetchone()
        try:
            if row is None or sha256_of(data) != row[0]:
                raise CodecError("the file's digest differs")
            return decode(data)
        except CodecError as error:
            raise UserError("text_damaged", title=reader.title, path=path) from error

    def place(self, reader_id: str) -> Place | None:
        """Where the person left off in this reader."""
        row = self._execute("SELECT offset, opened FROM place WHERE reader_id = ?", (reader_id,)).fetchone()
        return None if row is None else Place(*row)

    def remember_place(self, reader_id: str, place: Place) -> None:
        """Keep where the person is."""
        with transaction(self._connection):
            self._execute("REPLACE INTO place VALUES (?, ?, ?)", (reader_id, place.offset, place.opened))

    def last_opened(self) -> str | None:
        """The id of the reader that was open last."""
        query = """SELECT p.reader_id FROM place p JOIN reader r ON r.id = p.reader_id
            WHERE r.deleted IS NULL ORDER BY p.opened DESC LIMIT 1"""
        row = self._execute(query).fetchone()
        return None if row is None else str(row[0])

    def _file(self, reader_id: str, revision_id: str) -> Path:
        return self._folder / reader_id / f"{revision_id}.document"

    def _execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)
