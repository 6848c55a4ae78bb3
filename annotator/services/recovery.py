"""Changes that an earlier run couldn't save, brought into the library at the next start."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from annotator.errors import UserError
from annotator.model.annotation import Annotation
from annotator.model.change import Change, ChangeSet
from annotator.services import Services
from annotator.services.emergency import left_behind, read_annotations

__all__ = ["bring_in", "left_behind"]
log = logging.getLogger(__name__)


def bring_in(services: Services, path: Path) -> int:
    """Commit what the file holds and take the file away; returns how many annotations it changed.

    A note that the library has in another text is joined with what was meant, never overwritten. A file that
    can't be read, or whose changes are refused, stays where it is. Raises UserError where they are refused, or belong
    to a reader that isn't here.
    """
    try:
        annotations = read_annotations(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("unsaved changes in %s can't be read: %s", path, error)
        return 0
    changes = [change for change in (_change(services, annotation) for annotation in annotations) if change]
    if changes:
        services.history.commit(ChangeSet("recover", tuple(changes)))
    path.unlink(missing_ok=True)
    return len(changes)


def _change(services: Services, meant: Annotation) -> Change | None:
    try:
        there = services.annotations.get(meant.id)
    except UserError:
        services.shelf.get(meant.reader_id)
        return Change(None, meant)
    wanted = replace(meant, version=there.version, modified=there.modified, created=there.created)
    if wanted == there:
        return None
    if there.version > meant.version and there.note.strip() and there.note.strip() not in meant.note:
        wanted = replace(wanted, note=f"{there.note}\n\n{meant.note}")
    return Change(there, wanted)
