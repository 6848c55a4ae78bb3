"""What in a file is ours to know again: comments outside of code, front matter, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MARK = re.compile(rf" {{0,3}}<!-- *annotator:({_UUID})(?: ([0-9]{{1,4}}))? *-->[ \t]*", re.IGNORECASE)
_SECTION = re.compile(rf" {{0,3}}<!-- *annotator:export ({_UUID}) (\S+) *-->[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_FRONT_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*?)[ \t]*")
_SAID = "annotator:"
_STARTS, _FENCE_STARTS = "<# ", "`~ "  # the first character of a line that may be a comment or heading, or a fence


@dataclass(frozen=True, slots=True)
class Section:
    """An export's comment at line `line`, for what `scope` names."""

    line: int
    export_id: str
    scope: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Indices are of lines. `marks` are excerpts' comments with their keys; `front` is the front matter's span with
    its two rules, (0, 0) where there is none; `fields` its lines by key; `headings` the levels of all headings."""

    marks: Sequence[tuple[int, str]]
    sections: Sequence[Section]
    front: tuple[int, int]
    fields: dict[str, tuple[int, str]]
    headings: dict[int, int]
    code: frozenset[int]


def scan(lines: Sequence[str]) -> Scan:
    """Read a file's lines."""
    front = _front(lines)
    code = frozenset(code_lines(lines, front[1], len(lines)))
    marks: list[tuple[int, str]] = []
    sections: list[Section] = []
    headings: dict[int, int] = {}
    for index in range(front[1], len(lines)):
        line = lines[index]
        if line[:1] not in _STARTS or not line or index in code:
            continue  # most lines are words
        if _SAID in line.casefold():
            if found := _MARK.fullmatch(line):
                number = f" {int(found[2])}" if found[2] else ""
                marks.append((index, found[1].lower() + number))
            elif found := _SECTION.fullmatch(line):
                sections.append(Section(index, found[1].lower(), found[2]))
        elif "#" in line[:4] and (found := _HEADING.match(line)):
            headings[index] = len(found[1])
    fields = {
        found[1]: (index, found[2])
        for index in range(1, max(front[1] - 1, 1))
        if (found := _KEY.fullmatch(lines[index]))
    }
    return Scan(marks, sections, front, fields, headings, code)


def unmistakable(note: str) -> str:
    """A note in which no line can be taken for one of our comments: one that says the same gets a word before it."""
    if _SAID not in note.casefold():
        return note
    lines = note.split("\n")
    code = set(code_lines(lines, 0, len(lines)))
    for index, line in enumerate(lines):
        if index not in code and (_MARK.fullmatch(line) or _SECTION.fullmatch(line)):
            lines[index] = line.replace("<!--", "<!-- quoted", 1)
    return "\n".join(lines)


def _front(lines: Sequence[str]) -> tuple[int, int]:
    if not lines or lines[0].rstrip() != "---":
        return (0, 0)
    end = next((i for i in range(1, len(lines)) if _FRONT_END.fullmatch(lines[i])), None)
    inside = lines[1:end] if end is not None else ()
    # A rule at the head of a page is no front matter, though another may follow.
    return (0, end + 1) if end is not None and any(_KEY.fullmatch(line) for line in inside) else (0, 0)


def code_lines(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """The lines inside of code fences, these included. A fence that is never closed is a slip, and hides nothing."""
    fences = [
        (index, found[1], line[found.end() :].strip())
        for index in range(start, end)
        if (line := lines[index])[:1] in _FENCE_STARTS and (found := _FENCE.match(line))
    ]
    at = 0
    while at < len(fences):
        first, opened, _info = fences[at]
        close = next(
            (
                n
                for n in range(at + 1, len(fences))
                if fences[n][1][0] == opened[0] and len(fences[n][1]) >= len(opened) and not fences[n][2]
            ),
            None,
        )
        if close is None:
            at += 1
            continue
        yield from range(first, fences[close][0] + 1)
        at = close + 1


def open_fence(lines: Sequence[str], start: int, after: int) -> str | None:
    """What closes the first fence behind line `after` that is never closed; None where all are. Code is told from
    line `start` on."""
    code = frozenset(code_lines(lines, start, len(lines)))
    fences = (_FENCE.match(lines[at]) for at in range(max(start, after), len(lines)) if at not in code)
    return next((found[1] for found in fences if found), None)
