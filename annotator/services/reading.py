"""Files read as texts, for the shelf and for a look at them without adding them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.errors import UserError
from annotator.files import sha256_of
from annotator.model.report import Imported

Progress = Callable[[str, float], None]


def read_file(path: Path, *, title: str | None = None, progress: Progress | None = None) -> Imported:
    """The Document of the file at `path`, with a report. Raises UserError where it can't be read as a text."""
    from annotator.importing import import_file  # not before it is needed: the first paint doesn't wait for it

    imported = import_file(path, title=one_line(title or "") or None, progress=progress)
    return Imported(imported.document._replace(title=printable(imported.document.title)), imported.report)


def read_bytes(data: bytes, name: str, title: str | None, progress: Progress | None = None) -> Imported:
    """The Document of a file's content."""
    from annotator.importing import import_bytes

    return import_bytes(data, name, title=title, progress=progress)


def read_original(path: Path, sha256: str) -> bytes:
    """The file's bytes, to be kept. Raises UserError where it changed or went while it was being read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("file_unreadable", path=path, reason=error.strerror or str(error)) from error
    if sha256_of(data) != sha256:
        raise UserError("file_changed_meanwhile", path=path)
    return data


def printable(name: str) -> str:
    """A file's name, whose bytes may be anything, or what was typed or pasted, as text that can be stored and shown."""
    return name.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """`text` without outer space and line ends: what a shelf can show."""
    return " ".join(text.split())
