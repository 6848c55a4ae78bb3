"""One window a library: the second one that is started asks the first to show what it was to show, and ends.

The first holds a lock, which the system takes from it however it ends. A request is a small file beside the lock, which
the first takes away; where nobody does, the second opens a window after all, for that harms nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from annotator.files import hold, private_folder, write_atomically

PATIENCE = 5.0  # seconds that the first has to answer: it may be busy with its own start
_LOOK = 0.02  # seconds between two looks
_MOST = 65_536  # bytes of a request
_FOLDER = "window"


class Request(NamedTuple):
    """What to show: a reader, a file (an absolute path), or neither: then only the window itself."""

    reader_id: str | None = None
    file: str | None = None


def inbox(data_folder: Path) -> Path:
    """Where requests lie."""
    return data_folder / _FOLDER


def become_first(data_folder: Path) -> int | None:
    """The lock's descriptor, to be kept open as long as the window; None where another window has it.

    Where there can be no lock (a folder that can't be written), it is the first; -1 stands for that.
    """
    try:
        folder = private_folder(inbox(data_folder))
        handle = hold(folder / "lock", wait=False)
    except OSError:
        return -1
    if handle is not None:
        for left in folder.glob("*.json"):  # by one who had no answer and was ended, too
            with suppress(OSError):
                left.unlink()
    return handle


def leave(handle: int) -> None:
    """The window is closed."""
    if handle >= 0:
        os.close(handle)


def hand_over(data_folder: Path, request: Request, patience: float = PATIENCE) -> bool:
    """Ask the first window to show it; False where it doesn't answer in `patience` seconds."""
    path = inbox(data_folder) / f"{os.getpid()}-{time.time_ns()}.json"
    try:
        write_atomically(path, json.dumps(request._asdict()).encode("ascii"), private=True)
        end = time.monotonic() + patience
        while path.exists():
            if time.monotonic() > end:
                path.unlink()
                return False
            time.sleep(_LOOK)
    except FileNotFoundError:  # taken away at the last moment
        return True
    except OSError:
        return False
    return True


def requests(data_folder: Path) -> Iterator[Request]:
    """Those that wait, the oldest first; each is taken away, and one that can't be read shows the window."""
    found = [(path.stat().st_mtime_ns, path) for path in inbox(data_folder).glob("*.json") if path.is_file()]
    for _time, path in sorted(found):
        request = _read(path)
        with suppress(OSError):
            path.unlink()
            yield request


def _read(path: Path) -> Request:
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_MOST))
        reader_id, name = values["reader_id"], values["file"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Request()
    return Request(*(one if isinstance(one, str) and one else None for one in (reader_id, name)))
