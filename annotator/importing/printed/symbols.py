"""Notes with symbols for numbers: an asterisk, a dagger and so on, on each page anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.importing.printed.lines import Line
from annotator.importing.printed.notes import NoteStart

SIGNS = "*∗⁎†‡§¶‖"
SYMBOL = re.compile(rf"(?P<label>([{SIGNS}])\2{{0,2}})\s*(?=[^\s{SIGNS}])")
"""The beginning of a note."""

MARK = re.compile(rf"(?<=[^\s{SIGNS}])(?P<label>([{SIGNS}])\2{{0,2}})(?=\s|$|[.,;:?!)\]”’»—–])")
"""A marker: behind a word or a sentence's end, never alone."""


def symbol_starts(lines: Sequence[Line], inside: Sequence[int]) -> list[tuple[int, NoteStart]]:
    """Where notes with symbols begin at the foot of a page (places in `inside`, the indices of its lines).

    Their symbols, each of them once, must be those of the markers above, in order.
    """
    starts = [
        (place, NoteStart(match["label"], match.end()))
        for place, index in enumerate(inside)
        if place and (match := SYMBOL.match(lines[index].text))
    ]
    if not starts:
        return []
    marks = [
        (place, match["label"]) for place, index in enumerate(inside) for match in MARK.finditer(lines[index].text)
    ]
    for first in range(len(starts)):
        found = starts[first:]
        labels = [start.label for _, start in found]
        above = [label for place, label in marks if place < found[0][0]]
        if labels == above and len(set(labels)) == len(labels):
            return found
    return []
