"""The blocks of a Markdown file, before their insides are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_ATX = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)[^`]*$")
_ITEM = re.compile(r"(\s*)(?:[-*+]|(\d{1,9}[.)]))\s+(?=\S)")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:\s*")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r" {0,3}> ?")


class Kind(Enum):
    """What a block of Markdown is."""

    HEADING = auto()
    PARAGRAPH = auto()
    QUOTE = auto()
    ITEM = auto()
    CODE = auto()
    TABLE = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """A block: its words as written (lines joined by spaces, but for code and tables, which use `lines`).

    `level` of a heading, from 1; `label` of a note; a note's further paragraphs have `label` None.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    label: str | None = None
    lines: tuple[str, ...] = ()


def blocks(lines: Sequence[str]) -> Iterator[MarkdownBlock]:
    """The blocks of a file's `lines`."""
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.strip() or _RULE.match(line):
            place += 1
        elif match := _ATX.match(line):
            if match[2]:
                yield MarkdownBlock(Kind.HEADING, match[2], len(match[1]))
            place += 1
        elif match := _FENCE.match(line):
            end = _end_of_fence(lines, place, match[1])
            yield MarkdownBlock(Kind.CODE, lines=tuple(lines[place + 1 : end]))
            place = end + 1
        elif _NOTE.match(line):
            end = _end_of_note(lines, place)
            yield from _note(lines[place:end])
            place = end
        elif _QUOTE.match(line):
            end = _end_while(lines, place, lambda at: bool(lines[at].strip()))
            yield from _quote([_QUOTE.sub("", part, count=1) for part in lines[place:end]])
            place = end
        elif place + 1 < len(lines) and "|" in line and _TABLE_RULE.match(lines[place + 1]) and "-" in lines[place + 1]:
            end = _end_while(lines, place, lambda at: "|" in lines[at])
            yield MarkdownBlock(Kind.TABLE, lines=(line, *lines[place + 2 : end]))
            place = max(end, place + 2)
        elif match := _ITEM.match(line):
            end = _end_while(lines, place + 1, lambda at: bool(lines[at].strip()) and not _interrupts(lines[at]))
            words = [line[match.end() :], *lines[place + 1 : end]]
            yield MarkdownBlock(Kind.ITEM, _joined([f"{match[2]} {words[0]}" if match[2] else words[0], *words[1:]]))
            place = end
        else:
            end = _end_while(lines, place + 1, lambda at: bool(lines[at].strip()) and not _interrupts(lines[at]))
            underline = _SETEXT.match(lines[end - 1]) if end - place > 1 else None
            if underline:
                yield MarkdownBlock(Kind.HEADING, _joined(lines[place : end - 1]), 1 if underline[1][0] == "=" else 2)
            elif end < len(lines) and (underline := _SETEXT.match(lines[end])):
                yield MarkdownBlock(Kind.HEADING, _joined(lines[place:end]), 1 if underline[1][0] == "=" else 2)
                end += 1
            else:
                yield MarkdownBlock(Kind.PARAGRAPH, _joined(lines[place:end]))
            place = end


def cells(row: str) -> list[str]:
    """The cells of a table's line."""
    inner = re.sub(r"^\s*\||\|\s*$", "", row)
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _interrupts(line: str) -> bool:
    patterns = (_ATX, _FENCE, _QUOTE, _NOTE, _RULE, _ITEM, _SETEXT)
    return any(pattern.match(line) for pattern in patterns)


def _end_while(lines: Sequence[str], place: int, holds: Callable[[int], bool]) -> int:
    while place < len(lines) and holds(place):
        place += 1
    return place


def _end_of_fence(lines: Sequence[str], place: int, fence: str) -> int:
    end = place + 1
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    return end


def _end_of_note(lines: Sequence[str], place: int) -> int:
    """A note takes the lines that run on, and further paragraphs that are indented."""
    end = at = place + 1
    while at < len(lines):
        line = lines[at]
        if line.strip():
            indented = line.startswith(("    ", "\t"))
            if not indented and (at > end or _interrupts(line)):
                break
            end = at + 1
        at += 1
    return end


def _note(lines: Sequence[str]) -> Iterator[MarkdownBlock]:
    match = _NOTE.match(lines[0])
    label: str | None = match[1] if match else None
    run: list[str] = []
    for line in [lines[0][match.end() if match else 0 :], *lines[1:], ""]:
        if line.strip():
            run.append(line)
        elif run:
            yield MarkdownBlock(Kind.NOTE, _joined(run), label=label)
            run, label = [], None


def _quote(lines: Sequence[str]) -> Iterator[MarkdownBlock]:
    """Quoted paragraphs; what else stands inside a quotation (lists, headings) is read as a paragraph of it."""
    run: list[str] = []
    for line in [*lines, ""]:
        line = _QUOTE.sub("", line)
        if line.strip():
            run.append(line)
        elif run:
            yield MarkdownBlock(Kind.QUOTE, _joined(run))
            run = []
