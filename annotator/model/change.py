"""Changes as data: what was before, what is after; named sets of them, and how to take one back."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.annotation import Annotation, Link, Role
from annotator.model.bookmark import Bookmark
from annotator.model.citation import Citation
from annotator.model.shelf import Reader

Record = Annotation | Link | Reader | Bookmark | Citation | Role


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after an act: made where `before` is None. Trash is a change of `deleted`.

    Nothing is ever taken out of the library by a change, so `after` is never None except in the inverse of
    a creation, where it means "to the trash".
    """

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record as it is after the change, or as it was where it went."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """An act of the person: a name (a code of `annotator.sentences`) and all that it changed, as one."""

    name: str
    changes: tuple[Change, ...]


def inverse(act: ChangeSet) -> ChangeSet:
    """The act that takes `act` back: last change first, before and after exchanged."""
    return ChangeSet(act.name, tuple(Change(c.after, c.before) for c in reversed(act.changes)))
