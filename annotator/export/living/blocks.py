"""Lines as paragraphs, and paragraphs as words: white space and the breaking of lines don't count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_GAP = re.compile(r"[\s>]*")
_QUOTED = re.compile(r"^\s*>[\s>]*")


@dataclass(frozen=True)
class Block:
    """Lines `start` to `end` (exclusive) without a blank one, or one paragraph of a block quotation."""

    start: int
    end: int
    lines: tuple[str, ...]

    @cached_property
    def said(self) -> str:
        """Its words, the same however the lines are broken; a block quotation's begin with `>`."""
        return said(self.lines)


def said(lines: Sequence[str]) -> str:
    """The words of lines, white space folded."""
    quoted = bool(lines) and lines[0].lstrip().startswith(">")
    plain = (_QUOTED.sub("", line, count=1) if quoted else line for line in lines)
    return (">" if quoted else "") + " ".join(" ".join(plain).split())


def blocks(lines: Sequence[str], start: int = 0, end: int | None = None) -> list[Block]:
    """The paragraphs of `lines` from `start` to `end`."""
    stop = len(lines) if end is None else end
    found: list[Block] = []
    first = None
    for index in range(start, stop):
        line = lines[index]
        blank = not line or _GAP.fullmatch(line) is not None
        turns = first is not None and not blank and line.lstrip()[:1] == ">" != lines[first].lstrip()[:1]
        if first is not None and (blank or turns):
            found.append(Block(first, index, tuple(lines[first:index])))
            first = None
        if first is None and not blank:
            first = index
    if first is not None:
        found.append(Block(first, stop, tuple(lines[first:stop])))
    return found
