"""The one way in for changes, and the one history that takes them back.

Named acts and their inverses live in the library, so that undo works after a restart and from the command
line; the Edit menu only shows what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.library.records import same_content
from annotator.library.repository import Library
from annotator.model.change import Change, ChangeSet, Record
from annotator.services.clock import now
from annotator.services.events import Committed, Events


@dataclass(frozen=True, slots=True)
class HistoryState:
    """The names (codes of `annotator.sentences`) of what undo and redo would do; None where there is nothing."""

    undo: str | None
    redo: str | None


class History:
    """Commits acts, takes them back, does them again. Each is one transaction, durable on return."""

    def __init__(self, library: Library, events: Events) -> None:
        self._library = library
        self._events = events

    def commit(self, act: ChangeSet, *, token: str | None = None) -> ChangeSet:
        """Store `act` and return it with the versions and times it was stored under.

        Consecutive acts with the same `token` (one stretch of typing in one note) make one step of undo.
        An act that changes nothing isn't stored: undo would seem to do nothing.
        Raises UserError `changed_elsewhere` where another process changed a record in the meantime.
        """
        if act.changes and all(_is_idle(change) for change in act.changes):
            return self._told(ChangeSet(act.name, tuple(Change(c.before, c.before) for c in act.changes)))
        return self._told(self._library.acts.commit(act, moment=now(), token=token))

    def undo(self) -> ChangeSet | None:
        """Take the last act back; None where there is none."""
        return self._told_or_none(self._library.acts.undo(moment=now()))

    def redo(self) -> ChangeSet | None:
        """Do again what was last taken back; None where there is nothing."""
        return self._told_or_none(self._library.acts.redo(moment=now()))

    def current(self, record: Record) -> Record | None:
        """What the library has under this record's id, in the trash or not."""
        return self._library.acts.current(record)

    def state(self) -> HistoryState:
        """What undo and redo would do now."""
        undo, redo = self._library.acts.next_names()
        return HistoryState(undo, redo)

    def changed_elsewhere(self) -> bool:
        """True once after another process committed something to this library."""
        return self._library.changed_elsewhere()

    def tell(self, act: ChangeSet) -> None:
        """Whoever listens is told of an act that the library took in by another door, with its files."""
        self._events.publish(Committed(act))

    def _told(self, act: ChangeSet) -> ChangeSet:
        self.tell(act)
        return act

    def _told_or_none(self, act: ChangeSet | None) -> ChangeSet | None:
        return None if act is None else self._told(act)


def _is_idle(change: Change) -> bool:
    return change.before is not None and change.after is not None and same_content(change.before, change.after)
