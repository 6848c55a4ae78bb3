"""Annotated excerpts, out of the library and into files."""

from __future__ import annotations

import re
import stat
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import __version__
from annotator.errors import UserError
from annotator.export.grouping import Choice, chosen
from annotator.export.markdown import MarkdownOptions, ReaderExport, to_markdown
from annotator.export.preview import to_html
from annotator.files import sha256_of, write_atomically
from annotator.i18n import _
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.annotate import Annotating
from annotator.services.clock import now
from annotator.services.shelf import Shelf

__all__ = ["Exporting", "JsonLdOptions", "MarkdownOptions", "Options"]

# Files are known by the export id in them, not by their path: they get renamed and moved.
_EXPORT_ID = re.compile(
    rb"^(?:export: *\"?([0-9a-f-]{36})\"?\s*| \"id\": \"urn:uuid:([0-9a-f-]{36})\",)$", re.MULTILINE
)
_EXPORTED = re.compile(rb"^(?:exported: .*| \"generated\": .*)$", re.MULTILINE)
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_HEAD = 4096  # bytes of a file in which its front matter is looked for


@dataclass(frozen=True, slots=True)
class JsonLdOptions:
    """Which annotations go into a file of JSON-LD (None: all); `with_trash`: those in the trash as well."""

    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None
    with_trash: bool = False


Options = MarkdownOptions | JsonLdOptions


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
        self._refuse_damaged(reader)
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

    def json_ld(self, reader_id: str, options: JsonLdOptions, *, export_id: str | None = None) -> str:
        """The reader's annotations and their links as W3C Web Annotations. Raises UserError `row_damaged`."""
        from annotator.export.json_ld import Collection, to_json_ld

        reader = self._shelf.get(reader_id)
        self._refuse_damaged(reader)
        collection = Collection(
            export_id=export_id or str(uuid.uuid4()),
            title=reader.title,
            reader_id=reader.id,
            author=self._library.identity.author,
            generated=now(),
            program=f"Annotator {__version__}",
            roles=self._library.own_roles(),
        )
        annotations = self._chosen(reader, self._shelf.document(reader), options)
        return to_json_ld(collection, [*annotations, *self._links(reader, annotations, options)])

    def text(self, reader_id: str, options: Options, *, export_id: str | None = None) -> str:
        """The export that `options` are of."""
        if isinstance(options, JsonLdOptions):
            return self.json_ld(reader_id, options, export_id=export_id)
        return self.markdown(reader_id, options, export_id=export_id)

    def _refuse_damaged(self, reader: Reader) -> None:
        for damaged in self._annotations.damaged(reader.id):
            raise UserError("row_damaged", kind="annotation", id=damaged)

    def _chosen(self, reader: Reader, document: Document, options: JsonLdOptions) -> list[Annotation]:
        """In text order, those in the trash after the others."""
        of_reader = self._library.annotations.of_reader
        placer = self._annotations.placer(document)
        choice = Choice(options.roles, options.tags, options.division)
        annotations: list[Annotation] = []
        for deleted in (False, True) if options.with_trash else (False,):
            known = {one.id: one for one in of_reader(reader.id, deleted=deleted)}
            placed = [placer.place(replace(one, deleted=None)) for one in known.values()]
            annotations += [known[one.annotation.id] for one in chosen(document, placed, choice)]
        return annotations

    def _links(self, reader: Reader, annotations: Iterable[Annotation], options: JsonLdOptions) -> list[Link]:
        """The links from and to these, but not those to others of this reader, which aren't in the file."""
        inside = {one.id for one in annotations}
        of_reader = self._library.annotations.of_reader
        others = {one.id for deleted in (False, True) for one in of_reader(reader.id, deleted=deleted)} - inside
        links = self._library.links.of_reader(reader.id, with_trash=options.with_trash)
        return [one for one in links if not {one.source, one.target} & others]

    def html(self, markdown_text: str) -> str:
        """Markdown as the preview shows it."""
        return to_html(markdown_text)

    def file_in(self, folder: Path, reader_id: str, suffix: str = ".md") -> Path:
        """The file of this reader's export in `folder`: named by its title, and by its id where that is taken."""
        reader = self._shelf.get(reader_id)
        name = _file_name(reader.title)
        path = folder / f"{name}{suffix}"
        old = _read(path)
        taken = old is not None and reader.id.encode() not in old[:_HEAD]
        return folder / f"{name} ({reader.id[:8]}){suffix}" if taken else path

    def write(self, reader_id: str, options: Options, path: Path) -> Path:
        """Write the export to `path`; returns the file's path. The file is the old or the new one at any moment.

        Raises UserError `export_changed_since` where `path` holds anything but what was last exported into it,
        `export_unwritable` where it can't be written, `not_a_file` where it is a folder. The file is untouched then.
        """
        old = _read(path)
        export_id = _export_id(old) if old is not None else None
        if old and not (export_id and self._library.exports.known(export_id, sha256_of(old))):
            raise UserError("export_changed_since", path=path)
        export_id = export_id or str(uuid.uuid4())
        if isinstance(options, MarkdownOptions):
            options = replace(options, with_front_matter=True)
        text = self.text(reader_id, options, export_id=export_id)
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
    return (found[1] or found[2]).decode() if found else None


def _undated(data: bytes) -> bytes:
    """A file without the moment it was exported at: one that differs in nothing else isn't written again."""
    return _EXPORTED.sub(b"", data[:_HEAD], count=1) + data[_HEAD:]


def _file_name(title: str) -> str:
    """The title as every system's folders take it, not too long."""
    words = " ".join(_NO_FILE_NAME.sub(" ", title).split()).strip(". ")
    return words.encode()[:120].decode("utf-8", "ignore").strip(". ") or "reader"
