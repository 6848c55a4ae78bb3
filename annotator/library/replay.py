"""All that a library holds, as one value: read from its tables, or told by its journals from the first line on.

The two are compared by the doctor, and the second becomes the first where a library is made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from annotator.errors import UserError
from annotator.library.connection import readably
from annotator.library.identity import Identity, cards
from annotator.library.journal import told as told_of
from annotator.library.lines import LineDamaged, as_told, read_line, take_apart
from annotator.library.records import KINDS, data_digest, from_data, kind_of, text_digest
from annotator.library.tables import fetch, keep_of_each
from annotator.model.change import Record
from annotator.model.webannotation import from_web_annotation

T = TypeVar("T")
Key = tuple[str, str]  # kind, id
Progress = Callable[[float], object]
REVISION, PURGED = "revision", "purged"


class Revision(NamedTuple):
    """A row of the table `revision`; its fields are the columns."""

    id: str
    reader_id: str
    number: int
    importer: str
    importer_version: int
    normaliser: int
    pages: int
    divisions: int
    sha256: str
    created: str
    source_sha256: str | None


class DamagedLine(NamedTuple):
    """A line of a journal that isn't what was written; `number` counts from 1."""

    path: Path
    number: int


class Proof(NamedTuple):
    """What tells one state of a record from all others, in a few bytes: the digest is that of its JSON in a line."""

    version: int
    digest: str


@dataclass(slots=True)
class Holding(Generic[T]):
    """Of every record, in the trash or not, what is kept of it (all, or its proof), and every revision.

    `damaged` are the rows that don't prove sound.
    """

    records: dict[Key, T] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    damaged: list[Key] = field(default_factory=list)


@dataclass(slots=True)
class Telling(Generic[T]):
    """What the journals tell: the state after their last line, and what couldn't be understood."""

    state: Holding[T] = field(default_factory=Holding)
    purged: set[Key] = field(default_factory=set)
    clocks: dict[str, int] = field(default_factory=dict)
    damaged: list[DamagedLine] = field(default_factory=list)
    files: int = 0


# The clock and the installation of a line, of what it speaks, and what it says of that: None where it was purged.
Line = tuple[int, str, Key, T | Revision | None]
State = Holding[Record]
Told = Telling[Record]


def state_of(connection: sqlite3.Connection) -> State:
    """What the tables hold."""
    state = State()
    for kind, record in KINDS.items():
        damaged: list[str] = []
        for one in fetch(connection, record, "1", damaged=damaged):
            state.records[kind, one.id] = one
        state.damaged += [(kind, one) for one in damaged]
    state.revisions = _revisions(connection)
    return state


def proofs_of(connection: sqlite3.Connection) -> Holding[Proof]:
    """What the tables hold, as proofs: a fraction of the memory that the records take, and of the time."""
    state = Holding[Proof]()
    for kind, record in KINDS.items():
        for one, proof in keep_of_each(connection, record, proof_of).items():
            if proof is None:
                state.damaged.append((kind, one))
            else:
                state.records[kind, one] = proof
    state.revisions = _revisions(connection)
    return state


def proof_of(record: Record) -> Proof:
    """The proof of what the journal tells of this record."""
    return Proof(record.version, text_digest(as_told(told_of(record))))


def _revisions(connection: sqlite3.Connection) -> dict[str, Revision]:
    query = f"SELECT {', '.join(Revision._fields)} FROM revision"
    return {row[0]: Revision(*row) for row in readably(connection, lambda: connection.execute(query).fetchall())}


def put_revision(connection: sqlite3.Connection, revision: Revision) -> None:
    """Insert the row, unless it is there; inside a transaction."""
    columns, places = ", ".join(Revision._fields), ", ".join("?" * len(revision))
    connection.execute(f"INSERT INTO revision ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING", revision)


def revision_told(revision: Revision) -> dict[str, Any]:
    """A revision as the journal tells it."""
    return {"record": REVISION, **revision._asdict()}


def replay(folder: Path, owns: Callable[[str, int], bool], progress: Progress | None = None) -> Told:
    """Follow the journals under `folder` (the changes that `owns` says are ours) from the first line to the last.

    For each record the line with the latest logical clock has the word; those of one clock in the order of their
    installations. Lines that can't be understood hide no others. Raises UserError `file_unreadable`: what can't be read
    isn't told, and nothing should be concluded from the rest.
    """
    return _follow(folder, owns, progress, _read)


def replay_proofs(
    folder: Path, owns: Callable[[str, int], bool], progress: Progress | None, expected: Holding[Proof]
) -> Telling[Proof]:
    """`replay`, keeping proofs. A line that tells of a record what is `expected` proves it without being read."""
    known = {proof.digest: (key, proof) for key, proof in expected.records.items()}

    def read(line: bytes) -> Line[Proof]:
        with contextlib.suppress(LineDamaged):
            values, record = take_apart(line)
            if found := known.get(data_digest(record)):
                return values["clock"], values["installation"], *found
        clock, installation, key, content = _read(line)
        if content is None or isinstance(content, Revision):
            return clock, installation, key, content
        return clock, installation, key, proof_of(content)

    return _follow(folder, owns, progress, read)


def _follow(
    folder: Path, owns: Callable[[str, int], bool], progress: Progress | None, read: Callable[[bytes], Line[T]]
) -> Telling[T]:
    told = Telling[T]()
    latest: dict[Key, tuple[int, str]] = {}
    paths = sorted(folder.glob("*/*.jsonl"))
    for number, path in enumerate(paths):
        told.files += 1
        for clock, installation, key, content in _lines(path, told.damaged, read):
            if not owns(installation, clock):
                continue
            told.clocks[installation] = max(clock, told.clocks.get(installation, 0))
            if (clock, installation) >= latest.get(key, (0, "")):
                latest[key] = clock, installation
                _take(told, key, content)
        if progress:
            progress((number + 1) / len(paths))
    return told


def owner(folder: Path, library: Identity | None, fingerprint: str) -> Callable[[str, int], bool]:
    """Which changes are a data folder's own: by its library where that can be asked, else by the cards in the journal.

    Where neither knows, all that lies there is taken: too much can be put into the trash, too little is lost.
    """
    if library is not None:
        return library.owns
    for identity in cards(folder.parent, fingerprint):
        return identity.owns
    return lambda installation, clock: True


def _lines(path: Path, damaged: list[DamagedLine], read: Callable[[bytes], Line[T]]) -> Iterator[Line[T]]:
    for number, line in enumerate(_bytes_of(path), start=1):
        if not line.strip():
            continue
        try:
            told = read(line.rstrip(b"\n"))
        except (LineDamaged, KeyError, TypeError, ValueError):
            damaged.append(DamagedLine(path, number))
            continue
        yield told


def _bytes_of(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise UserError("file_unreadable", path=path, reason=error.strerror or error) from error


def _read(line: bytes) -> Line[Record]:
    values = read_line(line)
    return values["clock"], values["installation"], *_content(values["record"])


def _content(data: dict[str, Any]) -> tuple[Key, Record | Revision | None]:
    """Of what a line speaks, and what it says of it: None where it was purged."""
    if "@context" in data:
        told = from_web_annotation(data)
        return (kind_of(told), told.id), told
    if data["record"] == REVISION:
        revision = Revision(**{name: data[name] for name in Revision._fields})
        return (REVISION, revision.id), revision
    if data["record"] == PURGED:
        return (str(data["kind"]), str(data["id"])), None
    record = from_data(data)
    return (kind_of(record), record.id), record


def _take(told: Telling[T], key: Key, content: T | Revision | None) -> None:
    told.purged.discard(key)
    if isinstance(content, Revision):
        told.state.revisions[key[1]] = content
    elif content is not None:
        told.state.records[key] = content
    else:
        told.state.records.pop(key, None)
        told.purged.add(key)
