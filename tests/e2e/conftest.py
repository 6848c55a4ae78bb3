"""The program as a process, with a data folder of its own: what scripts and people at a terminal see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / "reader_texts" / "soviet-system.txt"


@dataclass(frozen=True)
class Program:
    """Calls `annotator` with `--data-dir`."""

    data: Path

    def command(self, *arguments: object) -> list[str]:
        """The command line of a call."""
        return [sys.executable, "-m", "annotator", "--data-dir", str(self.data), *map(str, arguments)]

    def call(self, *arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **(env or {})}
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, cwd=self.data.parent, env=environment, timeout=120
        )

    def out(self, *arguments: object) -> str:
        """What it prints; it must succeed, and say nothing on standard error."""
        done = self.call(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout.strip()

    def json(self, *arguments: object) -> Any:
        """The one JSON value that it prints."""
        return json.loads(self.out(*arguments, "--json"))

    def refused(self, *arguments: object) -> str:
        """The one sentence it says instead of doing what it can't; exit 1, and no traceback."""
        done = self.call(*arguments)
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        assert done.stdout == ""
        (line,) = done.stderr.strip().splitlines()
        assert line.startswith("annotator: ") and "Traceback" not in line
        return line

    def files(self) -> dict[str, bytes]:
        """Every file of the data folder but the derived cache, to show that nothing changed."""
        found = (path for path in self.data.rglob("*") if path.is_file() and "cache" not in path.parts)
        return {str(path): path.read_bytes() for path in found}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A program whose library is empty."""
    return Program(tmp_path / "data")


@pytest.fixture
def reader(program: Program) -> str:
    """The id of the bundled reader, imported."""
    return str(program.json("import", BUNDLED)["id"])


@pytest.fixture
def words() -> Callable[[int], str]:
    """Some words of the bundled reader's running text that occur once."""
    return lambda number: ["reader asks how such a thing was made", "Three cautions.", "hindsight is a poor witness"][
        number
    ]
