"""Text that keeps the places of a page: columns read one after the other, and margins taken off.

Programs that keep the layout (`pdftotext -layout`) print two columns side by side, spaces between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_MIN_LINES = 8
_MIN_WIDTH = 18
_MAX_CROSSING = 0.3
_GUTTER = 3


class Raw(NamedTuple):
    """A line of the file (its number from 1), with its white space.

    `feed`: a form feed stood before it; `column`: it begins one of several columns.
    """

    number: int
    text: str
    feed: bool
    column: bool = False


def unfolded(lines: Sequence[Raw]) -> list[Raw]:
    """`lines` with the columns of each page in reading order, and without the margins of laid out pages."""
    if sum(_leading(line.text) > 1 for line in lines) * 50 < len(lines):
        return list(lines)
    result: list[Raw] = []
    for page in _pages(lines):
        gutter = _gutter(page)
        columns = _apart(page, gutter) if gutter else [page]
        for column in columns:
            result += _without_margin(column)
    return result


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _pages(lines: Sequence[Raw]) -> Iterator[list[Raw]]:
    page: list[Raw] = []
    for line in lines:
        if line.feed and page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _gutter(page: Sequence[Raw]) -> int | None:
    """The place of the white space between two columns, in characters; None where there is one column."""
    best: tuple[int, int] | None = None
    widest = max(len(line.text) for line in page)
    for place in range(widest // 4, widest * 3 // 4):
        both = [line for line in page if _parted(line.text, place)]
        crossing = sum(len(line.text) > place and bool(line.text[place - 1 : place + 1].strip()) for line in page)
        if len(both) < _MIN_LINES or crossing > (len(both) + crossing) * _MAX_CROSSING:
            continue
        if best is None or len(both) - crossing > best[0]:
            best = len(both) - crossing, place
    if best is None:
        return None
    both = [line for line in page if _parted(line.text, best[1])]
    halves = [sorted(len(half.strip()) for half in _halves(line.text, best[1])) for line in both]
    narrow = sorted(half[0] for half in halves)
    return best[1] if narrow[len(narrow) // 2] >= _MIN_WIDTH else None


def _parted(text: str, place: int) -> bool:
    """Whether there are words on both sides of `place`, and a gap there."""
    gap = text[max(0, place - _GUTTER + 1) : place + 1]
    return len(gap) == _GUTTER and not gap.strip() and bool(text[:place].strip()) and bool(text[place:].strip())


def _halves(text: str, place: int) -> tuple[str, str]:
    return text[:place].rstrip(), " " * place + text[place:]


def _apart(page: Sequence[Raw], gutter: int) -> Iterator[list[Raw]]:
    """The left column and the right one, between the lines that go over both."""
    edges = _edges(page)

    def spans(line: Raw) -> bool:
        across = len(line.text) > gutter and bool(line.text[gutter - 1 : gutter + 1].strip())
        return across or line.number in edges

    feed = page[0].feed
    for over_both, group in groupby(page, key=spans):
        band = list(group)
        if over_both:
            yield [line._replace(feed=feed and n == 0) for n, line in enumerate(band)]
            feed = False
            continue
        for half in (0, 1):
            column = [line._replace(text=_halves(line.text, gutter)[half], feed=False) for line in band]
            column = [line for line in column if line.text.strip()]
            if column:
                yield [line._replace(feed=feed and n == 0, column=n == 0) for n, line in enumerate(column)]
                feed = False


def _edges(page: Sequence[Raw]) -> set[int]:
    """The numbers of the first and the last line, where a blank line sets them apart: heads and feet."""
    found = set()
    if len(page) > 2 and page[1].number - page[0].number > 1:
        found.add(page[0].number)
    if len(page) > 2 and page[-1].number - page[-2].number > 1:
        found.add(page[-1].number)
    return found


def _without_margin(page: Sequence[Raw]) -> Iterator[Raw]:
    """The lines moved to the left by the least indent that several of them have."""
    leading = Counter(_leading(line.text) for line in page)
    usual = [indent for indent, count in leading.items() if count > 1 and count * 10 >= len(page)]
    margin = min(usual or leading)
    for line in page:
        yield line._replace(text=line.text[min(margin, _leading(line.text)) :])
