"""Tables of contents: lines that end with the number of a page at the right margin, dots before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.heads import is_number

_LEADERS = re.compile(r"(?:\s*[.·…]){2,}\s*(?=\w{1,8}$)|\s+[.·]\s+(?=\w{1,8}$)")
_LEAST = 3
_MOST_LINES = 3
_AT_EDGE = 0.5


def find_contents(body: Sequence[BodyLine]) -> list[range]:
    """The entries of tables of contents, each the places of its lines."""
    found: list[range] = []
    for run in _runs(body):
        start = run.start
        entries = []
        for place in run:
            if _ends_entry(body[place]):
                entries.append(range(max(start, place - _MOST_LINES + 1), place + 1))
                start = place + 1
        led = sum(bool(_LEADERS.search(body[entry.stop - 1].text)) for entry in entries)
        wide = sum(bool(_layout(body[entry.stop - 1]) and _cells(body[entry.stop - 1])) for entry in entries)
        if len(entries) >= _LEAST and (led + wide) * 2 >= len(entries) and not _counts_up_wrongly(body, entries):
            found += entries
    return found


def without_leaders(line: BodyLine) -> BodyLine:
    """The line with a space in place of the dots that lead to its number."""
    text = _LEADERS.sub(" ", line.line.text)
    if text == line.line.text:
        return line
    layout = line.line.layout
    return replace(line, line=replace(line.line, text=text, layout=layout and layout._replace(emphasis=(), raised=())))


def _layout(line: BodyLine) -> bool:
    return line.line.layout is not None


def _cells(line: BodyLine) -> bool:
    return bool(line.line.layout and len(line.line.layout.cells) > 1)


def _runs(body: Sequence[BodyLine]) -> Iterator[range]:
    """Stretches in which hardly a line lacks the number of a page at its end."""
    start = last = -1
    count = 0
    for place in range(len(body) + 1):
        ends = place < len(body) and _ends_entry(body[place])
        if ends:
            start = place if start < 0 else start
            last, count = place, count + 1
        elif start >= 0 and (place == len(body) or place - last >= _MOST_LINES):
            if count >= _LEAST:
                yield range(start, last + 1)
            start, count = -1, 0


def _ends_entry(line: BodyLine) -> bool:
    layout = line.line.layout
    if not layout or line.note or (layout.room > _AT_EDGE * layout.size and not _LEADERS.search(line.text)):
        return False
    words = _LEADERS.sub(" ", line.text).split()
    return len(words) > 1 and is_number(words[-1]) and any(sign.isalpha() for sign in line.text[: -len(words[-1])])


def _counts_up_wrongly(body: Sequence[BodyLine], entries: Sequence[range]) -> bool:
    """Pages of contents grow; the figures of a table don't."""
    numbers = [int(word) for entry in entries if (word := re.split(r"[\s.]", body[entry.stop - 1].text)[-1]).isdigit()]
    falls = sum(b < a for a, b in pairwise(numbers))
    return falls > 1 + len(numbers) // 10
