"""The commonest call, `annotator` alone: known at a look, for the window's first paint needn't wait for a parser."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from annotator.paths import default_paths, paths_under

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def plain_open(arguments: Sequence[str]) -> SimpleNamespace | None:
    """The options of `annotator` and `annotator --data-dir DIR`; None for every other call."""
    if arguments and not (len(arguments) == 2 and arguments[0] == "--data-dir" and arguments[1][:1] not in ("", "~")):
        return None
    return SimpleNamespace(
        command="open",
        target=None,
        quiet=False,
        log_level="warning",
        paths=paths_under(Path(arguments[1])) if arguments else default_paths(),
        run=_open_window,
    )


def _open_window(options: Namespace) -> int:
    from annotator.cli.window import open_window

    return open_window(options)
