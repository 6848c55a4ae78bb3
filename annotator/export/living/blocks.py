"""Lines as paragraphs, and paragraphs as words: white space and the breaking of lines don't count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from annotator.export.living.scan import code_lines

_FENCES = ("```", "~~~", " ")
_TELLING = 5  # words by which an excerpt is known: fewer may be anybody's
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
    """The paragraphs of `lines` from `start` to `end`; code between fences is one, whatever is in it."""
    stop = len(lines) if end is None else end
    fenced = any(line.startswith(_FENCES) for line in lines[start:stop])
    code = frozenset(code_lines(lines, start, stop)) if fenced else frozenset[int]()
    found: list[Block] = []
    first = None
    for index in range(start, stop):
        line = lines[index]
        blank = index not in code and (not line or _GAP.fullmatch(line) is not None)
        turns = first is not None and not blank and line.lstrip()[:1] == ">" != lines[first].lstrip()[:1]
        if first is not None and (blank or (turns and index not in code)):
            found.append(Block(first, index, tuple(lines[first:index])))
            first = None
        if first is None and not blank:
            first = index
    if first is not None:
        found.append(Block(first, stop, tuple(lines[first:stop])))
    return found


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The words of each paragraph of a piece; none where they are too few to know it by."""
    found = tuple(block.said for block in blocks(text.split("\n")))
    return found if sum(len(words.split()) for words in found) >= _TELLING else ()


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether lines are the same paragraphs, white space and the breaking of lines aside."""
    return any(
        all(first == second for first, second in zip_longest(part(one), part(other)))  # most differ early
        for part in (_spared, _paragraphs)
    )


def _spared(lines: Sequence[str]) -> Iterator[str]:
    """Lines without the spaces at their ends, and one blank line where there are several."""
    last = ""
    for line in lines:
        bare = line.rstrip()
        if bare or last:
            yield bare
        last = bare


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The words of one paragraph after another, read as they are asked for."""
    first = 0
    code = frozenset(code_lines(lines, 0, len(lines)))
    for index in range(len(lines) + 1):
        if index == len(lines) or (not lines[index].strip() and index not in code):
            yield from (block.said for block in blocks(lines, first, index))
            first = index + 1
