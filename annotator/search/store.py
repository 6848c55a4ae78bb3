"""One Whoosh index in a folder: opened when first needed, checked, written under a lock."""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from annotator.errors import UserError
from annotator.search.damage import IndexDamaged, damage_noticed

if TYPE_CHECKING:
    from whoosh.fields import Schema
    from whoosh.index import FileIndex

    from annotator.search.sealed import SealedStorage
    from annotator.search.writer import WordWriter

S = TypeVar("S")
LOCK_PATIENCE = 60.0  # seconds; a book of ten megabytes takes a few to write
_TRIES = 20  # a commit of another process may take the files away while they are being opened


class Store(Generic[S]):
    """Many readers, one writer at a time over all processes. Whoosh is imported on the first use."""

    def __init__(self, folder: Path, schema: Callable[[], Schema], view: Callable[[Any, S | None], S]) -> None:
        """`view` makes of a segment's reader, and of what was made of it before, what searches look at."""
        self._folder = folder
        self._schema = schema
        self._view = view
        self._opened: tuple[tuple[str, int, int], Any, dict[str, S]] | None = None
        self._kept: SealedStorage | None = None
        self._mutex = threading.RLock()

    def create(self) -> None:
        """Make an empty index. Call with the lock held."""
        from whoosh.index import FileIndex

        self._folder.mkdir(mode=0o700, exist_ok=True)
        with damage_noticed():
            FileIndex.create(self._storage, self._schema())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock; the system lets go of it when the process dies. Raises UserError `index_busy`."""
        from whoosh.util.filelock import FileLock, try_for

        lock = FileLock(str(self._folder.with_suffix(".lock")))
        with damage_noticed():
            if not try_for(lock.acquire, timeout=LOCK_PATIENCE):
                raise UserError("index_busy")
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def searching(self) -> Iterator[tuple[S, ...]]:
        """The last commit's segments, in order, for one thread at a time. Raises IndexDamaged."""
        with self._mutex, damage_noticed():
            yield tuple(self._segments().values())

    @contextmanager
    def writing(self) -> Iterator[WordWriter]:
        """A writer that is committed at the end, or given up on an exception. Raises IndexDamaged."""
        from annotator.search.writer import WordWriter, merged

        with self.locked(), damage_noticed():
            self._storage.check()
            writer = WordWriter(self._index())
            try:
                yield writer
            except BaseException:
                with contextlib.suppress(Exception):
                    writer.cancel()
                raise
            writer.commit(mergetype=merged)
            self._storage.sweep()

    @contextmanager
    def writing_part(self) -> Iterator[WordWriter]:
        """A writer of a segment that another process, which holds the lock, is going to commit."""
        from annotator.search.writer import WordWriter

        with damage_noticed():
            yield WordWriter(self._index())

    def check(self) -> None:
        """Raises IndexDamaged where the files aren't as they were written."""
        with self.searching():
            pass

    def remove(self) -> None:
        """Delete the files, whatever state they are in. Call with the lock held."""
        self.close()
        self._kept = None
        remove(self._folder)

    def close(self) -> None:
        """Let go of open files; the next use opens them again."""
        with self._mutex:
            if self._opened is not None:
                with contextlib.suppress(Exception):  # a damaged one may not even close
                    self._opened[1].close()
                self._opened = None

    def _segments(self) -> dict[str, S]:
        for left in reversed(range(_TRIES)):
            contents = self._storage.contents()
            try:
                if contents is None:
                    raise IndexDamaged(f"there is no index in {self._folder.name}")
                state = contents.stat()
                key = (contents.name, state.st_ino, state.st_mtime_ns)
                self._storage.check()  # each time: to read a mapped file that was cut short would end the program
                if self._opened is None or self._opened[0] != key:
                    self._open(key)
                assert self._opened is not None
                return self._opened[2]
            except (IndexDamaged, OSError):
                # Damage stays; a commit that came between has a newer table of contents by now.
                if not left or self._storage.contents() == contents:
                    raise
        raise AssertionError("unreachable")

    def _open(self, key: tuple[str, int, int]) -> None:
        before = self._opened[2] if self._opened else {}
        self.close()
        reader = self._index().reader()
        views = {
            leaf.segment().segment_id(): self._view(leaf, before.get(leaf.segment().segment_id()))
            for leaf, _ in reader.leaf_readers()
            if leaf.segment() is not None
        }
        self._opened = (key, reader, views)

    def _index(self) -> FileIndex:
        from whoosh.index import FileIndex

        return FileIndex(self._storage, schema=self._schema())

    @property
    def _storage(self) -> SealedStorage:
        from annotator.search.sealed import SealedStorage

        if self._kept is None:
            self._kept = SealedStorage(self._folder)
        return self._kept


def remove(path: Path) -> None:
    """Delete a file or a folder, whichever lies there; none is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
