"""Commands that open a window: open, tour. Only these import Qt, and only when they run."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import assets
from annotator.errors import UserError
from annotator.paths import Paths, paths_under
from annotator.services import Services, handover
from annotator.services.clerk import Clerk
from annotator.settings import Settings
from annotator.ui.environment import Environment

if TYPE_CHECKING:
    from argparse import Namespace

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(options: Namespace) -> int:
    """The window, on a file (imported on the way), a reader, or where the person left off."""
    target, file = _target(options.target)
    seat = handover.become_first(options.paths.data)
    if seat is None and _shown_by_the_first(options.paths, target, file):
        return 0
    if not has_display():
        raise UserError("no_display")
    gc.disable()  # until the window is complete: all that is made now comes to stay
    from annotator.services.first_sight import glance

    # Here rather than in a thread beside the loading of Qt: with one interpreter lock that only costs (measured).
    sight = None if file else glance(options.paths.cache, options.paths.data, target)
    from annotator import app

    clerk = Clerk(lambda: _services(options.paths))
    try:
        if target and sight is None:
            target = clerk.ask(lambda services: services.shelf.get(str(target))).result().id
        return app.run(environment_of(options.paths, clerk), target=target, open_file=file, sight=sight)
    finally:
        clerk.close()
        handover.leave(-1 if seat is None else seat)


def _shown_by_the_first(paths: Paths, target: str | None, file: Path | None) -> bool:
    """Whether the window that is open on this library already shows it. Raises UserError where there is no `target`."""
    if target:
        with closing(_services(paths)) as services:
            target = services.shelf.get(target).id
    return handover.hand_over(paths.data, handover.Request(target, str(file) if file else None))


def tour(options: Namespace) -> int:
    """Drive the real window as a new user would, on a library that is thrown away; prints what it leaves."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import tempfile

    from annotator import app
    from annotator.cli.output import put

    out: Path = options.out or Path(tempfile.mkdtemp(prefix="annotator-tour-"))
    out.mkdir(parents=True, exist_ok=True)
    out = out.resolve()
    with tempfile.TemporaryDirectory(prefix="annotator-tour-data-", ignore_cleanup_errors=True) as folder:
        paths = paths_under(Path(folder))
        clerk = Clerk(lambda: _services(paths))
        try:
            left = app.tour(environment_of(paths, clerk), out)
        finally:
            clerk.close()
    for path in left:
        put(str(path))
    return 0


def environment_of(paths: Paths, clerk: Clerk) -> Environment:
    """What is handed down to the window, which fetches nothing itself."""
    resources = assets.resources()
    return Environment(
        clerk=clerk,
        preferences=Settings(paths.settings, paths.cache / "layout.json"),
        resources=resources,
        help=resources / "help",
        program=tuple(program(paths)),
        data_folder=paths.data,
        log_file=paths.logs / "annotator.log",
        bundled=assets.reader_texts(),
    )


def _services(paths: Paths) -> Services:
    """In the clerk's thread: nothing of this is loaded before."""
    from annotator.wiring import build_services

    return build_services(paths)


def program(paths: Paths) -> list[str]:
    """The command that starts this very program on this very data folder, for child processes."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "annotator"]
    return [*start, "--data-dir", str(paths.data)] if paths == paths_under(paths.data) else start


def _target(named: str | None) -> tuple[str | None, Path | None]:
    """A reader's id, or a file. Raises UserError `file_not_found` for what can be neither."""
    if named is None:
        return None, None
    path = Path(named)
    if os.path.exists(path):  # noqa: PTH110 (Path's raises where a folder is closed, or the name too long)
        return None, path.absolute()
    if "/" in named or "." in named:
        raise UserError("file_not_found", path=path)
    return named, None


def has_display() -> bool:
    """Whether a window could be seen."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _DISPLAYS)
