"""Running heads and page numbers: the same words again and again, with a number that grows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from annotator.importing.printed.lines import Line

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
NUMBER = r"(?P<number>\d{1,4}|[ivxlcdm]{1,7}|[IVXLCDM]{1,7})"
_LEFT = re.compile(rf"{NUMBER}(?:\s{{2,}}|\t|\s*[|·•]\s*)(?P<words>\S.*)")
_RIGHT = re.compile(rf"(?P<words>\S.*?)(?:\s{{2,}}|\t|\s*[|·•]\s*){NUMBER}")
ALONE = re.compile(rf"(?:[-–—\[(]\s*|[Pp]age\s+|S(?:eite|\.)\s+|p\.\s*)?{NUMBER}(?:\s*[-–—\])])?")
_GAP = re.compile(r"\s\s|[\t|·•]")
_MAX_HEAD = 90


@dataclass(frozen=True, slots=True)
class Head:
    """A running head at `index` of the lines; `left`: of a left-hand page.

    Without `words` it is a page number alone; without a `label` its number stands elsewhere or nowhere.
    """

    index: int
    label: str
    words: str
    left: bool

    @property
    def value(self) -> tuple[bool, int]:
        """What the label counts: arabic numbers after roman ones."""
        return label_value(self.label)


def label_value(label: str) -> tuple[bool, int]:
    """(arabic?, number) of a page label."""
    if label.isdigit():
        return True, int(label)
    total, largest = 0, 0
    for character in reversed(label.lower()):
        value = _ROMAN_VALUES.get(character, 0)
        total += value if value >= largest else -value
        largest = max(largest, value)
    return False, total


def find_heads(lines: Sequence[Line], at_page_top: Sequence[bool]) -> list[Head]:
    """The running heads and lone page numbers of `lines`, in order.

    Words that come twice with growing numbers are a head wherever they stand; words that come once only at the
    top of a page, when their number fits and they name something that stands alone elsewhere (an author, a title),
    or the number is the very one that counting gives.
    """
    candidates = [head for index, line in enumerate(lines) if (head := _head(index, line))]
    by_words: dict[str, list[Head]] = defaultdict(list)
    for head in candidates:
        by_words[head.words.casefold()].append(head)
    sure: list[Head] = []
    once: list[Head] = []
    for group in by_words.values():
        rising = _rising(group)
        if len(rising) > 1 and len(rising) * 2 > len(group):
            sure += rising
        else:
            once += group
    sure = _rising(sorted(sure, key=lambda head: head.index))
    named = {line.text.casefold() for line in lines}
    tops = list(accumulate(at_page_top, initial=0))
    for head in once:
        if not sure or not at_page_top[head.index] or not _fits(head, sure):
            continue
        if head.words.casefold() in named or _counts(head, sure, tops):
            sure.insert(bisect_left(sure, head.index, key=lambda other: other.index), head)
    return sure or _lone_numbers(lines)


def _head(index: int, line: Line) -> Head | None:
    if len(line.text) > _MAX_HEAD or not _GAP.search(line.text):
        return None
    for pattern, left in ((_LEFT, True), (_RIGHT, False)):
        match = pattern.fullmatch(line.text)
        if match and is_number(match["number"]) and re.search(r"[^\W\d]", match["words"]):
            return Head(index, match["number"], " ".join(match["words"].split()), left)
    return None


def is_number(text: str) -> bool:
    """Whether a text is an arabic or a well-formed roman number."""
    return text.isdigit() or bool(_ROMAN.fullmatch(text))


def is_page_number(text: str) -> bool:
    """Whether a text may number a page: a single capital is more often a letter."""
    return is_number(text) and not (len(text) == 1 and text.isupper())


def _lone_numbers(lines: Sequence[Line]) -> list[Head]:
    """Page numbers on lines of their own: at least three, growing by about one a page."""
    found = []
    for index, line in enumerate(lines):
        match = ALONE.fullmatch(line.text) if len(line.text) < 14 else None
        if match and is_number(match["number"]) and (line.blank_before or line.blank_after or line.form_feed):
            found.append(Head(index, match["number"], "", False))
    rising = _rising(found)
    values = [head.value[1] for head in rising]
    steps = [b - a for a, b in pairwise(values)]
    small = sum(0 < step <= 3 for step in steps)
    # Many pages lie between two numbers of a book, few lines between two of a list.
    spread = len(rising) > 2 and (rising[-1].index - rising[0].index) > 12 * (len(rising) - 1)
    return rising if spread and small >= len(steps) * 0.8 else []


def _rising(heads: Sequence[Head]) -> list[Head]:
    """The longest run of heads whose numbers grow: misread numbers fall out."""
    tails: list[tuple[bool, int]] = []
    at: list[int] = []
    before: list[int] = []
    for index, head in enumerate(heads):
        place = bisect_left(tails, head.value)
        before.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [head.value]
        at[place : place + 1] = [index]
    chain: list[Head] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(heads[index])
        index = before[index]
    return chain[::-1]


def _counts(head: Head, sure: Sequence[Head], tops: Sequence[int]) -> bool:
    """Whether counting page tops from the sure head before it gives this head's very number."""
    near = sure[max(0, bisect_left(sure, head.index, key=lambda other: other.index) - 1)]
    turns = tops[head.index] - tops[near.index]
    return near.value[0] == head.value[0] and head.value[1] - near.value[1] == turns


def _fits(head: Head, sure: Sequence[Head]) -> bool:
    place = bisect_left(sure, head.index, key=lambda other: other.index)
    after_last = place == 0 or sure[place - 1].value < head.value
    return after_last and (place == len(sure) or head.value < sure[place].value)
