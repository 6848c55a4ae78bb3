"""The library beside its journal: what each has that the other hasn't, and the journal completed from the library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from annotator.library.database import transaction
from annotator.library.journal import reader_of, told
from annotator.library.replay import REVISION, Holding, Key, State, Telling, revision_told
from annotator.library.repository import Library
from annotator.model.change import Change


class Comparison(NamedTuple):
    """Keys of records and revisions: `untold` are missing or older in the journal, `newer` in the library."""

    untold: list[Key]
    newer: list[Key]
    unlike: list[Key]

    @property
    def alike(self) -> bool:
        """Whether both say the same of everything."""
        return not (self.untold or self.newer or self.unlike)


class _Versioned(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=_Versioned)


def compare(state: Holding[V], journal: Telling[V]) -> Comparison:
    """Damaged rows of the library are left out: nobody knows what they said."""
    result = Comparison([], [], [])
    here, there, damaged = state.records, journal.state.records, set(state.damaged)
    for key in here.keys() | there.keys():
        if key in damaged:
            continue
        ours, theirs = here.get(key), there.get(key)
        if theirs is None or (ours is not None and ours.version > theirs.version):
            result.untold.append(key)
        elif ours is None or ours.version < theirs.version:
            result.newer.append(key)
        elif ours != theirs:
            result.unlike.append(key)
    result.untold.extend((REVISION, one) for one in state.revisions.keys() - journal.state.revisions.keys())
    result.newer.extend((REVISION, one) for one in journal.state.revisions.keys() - state.revisions.keys())
    return result


def tell_again(library: Library, state: State, keys: Iterable[Key], moment: str) -> None:
    """Write into the journal what the library has and the journal lacks, as it is now."""
    with transaction(library.connection):
        for kind, one in sorted(keys):
            if kind == REVISION:
                revision = state.revisions[one]
                library.journal.tell("complete", "created", revision_told(revision), revision.reader_id, moment)
                continue
            record = state.records[kind, one]
            reader = reader_of(Change(None, record), library.connection)
            library.journal.tell("complete", "modified", told(record), reader, moment)
    library.journal.deliver()
