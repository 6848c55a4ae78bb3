"""Where the files that ship with the program are: inside an installed package, or in the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Themes, icons, export presets, help pages."""
    return _folder("resources")


def reader_texts() -> Path:
    """The readers that ship, with their manifest."""
    return _folder("reader_texts")


def _folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
