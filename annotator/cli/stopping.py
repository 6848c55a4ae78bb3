"""How a command is stopped: by Ctrl+C, by the window that started it, or with it; and when it may not be."""

from __future__ import annotations

import _thread
import os
import signal
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 1.0  # seconds that the main thread has to unwind, for it may be deep in a library that isn't ours
_finishing = threading.Lock()


@contextmanager
def unstoppable() -> Iterator[None]:
    """What is done inside is short, and is finished once it was begun. In the main thread only."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    with _finishing:
        before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)


def as_child(options: Namespace) -> None:
    """What the window wants of a command that it runs.

    `--until-eof`: the end of standard input (whoever holds its other end closed it, or is gone) is a Ctrl+C.
    `--memory-limit`: this process has at most so many bytes of memory (where the system can hold it to that).
    """
    if options.until_eof:
        # A shell that starts the window in the background has its children ignore Ctrl+C; ours mustn't.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        threading.Thread(target=_wait_for_the_end, daemon=True).start()
    if options.memory_limit:
        _limit_memory(options.memory_limit)


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (size if most == resource.RLIM_INFINITY else min(size, most), most))


def _wait_for_the_end() -> None:
    while os.read(0, 4096):
        pass
    _thread.interrupt_main()
    time.sleep(GRACE)
    with _finishing:
        os._exit(130)
