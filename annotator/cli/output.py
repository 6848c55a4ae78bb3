"""How the command line speaks: JSON or text on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator.cli.streams import speaks_unicode, writing
from annotator.files import private_folder
from annotator.i18n import _
from annotator.sentences import stage_name
from annotator.services.clock import now

_WIDTH = 24  # characters of the bar
_bar_stands = False  # whether the cursor stands behind an unfinished bar


def put(text: str) -> None:
    """One line, or several, to standard output."""
    with writing():
        print(text)


def put_file(text: str) -> None:
    """The content of a file, in UTF-8 as a file has it, to standard output."""
    with writing():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))


def put_json(value: Any) -> None:
    """One JSON value to standard output."""
    with writing():
        json.dump(value, sys.stdout, ensure_ascii=not speaks_unicode(), indent=1)
        print()


def say_error(text: str) -> None:
    """One sentence to standard error, on a line of its own."""
    global _bar_stands
    with suppress(OSError):  # nobody may be listening
        if _bar_stands:
            print(file=sys.stderr)
            _bar_stands = False
        print(f"annotator: {text}", file=sys.stderr)


def fault(error: Exception, logs: Path) -> int:
    """Log a bug of ours and say so, without a traceback on the screen; returns the exit status."""
    details = f"{now()}\n{''.join(traceback.format_exception(error))}\n"
    where = str(logs / "faults.log")
    try:
        private_folder(logs)
        with Path(where).open("a", encoding="utf-8") as log:
            log.write(details)
    except OSError:
        where = traceback.format_exception_only(error)[-1].strip()
    say_error(_("a fault of this program, not of yours; what was stored is safe. Details: {where}").format(where=where))
    return 1


def progress_bar(quiet: bool, *, lines: bool = False) -> Callable[[str, float], None] | None:
    """A bar on standard error where that is a terminal; `lines` writes `progress <stage> <0..1>` for the window."""
    if lines:
        return lambda stage, fraction: print(f"progress {stage} {fraction:.3f}", file=sys.stderr, flush=True)
    return None if quiet or not sys.stderr.isatty() else _draw


def _draw(stage: str, fraction: float) -> None:
    global _bar_stands
    _bar_stands = fraction < 1
    done = round(fraction * _WIDTH)
    bar = "━" * done + "─" * (_WIDTH - done)
    print(f"\r{bar} {stage_name(stage):<28}", end="\n" if fraction >= 1 else "", file=sys.stderr, flush=True)
