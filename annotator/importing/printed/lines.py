"""Lines with the facts that everything else is decided on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from annotator.importing.printed.columns import Raw, unfolded

if TYPE_CHECKING:
    from annotator.importing.printed.layout import Layout

DASHES = ("—", "–")
HYPHENS = ("-", "‐")
SOFT_HYPHEN = "\u00ad"
LONGEST = 130
# Closing marks and a note marker take no more characters at the end of a sentence.
_LONGEST_END = 24
_SENTENCE_END = re.compile(r"[.?!…:][”’\"')\]}»›\s]*(?:\d{0,3}|[*∗⁎†‡§¶‖]{0,3})\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file.

    `text` has no white space at its ends; `number` counts from 1 in the file; `leading` is the number of white
    characters before the words; `spaced` says that white space followed them; `blank_before` and `blank_after`
    are the numbers of blank lines round it; `form_feed` says that a form feed stood before it; `column`: it begins a
    column. `layout` tells how it lies on the page, where the file knows that.
    """

    number: int
    text: str
    leading: int = 0
    spaced: bool = False
    blank_before: int = 0
    blank_after: int = 0
    form_feed: bool = False
    column: bool = False
    layout: Layout | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the line's end says that its paragraph goes on: white space, a hyphen or a dash."""
        return self.spaced or self.text.endswith(HYPHENS + DASHES)


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that have any words, with their facts."""
    found: list[Raw] = []
    feed = False
    for number, raw in enumerate(text.split("\n"), 1):
        for index, part in enumerate(raw.split("\f")):
            feed = feed or index > 0
            if part.strip():
                found.append(Raw(number, part, feed))
                feed = False
    found = unfolded(found)
    lines = []
    for index, (number, raw, feed, column) in enumerate(found):
        before = number - found[index - 1].number - 1 if index else number - 1
        after = found[index + 1].number - number - 1 if index + 1 < len(found) else 0
        words = raw.strip()
        leading = len(raw) - len(raw.lstrip())
        spaced = len(raw.rstrip()) < len(raw)
        lines.append(Line(number, words, leading, spaced, max(before, 0), max(after, 0), feed, column))
    return lines


def raw_lines(lines: Sequence[Line], wanted: Collection[int]) -> dict[int, str]:
    """The lines with the numbers `wanted`, as they stood in the file; a form feed is shown by its picture."""
    found: dict[int, str] = {}
    for line in lines:
        if line.number in wanted:
            feed, end = "␌" if line.form_feed else "", " " if line.spaced else ""
            raw = f"{feed}{' ' * line.leading}{line.text}{end}"
            found[line.number] = found.get(line.number, "") + raw
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """How the text is set. `width`: of a full line, in characters; `marked`: inner lines end with white space."""

    width: int
    marked: bool


def measure(lines: Sequence[Line]) -> Measure:
    """Learn the measure: the usual length of lines that have a neighbour below, and whether their ends tell."""
    inner = [line for line in lines if not line.blank_after]
    lengths = sorted(len(line.text) for line in (inner or lines))
    if not lengths:
        return Measure(0, False)
    # The upper half, so that a text of many short lines (notes, tables) doesn't make the measure short.
    width = int(median(lengths[len(lengths) // 2 :]))
    full = [line for line in inner if len(line.text) > width * 0.8]
    ended = [line for line in lines if line.blank_after]
    goes_on = len(full) >= 3 and sum(line.goes_on for line in full) > len(full) * 0.6
    # White space after every line tells nothing; nor does it where each line is a whole paragraph.
    tells = not all(line.goes_on for line in lines) and sum(line.goes_on for line in ended) <= len(ended) * 0.6
    return Measure(width, goes_on and tells and width <= LONGEST)


def page_numbers(lines: Sequence[Line]) -> list[int]:
    """For each line the index of its page, counted by form feeds."""
    page, pages = 0, []
    for index, line in enumerate(lines):
        page += line.form_feed and index > 0
        pages.append(page)
    return pages


def ends_sentence(text: str) -> bool:
    """Whether `text` ends like a sentence (perhaps with closing marks and a note marker after its end mark)."""
    return bool(_SENTENCE_END.search(text[-_LONGEST_END:]))


def starts_low(text: str) -> bool:
    """Whether the first letter of `text`, past marks and digits, is a small one."""
    first = next((c for c in text if c.isalnum()), "")
    return first.islower()
