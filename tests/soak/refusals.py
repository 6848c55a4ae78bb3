"""Disks that refuse: full, and closed. What was acknowledged stays, the rest is said, and it goes on afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.soak.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
SIZE = 1 << 20  # bytes of the small disk


def disk_full(folder: Path, notes: int = 40) -> Outcome:
    """Write notes on a small disk until it is full, and past that; then make room."""
    outcome = Outcome("disk-full")
    if os.geteuid() or not shutil.which("mount"):
        outcome.skipped = "only root may mount a small disk"
        return outcome
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], capture_output=True
    ).returncode:
        outcome.skipped = "no small disk can be mounted here"
        return outcome
    try:
        _fill(outcome, disk, notes)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    return outcome


def _fill(outcome: Outcome, disk: Path, notes: int) -> None:
    data, ballast = disk / "data", disk / "ballast"
    reader = _import(data)
    acknowledged: list[str] = []
    refused = 0
    ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - 160_000))
    for number in range(notes):
        note = f"note {number} " + "x" * 4000
        done = _call(data, "annotate", reader, "--note", note)
        outcome.runs += 1
        _expect_plain(outcome, done)
        if done.returncode == 0:
            acknowledged.append(note)
        else:
            refused += 1
    for command in (("backup",), ("export", reader, "-o", disk / "out.md"), ("index",), ("doctor", "--rebuild")):
        _expect_plain(outcome, _call(data, *command))
        outcome.runs += 1
    outcome.expect(refused > 0, "the disk never was full: the test is none")
    outcome.expect(_notes(data, reader) == sorted(acknowledged), "on the full disk the notes are others")
    ballast.unlink()
    done = _call(data, "annotate", reader, "--note", "with room again")
    outcome.expect(done.returncode == 0, f"with room again: {done.stderr}")
    outcome.expect(_notes(data, reader) == sorted([*acknowledged, "with room again"]), "with room again, others")
    done = _call(data, "doctor")
    outcome.expect(done.returncode == 0, f"the doctor, with room again: {done.stdout}{done.stderr}")
    outcome.facts = {"acknowledged": len(acknowledged), "refused": refused}


def read_only(folder: Path) -> Outcome:
    """A data folder, or parts of it, that may be read and not written."""
    outcome = Outcome("read-only")
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        outcome.skipped = "setpriv isn't here, and root may write everywhere"
        return outcome
    data = folder / "data"
    reader = _import(data)
    _call(data, "annotate", reader, "--note", "kept")
    closed = [data, data / "readers", data / "backups", data / "journal", data / "library.sqlite3"]
    for path in closed:
        with _closed(path):
            before = _files(data)
            for command in (("annotate", reader, "--note", "x"), ("import", ROOT / "README.md"), ("undo",), ("redo",)):
                done = _call(data, *command, as_nobody=True)
                outcome.runs += 1
                _expect_plain(outcome, done)
                if done.returncode:
                    after = {name: content for name, content in _files(data).items() if name in before}
                    outcome.expect(after == before, f"{path.name}: {command[0]} was refused and changed something")
                before = _files(data)
        outcome.expect("kept" in _notes(data, reader), f"{path.name}: the note is gone")
    done = _call(data, "doctor")
    outcome.expect(done.returncode == 0, f"the doctor, afterwards: {done.stdout}{done.stderr}")
    return outcome


@contextmanager
def _closed(path: Path) -> Iterator[None]:
    """`path`, and all in it, may be read only."""
    paths = [path, *(path.rglob("*") if path.is_dir() else ())]
    modes = {one: one.stat().st_mode for one in paths}
    for one in reversed(paths):
        one.chmod(modes[one] & 0o555)
    try:
        yield
    finally:
        for one in paths:
            one.chmod(modes[one])


def _import(data: Path) -> str:
    done = _call(data, "import", ROOT / "reader_texts" / "soviet-system.txt", "--json")
    return str(json.loads(done.stdout)["id"])


def _notes(data: Path, reader: str) -> list[str]:
    return sorted(one["note"] for one in json.loads(_call(data, "annotations", reader, "--json").stdout))


def _files(data: Path) -> dict[str, bytes]:
    kept = (path for path in data.rglob("*") if path.is_file() and not {"cache", "logs"} & set(path.parts))
    return {str(path): path.read_bytes() for path in kept}


def _expect_plain(outcome: Outcome, done: subprocess.CompletedProcess[str]) -> None:
    what = f"{done.args[-3:]}: exit {done.returncode}: {done.stderr[:300]}"
    outcome.expect(done.returncode in (0, 1), what)
    outcome.expect("Traceback" not in done.stderr and "fault of this program" not in done.stderr, what)
    outcome.expect(done.returncode == 0 or "annotator: " in done.stderr, what)


def _call(data: Path, *arguments: object, as_nobody: bool = False) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", "--data-dir", str(data), *map(str, arguments)]
    if as_nobody and os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
