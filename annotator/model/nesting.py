"""Lists within lists as people type them: two spaces are enough, as in CommonMark.

Python-Markdown wants four spaces a level. A line's level is told by CommonMark's rule (0.31, "List items"): what begins
at or beyond the column of an item's text belongs to that item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)]) +(?=\S)")
_FENCE = re.compile(r" *(```|~~~)")
_LEVEL = 4  # spaces that Python-Markdown takes for a level


def evenly_nested(lines: Iterable[str]) -> Iterator[str]:
    """The lines with each level of a list indented by four spaces; all else, and fenced code, as it stands."""
    columns: list[int] = []  # where the text of each open item begins, outermost first
    fence = ""
    blank = False
    for line in lines:
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
            yield line
            continue
        if not line.strip():
            blank = True
            yield line
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line)
        if item or blank:  # a line that goes on lazily closes nothing
            while columns and indent < columns[-1]:
                columns.pop()
        blank = False
        opened = _FENCE.match(line)
        if opened:
            fence = opened[1]
        level = len(columns)
        if item and indent - (columns[-1] if columns else 0) < _LEVEL:
            columns.append(item.end())
            yield " " * (_LEVEL * level) + line[indent:]
        elif level and indent >= columns[-1]:
            yield " " * (_LEVEL * level) + line[columns[-1] :]
        else:
            yield line
