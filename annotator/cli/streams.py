"""The three standard streams, made usable whatever the caller made of them. Loaded by every run, so it is light."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import UserError


def open_streams() -> None:
    """Open what is closed, on nothing: else the library's file would get its number, and every stray line.

    What the terminal's encoding lacks is written as an escape; names of files go out with the bytes that they have.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # gets the lowest free number: this one
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="surrogateescape" if speaks_unicode() else "backslashreplace")


def speaks_unicode() -> bool:
    """Whether standard output takes every character."""
    return codecs.lookup(sys.stdout.encoding).name == "utf-8"


def flush() -> None:
    """All that was put is out when this returns."""
    with writing():
        sys.stdout.flush()


@contextmanager
def writing() -> Iterator[None]:
    """Raises BrokenPipeError where the reader has gone (`| head`), UserError `output_unwritable` on a full disk."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        raise UserError("output_unwritable", reason=error.strerror or error) from error


def give_up_output() -> None:
    """Nobody takes what is written any more: keep the interpreter from complaining of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
