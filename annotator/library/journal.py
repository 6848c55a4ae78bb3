"""The journal that people can read: JSON Lines, one line a change, one file a reader and installation.

A line is first an outbox row, in the transaction of its change; then it is appended and flushed here, before
the act is acknowledged. What was not delivered (a kill between the two) is delivered at the next opening.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import uuid
from collections import defaultdict
from pathlib import Path

from annotator.files import append_durably, private_folder
from annotator.library.identity import Identity, tick
from annotator.library.records import to_data
from annotator.library.webannotation import to_web_annotation
from annotator.model.annotation import Annotation, Link
from annotator.model.change import Change
from annotator.model.shelf import Reader

FORMAT = 1
_log = logging.getLogger(__name__)


class Journal:
    """Writes the journal of one library under `folder`/<installation id>/<reader id>.jsonl."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, identity: Identity) -> None:
        self._connection = connection
        self._folder = folder / identity.installation
        self._identity = identity

    def note(self, act: str, change: Change, reader_id: str, moment: str) -> None:
        """Queue the line of one change; inside its transaction."""
        line = {
            "format": FORMAT,
            "change": str(uuid.uuid4()),
            "clock": tick(self._connection),
            "time": moment,
            "installation": self._identity.installation,
            "author": self._identity.author,
            "act": act,
            "type": _type(change),
            "record": _record(change),
        }
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        self._connection.execute("INSERT INTO outbox (reader_id, line) VALUES (?, ?)", (reader_id, text))

    def deliver(self, *, replay: bool = False) -> None:
        """Append every queued line, flushed; with `replay`, but those that are in the file already.

        A journal that can't be written is logged and tried again at the next act: the library holds the change.
        """
        rows = self._connection.execute("SELECT seq, reader_id, line FROM outbox ORDER BY seq").fetchall()
        lines: dict[str, list[str]] = defaultdict(list)
        for _, reader_id, line in rows:
            lines[reader_id].append(line)
        try:
            for reader_id, queued in lines.items():
                self._append(self._folder / f"{reader_id}.jsonl", queued, replay)
        except OSError as error:
            _log.error("the journal can't be written: %s", error)
            return
        if rows:
            self._connection.execute("DELETE FROM outbox WHERE seq <= ?", (rows[-1][0],))

    def _append(self, path: Path, queued: list[str], replay: bool) -> None:
        private_folder(path.parent)
        torn = b""
        if replay and path.exists():
            data = path.read_bytes()
            written = set(data.decode("utf-8", "replace").splitlines())
            queued = [line for line in queued if line not in written]
            torn = b"" if not data or data.endswith(b"\n") else b"\n"  # a line cut off by a crash stays, alone
        if queued:
            append_durably(path, torn + "".join(f"{line}\n" for line in queued).encode("utf-8", "surrogatepass"))


def reader_of(change: Change, connection: sqlite3.Connection) -> str:
    """The reader in whose journal a change is told."""
    record = change.record
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


def _record(change: Change) -> dict[str, object]:
    record = change.record
    return to_web_annotation(record) if isinstance(record, Annotation) else to_data(record)
