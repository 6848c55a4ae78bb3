"""Which installation writes here, and its logical clock: what lets journals of several laptops lie together."""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path

from annotator.library.database import transaction


@dataclass(frozen=True, slots=True)
class Identity:
    """`installation` is a UUIDv4, minted once for each data folder; `author` is the person's name.

    `follows` are the installations that this data folder was before it was copied or moved to another disk, each
    with the clock of its last change that is ours: what others of that name wrote later is theirs.
    """

    installation: str
    author: str
    fingerprint: str
    follows: tuple[tuple[str, int], ...] = ()

    def owns(self, installation: str, clock: int) -> bool:
        """Whether a change is this data folder's own, rather than one that only lies beside it in the journal."""
        return installation == self.installation or any(
            installation == one and clock <= last for one, last in self.follows
        )


def identify(connection: sqlite3.Connection, folder: Path, author: str) -> Identity:
    """This data folder's identity, minted on the first run, and anew where the folder is a copy of another."""
    fingerprint = fingerprint_of(folder)
    known = _known(connection)
    if known.get("fingerprint") != fingerprint:
        with transaction(connection):
            known = _known(connection)  # another process on the same first run may have been quicker
            if known.get("fingerprint") != fingerprint:
                follows = json.loads(known.get("follows", "[]"))
                if "installation" in known:
                    follows.append([known["installation"], int(known.get("clock", 0))])
                put_identity(connection, Identity(str(uuid.uuid4()), author, fingerprint, _pairs(follows)))
                known = _known(connection)
    return Identity(known["installation"], author, fingerprint, _pairs(json.loads(known.get("follows", "[]"))))


def known_identity(connection: sqlite3.Connection, author: str) -> Identity | None:
    """The identity that the library was last used under, wherever it lies now; None before its first use."""
    known = _known(connection)
    if "installation" not in known:
        return None
    follows = _pairs(json.loads(known.get("follows", "[]")))
    return Identity(known["installation"], author, known.get("fingerprint", ""), follows)


def put_identity(connection: sqlite3.Connection, identity: Identity) -> None:
    """Make it the library's; inside a transaction."""
    values = {
        "installation": identity.installation,
        "fingerprint": identity.fingerprint,
        "follows": json.dumps(identity.follows),
    }
    connection.executemany("REPLACE INTO meta (key, value) VALUES (?, ?)", values.items())


def clock_of(connection: sqlite3.Connection) -> int:
    """The logical clock: that of the library's last change."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
    return 0 if row is None else int(row[0])


def set_clock(connection: sqlite3.Connection, clock: int) -> None:
    """Put the clock on to what others have counted to, and never back; inside a transaction."""
    if clock > clock_of(connection):
        connection.execute("REPLACE INTO meta (key, value) VALUES ('clock', ?)", (str(clock),))


def tick(connection: sqlite3.Connection) -> int:
    """The next value of the logical clock (Lamport, 1978); inside the transaction of the change."""
    row = connection.execute(
        "INSERT INTO meta (key, value) VALUES ('clock', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value"
    ).fetchone()
    return int(row[0])


def _known(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta"))


def _pairs(follows: list[list[object]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(installation), int(str(clock))) for installation, clock in follows)


def fingerprint_of(folder: Path) -> str:
    """What differs between a folder and its copy: the machine, and the folder's place on its disk."""
    status = folder.stat()
    place = f"{platform.node()} {status.st_dev} {status.st_ino}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()
