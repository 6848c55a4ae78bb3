"""Files of a Whoosh index under a seal: a sum over each of them, written with every commit.

Whoosh neither checks what it reads nor flushes what it writes: a torn or flipped file may give wrong answers
as easily as an exception. The seal is written before the table of contents that it belongs to takes its name, so
that a commit cut off by a crash leaves the one before, whole.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import shutil
import zlib
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from annotator.search.damage import IndexDamaged

_CONTENTS = re.compile(r"^_MAIN_(\d+)\.toc$")
_SEAL = ".seal"
_PIECE = 1 << 20  # bytes
_NUMBERS = itertools.count()

Sums = dict[str, list[int]]


class SealedStorage(FileStorage):
    """Whoosh's folder of files, which seals each commit and checks the seal on opening."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.path = folder
        self.sealed: frozenset[str] = frozenset()  # the segments of the commit under way, told by its writer
        self._checked: set[tuple[str, int, int, int]] = set()

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Whoosh's last act of a commit is to give the new table of contents its name."""
        if _CONTENTS.match(newname):
            self._seal(oldname, newname)
        super().rename_file(oldname, newname, safe=safe)

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """A folder for whoever asks, which empties it when it is done: two may be at work. `sweep` takes it away."""
        made: FileStorage = super().temp_storage(f"{name}.{os.getpid()}.{next(_NUMBERS)}")
        return made

    def contents(self) -> Path | None:
        """The table of contents of the last commit; None where there was none."""
        found = [(int(match[1]), name) for name in self.list() if (match := _CONTENTS.match(name))]
        return self.path / max(found)[1] if found else None

    def check(self) -> None:
        """Read what is sealed, once for each state of each file. Raises IndexDamaged where it isn't as it was."""
        contents = self.contents()
        if contents is None:
            raise IndexDamaged(f"no table of contents in {self.path.name}")
        sums = self._sums(contents.name)
        if contents.name not in sums:
            raise IndexDamaged(f"{contents.name} has no seal")
        self._checked = {self._check_file(name, expected) for name, expected in sums.items()}

    def _check_file(self, name: str, expected: list[int]) -> tuple[str, int, int, int]:
        try:
            state = (self.path / name).stat()
            key = (name, state.st_ino, state.st_size, state.st_mtime_ns)
            if key not in self._checked and _sum(self.path / name) != expected:
                raise IndexDamaged(f"{name} is not as it was written")
            return key
        except FileNotFoundError as error:
            raise IndexDamaged(f"{name} is missing") from error

    def _seal(self, new: str, contents: str) -> None:
        last = self.contents()
        known = self._sums(last.name) if last else {}
        sums: Sums = {contents: _sum(self.path / new)}
        for name in self.sealed:
            sums[name] = known.get(name) or _sum(self.path / name)
        (self.path / (contents + _SEAL)).write_text(json.dumps(sums), encoding="ascii")

    def _sums(self, contents: str) -> Sums:
        try:
            sums = json.loads((self.path / (contents + _SEAL)).read_bytes())
        except (OSError, ValueError):
            return {}
        return sums if isinstance(sums, dict) else {}

    def sweep(self) -> None:
        """Remove what other commits left: seals, half-written tables of contents, folders of the dead. Call with the
        lock held."""
        contents = self.contents()
        keep = {contents.name, contents.name + _SEAL} if contents else set()
        for name in self.list():
            if name.startswith("_MAIN_") and name not in keep:
                with contextlib.suppress(OSError):
                    self.delete_file(name)
            elif (self.path / name).is_dir():
                shutil.rmtree(self.path / name, ignore_errors=True)


def _sum(path: Path) -> list[int]:
    size = check = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size, check = size + len(piece), zlib.crc32(piece, check)
    return [size, check]
