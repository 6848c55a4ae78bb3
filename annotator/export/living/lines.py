"""A file as lines that remember how they ended, and edits to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.export.living.scan import Scan, scan

_LINE = re.compile("([^\r\n]*)(\r\n|\n|\r|$)")
BOM = "\ufeff"


@dataclass(frozen=True)
class Lines:
    """The words of each line, and beside them its end: `\\n`, `\\r\\n`, `\\r`, or nothing at the last one."""

    words: Sequence[str]
    ends: Sequence[str]
    bom: bool = False

    def text(self) -> str:
        """The file again, to the byte."""
        return (BOM if self.bom else "") + "".join(map("".join, zip(self.words, self.ends, strict=True)))

    @cached_property
    def scan(self) -> Scan:
        """What in it is ours to know again."""
        return scan(self.words)

    @property
    def usual_end(self) -> str:
        """How most lines end."""
        counted = Counter(end for end in self.ends if end)
        return counted.most_common(1)[0][0] if counted else "\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `start` to `end` (exclusive) give way to others. An insertion (start is end) comes before `start`."""

    start: int
    end: int
    lines: tuple[str, ...]


def split(text: str) -> Lines:
    """Only CR, LF and both end a line, as in CommonMark: no form feed, no U+2028."""
    bom = text.startswith(BOM)
    found = _LINE.findall(text, 1 if bom else 0)
    while found and found[-1] == ("", ""):
        found.pop()
    return Lines([words for words, _end in found], [end for _words, end in found], bom)


def fresh(text: str) -> Lines:
    """As `split`, for words of ours, whose lines all end in `\\n`."""
    words = text.split("\n")
    return Lines(words[:-1], ["\n"] * (len(words) - 1))


def edited(lines: Lines, edits: Iterable[Edit]) -> Lines:
    """The lines with all edits made; these don't overlap, and those at one place come in the order given."""
    usual = lines.usual_end
    words: list[str] = []
    ends: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:  # an insertion into what is being replaced
            assert edit.start == edit.end, "edits overlap"
            edit = Edit(at, at, edit.lines)
        words += lines.words[at : edit.start]
        ends += lines.ends[at : edit.start]
        words += edit.lines
        ends += [usual] * len(edit.lines)
        at = edit.end
    words += lines.words[at:]
    ends += lines.ends[at:]
    ends = [end or usual for end in ends]
    if ends and lines.ends and not lines.ends[-1]:
        ends[-1] = ""
    return Lines(words, ends, lines.bom)
