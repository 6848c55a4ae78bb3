"""Heads and feet where nothing shows the page turns: numbers that grow as the lines go on, a page's worth at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from annotator.importing.headings import is_notes_heading
from annotator.importing.printed.heads import ALONE, NUMBER, Head, is_page_number, label_value
from annotator.importing.printed.lines import Line, ends_sentence
from annotator.importing.printed.shapes import chapter_number, is_contents_entry

_LEFT = re.compile(rf"{NUMBER}(?:\s*[|·•]\s*|\s+)(?P<words>\S.*)")
_RIGHT = re.compile(rf"(?P<words>\S.*?)(?:\s*[|·•]\s*|\s+){NUMBER}")
_BEGINS = frozenset("0123456789ivxlcdmIVXLCDM-–—[(pPS")
_ENDS = frozenset("0123456789ivxlcdmIVXLCDM-–—])")
# A figure or a letter of roman numbers, at either end and not in a word.
_NUMBERED_END = re.compile(r"^\W*(?:\d|[ivxlcdmIVXLCDM]+\b)|(?:\d|\b[ivxlcdmIVXLCDM]+)\W*$|^[Pp]age|^S[.e]|^p\.")
_LONGEST = 110
# Lines on a page, at least and at most.
_FEWEST, _MOST = 10, 90
# A number in so many lines from the text's beginning stands over it.
_BEGINNING = 3
_LOOK_BACK = 60
_UNEVEN = 2.2
_MIN_CHAIN = 3
# The foot of a page and the head of the next lie no farther apart, in lines.
_ABOVE_AND_BELOW = 3


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    label: str
    words: str
    left: bool
    value: tuple[bool, int]


def find_loose_heads(lines: Sequence[Line], furniture: Collection[int], texts: Mapping[str, int]) -> list[Head]:
    """The heads of `lines`; those without a number of their own have the label ''. `texts` counts lines, casefolded."""
    readings = [
        found for index in range(len(lines)) if index not in furniture for found in _readings(index, lines[index])
    ]
    repeated = Counter(found.words.casefold() for found in readings)
    likely = [
        found
        for found in readings
        if not found.words or repeated[found.words.casefold()] > 1 or texts.get(found.words.casefold(), 0)
    ]
    chain = _even(_growing(likely))
    if len(chain) < _MIN_CHAIN:
        return []
    heads = [Head(found.index, found.label, found.words, found.left) for found in chain]
    heads += _words_beside(lines, {found.index: found for found in chain}, texts)
    return _without_chapters(sorted(heads, key=lambda head: head.index))


def _readings(index: int, line: Line) -> Iterator[_Candidate]:
    text = line.text
    if (
        (text[0] not in _BEGINS and text[-1] not in _ENDS)
        or not _NUMBERED_END.search(text)
        or len(text) > _LONGEST
        or is_contents_entry(text)
    ):
        return
    alone = ALONE.fullmatch(text)
    if alone and is_page_number(alone["number"]):
        yield _Candidate(index, alone["number"], "", False, label_value(alone["number"]))
        return
    chapter = chapter_number(text)
    if chapter and not chapter[1]:
        return
    for pattern, left in ((_LEFT, True), (_RIGHT, False)):
        match = pattern.fullmatch(text)
        if match and is_page_number(match["number"]) and re.search(r"[^\W\d]{2}", match["words"]):
            words = " ".join(match["words"].split())
            yield _Candidate(index, match["number"], words, left, label_value(match["number"]))


def _growing(found: Sequence[_Candidate]) -> list[_Candidate]:
    """The best chain of numbers that grow by one or two in a page's worth of lines."""
    best: list[float] = []
    before: list[int] = []
    for place, here in enumerate(found):
        score, previous = 0.0, -1
        for earlier in range(max(0, place - _LOOK_BACK), place):
            step = _step(found[earlier], here)
            if step is not None and best[earlier] + step > score:
                score, previous = best[earlier] + step, earlier
        best.append(score)
        before.append(previous)
    chain: list[_Candidate] = []
    place = max(range(len(found)), key=best.__getitem__, default=-1)
    while place >= 0:
        chain.append(found[place])
        place = before[place]
    return chain[::-1]


def _step(earlier: _Candidate, here: _Candidate) -> float | None:
    (arabic, low), (arabic_now, high) = earlier.value, here.value
    lines = here.index - earlier.index
    if arabic != arabic_now:
        return 0.5 if arabic_now and high <= 3 and lines > 1 else None
    if high == low + 1 and lines <= _ABOVE_AND_BELOW:
        # The foot of one page, and the head of the next.
        return 1.0
    if high <= low or lines / (high - low) > _MOST:
        return None
    if lines < _FEWEST * (high - low):
        # The last page of a chapter may be short.
        return 0.6 if high == low + 1 else None
    return 1.0 if high - low <= 2 else -0.3


def _even(chain: Sequence[_Candidate]) -> list[_Candidate]:
    """The chain, if its numbers lie evenly; pages of a book hold about as many lines each."""
    pages = [
        (b.index - a.index) / (b.value[1] - a.value[1])
        for a, b in pairwise(chain)
        if b.value[0] == a.value[0] and b.index - a.index > _ABOVE_AND_BELOW
    ]
    if not pages:
        return []
    usual = median(pages)
    even = sum(usual / _UNEVEN <= page <= usual * _UNEVEN for page in pages)
    return list(chain) if usual >= _FEWEST and even * 3 >= len(pages) * 2 else []


def _without_chapters(heads: Sequence[Head]) -> list[Head]:
    """Where numbers have words beside them, one without any at the very beginning is a part's or a chapter's."""
    places = {head.index for head in heads}
    first = heads[0]
    alone = not first.words and first.index < _BEGINNING and not places & {first.index - 1, first.index + 1}
    return list(heads[1:]) if alone and any(head.words for head in heads[1:]) else list(heads)


def _words_beside(
    lines: Sequence[Line], numbered: Mapping[int, _Candidate], texts: Mapping[str, int]
) -> Iterator[Head]:
    """Lines of words next to a page's number that stand so more than once, or name what stands alone elsewhere."""
    beside: dict[int, int] = {}
    for index in numbered:
        for at in (index - 1, index + 1):
            if 0 <= at < len(lines) and at not in numbered and _may_be_head(lines[at].text):
                beside.setdefault(at, index)
    counts = Counter(lines[at].text.casefold() for at in beside)
    for at, index in beside.items():
        text = lines[at].text.casefold()
        # What stands as often away from the numbers is no head.
        if (counts[text] > 1 and texts[text] <= 2 * counts[text] + 1) or (
            not numbered[index].words and texts[text] == 2
        ):
            yield Head(at, "", lines[at].text, numbered[index].value[1] % 2 == 0)


def _may_be_head(text: str) -> bool:
    cut = ends_sentence(text) or text.endswith((",", ";", "-", "‐"))
    return len(text) <= _LONGEST and text[:1].isupper() and not cut and not is_notes_heading(text)
