"""The licence round the texts of Project Gutenberg: what it says of the text is kept, the rest is taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.model.report import Removed

_START = re.compile(r"\s*\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(r"\s*\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_FIELD = re.compile(r"(Title|Author|Editor|Translator|Language):\s+(\S.*)")


class Unwrapped(NamedTuple):
    """The lines of the text itself (the others blank, so that numbers hold), what was said of it, what was removed."""

    lines: Sequence[str]
    fields: Mapping[str, str]
    removed: tuple[Removed, ...] = ()


def without_licence(lines: Sequence[str]) -> Unwrapped:
    """The lines, without what stands before the start mark and after the end mark; all of them where there is none."""
    start = next((at for at, line in enumerate(lines) if _START.match(line)), None)
    if start is None:
        return Unwrapped(lines, {})
    end = next((at for at in range(start + 1, len(lines)) if _END.match(lines[at])), len(lines))
    fields = {match[1].lower(): match[2].strip() for line in lines[:start] if (match := _FIELD.match(line))}
    removed = tuple(
        Removed("copyright", line.strip(), number)
        for number, line in enumerate(lines, 1)
        if not start + 1 < number <= end and line.strip()
    )
    kept = [line if start < at < end else "" for at, line in enumerate(lines)]
    return Unwrapped(kept, fields, removed)
