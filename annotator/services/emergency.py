"""Changes that the library couldn't take, kept in the first place that can be written."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.files import write_atomically
from annotator.library.records import KINDS, from_data, kind_of, to_data
from annotator.model.change import Change, ChangeSet, Record
from annotator.services.clock import now

FORMAT = "annotator-unsaved"
PATTERN = f"{FORMAT}-*.json"


def safe_folders(data: Path) -> tuple[Path, ...]:
    """Where unsaved changes are put when the library in `data` can't take them, the best first."""
    import tempfile

    found = [data]
    with contextlib.suppress(RuntimeError):  # nobody's home
        found.append(Path.home())
    with contextlib.suppress(OSError):  # it tries to write there, and the disk may be full
        found.append(Path(tempfile.gettempdir()))
    return tuple(found)


class EmergencyFile:
    """One file with all that isn't saved yet; taken away when it is."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` as `safe_folders` has them: the first is that of the library."""
        self._folders = tuple(folders)
        self.path: Path | None = None

    def write(self, acts: Iterable[ChangeSet]) -> Path | None:
        """Replace the file by `acts`; None where no folder at all can be written."""
        values = {"format": FORMAT, "version": 3, "library": str(self._folders[0]), "acts": [_plain(a) for a in acts]}
        try:
            data = json.dumps(values, indent=1, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:  # half a character, as some input methods leave it
            data = json.dumps(values, indent=1).encode("ascii")
        places = [self.path] if self.path else []
        name = f"{FORMAT}-{now().replace(':', '').replace('.', '')}.json"
        for place in [*places, *(folder / name for folder in self._folders)]:
            try:
                write_atomically(place, data, private=True)
            except OSError:
                continue
            self.path = place
            return place
        return None

    def remove(self) -> None:
        """All is saved: the file isn't needed any more."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink()
            self.path = None


def left_behind(folders: Sequence[Path]) -> list[Path]:
    """Files of earlier runs on this very library whose changes never reached it, the oldest first."""
    found: list[Path] = []
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(OSError):
            found += [path for path in sorted(folder.glob(PATTERN)) if _is_of(path, folders[0])]
    return found


def _is_of(path: Path, library: Path) -> bool:
    """Whether its changes are this library's; a home folder may hold those of several."""
    if path.parent == library:
        return True
    try:
        return bool(json.loads(path.read_bytes())["library"] == str(library))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def read_records(path: Path) -> list[Record]:
    """What such a file holds, of every kind, as it was meant to be: what others point at before these.

    Raises OSError, ValueError, KeyError, TypeError.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    latest: dict[tuple[str, str], Record] = {}
    for act in data["acts"]:
        for change in act["changes"]:
            if change["after"] is not None:
                record = _record(change["after"])
                latest[kind_of(record), record.id] = record
    return sorted(latest.values(), key=lambda record: list(KINDS).index(kind_of(record)))


def _plain(act: ChangeSet) -> dict[str, Any]:
    return {"name": act.name, "changes": [_plain_change(change) for change in act.changes]}


def _plain_change(change: Change) -> dict[str, Any]:
    def plain(record: Record | None) -> dict[str, Any] | None:
        return None if record is None else to_data(record)

    return {"before": plain(change.before), "after": plain(change.after)}


def _record(data: dict[str, Any]) -> Record:
    """A record; in files of version 2 it isn't said of what kind: an annotation was all that could be read."""
    if "record" in data:
        return from_data(data)
    if "anchors" not in data:
        raise ValueError("of no known kind")
    return from_data({"record": "annotation", **data})
