"""Backups, the trash's end, and the doctor: what keeps a library from being lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.library.backup import backups, inspect
from annotator.library.checkup import Finding, check, found
from annotator.library.connection import UNOPENABLE
from annotator.library.purging import Purged, empty_trash
from annotator.library.rebuilding import Rebuilt, rebuild
from annotator.library.repository import Library
from annotator.library.restoring import Restored, later_changes, put_in_place, restore
from annotator.services.clock import now
from annotator.services.emergency import left_behind, safe_folders
from annotator.services.events import Committed, Events
from annotator.services.recovery import bring_in

if TYPE_CHECKING:
    from annotator.services import Services

__all__ = ["Finding", "Keeping", "Purged", "Rebuilt", "Restored", "backup_due", "doctor", "make_anew", "restore_backup"]
_FILE, _BACKUPS = "library.sqlite3", "backups"
_SLACK = 3600.0  # seconds
Progress = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A backup as it is listed; `moment` is UTC in ISO 8601. One that isn't `sound` has no counts."""

    path: Path
    moment: str
    sound: bool
    readers: int = 0
    annotations: int = 0


class Keeping:
    """Copies of one library, and what is taken out of it for good."""

    def __init__(self, library: Library, events: Events) -> None:
        self._library = library
        self._events = events

    @property
    def behind(self) -> bool:
        """True where the journal knew of later changes than the library when that was opened."""
        return self._library.behind

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._library.backups

    def newest(self) -> str | None:
        """When the newest backup was made and checked (UTC, ISO 8601); None where there is none."""
        made = backups(self._library.backups)
        return _written(made[0].moment) if made else None

    def back_up(self, target: Path | None = None) -> Path:
        """A verified copy of the whole library, at `target` or among the backups; returns its path.

        Raises UserError `backup_failed`, or `file_exists` where there is something at `target`.
        """
        return self._library.back_up(target)

    def later(self) -> int:
        """How many records the journal tells otherwise than the library."""
        return later_changes(self._library)

    def restore(self, path: Path) -> Restored:
        """Go back to a backup: one act, undone as any other. Raises UserError `not_a_backup`."""
        restored, act = restore(self._library, path, now())
        self._events.publish(Committed(act))
        return restored

    def empty_trash(self) -> Purged:
        """Purge what has been in the trash for 30 days, after a backup. Raises UserError `clock_went_back`."""
        return empty_trash(self._library, now())

    def check(self, progress: Progress | None = None) -> Iterator[Finding]:
        """What isn't as it should be, mended where that costs nothing."""
        return check(self._library, now(), progress)


def backup_entries(folder: Path) -> list[BackupEntry]:
    """Every backup in `folder`, opened, checked and counted; the newest first. May be asked from any thread."""
    return [_entry(one.path, one.moment) for one in backups(folder)]


def backup_due(folder: Path) -> bool:
    """Whether the library in `folder` was changed after its last backup, and that isn't of today. Opens nothing."""
    try:
        changed = (folder / _FILE).stat().st_mtime
    except OSError:
        return False
    today = datetime.now().astimezone().date()
    made = backups(folder / _BACKUPS)
    if any(one.moment.astimezone().date() == today for one in made):
        return False
    times = (one.path.stat().st_mtime for one in made if one.moment.astimezone().date() < today)
    soon = datetime.now(UTC).timestamp() + _SLACK  # a clock may have run ahead
    return changed > max((time for time in times if time <= soon), default=0.0)


def restore_backup(folder: Path, path: Path, build: Callable[[], Services]) -> Restored:
    """Go back to a backup, also where the library is lost: then the copy takes its place, and nothing is replayed.

    Raises UserError `not_a_backup`, `library_newer` and those of a data folder that can't be used.
    """
    try:
        try:
            with closing(build()) as services:
                return services.keeping.restore(path)
        except UserError as error:
            if error.code not in UNOPENABLE:
                raise
        restored = put_in_place(folder, path)
    except OSError as error:
        raise UserError("library_unwritable", reason=error.strerror or error) from error
    with closing(build()) as services:
        services.indexing.index.wipe()  # it knows what the backup doesn't
        return restored._replace(later=services.keeping.later())


def make_anew(folder: Path, author: str, progress: Progress | None = None) -> Rebuilt:
    """The library, rebuilt from readers and journals. Raises UserError."""
    try:
        return rebuild(folder, author, progress)
    except OSError as error:
        raise UserError("library_unwritable", reason=error.strerror or error) from error


def doctor(services: Services, folder: Path, progress: Progress | None = None) -> Iterator[Finding]:
    """Everything: library, journal, texts, backups, permissions, index, and changes that were never saved."""
    for one in services.keeping.check(progress):
        yield _mend_text(services, one) if one.code in ("text_missing", "text_damaged") else one
    yield from _index(services)
    for path in left_behind(safe_folders(folder)):
        yield _bring_in(services, path)


def _mend_text(services: Services, finding: Finding) -> Finding:
    reader = services.shelf.get(str(finding.params["reader"]))
    try:
        mended = services.shelf.mend_text(reader)
    except UserError:
        return finding
    return found("text_mended", mended=True, title=reader.title) if mended else finding


def _index(services: Services) -> Iterator[Finding]:
    state = services.indexing.state()
    if state in ("damaged", "astray"):
        services.indexing.rebuild()
        yield found("index_rebuilt" if state == "damaged" else "index_astray", mended=True)


def _bring_in(services: Services, path: Path) -> Finding:
    try:
        count = bring_in(services, path)
    except UserError:
        count = 0
    if path.exists():
        return found("unsaved_left", path=path)
    return found("unsaved_brought_in", mended=True, count=count, path=path)


def _entry(path: Path, moment: datetime) -> BackupEntry:
    content = inspect(path)
    if content is None:
        return BackupEntry(path, _written(moment), sound=False)
    return BackupEntry(path, _written(moment), True, content.readers, content.annotations)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
