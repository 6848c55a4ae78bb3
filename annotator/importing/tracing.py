"""Where the lines of the file went: gives each thing of a report its place in the text, and the lines it names."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from annotator.model.document import Document
from annotator.model.report import Doubt, Hyphen, ImportReport, InferredPage, Removed

# Code points after a line's beginning within which a word of this line is looked for: long lines are paragraphs.
_LINE = 2000


class Trace:
    """Line of the file → offset of its first word in the text; packed, for there may be hundreds of thousands."""

    def __init__(self, lines: Iterable[int] = (), starts: Iterable[int] = ()) -> None:
        """`lines` and `starts` (code points) go in pairs, in any order."""
        pairs = sorted(zip(lines, starts, strict=True))
        self._lines = array("q", (line for line, _ in pairs))
        self._starts = array("q", (start for _, start in pairs))
        # What was lifted out of its place (sources, notes) isn't in the order of lines.
        pairs.sort(key=lambda pair: pair[1])
        self._sorted_starts = array("q", (start for _, start in pairs))
        self._sorted_lines = array("q", (line for line, _ in pairs))

    def __len__(self) -> int:
        return len(self._lines)

    def start_of(self, line: int) -> int | None:
        """Where the words of `line`, or of the first line after it that has any, stand; None after the last."""
        index = bisect_left(self._lines, line)
        return self._starts[index] if index < len(self._lines) else None

    def line_of(self, offset: int) -> int:
        """The line that the word at `offset` comes from; 0 where that isn't known."""
        index = bisect_right(self._sorted_starts, offset) - 1
        return self._sorted_lines[index] if index >= 0 else 0


def traced(
    report: ImportReport, document: Document, trace: Trace, raw: Callable[[frozenset[int]], dict[int, str]]
) -> ImportReport:
    """`report` with the place of each thing, with the pages that were inferred, and with the lines that they name.

    `raw` gives the lines of the file with these numbers, as far as there are such.
    """
    if not len(trace):
        return report
    hyphens = replace(
        report.hyphens, items=tuple(item._replace(at=_word(item, document, trace)) for item in report.hyphens.items)
    )
    placed = ImportReport(
        removed=tuple(replace(item, at=_after(item, document, trace)) for item in report.removed),
        hyphens=hyphens,
        missing_pages=report.missing_pages,
        doubts=tuple(replace(doubt, at=_doubted(doubt, document, trace)) for doubt in report.doubts),
        inferred_pages=inferred_pages(document, trace),
    )
    return replace(placed, raw=raw(frozenset(near for line in _named(placed) for near in range(line - 1, line + 2))))


def inferred_pages(document: Document, trace: Trace) -> tuple[InferredPage, ...]:
    """The pages whose numbers aren't printed."""
    return tuple(
        InferredPage(page.label, trace.line_of(page.start), page.start) for page in document.pages if not page.printed
    )


def _named(report: ImportReport) -> Iterator[int]:
    yield from (item.line for item in report.removed)
    yield from (doubt.line for doubt in report.doubts)
    yield from (page.line for page in report.inferred_pages)
    for hyphen in report.hyphens.items:
        yield from (hyphen.line, hyphen.until)


def _after(item: Removed, document: Document, trace: Trace) -> int:
    """What stands there now; the line itself is left where only its end was furniture."""
    start = trace.start_of(item.line + 1)
    return len(document.text) if start is None else start


def _word(item: Hyphen, document: Document, trace: Trace) -> int | None:
    joint = trace.start_of(item.until) if item.until else None
    if joint is None:
        return None
    found = document.text.rfind(item.word, max(0, joint - len(item.word)), joint + len(item.word))
    return joint if found < 0 else found


def _doubted(doubt: Doubt, document: Document, trace: Trace) -> int | None:
    start = trace.start_of(doubt.line) if doubt.line else None
    word = dict(doubt.params).get("word")
    if start is None or not word:
        return start
    found = document.text.find(word, start, start + _LINE)
    return start if found < 0 else found
