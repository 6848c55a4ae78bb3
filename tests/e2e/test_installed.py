"""The wheel, installed elsewhere: it carries its texts, themes and help, and proves itself from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.conftest import ROOT


def test_the_installed_program_proves_itself(tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*install, "--target", str(target), str(ROOT)], check=True, capture_output=True, timeout=300)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # What the program needs comes from this environment; the program itself must come from the wheel.
    environment = {**os.environ, "PYTHONPATH": str(target), "HOME": str(tmp_path)}
    where = [sys.executable, "-c", "import annotator; print(annotator.__file__)"]
    found = subprocess.run(where, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60)
    assert found.stdout.startswith(str(target)), found.stdout + found.stderr
    command = [sys.executable, "-m", "annotator", "self-test"]
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert "soviet-system.txt" in done.stdout and "All is well" in done.stdout
    shipped = {path.name for path in (target / "annotator" / "_data" / "resources").iterdir()}
    assert {"themes", "icons", "help"} <= shipped
