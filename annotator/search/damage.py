"""What to do when the index can't be read: it is derived, so it is made anew, and nobody loses anything."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import UserError

_NOT_DAMAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE}


class IndexDamaged(Exception):
    """The index on disk can't be trusted. Its caller wipes it and builds it from the library."""


@contextmanager
def damage_noticed() -> Iterator[None]:
    """Turns whatever Whoosh raises over broken files into IndexDamaged.

    Whoosh doesn't check what it reads, so a damaged file shows as any of struct.error, EOFError, TypeError,
    UnpicklingError, zlib.error and more. Raises UserError `index_unwritable` (reason) where the disk is to blame.
    """
    try:
        yield
    except (UserError, IndexDamaged):
        raise
    except OSError as error:
        if error.errno in _NOT_DAMAGE:
            raise UserError("index_unwritable", reason=error.strerror or str(error)) from error
        raise IndexDamaged(repr(error)) from error
    except Exception as error:
        raise IndexDamaged(repr(error)) from error
