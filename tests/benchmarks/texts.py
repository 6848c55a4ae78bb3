"""The text to measure with: the real reader where it is at hand, else the bundled one."""

from __future__ import annotations

from pathlib import Path

from tests.realreader import PATH as REAL

BUNDLED = Path(__file__).resolve().parents[2] / "reader_texts" / "soviet-system.txt"


def text_path() -> Path:
    """The larger text that is there."""
    return REAL if REAL.is_file() else BUNDLED
