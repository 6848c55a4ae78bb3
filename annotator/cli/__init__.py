"""One command, `annotator`, with subcommands. Qt is imported only by those that open a window.

Exit 0: done. 1: something the person can mend, said in one sentence on standard error. 2: usage.
"""

from __future__ import annotations

import errno
import logging
import sys
from typing import TYPE_CHECKING

from annotator.cli.plain import plain_open
from annotator.cli.streams import flush, give_up_output, open_streams
from annotator.errors import UserError
from annotator.files import keep_private

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from types import SimpleNamespace

# The window makes its own; the others make one, or touch no library of the person's.
_NOT_OURS = {
    *(errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO),
    *(errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG),
}
_NO_BACKUP = frozenset({"open", "tour", "self-test", "backup", "restore-backup", "doctor", "index"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Usage errors leave by SystemExit(2), as argparse does."""
    open_streams()
    keep_private()
    given = sys.argv[1:] if arguments is None else list(arguments)
    options: Namespace | SimpleNamespace = plain_open(given) or _parsed(given)
    logging.basicConfig(level=options.log_level.upper(), format="annotator: %(message)s")
    try:
        status: int = options.run(options) or 0
        flush()
        if status == 0:
            _back_up_daily(options)
    except UserError as error:
        return _refused(error)
    except (MemoryError, SystemError):  # the second where memory ended inside of the interpreter
        return _refused(UserError("not_enough_memory"))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        give_up_output()  # whoever read it has seen enough (`| head`)
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NOT_OURS and error.filename is not None:
            reason = error.strerror or str(error)
            return _refused(UserError("file_trouble", path=str(error.filename), reason=reason))
        from annotator.cli.output import fault

        return fault(error, options.paths.logs)
    return status


def _back_up_daily(options: Namespace | SimpleNamespace) -> None:
    """After the answer is out: whoever waits for it doesn't wait for the copy of the day."""
    if options.command in _NO_BACKUP:
        return
    from annotator.cli.keeping import back_up_daily

    back_up_daily(options.paths)


def _parsed(arguments: list[str]) -> Namespace:
    from annotator.cli.parser import parse

    return parse(arguments)


def _refused(error: UserError) -> int:
    from annotator.cli.output import say_error
    from annotator.sentences import sentence

    say_error(sentence(error))
    return 1
