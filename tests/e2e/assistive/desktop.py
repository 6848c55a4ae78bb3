"""Xvfb, a message bus of its own, the program's window, and a client that asks it as a screen reader does."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

CLIENT = Path(__file__).with_name("client.py")
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0  # seconds, for a busy machine


def python_with_atspi() -> str:
    """A Python that has libatspi; skips the test where there is none, and fails it where CI demands one."""
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    for python in ("/usr/bin/python3", shutil.which("python3") or "python3"):
        if Path(python).exists() and not subprocess.run([python, "-c", asked], capture_output=True).returncode:
            return python
    return _missing("python3-gi with gir1.2-atspi-2.0")


def _missing(what: str) -> str:
    if os.environ.get("ANNOTATOR_REQUIRE_ALL"):
        pytest.fail(f"required here and not installed: {what}")
    pytest.skip(f"no accessibility client here: {what} isn't installed")


class Desktop:
    """Started as a whole and stopped as a whole; every process is its own child."""

    def __init__(self, folder: Path) -> None:
        python = python_with_atspi()
        for tool in ("Xvfb", "dbus-daemon"):
            if shutil.which(tool) is None:
                _missing(tool)
        if not any(Path(place, "at-spi-bus-launcher").exists() for place in ("/usr/libexec", "/usr/lib/at-spi2-core")):
            _missing("at-spi2-core")
        self._stack = ExitStack()
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "WAYLAND_", "QT_"))},
            "XDG_RUNTIME_DIR": str(runtime),
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        read, write = os.pipe()
        self.start(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"], pass_fds=(write,)
        )
        os.close(write)
        with os.fdopen(read) as numbers:
            self.environment["DISPLAY"] = f":{numbers.readline().strip()}"
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.client = self.start([python, "-W", "ignore", str(CLIENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._reply() == "ready"

    def start(self, command: Sequence[str], **how: Any) -> Any:
        """Start a process that ends with the desktop."""
        process = subprocess.Popen(command, env=self.environment, text=True, stderr=subprocess.DEVNULL, **how)
        self._stack.callback(_end, process)
        return process

    def open_window(self, data: Path, reader: str) -> int:
        """Start the program as a person does; returns the application's number once its window is there."""
        self.start([sys.executable, "-m", "annotator", "--data-dir", str(data), "open", reader])

        def application() -> int | None:
            number = next((number for name, number in self.ask("applications") if name == "annotator"), None)
            whole = number is not None and all(self.ask("find", number, role) for role in ("document frame", "list"))
            return number if whole else None

        found = int(self.until(application))
        self.ask("activate")
        return found

    def ask(self, name: str, *arguments: Any) -> Any:
        """Have the client ask something, and return what it was told; None where the program can't say."""
        self.client.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.client.stdin.flush()
        return self._reply()

    def until(self, wanted: Callable[[], Any]) -> Any:
        """The first answer that isn't empty."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = wanted()
            if found is not None and found is not False:  # nought is an answer
                return found
            time.sleep(0.05)
        raise AssertionError("it never came")

    def _reply(self) -> Any:
        ready, _, _ = select.select([self.client.stdout], [], [], PATIENCE)
        assert ready, "the client says nothing"
        reply = json.loads(self.client.stdout.readline())
        assert "error" not in reply, reply["error"]
        return reply["value"]

    def stop(self) -> None:
        """End everything."""
        self._stack.close()


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
