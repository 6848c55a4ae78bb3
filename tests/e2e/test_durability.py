"""What was acknowledged is on the disk: shown by killing, and without luck by counting the flushes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Program


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_kill_right_after_the_id_is_printed_loses_nothing(program: Program, reader: str) -> None:
    made = []
    for number in range(5):
        command = program.command("annotate", reader, "--quote", "Three cautions.", "--note", f"Note {number}")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
            assert process.stdout
            made.append(process.stdout.readline().strip())
            process.send_signal(signal.SIGKILL)
    assert {a["id"]: a["note"] for a in program.json("annotations", reader)} == {
        annotation: f"Note {number}" for number, annotation in enumerate(made)
    }


def test_kills_at_any_moment_leave_a_whole_library(program: Program, reader: str) -> None:
    acknowledged = []
    for number in range(8):
        command = program.command("annotate", reader, "--quote", "Three cautions.", "--note", f"Note {number}")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
            try:
                out, _ = process.communicate(timeout=0.08 + 0.03 * number)
                acknowledged.append(out.strip())
            except subprocess.TimeoutExpired:
                process.kill()
    ids = [a["id"] for a in program.json("annotations", reader)]
    assert set(acknowledged) <= set(ids) and len(ids) == len(set(ids))


def test_every_acknowledgement_comes_after_its_flushes(program: Program, reader: str, tmp_path: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace isn't here")
    log = tmp_path / "calls"
    command = program.command("annotate", reader, "--quote", "Three cautions.")
    trace = ["strace", "-f", "-o", str(log), "-e", "trace=fsync,fdatasync,write,rename,renameat,unlink,openat"]
    done = subprocess.run([*trace, *command], capture_output=True, text=True, env=environment(), timeout=120)
    if done.returncode and "ptrace" in done.stderr:
        pytest.skip("tracing isn't allowed here")
    calls = log.read_text()
    acknowledged = calls.index(f'write(1, "{done.stdout[:20]}')
    before = calls[:acknowledged]
    committed = [m.start() for m in re.finditer(r"unlink\([^\n]*library\.sqlite3-journal", before)]
    journalled = [m.start() for m in re.finditer(r"openat\([^\n]*\.jsonl", before)]
    assert committed and journalled
    assert len(re.findall(r"f(?:data)?sync\(", before[: committed[-1]])) >= 2, "rollback journal, then database"
    assert re.search(r"f(?:data)?sync\(", before[journalled[-1] :]), "the journal line is flushed before the answer"
