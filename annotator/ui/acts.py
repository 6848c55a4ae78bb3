"""Questions about acts: which annotations they touch, and how one is put on top of what was stored meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.model.annotation import Annotation, Link
from annotator.model.change import Change, ChangeSet

GONE = "0001-01-01T00:00:00Z"
"""Stands for the time of deletion that the library will give."""


def records(act: ChangeSet) -> list[Annotation]:
    """The annotations of an act, as they are after it (or were, where they went)."""
    return [change.record for change in act.changes if isinstance(change.record, Annotation)]


def ids_of(act: ChangeSet) -> frozenset[str]:
    """The ids of its annotations."""
    return frozenset(record.id for record in records(act))


def links(act: ChangeSet) -> list[Link]:
    """The links of an act, as they are after it; one that went (the inverse of making it) as in the trash."""
    shown = [(change.record, change.after is None) for change in act.changes if isinstance(change.record, Link)]
    return [replace(link, deleted=link.deleted or GONE) if gone else link for link, gone in shown]


def touched(act: ChangeSet) -> frozenset[str]:
    """The ids of all annotations that look different after it: also those at the ends of its links."""
    return ids_of(act).union(*({link.source, link.target} for link in links(act)))


def gone_after(act: ChangeSet) -> frozenset[str]:
    """Ids of what isn't there after the act (the inverse of making something)."""
    return frozenset(change.record.id for change in act.changes if change.after is None)


def same_record(one: ChangeSet, other: ChangeSet) -> bool:
    """Whether each is one change, and both of the same record."""
    return len(one.changes) == len(other.changes) == 1 and one.changes[0].record.id == other.changes[0].record.id


def rebased(change: Change, latest: Mapping[str, Annotation]) -> Change:
    """The change, drafted on a record that has been stored since, put on top of what was stored."""
    stored = latest.get(change.record.id)
    if stored is None or not isinstance(change.after, Annotation):
        return change
    return Change(stored, replace(change.after, version=stored.version, created=stored.created))
