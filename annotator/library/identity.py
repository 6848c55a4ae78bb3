"""Which installation writes here, and its logical clock: what lets journals of several laptops lie together."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import platform
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path

from annotator.library.connection import readably
from annotator.library.database import transaction
from annotator.library.lines import LAST_CLOCK, last_clock

CARD = "installation.json"  # in each installation's folder of the journal
_log = logging.getLogger(__name__)


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
    if "installation" in known and not _is_sound(known, folder, fingerprint):
        _restore(connection, folder, fingerprint)
        known = _known(connection)
    if known.get("fingerprint") != fingerprint:
        with transaction(connection):
            known = _known(connection)  # another process on the same first run may have been quicker
            if known.get("fingerprint") != fingerprint:
                follows = json.loads(known.get("follows", "[]"))
                if "installation" in known:
                    # What its journal tells beyond that is of this folder, too: an older library may lie in its place.
                    told = _last_told(folder / "journal" / known["installation"])
                    follows.append([known["installation"], max(int(known.get("clock", 0)), told)])
                put_identity(connection, Identity(str(uuid.uuid4()), author, fingerprint, _pairs(follows)))
                known = _known(connection)
    return Identity(known["installation"], author, fingerprint, _pairs(json.loads(known.get("follows", "[]"))))


def known_identity(connection: sqlite3.Connection, author: str) -> Identity | None:
    """What the library was last used as, wherever it lies now; None before its first use, or where that is damaged."""
    known = _known(connection)
    if "installation" not in known:
        return None
    try:
        follows = _pairs(json.loads(known.get("follows", "[]")))
    except (ValueError, TypeError):
        return None
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
    clock = _known(connection).get("clock", "0")
    return int(clock) if _is_clock(clock) else 0  # the journal knows better, and is asked next


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


def cards(folder: Path, fingerprint: str) -> list[Identity]:
    """Who wrote under this fingerprint, by the cards in the journals of the data folder `folder`, the latest first."""
    found: list[tuple[float, Identity]] = []
    for card in (folder / "journal").glob(f"*/{CARD}"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            values = json.loads(card.read_bytes())
            if values["fingerprint"] == fingerprint:
                follows = tuple((str(one["installation"]), int(one["clock"])) for one in values["follows"])
                identity = Identity(str(values["installation"]), "", fingerprint, follows)
                found.append((card.stat().st_mtime, identity))
    return [identity for _written, identity in sorted(found, key=lambda one: one[0], reverse=True)]


def _is_sound(known: dict[str, str], folder: Path, fingerprint: str) -> bool:
    """Whether these rows, which have no digest, say what was written: a form of their own, and a card that agrees."""
    try:
        uuid.UUID(known["installation"])
        follows = _pairs(json.loads(known.get("follows", "[]")))
    except (ValueError, TypeError):
        return False
    if known.get("fingerprint") != fingerprint or (folder / "journal" / known["installation"] / CARD).exists():
        return _is_clock(known.get("clock", "0"))
    # One that was minted a moment ago has no card yet; it goes on from those that lie there.
    return {one.installation for one in cards(folder, fingerprint)} <= {one for one, _clock in follows}


def _restore(connection: sqlite3.Connection, folder: Path, fingerprint: str) -> None:
    """Who writes here, as its card says: that, and the journals, are all that the rows are needed for."""
    ours = cards(folder, fingerprint)
    _log.warning("What the library knows of itself was damaged; it was taken from the journal again.")
    with transaction(connection):
        connection.execute("DELETE FROM meta")
        if ours:
            put_identity(connection, ours[0])


def _last_told(journal: Path) -> int:
    """The clock of the last line in an installation's journal; 0 where there is none that can be read."""
    last = 0
    for path in journal.glob("*.jsonl"):
        with contextlib.suppress(OSError):
            last = max(last, last_clock(path))
    return last


def _is_clock(text: str) -> bool:
    return text.isdecimal() and int(text) < LAST_CLOCK


def _known(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(readably(connection, lambda: connection.execute("SELECT key, value FROM meta").fetchall()))


def _pairs(follows: list[list[object]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(installation), int(str(clock))) for installation, clock in follows)


def fingerprint_of(folder: Path) -> str:
    """What differs between a folder and its copy: the machine, and the folder's place on its disk."""
    status = folder.stat()
    place = f"{platform.node()} {status.st_dev} {status.st_ino}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()
