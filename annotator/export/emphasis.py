"""Italics and bold of a passage as Markdown, delimited where CommonMark's rules of flanking allow it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.export.escape import escaped_characters
from annotator.model.document import Document, Emphasis, EmphasisKind

_STARS = {EmphasisKind.ITALIC: 1, EmphasisKind.BOLD: 2}  # small capitals have no form in Markdown
_REACH = 64  # spans before a passage among which one that reaches into it is looked for: they hardly ever nest


@dataclass(frozen=True, slots=True)
class _Run:
    """Code points of a line that are set alike; `stars` is 0 for plain words, 3 for bold italics."""

    start: int
    end: int
    stars: int


def emphasised(document: Document, start: int, end: int) -> str:
    """The text from `start` to `end` (code points, within one line) as Markdown, its emphasis kept."""
    while start < end and document.text[start].isspace():
        start += 1
    while start < end and document.text[end - 1].isspace():
        end -= 1
    line = document.text[start:end]
    spans = [
        _Run(max(span.start - start, 0), min(span.end, end) - start, _STARS[span.kind])
        for span in _emphasis_in(document, start, end)
        if span.kind in _STARS
    ]
    characters = escaped_characters(line)
    if not spans:
        return "".join(characters)
    for run in _apart(line, _runs(spans, len(line))):
        first, last = _flanks(line, run)
        if run.stars and first < last:
            characters[first] = "*" * run.stars + characters[first]
            characters[last - 1] += "*" * run.stars
    return "".join(characters)


def _emphasis_in(document: Document, start: int, end: int) -> list[Emphasis]:
    spans = document.emphasis
    first = max(0, bisect_left(spans, start, key=lambda span: span.start) - _REACH)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return [span for span in spans[first:last] if span.end > start]


def _runs(spans: list[_Run], length: int) -> Iterator[_Run]:
    edges = sorted({0, length, *(edge for span in spans for edge in (span.start, span.end))})
    for first, last in pairwise(edges):
        yield _Run(first, last, sum({span.stars for span in spans if span.start <= first and last <= span.end}))


def _apart(line: str, runs: Iterator[_Run]) -> list[_Run]:
    """Join runs whose delimiters would touch (`*a***b**` can't be read): the longer one's setting takes both."""
    result: list[_Run] = []
    for run in runs:
        last = result[-1] if result else None
        touching = last and last.stars and run.stars and not (line[run.start - 1] + line[run.start]).count(" ")
        if last and (touching or last.stars == run.stars):
            longer = max(last, run, key=lambda one: one.end - one.start)
            result[-1] = _Run(last.start, run.end, longer.stars)
        else:
            result.append(run)
    return result


def _flanks(line: str, run: _Run) -> tuple[int, int]:
    """Draw a run's delimiters in to where they are left- and right-flanking; start equals end where they can't be."""
    first, last = run.start, run.end
    while first < last and (line[first].isspace() or (_is_mark(line[first]) and _is_letter(line, first - 1))):
        first += 1
    while first < last and (line[last - 1].isspace() or (_is_mark(line[last - 1]) and _is_letter(line, last))):
        last -= 1
    return (first, last) if any(c.isalnum() for c in line[first:last]) else (first, first)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_letter(line: str, index: int) -> bool:
    """Whether there is a character at `index` that is neither a space nor a mark."""
    return 0 <= index < len(line) and not line[index].isspace() and not _is_mark(line[index])
