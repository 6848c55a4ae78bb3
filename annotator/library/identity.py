"""Which installation writes here, and its logical clock: what lets journals of several laptops lie together."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path

from annotator.library.database import transaction


@dataclass(frozen=True, slots=True)
class Identity:
    """`installation` is a UUIDv4, minted once for each data folder; `author` is the person's name."""

    installation: str
    author: str


def identify(connection: sqlite3.Connection, folder: Path, author: str) -> Identity:
    """This data folder's identity, minted on the first run, and anew where the folder is a copy of another."""
    fingerprint = _fingerprint(folder)
    known = _known(connection)
    if known.get("fingerprint") != fingerprint:
        with transaction(connection):
            known = _known(connection)  # another process on the same first run may have been quicker
            if known.get("fingerprint") != fingerprint:
                known = {"installation": str(uuid.uuid4()), "fingerprint": fingerprint}
                connection.executemany("REPLACE INTO meta (key, value) VALUES (?, ?)", known.items())
    return Identity(known["installation"], author)


def tick(connection: sqlite3.Connection) -> int:
    """The next value of the logical clock (Lamport, 1978); inside the transaction of the change."""
    row = connection.execute(
        "INSERT INTO meta (key, value) VALUES ('clock', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value"
    ).fetchone()
    return int(row[0])


def _known(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('installation', 'fingerprint')"))


def _fingerprint(folder: Path) -> str:
    """What differs between a folder and its copy: the machine, and the folder's place on its disk."""
    status = folder.stat()
    place = f"{platform.node()} {status.st_dev} {status.st_ino}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()
