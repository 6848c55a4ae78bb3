"""The real reader that this program is for: somebody's copyright, so it lies outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[2] / "shared" / "readers" / "politics-in-russia.txt"


def real_reader() -> Path:
    """The path of the real reader. Skips the test where it isn't there, unless CI demands it."""
    if PATH.is_file():
        return PATH
    if os.environ.get("ANNOTATOR_REQUIRE_ALL"):
        pytest.fail(f"the real reader is required here and is not at {PATH}")
    pytest.skip("the real reader is not beside this checkout")
