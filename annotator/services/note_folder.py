"""A folder with a file for each annotation, each of them living: found by what is in it, whatever it is called now."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.errors import UserError
from annotator.export.living.lines import split
from annotator.export.living.merge import Choice
from annotator.export.living.pieces import Page
from annotator.library.exports import PENDING, ExportBase
from annotator.services.living_files import LivingFiles, Plan, read

_FIELDS = ("export", "collection", "reader")
_ID = re.compile("[0-9a-f-]{36}")
_DEEPEST = 4  # folders within the folder: nobody has to wait for the whole of a disk
_HEAD = 4096  # bytes of a file in which its front matter is looked for


class NoteFolder:
    """Plans for the files of a folder."""

    def __init__(self, files: LivingFiles) -> None:
        self._files = files

    def export_id(self, folder: Path, reader_id: str) -> str:
        """The id of this reader's export in the folder; a new one where it has none yet, or is gone."""
        for _path, fields in _notes_in(folder):
            if fields.get("reader") == reader_id and "collection" in fields:
                return fields["collection"]
        before = self._files.export_at(folder, reader_id) if folder.is_dir() else None
        return before or str(uuid.uuid4())

    def plans(
        self,
        folder: Path,
        export_id: str,
        pages: Sequence[tuple[str, Page]],
        choices: Mapping[str, Choice] | None,
        *,
        restore_deleted: bool,
    ) -> Iterator[Plan]:
        """What is to be written, into each copy; a note that the person deleted, file and all, isn't, and one that
        isn't exported any more goes if nobody touched it."""
        here: dict[str, list[Path]] = {}
        for path, fields in _notes_in(folder):
            if fields.get("collection") == export_id:
                here.setdefault(fields["export"], []).append(path)
        wanted: set[str] = set()
        for name, page in pages:
            wanted.add(page.export_id)
            if page.export_id not in here and self._files.is_known(page.export_id) and not restore_deleted:
                continue
            for path in here.get(page.export_id, [folder / f"{name}.md"]):
                yield self._files.plan(path, read(path), page, choices, restore_deleted=restore_deleted)
        for note_id in (one for one in here if one not in wanted):
            for path in here[note_id]:
                old = read(path)
                if old is not None and self._files.is_all_ours(old):
                    yield Plan(path, old, None, ExportBase(note_id, "", "", None, PENDING))

    @staticmethod
    def make(folder: Path, plans: Sequence[Plan]) -> None:
        """Make the folder that files are going to be written into. Raises UserError `export_unwritable`."""
        if plans and all(plan.path.parent == folder for plan in plans) and folder.parent.is_dir():
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise UserError("export_unwritable", path=folder, reason=error.strerror or str(error)) from error


def _notes_in(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Files with the fields that tell what they are; also those that the person moved into folders of their own."""
    for path in _texts_in(folder):
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            continue
        found = split(head.decode("utf-8", "replace")).scan.fields
        # Obsidian leaves out quotation marks that YAML can do without.
        fields = {name: found[name][1].strip("\"' ") for name in _FIELDS if name in found}
        if _ID.fullmatch(fields.get("export", "")):
            yield path, fields


def _texts_in(folder: Path) -> Iterator[Path]:
    """Markdown files in the order of their paths. What is hidden (`.trash`, `.obsidian`) is no place for notes."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        deep = len(here.relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if deep < _DEEPEST else []
        yield from (here / name for name in sorted(names) if name.endswith(".md"))
