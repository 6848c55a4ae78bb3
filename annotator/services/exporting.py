"""Annotated excerpts, out of the library and into files."""

from __future__ import annotations

import re
import stat
import uuid
from dataclasses import replace
from pathlib import Path

from annotator import __version__
from annotator.errors import UserError
from annotator.export.markdown import MarkdownOptions, ReaderExport, to_markdown
from annotator.export.preview import to_html
from annotator.files import sha256_of, write_atomically
from annotator.i18n import _
from annotator.library.repository import Library
from annotator.services.annotate import Annotating
from annotator.services.clock import now
from annotator.services.shelf import Shelf

__all__ = ["Exporting", "MarkdownOptions"]

# Files are known by the export id in them, not by their path: they get renamed and moved.
_EXPORT_ID = re.compile(rb"^export: *\"?([0-9a-f-]{36})\"?\s*$", re.MULTILINE)
_EXPORTED = re.compile(rb"^exported: .*$", re.MULTILINE)
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_HEAD = 4096  # bytes of a file in which its front matter is looked for


class Exporting:
    """Renders and writes exports."""

    def __init__(self, library: Library, shelf: Shelf, annotations: Annotating) -> None:
        self._library = library
        self._shelf = shelf
        self._annotations = annotations

    def markdown(self, reader_id: str, options: MarkdownOptions, *, export_id: str | None = None) -> str:
        """The reader's annotations as Markdown. Raises UserError `row_damaged` rather than leave one out."""
        reader = self._shelf.get(reader_id)
        document = self._shelf.document(reader)
        for damaged in self._annotations.damaged(reader.id):
            raise UserError("row_damaged", kind="annotation", id=damaged)
        export = ReaderExport(
            reader_id=reader.id,
            title=reader.title,
            document=document,
            placed=self._annotations.of_reader(reader.id, document),
            roles={role.key: role for role in self._annotations.roles()},
            exported=now(),
            export_id=export_id or str(uuid.uuid4()),
            file_name=reader.file_name,
            program_version=__version__,
        )
        return to_markdown(export, options)

    def html(self, markdown_text: str) -> str:
        """Markdown as the preview shows it."""
        return to_html(markdown_text)

    def file_in(self, folder: Path, reader_id: str) -> Path:
        """The file of this reader's export in `folder`: named by its title, and by its id where that is taken."""
        reader = self._shelf.get(reader_id)
        name = _file_name(reader.title)
        path = folder / f"{name}.md"
        old = _read(path)
        taken = old is not None and reader.id.encode() not in old[:_HEAD]
        return folder / f"{name} ({reader.id[:8]}).md" if taken else path

    def write(self, reader_id: str, options: MarkdownOptions, path: Path) -> Path:
        """Write the export to `path`; returns the file's path. The file is the old or the new one at any moment.

        Raises UserError `export_changed_since` where `path` holds anything but what was last exported into it,
        `export_unwritable` where it can't be written, `not_a_file` where it is a folder. The file is untouched then.
        """
        old = _read(path)
        export_id = _export_id(old) if old is not None else None
        if old and not (export_id and self._library.exports.known(export_id, sha256_of(old))):
            raise UserError("export_changed_since", path=path)
        export_id = export_id or str(uuid.uuid4())
        text = self.markdown(reader_id, replace(options, with_front_matter=True), export_id=export_id)
        data = text.encode("utf-8")
        if old is not None and _undated(old) == _undated(data):
            return path
        digest = sha256_of(data)
        self._library.exports.about_to_write(export_id, digest, now())
        try:
            if _read(path) != old:  # in the meantime
                raise UserError("export_changed_since", path=path)
            write_atomically(path, data)
        except OSError as error:
            raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error
        self._library.exports.wrote(export_id, digest, now())
        return path


def _read(path: Path) -> bytes | None:
    """What the file holds now; None where there is no file. Raises UserError where none should be written there."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise UserError("not_a_file", path=path)
        if not stat.S_ISREG(kind):  # a pipe or a device would be replaced by a file
            raise UserError("export_unwritable", path=path, reason=_("it is no ordinary file"))
        if not kind & stat.S_IWUSR:  # replacing it would get round that
            raise UserError("export_unwritable", path=path, reason=_("it is read-only"))
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error


def _export_id(data: bytes) -> str | None:
    found = _EXPORT_ID.search(data[:_HEAD])
    return found.group(1).decode() if found else None


def _undated(data: bytes) -> bytes:
    """A file without the moment it was exported at: one that differs in nothing else isn't written again."""
    return _EXPORTED.sub(b"", data[:_HEAD], count=1) + data[_HEAD:]


def _file_name(title: str) -> str:
    """The title as every system's folders take it, not too long."""
    words = " ".join(_NO_FILE_NAME.sub(" ", title).split()).strip(". ")
    return words.encode()[:120].decode("utf-8", "ignore").strip(". ") or "reader"
