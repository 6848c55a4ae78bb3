"""Pandoc, which reads our exports as others do: Debian's, with its own citeproc."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def pandoc(*arguments: str, text: str = "") -> str:
    """What pandoc writes. Skips the test where there is no pandoc, unless CI demands it."""
    program = shutil.which("pandoc")
    if program is None:
        if os.environ.get("ANNOTATOR_REQUIRE_ALL"):
            pytest.fail("pandoc is required here and is not installed")
        pytest.skip("pandoc is not installed")
    done = subprocess.run([program, *arguments], input=text.encode(), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return done.stdout.decode()
