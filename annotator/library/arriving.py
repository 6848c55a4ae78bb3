"""Files of a reader on their way in: there with its row, or not at all, wherever the process is cut off.

A marker beside the reader's folder names the files that were there before, and is locked while its process lives.
A marker whose process is gone tells the next one what to take away. Readers in the library keep all they have.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.files import flush_folder, hold, private_folder

_PREFIX = ".arriving-"
IsKnown = Callable[[str], bool]
"""(reader id) → whether the library has it."""


@contextmanager
def arriving(readers: Path, reader_id: str, is_known: IsKnown) -> Iterator[Path]:
    """Gives the reader's folder inside `readers`. Its new files go again if this is left by an exception without a row.

    Waits for another process that brings in the same reader. Raises OSError where the files can't be written.
    """
    marker = private_folder(readers) / f"{_PREFIX}{reader_id}"
    handle = hold(marker)
    assert handle is not None
    home = readers / reader_id
    try:
        if not os.fstat(handle).st_size:
            os.write(handle, json.dumps(_names(home)).encode("ascii"))
            os.fsync(handle)
            flush_folder(readers)
        try:
            yield private_folder(home)
        except BaseException:
            _take_back(home, marker, known=_known(is_known, reader_id))
            raise
    finally:
        _let_go(marker, handle)


def sweep(readers: Path, is_known: IsKnown) -> None:
    """Take away what processes left that were cut off while they brought a reader in."""
    with suppress(OSError):
        for marker in list(readers.glob(f"{_PREFIX}*")):
            handle = hold(marker, wait=False)
            if handle is not None:
                reader_id = marker.name.removeprefix(_PREFIX)
                _take_back(readers / reader_id, marker, known=_known(is_known, reader_id))
                _let_go(marker, handle)


def _take_back(home: Path, marker: Path, *, known: bool) -> None:
    """The files that weren't there before; of a known reader only those that were never finished."""
    with suppress(OSError, ValueError):  # a marker without its list: nothing was written yet
        before = set(json.loads(marker.read_bytes()))
        for name in _names(home):
            if name not in before and (not known or name.endswith(".part")):
                (home / name).unlink()
        if not before and not known:
            home.rmdir()
        flush_folder(home.parent)


def _names(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir()) if home.is_dir() else []


def _known(is_known: IsKnown, reader_id: str) -> bool:
    """In doubt, yes: nothing is taken away then."""
    try:
        return is_known(reader_id)
    except Exception:
        return True


def _let_go(marker: Path, handle: int) -> None:
    with suppress(OSError):
        marker.unlink()
    os.close(handle)
