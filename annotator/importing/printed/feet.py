"""Footnotes: found at the feet of the pages on which their markers stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.lines import HYPHENS, Line, ends_sentence, starts_low
from annotator.importing.printed.notes import NoteStart
from annotator.importing.printed.shapes import is_contents_entry
from annotator.importing.printed.strewn import find_strewn
from annotator.importing.printed.symbols import symbol_starts
from annotator.importing.printed.widths import line_width, usual_width

_START = re.compile(r"[\[(]?(?P<number>\d{1,3})[.)\]]?\s*(?=[^\s\d.,)\]])")
_DIGIT = re.compile(r"\d")  # tells at a glance what the other patterns take their time for
_FIGURE = re.compile(r"[^\s\d]\d|[.?!”’“»)] \d")
_MARKER = re.compile(
    r"(?:(?<=[^\W\d])|(?<=[.?!,;:”’“»«›\"')\]])|(?<=[^\s.][.?!”’“»)] ))(?P<number>\d{1,3})(?!\d|[.,]\d|[^\W\d])"
)
# How much more goes on a line of a note than on one of the text.
_SMALLER = 1.06
# So many notes may have been overlooked before the next one is found.
_MAX_LOST = 4
# Where columns were run together, notes lie between the lines of the text, and more are found there.
_MORE = 1.3


@dataclass(frozen=True, slots=True)
class FootNote:
    """A footnote: its label, and its lines (indices), perhaps running on at the foot of the next page."""

    start: NoteStart
    lines: tuple[int, ...]


def find_feet(
    lines: Sequence[Line], pages: Sequence[int], furniture: Collection[int], endnotes: Collection[int]
) -> list[FootNote]:
    """The footnotes of `lines`; `pages` are the indices of the lines that pages begin with.

    The numbers of markers on a page, in order, must be those of the notes at its foot, in order. Pages with
    `endnotes` (indices of their first lines) have none.
    """
    found = _find(lines, pages, furniture, endnotes, _START)
    if not endnotes:
        inside = [index for index in range(len(lines)) if index not in furniture]
        marks = {index: numbers for index in inside if (numbers := _marks(lines[index].text))}
        if len(pages) < 2 or len(marks) > 2 * len(found):
            strewn = find_strewn(lines, inside, marks)
            if len(strewn) > _MORE * len(found):
                return [FootNote(start, own) for start, own in strewn]
    styles = Counter(_style(lines, note) for note in found if note.start.label.isdigit())
    if len(styles) < 2:
        return found
    # Items of lists look like notes, but all notes of a book have the same marks at their numbers.
    usual = re.escape(styles.most_common(1)[0][0])
    return _find(lines, pages, furniture, endnotes, re.compile(rf"(?P<number>\d{{1,3}}){usual}\s*(?=[^\s\d.,)\]])"))


def _style(lines: Sequence[Line], note: FootNote) -> str:
    """What stands between a note's number and its words."""
    return lines[note.lines[0]].text[: note.start.length].replace(note.start.label, "").strip()


def _find(
    lines: Sequence[Line],
    pages: Sequence[int],
    furniture: Collection[int],
    endnotes: Collection[int],
    style: re.Pattern[str],
) -> list[FootNote]:
    found: list[FootNote] = []
    last = 0
    measure = 0.0
    marks = {index: numbers for index, line in enumerate(lines) if (numbers := _marks(line.text))}
    before: list[int] = []
    for page, first in enumerate(pages):
        end = pages[page + 1] if page + 1 < len(pages) else len(lines)
        inside = [index for index in range(first, end) if index not in furniture]
        if any(index in endnotes for index in inside):
            last, before = 0, []
            continue
        marked = {number for index in (*before, *inside) for number in marks.get(index, ())}
        likely = [
            number
            for number in dict.fromkeys([last + 1, 1, *range(last + 2, last + 2 + _MAX_LOST)])
            if number in marked
        ]
        starts = next(filter(None, (_starts(lines, marks, before, inside, number, style) for number in likely)), [])
        if starts:
            last = int(starts[-1][1].label)
        top = starts[0][0] if starts else len(inside)
        # The author's own note may have a symbol where the others have numbers.
        starts = [*symbol_starts(lines, inside[:top]), *starts]
        top = starts[0][0] if starts else top
        if found and not ends_sentence(lines[found[-1].lines[-1]].text):
            measure = measure or usual_width([line_width(line.text) for line in lines])
            more = _continuation(lines, inside, top, found[-1], measure)
            if more:
                found[-1] = FootNote(found[-1].start, (*found[-1].lines, *more))
        for place, (at, start) in enumerate(starts):
            until = starts[place + 1][0] if place + 1 < len(starts) else len(inside)
            found.append(FootNote(start, tuple(inside[at:until])))
        before = inside
    return found


def as_body(notes: Sequence[FootNote], lines: Sequence[Line]) -> list[list[BodyLine]]:
    """The lines of each note, ready to be joined."""
    return [
        [
            BodyLine(lines[index], None, place > 0, note.start if place == 0 else None)
            for place, index in enumerate(note.lines)
        ]
        for note in notes
    ]


def _starts(
    lines: Sequence[Line],
    marks: Mapping[int, Sequence[int]],
    before: Sequence[int],
    inside: Sequence[int],
    expected: int,
    style: re.Pattern[str],
) -> list[tuple[int, NoteStart]]:
    """Where the page's notes begin (places in `inside`), if their numbers are `expected` and the next ones.

    Where a marker stands low on the page, its note may be printed on the next: `before` is the page before.
    """
    wanted = _markers(marks, [*before, *inside], expected)
    while wanted:
        found = _from_below(lines, inside, wanted, style)
        if found and _marked_above(marks, [*before, *inside[: found[0][0]]], wanted):
            return found
        # The last note may have been moved to the next page.
        wanted = wanted[:-1]
    return []


def _marks(text: str) -> list[int]:
    """The numbers in a line that may be markers."""
    if not _DIGIT.search(text) or not _FIGURE.search(text) or is_contents_entry(text):
        return []
    return [int(match["number"]) for match in _MARKER.finditer(text)]


def _markers(marks: Mapping[int, Sequence[int]], inside: Sequence[int], expected: int) -> list[int]:
    """Of the numbers on some lines those that are `expected` and the next ones, in order."""
    wanted: list[int] = []
    for index in inside:
        for number in marks.get(index, ()):
            if number == expected:
                wanted.append(expected)
                expected += 1
    return wanted


def _marked_above(marks: Mapping[int, Sequence[int]], above: Sequence[int], wanted: Sequence[int]) -> bool:
    return _markers(marks, above, wanted[0])[: len(wanted)] == list(wanted)


def _from_below(
    lines: Sequence[Line], inside: Sequence[int], wanted: Sequence[int], style: re.Pattern[str]
) -> list[tuple[int, NoteStart]]:
    found: list[tuple[int, NoteStart]] = []
    waiting = list(wanted)
    for place in range(len(inside) - 1, 0, -1):
        text = lines[inside[place]].text
        match = style.match(text) or (
            re.fullmatch(r"(?P<number>\d{1,3})\.?", text) if place + 1 < len(inside) else None
        )
        if waiting and match and not is_contents_entry(text) and int(match["number"]) == waiting[-1]:
            found.append((place, NoteStart(match["number"], match.end())))
            waiting.pop()
    return found[::-1] if not waiting else []


def _continuation(lines: Sequence[Line], inside: Sequence[int], top: int, note: FootNote, measure: float) -> list[int]:
    """The lines above the page's own notes on which the last note of the page before runs on.

    They are set apart by a gap, or hold more letters than the lines of the text, being of smaller type.
    """
    at = top - 1
    while at > 0 and not lines[inside[at]].blank_before and line_width(lines[inside[at - 1]].text) > measure * _SMALLER:
        at -= 1
    if not 0 < at < len(inside):
        return []
    goes_on = starts_low(lines[inside[at]].text) or lines[note.lines[-1]].text.endswith(HYPHENS)
    return list(inside[at:top]) if goes_on or at < top - 1 else []
