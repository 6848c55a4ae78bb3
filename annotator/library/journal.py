"""The journal that people can read: JSON Lines, one line a change, one file a reader and installation.

Several installations' journals may lie in one folder, shared by whatever carries files about: each writes files of
its own and reads the others' clocks, so that none is ever in another's way. `lines` has the form of a line.

A line is first an outbox row, in the transaction of its change; then it is appended and flushed here, before
the act is acknowledged. What was not delivered (a kill between the two) is delivered at the next opening. Rows that
were delivered go with the next act's transaction, or at the end: a commit of their own would cost as much as the act.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.files import append_durably, private_folder, write_atomically
from annotator.library.connection import readably
from annotator.library.database import transaction
from annotator.library.identity import CARD, Identity, clock_of, set_clock, tick
from annotator.library.lines import LineDamaged, last_clock, make_line, read_line
from annotator.library.records import to_data
from annotator.model.annotation import Annotation, Link, Role
from annotator.model.change import Change, Record
from annotator.model.shelf import Reader
from annotator.model.webannotation import to_web_annotation

EVERYWHERE = "library"  # in the place of a reader's id: what belongs to none of them
_FILE = re.compile(r"[\w-]+")  # what our files are called: an id, or `EVERYWHERE`
_log = logging.getLogger(__name__)


class Journal:
    """Writes the journal of one library under `folder`/<installation id>/<reader id>.jsonl."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, identity: Identity) -> None:
        self._connection = connection
        self._all = folder
        self._folder = folder / identity.installation
        self._identity = identity
        self._complained = False
        self._own: set[str] = set()  # lines that this process queued, which can't be in the file yet
        self._delivered: list[tuple[int, str]] = []  # rows whose lines are in the file

    def note(self, act: str, change: Change, reader_id: str, moment: str) -> None:
        """Queue the line of one change; inside its transaction."""
        self.tell(act, _type(change), told(change.record), reader_id, moment)

    def tell(self, act: str, kind: str, record: dict[str, Any], reader_id: str, moment: str) -> None:
        """Queue a line on `record`, which is all that is known of it after the act; inside the act's transaction."""
        self._take_off()
        text = make_line(
            {
                "change": str(uuid.uuid4()),
                "clock": tick(self._connection),
                "time": moment,
                "installation": self._identity.installation,
                "author": self._identity.author,
                "act": act,
                "type": kind,
                "record": record,
            }
        )
        self._connection.execute("INSERT INTO outbox (reader_id, line) VALUES (?, ?)", (reader_id, text))
        self._own.add(text)

    def begin(self) -> bool:
        """Put the clock on to the latest of all journals that lie here, and leave our card.

        False where our own journal knows of later changes than the library: an older library was put in its place.
        """
        clocks = clocks_in(self._all)
        before = clock_of(self._connection)
        latest = max(clocks.values(), default=0)
        if latest > before:
            with transaction(self._connection):
                set_clock(self._connection, latest)
        self._leave_card()
        ours = [clocks.get(self._identity.installation, 0)]
        ours += [min(clocks.get(one, 0), last) for one, last in self._identity.follows]
        return max(ours) <= before

    def _leave_card(self) -> None:
        """What tells, where the library is lost, whose journal this is and which ones it goes on from."""
        card = self._folder / CARD
        identity = self._identity
        follows = [{"installation": one, "clock": clock} for one, clock in identity.follows]
        values = {"installation": identity.installation, "fingerprint": identity.fingerprint, "follows": follows}
        try:
            if card.exists():
                return
            private_folder(card.parent)
            write_atomically(card, json.dumps(values, indent=1).encode(), private=True)
        except OSError as error:
            _log.info("%s can't be written: %s", card, error)

    def settle(self) -> None:
        """Deliver, and take the rows off at once, for nothing follows soon. What can't be taken off now is later."""
        self.deliver()
        if self._delivered:
            with suppress(UserError), transaction(self._connection):
                self._take_off()

    def deliver(self) -> None:
        """Append every queued line, flushed, each once even where a kill or another process came between.

        A journal that can't be written is logged and tried again at the next act or opening: the library holds
        the change and its line, so this never takes back what was committed, and never raises over it.
        """
        own, self._own = self._own, set()
        try:
            if self._connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone():
                # Within a transaction: no other process delivers, or takes off, the same lines meanwhile. One that
                # changes nothing costs nothing.
                with transaction(self._connection):
                    self._append_all(own)
        except (OSError, UserError) as error:
            _log.log(
                logging.INFO if self._complained else logging.ERROR,
                "The journal %s can't be written (%s). Nothing is lost: the library holds every change, and the "
                "journal is completed as soon as it can be written.",
                self._folder,
                getattr(error, "strerror", None) or error,
            )
            self._complained = True

    def _append_all(self, own: Collection[str]) -> None:
        lines: dict[str, list[str]] = defaultdict(list)
        done, delivered = set(self._delivered), []
        for seq, reader_id, line in self._queued():
            if line not in own and not _is_sound(reader_id, line):
                self._set_aside(seq, line)
                continue
            delivered.append((seq, line))
            if (seq, line) not in done:
                lines[reader_id].append(line)
        for reader_id, queued in lines.items():
            path = self._folder / f"{reader_id}.jsonl"
            private_folder(path.parent)
            if not all(line in own for line in queued) and path.exists():
                # Left by a process that was killed, maybe after it had appended them.
                written = set(path.read_bytes().decode("utf-8", "replace").split("\n"))
                queued = [line for line in queued if line not in written]
            text = "".join(f"{line}\n" for line in queued)
            append_durably(path, _line_end_due(path) + text.encode("utf-8"))
        self._delivered = delivered

    def _queued(self) -> list[tuple[int, str, str]]:
        query = "SELECT seq, reader_id, line FROM outbox ORDER BY seq"
        return readably(self._connection, lambda: self._connection.execute(query).fetchall())

    def _set_aside(self, seq: int, line: str) -> None:
        """A line that isn't what was queued. What it told stands in the library; the doctor tells it again."""
        aside = private_folder(self._folder) / "undelivered.damaged-lines"
        append_durably(aside, f"{line}\n".encode("utf-8", "backslashreplace"))
        self._connection.execute("DELETE FROM outbox WHERE seq = ?", (seq,))
        _log.warning(
            "A line on its way to the journal was damaged. It is kept in %s; “annotator doctor” writes it anew.", aside
        )

    def _take_off(self) -> None:
        """Take off what was delivered; inside a transaction. Numbers are given again: the line has to be the same."""
        if self._delivered:
            self._connection.executemany("DELETE FROM outbox WHERE seq = ? AND line = ?", self._delivered)
            self._delivered = []


def clocks_in(folder: Path) -> dict[str, int]:
    """The logical clock of each installation whose journals lie under `folder`."""
    clocks: dict[str, int] = {}
    for path in folder.glob("*/*.jsonl"):
        name = path.parent.name
        try:
            clocks[name] = max(clocks.get(name, 0), last_clock(path))
        except OSError as error:
            _log.info("%s can't be read: %s", path, error)
    return clocks


def _is_sound(reader_id: str, line: str) -> bool:
    """Whether a queued row, which has no digest but its line's, is what was queued."""
    try:
        read_line(line.encode("utf-8", "backslashreplace"))
    except LineDamaged:
        return False
    return _FILE.fullmatch(reader_id) is not None


def _line_end_due(path: Path) -> bytes:
    """A line end where the file's last line was cut off by a crash: it stays, alone."""
    if not path.exists() or not path.stat().st_size:
        return b""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"


def reader_of(change: Change, connection: sqlite3.Connection) -> str:
    """The reader in whose journal a change is told."""
    record = change.record
    if isinstance(record, Role):
        return EVERYWHERE
    if isinstance(record, Reader):
        return record.id
    if isinstance(record, Link):
        return str(connection.execute("SELECT reader_id FROM annotation WHERE id = ?", (record.source,)).fetchone()[0])
    return record.reader_id


def _type(change: Change) -> str:
    if change.before is None:
        return "created"
    was, is_ = change.before.deleted, change.record.deleted
    return "modified" if bool(was) == bool(is_) else "deleted" if is_ else "restored"


def told(record: Record) -> dict[str, Any]:
    """A record as the journal tells it."""
    return to_web_annotation(record) if isinstance(record, Annotation | Link) else to_data(record)
