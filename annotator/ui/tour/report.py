"""The one-page report of a tour."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.i18n import _
from annotator.ui.tour.stage import Scene


def report(scenes: Sequence[Scene], exported: Path, facts: Sequence[str]) -> str:
    """Markdown: what was done, each step with its picture, and the exported file."""
    lines = [_("# A tour of Annotator"), "", *(f"- {fact}" for fact in facts), ""]
    for number, scene in enumerate(scenes, 1):
        lines += [f"## {number}. {scene.caption}", "", f"![{scene.caption}]({scene.path.name})", ""]
    lines += [_("## What was exported"), "", f"[{exported.name}]({exported.name})", ""]
    return "\n".join(lines)
