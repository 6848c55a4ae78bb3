"""What a doctor looks at: the library's file and rows, the journal, the readers' files, the backups, who may read it.

What can be mended without loss is mended, and said. Everything else is said, and left as it is.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from annotator.errors import UserError
from annotator.files import append_durably, sha256_of, write_atomically
from annotator.library.backup import backups, inspect, seal_of
from annotator.library.comparing import compare, tell_again
from annotator.library.connection import Connection
from annotator.library.database import transaction
from annotator.library.lines import LineDamaged, read_line
from annotator.library.mending import forget_unreadable, last_versions, mend_revisions, write_again
from annotator.library.records import KINDS
from annotator.library.replay import (
    Holding,
    Proof,
    Telling,
    owner,
    proofs_of,
    replay,
    replay_proofs,
    state_of,
)
from annotator.library.repository import Library
from annotator.library.tables import fetch, version_in
from annotator.model.shelf import Reader

_HOUR = 3600  # seconds after which a half-written file is a dead process's
_LEFTOVERS = (".*.part", "*/.*.part", "readers/*/.*.part", "backups/*.part", ".rebuild-*", ".restore-*")
Progress = Callable[[float], object]


class Finding(NamedTuple):
    """Something that wasn't as it should be; `code` names the sentence in `annotator.sentences`."""

    code: str
    mended: bool
    params: dict[str, object]


def found(code: str, *, mended: bool = False, **params: object) -> Finding:
    """A finding in one line."""
    return Finding(code, mended, params)


def check(library: Library, moment: str, progress: Progress | None = None) -> Iterator[Finding]:
    """Look at everything but the search index, one thing after another. Raises UserError where no disk lets us."""
    # What SQLite reads for itself is read beside: every page of the library, and of each copy of it.
    with ThreadPoolExecutor(1) as beside:
        structure = beside.submit(_structure, library.connection.path)
        copies = beside.submit(_copies, library.backups)
        try:
            state = proofs_of(library.connection)
        except UserError:
            yield from structure.result()
            raise
        told = replay_proofs(*_own_journals(library), progress, state)
    yield from structure.result()
    yield from _set_aside_lines(library, {line.path for line in told.damaged})
    yield from _rows(library, state, told)
    yield from _journal(library, state, told, moment)
    for reader in fetch(library.connection, Reader, "1", damaged=[]):
        yield from _files(library, reader, state)
    yield from _backups(library, copies.result())
    yield from _leftovers(library.folder)
    yield from _permissions(library.folder)


def _own_journals(library: Library) -> tuple[Path, Callable[[str, int], bool]]:
    folder = library.folder / "journal"
    return folder, owner(folder, library.identity, "")


def _structure(path: Path) -> list[Finding]:
    findings = []
    with closing(Connection(path)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            findings.append(found("structure_damaged", reason=said))
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            findings.append(found("pointers_broken"))
    return findings


def _copies(folder: Path) -> dict[Path, bool]:
    """Each backup, and whether it proves sound."""
    return {one.path: inspect(one.path) is not None for one in backups(folder)}


def _rows(library: Library, state: Holding[Proof], told: Telling[Proof]) -> Iterator[Finding]:
    """A row that doesn't prove sound is written again as the journal has it: its last line is what was acknowledged."""
    acts = library.acts.damaged()
    if acts:
        library.acts.give_up(acts)
        yield found("undo_shortened", count=len(acts))
    for revision in mend_revisions(library, state, told.state):
        yield found("row_mended", mended=True, kind="revision", id=revision.id)
    for table, count in forget_unreadable(library):
        yield found("rows_forgotten", mended=True, table=table, count=count)
        if table == "index_queue":
            library.queue.refill()
    if not state.damaged:
        return
    library.back_up()  # as it was before anything is written over
    records = last_versions(library, replay(*_own_journals(library)).state.records)
    known = [(key, records[key]) for key in state.damaged if key in records]
    later = {key for key, one in known if version_in(library.connection, KINDS[key[0]], key[1]) > one.version}
    mended = set(write_again(library, known))
    for kind, one in state.damaged:
        if (kind, one) in mended:
            older = (kind, one) in later
            yield found("row_older" if older else "row_mended", mended=not older, kind=kind, id=one)
        else:
            yield found("row_lost", kind=kind, id=one)


def _set_aside_lines(library: Library, damaged: Iterable[Path]) -> Iterator[Finding]:
    """Take damaged lines out of our own journals into a file beside each; others' journals are left alone."""
    for path in sorted(one for one in damaged if one.parent.name == library.identity.installation):
        with transaction(library.connection):  # whoever appends a line holds this lock
            lines = path.read_bytes().split(b"\n")
            bad = [line for line in lines if line.strip() and not _is_sound(line)]
            if not bad:
                continue
            aside = path.with_suffix(".damaged-lines")
            append_durably(aside, b"".join(line + b"\n" for line in bad))
            good = [line for line in lines if line.strip() and _is_sound(line)]
            write_atomically(path, b"".join(line + b"\n" for line in good), private=True)
        yield found("lines_set_aside", mended=True, count=len(bad), path=aside)


def _is_sound(line: bytes) -> bool:
    try:
        read_line(line)
    except LineDamaged:
        return False
    return True


def _journal(library: Library, proofs: Holding[Proof], told: Telling[Proof], moment: str) -> Iterator[Finding]:
    library.journal.settle()
    if library.connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone():
        yield found("journal_unwritable", path=library.folder / "journal")
        return
    if compare(proofs, told).alike:
        return
    with transaction(library.connection):  # once more while nobody writes: another process may have, meanwhile
        state = state_of(library.connection)
        result = compare(state, replay(*_own_journals(library)))
    if result.untold:
        tell_again(library, state, result.untold, moment)
        yield found("journal_completed", mended=True, count=len(result.untold))
    if result.newer or result.unlike:
        yield found("library_behind", count=len(result.newer) + len(result.unlike))


def _files(library: Library, reader: Reader, state: Holding[Proof]) -> Iterator[Finding]:
    try:
        library.readers.document(reader)
    except UserError as error:
        yield Finding(error.code, False, {**error.params, "reader": reader.id})
    for revision in state.revisions.values():
        if revision.reader_id != reader.id or revision.id == reader.revision_id:
            continue
        path = library.readers.text_file(reader.id, revision.id)
        if _sum_of(path) != revision.sha256:
            yield found("revision_lost", title=reader.title, number=revision.number, path=path)
    if library.readers.original(reader) is None:
        yield found("original_lost", title=reader.title, reader=reader.id)


def _sum_of(path: Path) -> str:
    try:
        return sha256_of(path.read_bytes())
    except OSError:  # it is gone, may not be read, or is no file at all
        return ""


def _backups(library: Library, sound: dict[Path, bool]) -> Iterator[Finding]:
    """A copy that is damaged is kept, but under a name that nobody takes for a good one."""
    good = 0
    for one in backups(library.backups):  # also those that were made meanwhile, which proved sound then
        if sound.get(one.path, True):
            good += 1
            continue
        aside = one.path.with_name(f"{one.path.name}.damaged")
        one.path.replace(aside)
        seal_of(one.path).unlink(missing_ok=True)
        yield found("backup_damaged", path=aside)
    if not good:
        yield found("backup_made", mended=True, path=library.back_up())


def _leftovers(folder: Path) -> Iterator[Finding]:
    """Half-written files of processes that were killed; what they should have become was never acknowledged."""
    paths = [path for pattern in _LEFTOVERS for path in folder.glob(pattern)]
    old = [path for path in dict.fromkeys(paths) if _age(path) > _HOUR]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if old:
        yield found("leftovers_removed", mended=True, count=len(old))


def _age(path: Path) -> float:
    """Seconds since it was written, as far as clocks can be trusted; 0 for what has gone meanwhile."""
    try:
        return abs(time.time() - path.stat().st_mtime)
    except FileNotFoundError:
        return 0


def _permissions(folder: Path) -> Iterator[Finding]:
    """Everything in the data folder is its owner's alone."""
    count = 0
    for path in [folder, *folder.rglob("*")]:
        with suppress(FileNotFoundError):  # another process's temporary file
            mode = path.lstat().st_mode
            if path.is_symlink() or not mode & 0o077:
                continue
            try:
                path.chmod(mode & 0o700)
            except OSError as error:
                yield found("open_to_others", path=path, reason=error.strerror or error)
            else:
                count += 1
    if count:
        yield found("closed_to_others", mended=True, count=count)
