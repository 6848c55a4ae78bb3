"""Annotations from a file into the library: all that can be read, in one act that can be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.files import private_folder, sha256_of, write_atomically
from annotator.importing.annotations import Batch, Received, Refused, read_annotations
from annotator.importing.annotations.envelope import MOST_BYTES
from annotator.library.records import same_content
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link, Role
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.shelf import Reader
from annotator.model.webannotation import CONTEXT
from annotator.services.annotate import Annotating
from annotator.services.clock import now
from annotator.services.fastening import Fastener
from annotator.services.history import History
from annotator.services.shelf import Shelf

_ASIDE = "set-aside"
_ATTEMPTS = 3  # times that a person who writes on meanwhile is waited for


@dataclass(frozen=True, slots=True)
class Kept:
    """One that stays as it is here; `reason` is a code: `older`, `in_trash`, `other_reader`, `damaged`."""

    id: str
    reason: str


@dataclass(slots=True)
class Brought:
    """What came of a file: ids of annotations and links, and what didn't come in.

    `to_check` of the added and updated were not found for certain. `aside` has those refused, as they were.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    aside: Path | None = None


class Receiving:
    """Brings annotations in."""

    def __init__(self, library: Library, shelf: Shelf, annotations: Annotating, history: History) -> None:
        self._library = library
        self._shelf = shelf
        self._annotations = annotations
        self._history = history

    def bring_in(self, reader_id: str, path: Path) -> Brought:
        """Bring the annotations of the file at `path` into a reader.

        An id that is known is updated where the file's is newer, and never doubled; what is older here, or lies in
        the trash, stays. Raises UserError: `reader_in_trash`, those of the file, and those of the library; nothing
        was changed then.
        """
        reader, batch, fastener = self._opened(reader_id, path)
        for attempt in range(_ATTEMPTS):
            arriving = _Arriving(self._library, reader, fastener)
            brought = arriving.all(batch)
            brought.aside = self._set_aside(brought.refused, path.name)
            try:
                if arriving.changes:
                    self._history.commit(ChangeSet("import_annotations", tuple(arriving.changes)))
                return brought
            except UserError as error:  # somebody wrote on meanwhile: once more, with what is there now
                if error.code != "changed_elsewhere" or attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("not reached")

    def look(self, reader_id: str, path: Path) -> Brought:
        """What `bring_in` would do now; nothing is changed, and nothing put aside. Raises UserError as it does."""
        reader, batch, fastener = self._opened(reader_id, path)
        return _Arriving(self._library, reader, fastener).all(batch)

    def _opened(self, reader_id: str, path: Path) -> tuple[Reader, Batch, Fastener]:
        reader = self._shelf.get(reader_id)
        if reader.deleted:
            raise UserError("reader_in_trash", title=reader.title, id=reader.id)
        batch = read_annotations(_bytes(path), path.name)
        return reader, batch, Fastener(reader, self._annotations.placer(self._shelf.document(reader)))

    def _set_aside(self, refused: Sequence[Refused], name: str) -> Path | None:
        """Keep what couldn't be read, as it was, in a file that can be mended and brought in again."""
        if not refused:
            return None
        try:
            items = ",\n".join(json.dumps(one.raw) for one in refused)
        except RecursionError as error:
            raise UserError("annotations_too_big", name=name) from error
        head = f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection", "items": [\n'
        data = f"{head}{items}\n]}}\n".encode("ascii")
        path = self._library.folder / _ASIDE / f"annotations-{sha256_of(data)[:16]}.json"
        try:
            private_folder(path.parent)
            write_atomically(path, data, private=True)
        except OSError as error:
            raise UserError("library_unwritable", reason=error.strerror or error) from error
        return path


class _Arriving:
    """One file's annotations on their way in: what each changes, beside what is there."""

    def __init__(self, library: Library, reader: Reader, fastener: Fastener) -> None:
        self._library = library
        self._reader = reader
        self._fastener = fastener
        self._after: dict[tuple[type[Record], str], Change] = {}  # by kind and id
        self._moment = now()
        self._brought = Brought()

    @property
    def changes(self) -> list[Change]:
        """Annotations before links, which point at them."""
        return sorted(self._after.values(), key=lambda change: isinstance(change.record, Link))

    def all(self, batch: Batch) -> Brought:
        """Look at each, links last."""
        brought = self._brought
        brought.refused, brought.elsewhere = list(batch.refused), batch.elsewhere
        for role in batch.roles:
            self._take_role(role)
        for received in sorted(batch.received, key=lambda one: isinstance(one.record, Link)):
            if isinstance(received.record, Link):
                self._take_link(received, received.record)
            else:
                self._take_annotation(received, received.record)
        for (_kind, record_id), change in self._after.items():
            (brought.updated if change.before else brought.added).append(record_id)
            record = change.record
            if isinstance(record, Annotation) and not record.deleted and not self._fastener.is_exact(record):
                brought.to_check.append(record_id)
        brought.refused.sort(key=lambda one: one.number)
        return brought

    def _take_role(self, role: Role) -> None:
        """What isn't here is added, and what is newer in the file taken; in the trash it was put by the person here."""
        try:
            here = self._library.role(role.key)
        except UserError:
            self._brought.kept.append(Kept(role.key, "damaged"))
            return
        if here is not None and same_content(here, role):
            return
        if here is not None and (here.deleted or here.version >= role.version):
            self._brought.kept.append(Kept(role.key, "in_trash" if here.deleted else "older"))
            return
        self._after[Role, role.key] = Change(here, role)

    def _take_annotation(self, received: Received, record: Annotation) -> None:
        try:
            here = self._here(Annotation, record.id)
        except UserError:
            self._brought.kept.append(Kept(record.id, "damaged"))
            return
        if isinstance(here, Annotation) and here.reader_id != self._reader.id:
            self._brought.kept.append(Kept(record.id, "other_reader"))
            return
        theirs = self._as_ours(received, record, here)
        if here is None:
            self._after[Annotation, theirs.id] = Change(None, theirs)
        elif same_content(here, theirs):
            self._same(theirs)
        elif here.deleted:
            self._brought.kept.append(Kept(theirs.id, "in_trash"))
        elif theirs.modified <= here.modified:
            self._brought.kept.append(Kept(theirs.id, "older"))
        else:
            self._put(here, theirs)

    def _as_ours(self, received: Received, record: Annotation, here: Annotation | None) -> Annotation:
        """As it would be in this reader: fastened to its text, by this person where it says so."""
        record = self._fastener.fasten(record, ours=received.ours)
        created = record.created or (here.created if here else self._moment)
        creator = "" if record.creator == self._library.identity.author else record.creator
        modified = record.modified or (here.modified if here else created)
        return replace(record, created=created, modified=modified, creator=creator)

    def _take_link(self, received: Received, link: Link) -> None:
        if link.source == link.target or not (self._is_there(link.source) and self._is_there(link.target)):
            self._brought.refused.append(Refused(received.number, received.raw, "loose_link"))
            return
        try:
            here = self._here(Link, link.id)
        except UserError:
            self._brought.kept.append(Kept(link.id, "damaged"))
            return
        link = replace(link, created=link.created or (here.created if here else self._moment))
        if here is None:
            self._after[Link, link.id] = Change(None, link)
        elif same_content(here, link):
            self._same(link)
        elif here.deleted or link.version <= here.version:
            self._brought.kept.append(Kept(link.id, "in_trash" if here.deleted else "older"))
        else:
            self._put(here, link)

    def _same(self, record: Annotation | Link) -> None:
        if (type(record), record.id) not in self._after:  # else it stands in the file twice
            self._brought.unchanged.append(record.id)

    def _put(self, here: Annotation | Link, theirs: Annotation | Link) -> None:
        earlier = self._after.get((type(theirs), theirs.id))
        self._after[type(theirs), theirs.id] = Change(earlier.before if earlier else here, theirs)

    def _here(self, kind: type[Annotation | Link], record_id: str) -> Any:
        """What has this id: in the file before it, or in the library. Raises UserError `row_damaged`."""
        earlier = self._after.get((kind, record_id))
        if earlier is not None:
            return earlier.after
        return (self._library.links if kind is Link else self._library.annotations).get(record_id)

    def _is_there(self, annotation_id: str) -> bool:
        try:
            return self._here(Annotation, annotation_id) is not None
        except UserError:
            return True  # damaged, which another will mend


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError("file_not_found", path=path) from error
    except IsADirectoryError as error:
        raise UserError("is_a_folder", path=path) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("file_unreadable", path=path, reason=reason) from error
