"""One command, `annotator`, with subcommands. Qt is imported only by those that open a window.

Exit 0: done. 1: something the person can mend, said in one sentence on standard error. 2: usage.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from annotator.cli.output import fault, say_error
from annotator.cli.parser import parse
from annotator.errors import UserError
from annotator.sentences import sentence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Usage errors leave by SystemExit(2), as argparse does."""
    options = parse(sys.argv[1:] if arguments is None else list(arguments))
    logging.basicConfig(level=options.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    try:
        status: int = options.run(options) or 0
        sys.stdout.flush()
    except UserError as error:
        say_error(sentence(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); keep the interpreter from complaining at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return fault(error, options.paths.logs)
    return status
