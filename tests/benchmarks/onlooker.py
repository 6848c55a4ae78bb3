"""Watches a program from outside: when its text is on the screen, whatever the program itself says.

The screen is a virtual X server's, whose picture lies in a file (`Xvfb -fbdir`, in the format of xwd). Text is there
when a part of the window that was bright all over has dark pixels, neither none nor most.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

_WIDTH, _HEIGHT, _DEPTH = 1920, 1080, 4  # pixels, pixels, bytes
_COLUMNS, _ROWS = (300, 700), range(200, 560, 3)  # of the screen: in the text of any reader's window
_DARK = bytes(range(256)).translate(bytes(value < 110 for value in range(256)))
_LEAST, _MOST = 0.01, 0.4  # of the pixels are dark where text is
_LOOK = 0.004  # seconds between two looks
_LONGEST = 60.0


class Seen(NamedTuple):
    """Seconds until text was seen: by the wall's clock, and of the processor, all of the program's threads together."""

    wall: float
    cpu: float


class Screen(NamedTuple):
    """A virtual screen: its name, and the file of its picture."""

    display: str
    picture: mmap


@contextmanager
def watched_screen() -> Iterator[Screen | None]:
    """A screen of its own, or None where there is no Xvfb."""
    if shutil.which("Xvfb") is None:
        yield None
        return
    reader, writer = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        size = f"{_WIDTH}x{_HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-fbdir", folder]
        with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
            try:
                os.close(writer)
                display = f":{os.read(reader, 16).decode().strip()}"
                with (Path(folder) / "Xvfb_screen0").open("rb") as file:
                    yield Screen(display, mmap(file.fileno(), 0, access=ACCESS_READ))
            finally:
                server.terminate()


def see(command: Sequence[str], screen: Screen, environment: dict[str, str]) -> Seen:
    """Start a program, wait until text is to be seen, and end it. Raises TimeoutError where none comes."""
    given = {**environment, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
    start = time.perf_counter()
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            while not _LEAST < _dark_share(screen.picture) < _MOST:
                if time.perf_counter() - start > _LONGEST:
                    raise TimeoutError(f"{command[0]} showed no text")
                time.sleep(_LOOK)
            return Seen(time.perf_counter() - start, _processor(program.pid))
        finally:
            program.kill()
            program.wait()
            _wait_until_gone(screen.picture)


def _wait_until_gone(picture: mmap) -> None:
    while _dark_share(picture) < 1.0:
        time.sleep(_LOOK)


def _dark_share(picture: mmap) -> float:
    header, _version, _format, _depth, _width, _height = struct.unpack_from(">6I", picture)
    (line,), (colours,) = struct.unpack_from(">I", picture, 48), struct.unpack_from(">I", picture, 76)
    first = header + 12 * colours
    dark = counted = 0
    for row in _ROWS:
        start = first + row * line
        greens = picture[start + _COLUMNS[0] * _DEPTH : start + _COLUMNS[1] * _DEPTH][1::_DEPTH]
        dark += sum(greens.translate(_DARK))
        counted += len(greens)
    return dark / counted


def _processor(pid: int) -> float:
    """Seconds of the processor that all threads of a process took so far."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            spent += int((task / "schedstat").read_text(encoding="ascii").split()[0])  # nanoseconds
        except FileNotFoundError:  # it ended meanwhile
            continue
    return spent / 1e9
