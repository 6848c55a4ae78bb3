"""Changes that an earlier run couldn't save, brought into the library at the next start."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from annotator.model.annotation import Annotation
from annotator.model.bookmark import Bookmark
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.citation import Citation
from annotator.services import Services
from annotator.services.emergency import left_behind, read_records

__all__ = ["bring_in", "left_behind"]
log = logging.getLogger(__name__)


def bring_in(services: Services, path: Path) -> int:
    """Commit what the file holds and take the file away; returns how many records it changed.

    A note that the library has in another text is joined with what was meant, never overwritten. A file that
    can't be read, or whose changes are refused, stays where it is. Raises UserError where they are refused, or belong
    to a reader that isn't here.
    """
    try:
        records = read_records(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("unsaved changes in %s can't be read: %s", path, error)
        return 0
    changes = [change for change in (_change(services, record) for record in records) if change]
    if changes:
        services.history.commit(ChangeSet("recover", tuple(changes)))
    path.unlink(missing_ok=True)
    return len(changes)


def _change(services: Services, meant: Record) -> Change | None:
    there = services.history.current(meant)
    if there is None:
        if isinstance(meant, Annotation | Bookmark | Citation):
            services.shelf.get(meant.reader_id)
        return Change(None, meant)
    wanted = replace(meant, version=there.version)
    if isinstance(wanted, Annotation) and isinstance(there, Annotation):
        wanted = replace(wanted, modified=there.modified, created=there.created)
        if wanted == there:
            return None
        if there.version > meant.version and there.note.strip() and there.note.strip() not in wanted.note:
            wanted = replace(wanted, note=f"{there.note}\n\n{wanted.note}")
    return None if wanted == there else Change(there, wanted)
