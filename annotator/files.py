"""The one atomic writer: at any moment the file on disk is the whole old one or the whole new one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_given: int | None = None  # the umask that the program was started with


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace `path` by `data`, durable when this returns.

    Writes a neighbour, flushes it to disk, renames it over `path`, flushes the folder. A symbolic link keeps
    pointing where it points. The old file's permissions are kept; a new one is readable by its owner only
    where `private`, else as the umask says. Raises OSError; the old file then stands untouched.
    """
    target = path.resolve() if path.is_symlink() else path
    # The beginning of the name only: the neighbour's must not be too long where the file's own just fits.
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name[:32]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fchmod(out.fileno(), _mode_for(target, private))
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    flush_folder(target.parent)


def private_folder(folder: Path) -> Path:
    """Make `folder`, and what is missing above it, readable by its owner only; returns it. Raises OSError."""
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        flush_folder(missing.parent)
    return folder


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False of a name that no file can have, of which `Path.is_dir` raises OSError."""
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def flush_folder(folder: Path) -> None:
    """Make a creation, rename or removal inside `folder` durable (a no-op where folders can't be opened)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append_durably(path: Path, data: bytes) -> None:
    """Append `data` to `path` (made where missing, owner-only) and flush it to disk before returning."""
    fresh = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        remaining = memoryview(data)
        while remaining:
            remaining = remaining[os.write(descriptor, remaining) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if fresh:
        flush_folder(path.parent)


def hold(path: Path, *, wait: bool = True) -> int | None:
    """Lock the file at `path` (made where missing, owner-only) for this process; gives its descriptor.

    None where another process has it and `wait` is False. The lock ends with the descriptor or the process. Where the
    system has no such locks (Windows), a file counts as held while it is younger than an hour; where the file system
    has none, always, and nobody waits. Raises OSError where the file can't be opened.
    """
    try:
        import fcntl
    except ImportError:
        import time

        fresh = path.exists() and time.time() - path.stat().st_mtime < 3600
        return None if fresh and not wait else os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            # Whoever had it may have removed the file, and this would be the lock of none.
            if path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            if wait:
                return descriptor
            os.close(descriptor)
            return None
        os.close(descriptor)


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    import hashlib  # 4 ms that the first paint needn't wait for

    return hashlib.sha256(data).hexdigest()


def _mode_for(target: Path, private: bool) -> int:
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    return 0o600 if private else 0o666 & ~_umask()


def keep_private() -> None:
    """What this process makes from now on is its owner's alone, but for files that the person asked for."""
    global _given
    _given = _umask()
    os.umask(0o077)


def _umask() -> int:
    """The mask that the person gave."""
    if _given is not None:
        return _given
    umask = os.umask(0)
    os.umask(umask)
    return umask
