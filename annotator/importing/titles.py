"""A title of last resort."""

from __future__ import annotations

from pathlib import Path


def title_from(name: str) -> str:
    """A file's name as a title: without its ending, its dashes and underscores as spaces."""
    words = Path(name).stem.replace("_", " ").replace("-", " ").strip() if name else ""
    return words[:1].upper() + words[1:] or "Untitled"
