"""Annotated excerpts, out of the library and into files."""

from __future__ import annotations

import difflib
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import __version__
from annotator.collecting import without_collector
from annotator.errors import UserError
from annotator.export import grouping
from annotator.export.markdown import (
    MarkdownOptions,
    ReaderExport,
    chosen_of,
    citer_of,
    note_pages,
    page_of,
    to_markdown,
)
from annotator.export.preview import to_html
from annotator.export.words import ENGLISH
from annotator.files import is_folder
from annotator.i18n import _
from annotator.library.repository import Library
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.annotate import Annotating
from annotator.services.bibliography import PANDOC, Bibliography, Work
from annotator.services.bibliography_files import BibliographyOptions, bibliography_text, cited_works
from annotator.services.clock import now
from annotator.services.json_ld_export import JsonLdExport, JsonLdOptions
from annotator.services.living_files import Choice, Conflict, LivingFiles, Plan, as_text, read
from annotator.services.note_folder import NoteFolder
from annotator.services.presets import STANDARD, PresetEntry, Presets
from annotator.services.previewing import Previewing
from annotator.services.shelf import Shelf

__all__ = [
    "STANDARD",
    "BibliographyOptions",
    "Choice",
    "Conflict",
    "Exporting",
    "JsonLdOptions",
    "MarkdownOptions",
    "Options",
    "Plan",
    "PresetEntry",
    "Target",
]

# Files of other forms than Markdown: the export id in them.
_EXPORT_ID = re.compile(
    rb"^(?: \"id\": \"urn:uuid:([0-9a-f-]{36})\",| *\"annotator-export\": \"urn:uuid:([0-9a-f-]{36})\""
    rb"|<meta name=\"annotator-export\" content=\"([0-9a-f-]{36})\">|% export: ([0-9a-f-]{36}))$",
    re.MULTILINE,
)
_EXPORTED = re.compile(rb"^(?:% exported: .*| \"generated\": .*)$", re.MULTILINE)
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_MANY = 200  # annotations from which on unpacking a text is quicker than looking things up in it packed
_HEAD = 4096  # bytes of a file in which its head is looked for

Options = MarkdownOptions | JsonLdOptions | BibliographyOptions
Readers = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: files to be written, each with what it becomes; `folder_id` where it is one file a note."""

    path: Path
    plans: tuple[Plan, ...]
    folder_id: str | None = None

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person has to decide first."""
        return tuple(conflict for plan in self.plans for conflict in plan.conflicts)

    @property
    def deleted(self) -> tuple[str, ...]:
        """The ids of excerpts that the person took out."""
        return tuple(key for plan in self.plans for key in plan.deleted)

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return any(plan.changes for plan in self.plans)


class Exporting:
    """Renders and writes exports."""

    def __init__(
        self,
        library: Library,
        shelf: Shelf,
        annotations: Annotating,
        bibliography: Bibliography,
        presets: Sequence[Path],
    ) -> None:
        self._library = library
        self._shelf = shelf
        self._annotations = annotations
        self._bibliography = bibliography
        self.presets = Presets(presets)
        self._json_ld = JsonLdExport(library, shelf, annotations)
        self._files = LivingFiles(library.exports)
        self._folders = NoteFolder(self._files)

    def markdown(self, readers: Readers, options: MarkdownOptions, *, export_id: str | None = None) -> str:
        """The readers' annotations as Markdown. Raises UserError `row_damaged` rather than leave one out."""
        exports = [self._export_of(reader, export_id) for reader in self._readers(readers)]
        return to_markdown(exports, options, self.presets.get(options.preset))

    @without_collector()
    def text(self, readers: Readers, options: Options, *, export_id: str | None = None) -> str:
        """The export that `options` are of, in its format."""
        export_id = export_id or str(uuid.uuid4())
        found = self._readers(readers)
        if isinstance(options, JsonLdOptions):
            return self._json_ld.text(_one(found), options, export_id)
        if isinstance(options, BibliographyOptions):
            return self._bibliography_of(_one(found), options, export_id)
        if options.format == "html":
            from annotator.export.web_page import to_web_page

            bare = replace(options, with_front_matter=False, with_ids=False)
            title = " · ".join(reader.title for reader in found)
            return to_web_page(self.markdown(readers, bare), title, export_id)
        if options.format == "csv":
            return self._csv(found, options)
        return self.markdown(readers, options, export_id=export_id)

    def previewing(self, readers: Readers) -> Previewing:
        """Previews of an export of these readers, a slice at a time."""
        found = [reader.id for reader in self._readers(readers)]
        return Previewing(lambda: [self._export_of(self._shelf.get(one), None) for one in found], self.presets.get)

    def note_use(self, readers: Readers, options: Options) -> None:
        """Whoever hands an export out says so: the citation keys in it stay what they are from now on."""
        style = self._style(options) if isinstance(options, MarkdownOptions) else ""
        if style == PANDOC or isinstance(options, BibliographyOptions):
            assert not isinstance(options, JsonLdOptions)
            self._bibliography.use(work for one in self._readers(readers) for work in self._cited(one, options))

    def html(self, markdown_text: str) -> str:
        """Markdown as the preview shows it."""
        return to_html(markdown_text)

    def file_in(self, folder: Path, readers: Readers, suffix: str = ".md") -> Path:
        """The file of this export in `folder`: named by the title, and by the id where that name is taken."""
        reader = self._readers(readers)[0]
        name = _file_name(reader.title)
        path = folder / f"{name}{suffix}"
        old = read(path)
        taken = old is not None and reader.id.encode() not in old[:_HEAD] and suffix == ".md"
        return folder / f"{name} ({reader.id[:8]}){suffix}" if taken else path

    def goes_into_a_folder(self, options: Options) -> bool:
        """Whether this export makes a folder of files."""
        if not isinstance(options, MarkdownOptions) or options.format != "markdown":
            return False
        return self.presets.get(options.preset).one_file_a_note

    @without_collector()
    def plan(
        self,
        readers: Readers,
        options: Options,
        path: Path,
        choices: Mapping[str, Choice] | None = None,
        *,
        restore_deleted: bool = False,
    ) -> Target:
        """What writing this export to `path` would do. Nothing is written.

        `path` is a file, or the folder for an export of one file a note. Raises UserError: `export_not_text`,
        `export_not_ours`, `export_changed_since`, `export_unwritable`, `not_a_file`.
        """
        if isinstance(options, MarkdownOptions) and (is_folder(path) or not path.suffix):
            preset = self.presets.get(options.preset)
            if preset.one_file_a_note and options.format == "markdown":
                folder_id = self._folders.export_id(path, self._readers(readers)[0].id)
                exports = [self._export_of(reader, folder_id) for reader in self._readers(readers)]
                pages = [page for export in exports for page in note_pages(export, options, preset)]
                plans = self._folders.plans(path, folder_id, pages, choices, restore_deleted=restore_deleted)
                return Target(path, tuple(plans), folder_id)
        old = read(path)
        if not isinstance(options, MarkdownOptions) or options.format != "markdown":
            return Target(path, (self._whole(readers, options, path, old),))
        found = self._readers(readers)
        export_id = self._files.export_id(old, [reader.id for reader in found], path)
        options = replace(options, with_front_matter=True)
        exports = [self._export_of(reader, export_id) for reader in found]
        preset = self.presets.get(options.preset)
        if not options.with_ids:
            text = to_markdown(exports, options, preset)
            return Target(path, (self._files.bare(path, old, export_id, text),))
        page = page_of(exports, options, preset)
        plan = self._files.plan(path, old, page, choices, restore_deleted=restore_deleted)
        return Target(path, (plan,))

    def carry_out(self, target: Target, readers: Readers, options: Options) -> Path:
        """Write what was planned; returns where. Each file is the old or the new one at any moment.

        Raises UserError `export_conflicts`, `export_changed_since`, `export_unwritable`: what it names is untouched.
        """
        self._folders.make(target.path, target.plans)
        self._files.write(target.plans, now())
        if target.folder_id is not None:
            self._files.note_export_at(target.path, self._readers(readers)[0].id, target.folder_id, now())
        else:
            self._files.note_file(target.plans[0], now())
        self.note_use(readers, options)
        return target.path

    def write(
        self,
        readers: Readers,
        options: Options,
        path: Path,
        choices: Mapping[str, Choice] | None = None,
        *,
        restore_deleted: bool = False,
    ) -> Path:
        """Plan and carry out at once."""
        target = self.plan(readers, options, path, choices, restore_deleted=restore_deleted)
        return self.carry_out(target, readers, options)

    @staticmethod
    def difference(target: Target) -> str:
        """What would change, as a unified diff; empty where nothing does."""
        parts: list[str] = []
        for plan in target.plans:
            if plan.changes:
                old, new = (_lines(data, plan.path) for data in (plan.old, plan.new))
                name = str(plan.path)
                before = "/dev/null" if plan.old is None else name
                parts += difflib.unified_diff(old, new, before, "/dev/null" if plan.new is None else name)
        return "".join(parts)

    def _readers(self, readers: Readers) -> list[Reader]:
        wanted = [readers] if isinstance(readers, str) else readers
        found = {reader.id: reader for reader in map(self._shelf.get, wanted)}
        return list(found.values())

    def _export_of(self, reader: Reader, export_id: str | None) -> ReaderExport:
        document = self._shelf.document(reader)
        placed, damaged = self._annotations.with_damaged(reader.id, document)
        for one in damaged:
            raise UserError("row_damaged", kind="annotation", id=one)
        if len(placed) > _MANY:
            document = _at_hand(document)
        return ReaderExport(
            reader_id=reader.id,
            title=reader.title,
            document=document,
            placed=placed,
            roles={role.key: role for role in self._annotations.roles()},
            exported=now(),
            export_id=export_id or str(uuid.uuid4()),
            file_name=reader.file_name,
            program_version=__version__,
            works=self._bibliography.works(reader, document),
        )

    def _style(self, options: MarkdownOptions) -> str:
        return options.style or self.presets.get(options.preset).style

    def _bibliography_of(self, reader: Reader, options: BibliographyOptions, export_id: str) -> str:
        for damaged in self._annotations.damaged(reader.id):
            raise UserError("row_damaged", kind="annotation", id=damaged)
        return bibliography_text(self._cited(reader, options), options, reader, moment=now(), export_id=export_id)

    def _cited(self, reader: Reader, options: BibliographyOptions | MarkdownOptions) -> list[Work]:
        document = self._shelf.document(reader)
        works = self._bibliography.works(reader, document)
        choice = grouping.Choice(options.roles, options.tags, options.division)
        return cited_works(works, self._annotations.of_reader(reader.id, document), choice)

    def _csv(self, readers: Sequence[Reader], options: MarkdownOptions) -> str:
        from annotator.export.table import row_of, to_csv

        rows = []
        for export in (self._export_of(reader, None) for reader in readers):
            citer = citer_of(export, options.style or "reading")
            rows += [row_of(export, one, citer, ENGLISH) for one in chosen_of(export, options)]
        return to_csv(rows)

    def _whole(self, readers: Readers, options: Options, path: Path, old: bytes | None) -> Plan:
        """A file that no person writes in: made anew, unless it was changed all the same."""
        found = _EXPORT_ID.search(old[:_HEAD]) if old else None
        known = next(filter(None, found.groups())).decode() if found else None
        export_id = known or str(uuid.uuid5(uuid.NAMESPACE_URL, os.fspath(path)))
        plan = self._files.bare(path, old, export_id, self.text(readers, options, export_id=export_id))
        assert plan.new is not None
        same = old is not None and _undated(old) == _undated(plan.new)
        return replace(plan, new=old) if same else plan


def _at_hand(document: Document) -> Document:
    """The same text, all of its blocks and pages unpacked at once: each annotation looks things up in them."""
    blocks, divisions, pages = tuple(document.blocks), tuple(document.divisions), tuple(document.pages)
    emphasis = tuple(document.emphasis)
    return document._replace(blocks=blocks, divisions=divisions, pages=pages, emphasis=emphasis)


def _one(readers: Sequence[Reader]) -> Reader:
    if len(readers) != 1:
        raise UserError("one_reader_only")
    return readers[0]


def _lines(data: bytes | None, path: Path) -> list[str]:
    text = "" if data is None else as_text(data, path).replace("\r\n", "\n").replace("\r", "\n")
    return [f"{line}\n" for line in text.rstrip("\n").split("\n")] if text else []


def _undated(data: bytes) -> bytes:
    """A file without the moment it was exported at: one that differs in nothing else isn't written again."""
    return _EXPORTED.sub(b"", data[:_HEAD], count=1) + data[_HEAD:]


def _file_name(title: str) -> str:
    """The title as every system's folders take it, not too long."""
    words = " ".join(_NO_FILE_NAME.sub(" ", title).split()).strip(". ")
    return words.encode()[:120].decode("utf-8", "ignore").strip(". ") or _("reader")
