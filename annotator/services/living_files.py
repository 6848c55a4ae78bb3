"""Exported files, brought up to date: what was last written is found, merged with, and noted before it is written."""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.export.living.identify import Known, best_of, excerpts_of, known, likeliest
from annotator.export.living.lines import fresh, split
from annotator.export.living.merge import Choice, Conflict, Merged, merge
from annotator.export.living.pieces import Base, Page, base_of, packed, unpacked
from annotator.export.markdown import scope_of
from annotator.files import sha256_of, write_atomically
from annotator.i18n import _
from annotator.library.exports import PENDING, WRITTEN, ExportBase, ExportBases

__all__ = ["Choice", "Conflict", "LivingFiles", "Plan"]

_FOLDER, _FILE = "folder ", "file "
_NAMED = 3  # excerpts in a sentence


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do to one file. `old` are its bytes, None where there is no file; `new` what they become,
    None where the file is to go. `deleted` are the ids that the person took out of the file."""

    path: Path
    old: bytes | None
    new: bytes | None
    base: ExportBase
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the file is to be written."""
        return self.old != self.new


class LivingFiles:
    """Plans and writes files; each is the old or the new one at any moment, and its base is known whichever it is."""

    def __init__(self, bases: ExportBases) -> None:
        self._bases = bases

    def export_id(self, old: bytes | None, reader_ids: Sequence[str], path: Path) -> str:
        """The id of this export in the file; a new one where it isn't in it.

        Raises UserError `export_not_text`, `export_not_ours` where nothing of ours is in the file, nor was.
        """
        text = as_text(old, path) if old is not None else ""
        file, scope = known(split(text)), scope_of(reader_ids)
        found = self._id_in(file, scope, reader_ids)
        if found is None and not file.blank and not file.traces:
            found = self._written_to(path, scope)
            if found is None:
                raise UserError("export_not_ours", path=path)
        return found or str(uuid.uuid4())

    def plan(
        self,
        path: Path,
        old: bytes | None,
        page: Page,
        choices: Mapping[str, Choice] | None = None,
        *,
        restore_deleted: bool = False,
    ) -> Plan:
        """What bringing the file at `path` up to date with `page` would do."""
        if old is None:
            done = Merged(fresh(page.text()), base_of(page), added=tuple(piece.key for piece in page.pieces))
        else:
            lines = split(as_text(old, path))
            rows = self._bases.of(page.export_id)
            if self._is_of_an_older_program(rows, old):
                done = Merged(fresh(page.text()), base_of(page))
            else:
                file = known(lines)
                bases = self._likeliest(rows, old, file)
                done = merge(lines, bases, page, choices, restore_deleted=restore_deleted)
                beside = self._exports_in(file).union(*(base.beside for base in bases)) - {page.export_id}
                done = replace(done, base=replace(done.base, beside=beside))
        new = done.text.encode("utf-8", "surrogatepass")
        base = ExportBase(page.export_id, page.scope, sha256_of(new), packed(done.base), PENDING)
        return Plan(path, old, new, base, done.conflicts, done.added, done.updated, done.removed, done.deleted)

    def write(self, plans: Sequence[Plan], moment: str) -> None:
        """Write the files that change. Raises UserError `export_conflicts` before anything is written, and
        `export_changed_since` or `export_unwritable`: the file in question is untouched then."""
        for plan in plans:
            refuse_conflicts(plan)
        noted = [plan for plan in plans if plan.new is not None and self._is_news(plan)]
        if noted:
            self._bases.about_to_write([plan.base for plan in noted], moment)
        for plan in (one for one in plans if one.changes):
            put(plan)
        if noted:
            self._bases.wrote([plan.base for plan in noted], moment)
        for plan in plans:
            if plan.new is None:
                self._bases.forget(plan.base.export_id)

    def note_file(self, plan: Plan, moment: str) -> None:
        """Remember what was written into a file: all that is ours may be deleted in it, and isn't to come back then."""
        export_id, scope = plan.base.export_id, plan.base.scope
        if plan.base.content is not None and self._written_to(plan.path, scope) != export_id:
            place = str(uuid.uuid5(uuid.UUID(export_id), _hash_of(plan.path, _FILE)))
            row = ExportBase(place, f"{_FILE}{export_id} {scope}", _hash_of(plan.path, _FILE), None)
            self._bases.wrote([row], moment)

    def bare(self, path: Path, old: bytes | None, export_id: str, text: str) -> Plan:
        """A file that isn't merged with: it is written whole, over nothing but what was last written there.

        Raises UserError `export_changed_since`.
        """
        if old and not self.is_all_ours(old):
            raise UserError("export_changed_since", path=path)
        new = text.encode("utf-8", "surrogatepass")
        return Plan(path, old, new, ExportBase(export_id, "", sha256_of(new), None, PENDING))

    def export_at(self, folder: Path, reader_id: str) -> str | None:
        """The id of a reader's export that was written into a folder, one file a note; the latest."""
        rows = self._bases.with_hash(_hash_of(folder))
        return next((row.export_id for row in rows if row.scope == f"{_FOLDER}{reader_id}"), None)

    def note_export_at(self, folder: Path, reader_id: str, export_id: str, moment: str) -> None:
        """Remember that: its files may all be deleted, and aren't to come back then."""
        if self.export_at(folder, reader_id) != export_id:
            self._bases.wrote([ExportBase(export_id, f"{_FOLDER}{reader_id}", _hash_of(folder), None)], moment)

    def is_known(self, export_id: str) -> bool:
        """Whether anything was written under an export id."""
        return bool(self._bases.of(export_id))

    def is_all_ours(self, old: bytes) -> bool:
        """Whether a file is to the byte what we wrote, and nothing in it is a person's.

        That it is as we left it is not enough: a file that was brought up to date holds what a person wrote in it.
        """
        for row in self._bases.with_hash(sha256_of(old)):
            base = None if row.content is None else unpacked(row.content)
            if row.content is None or (base is not None and base.whole):
                return True
        return False

    def _id_in(self, file: Known, scope: str, reader_ids: Sequence[str]) -> str | None:
        if file.front is not None:
            export_id, readers = file.front
            if scope_of(readers) == scope if readers else self._is_of(export_id, scope):
                return export_id
        if scope in file.sections:
            return file.sections[scope]
        if file.blank:
            return None
        # Somebody took our front matter out.
        others = self._exports_in(file)
        beside = frozenset(other for one in others for base in self._written(one) for other in base.beside)
        found = [(one, base) for one in self._bases.ids_of(scope) for base in self._written(one)]
        return best_of(file, found, others, beside)

    def _exports_in(self, file: Known) -> frozenset[str]:
        """The exports that the file names, and those known by their excerpts, where somebody took the names out."""
        left = set(file.keys)
        for base in (base for one in file.exports for base in self._written(one)):
            if not left:
                break  # as a rule after the latest base of all
            left -= excerpts_of(base)
        if not left:
            return file.exports
        unnamed = (one for one in self._bases.ids() if any(excerpts_of(base) & left for base in self._written(one)))
        return file.exports.union(unnamed)

    def _written(self, export_id: str) -> Iterator[Base]:
        """What was written under an export id, the latest first, unpacked as it is asked for."""
        return (base for row in self._bases.of(export_id) for base in self._unpacked([row]))

    def _written_to(self, path: Path, scope: str) -> str | None:
        """The id of the export of `scope` that was written into the file at `path`; the latest."""
        rows = (row.scope.split(" ", 2) for row in self._bases.with_hash(_hash_of(path, _FILE)))
        return next((words[1] for words in rows if words[0] == _FILE.strip() and words[2] == scope), None)

    def _is_of(self, export_id: str, scope: str) -> bool:
        return all(row.scope in ("", scope) for row in self._bases.of(export_id))

    @staticmethod
    def _is_of_an_older_program(rows: Sequence[ExportBase], old: bytes) -> bool:
        """Whether the file is to the byte what a program wrote that kept its hash only."""
        return any(row.content is None and row.sha256 == sha256_of(old) for row in rows)

    def _likeliest(self, rows: Sequence[ExportBase], old: bytes, file: Known) -> list[Base]:
        found = {row.state: base for row in rows for base in self._unpacked([row])}
        for row in rows:
            if row.sha256 == sha256_of(old) and row.state in found:
                return [found[row.state]]
        copied = [base for base in found.values() if file.stamp and base.front.get("exported") == file.stamp]
        if len(copied) == 1:
            return copied  # also where it is a copy of what was written earlier
        return likeliest(file, found.get(WRITTEN), found.get(PENDING))

    @staticmethod
    def _unpacked(rows: Sequence[ExportBase]) -> list[Base]:
        found = (unpacked(row.content) for row in rows if row.content is not None)
        return [base for base in found if base is not None]

    def _is_news(self, plan: Plan) -> bool:
        """Whether the library has to learn anything: an export in which nothing changed is no news."""
        if plan.changes:
            return True
        rows = self._bases.of(plan.base.export_id)
        written = next((row for row in rows if row.state == WRITTEN), None)
        unsure = any(row.state == PENDING for row in rows)
        return written is None or unsure or written.content != plan.base.content


def _hash_of(path: Path, kind: str = _FOLDER) -> str:
    return sha256_of(os.fsencode(f"{kind}{path.resolve()}"))


def refuse_conflicts(plan: Plan) -> None:
    """Raises UserError `export_conflicts` where a person has to decide first."""
    if plan.conflicts:
        names = [conflict.label or conflict.key for conflict in plan.conflicts]
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        raise UserError("export_conflicts", path=plan.path, count=len(names), excerpts=shown)


def put(plan: Plan) -> None:
    """Write a file, if it still is what the plan was made for. Raises UserError."""
    path = plan.path
    if read(path) != plan.old:
        raise UserError("export_changed_since", path=path)
    try:
        if plan.new is None:
            path.unlink()
        else:
            write_atomically(path, plan.new)
    except OSError as error:
        raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error


def read(path: Path) -> bytes | None:
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


def as_text(data: bytes, path: Path) -> str:
    """A file's words. Raises UserError `export_not_text`: what can't be read isn't written in."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError("export_not_text", path=path) from error
