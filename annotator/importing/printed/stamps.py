"""Watermarks, copyright blocks and download stamps: learned by their repetition and their broken shape."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from annotator.importing.printed.lines import Line, starts_low

_RIGHTS = re.compile(
    r"copyright\s*(©|\(c\)|\d{4})|©\s*\d{4}|all rights reserved|may not be (reproduced|copied|distributed)"
    r"|do not (copy|distribute|duplicate)|express written permission",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"downloaded (from|by|on)|this content downloaded|use subject to|terms and conditions of use"
    r"|licensed to|printed from|for personal use only",
    re.IGNORECASE,
)
# One of these stands in whatever the patterns above can find: to look for them first is ten times as fast.
_HINTS = (
    *("copyright", "©", "rights reserved", "may not be ", "do not ", "express written", "download"),
    *("subject to", "terms and conditions", "licensed to", "printed from", "personal use"),
)
# An address may be cited twice; one that stands on page after page is a stamp.
_MIN_ADDRESSES = 3
_MIN_FRAGMENTS = 4
_MAX_BLOCK = 6


def stamp_kind(text: str) -> str | None:
    """`copyright` or `stamp`, where the words say so."""
    low = text.lower() if len(text) < 200 else ""
    for hint in _HINTS:
        if hint in low:
            break
    else:
        return None
    return "copyright" if _RIGHTS.search(text) else "stamp" if _STAMP.search(text) else None


def find_watermarks(lines: Sequence[Line]) -> list[range]:
    """The runs of lines that are a watermark read downwards: four or more scraps of one to three letters each."""
    runs, start = [], 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _is_scrap(lines[index].text):
            continue
        if index - start >= _MIN_FRAGMENTS:
            runs.append(range(start, index))
        start = index + 1
    shapes = Counter(_words(lines, run) for run in runs)
    # A run that comes once may be a table's column: it must lie against a copyright block.
    return [run for run in runs if shapes[_words(lines, run)] > 1 or _touches_rights(lines, run)]


def find_stamps(lines: Sequence[Line], watermarks: Sequence[range]) -> Iterator[tuple[int, str]]:
    """(index, kind) of each line of a repeated copyright block or download stamp.

    A block that comes only once is the book's own page of rights, and stays, unless a watermark precedes it.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    addresses: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if stamp_kind(line.text):
            groups[re.sub(r"\d+", "#", line.text)].append(index)
        elif "www." in line.text or "://" in line.text:
            addresses[line.text].append(index)
    groups |= {text: found for text, found in addresses.items() if len(found) >= _MIN_ADDRESSES}
    scraps = {run.stop for run in watermarks}
    taken: set[int] = set()
    for found in groups.values():
        tail = _common_tail(lines, found)
        for index in found:
            if len(found) < 2 and index not in scraps and index - 1 not in taken:
                continue
            kind = stamp_kind(lines[index].text) or "stamp"
            for part in [*_with_its_end(lines, index), *range(index + 1, index + 1 + tail)]:
                if part not in taken:
                    taken.add(part)
                    yield part, kind


def glued_scrap(line: Line, watermarks: Sequence[str]) -> str | None:
    """The first scraps of a known watermark, where they hang at the end of a body line; `watermarks` are joined."""
    for words in watermarks:
        for length in range(min(len(words), 12), 2, -1):
            scrap = words[:length].rstrip()
            if len(scrap) > 2 and line.text.endswith(" " + scrap):
                return scrap
    return None


def _is_scrap(text: str) -> bool:
    if len(text) > 5:
        return False
    letters = sum(character.isalpha() for character in text)
    return 0 < letters <= 3 and not any(character.isdigit() for character in text)


def _words(lines: Sequence[Line], run: range) -> str:
    return "".join(lines[index].text for index in run)


def _touches_rights(lines: Sequence[Line], run: range) -> bool:
    near = [index for index in (run.start - 1, run.stop) if 0 <= index < len(lines)]
    return any(_RIGHTS.search(lines[index].text) for index in near)


def _with_its_end(lines: Sequence[Line], index: int) -> Iterator[int]:
    """The line, and what it runs over into."""
    yield index
    while index + 1 < len(lines) and lines[index].spaced and starts_low(lines[index + 1].text):
        if len(lines[index + 1].text) > len(lines[index].text):
            return
        index += 1
        yield index


def _common_tail(lines: Sequence[Line], found: Sequence[int]) -> int:
    """How many lines follow every one of the `found` lines in the very same words."""
    if len(found) < 2:
        return 0
    for step in range(1, _MAX_BLOCK):
        if found[-1] + step >= len(lines) or len({lines[index + step].text for index in found}) > 1:
            return step - 1
    return _MAX_BLOCK - 1
