"""Sections of notes: the line `Notes`, then numbers that grow by one from 1."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.importing.headings import is_notes_heading
from annotator.importing.printed.lines import Line, ends_sentence
from annotator.importing.printed.shapes import looks_like_title
from annotator.model.report import Doubt

_NUMBERED = re.compile(r"[\[(]?(?P<number>\d{1,3})[.)\]](?:\s+(?=\S)|$)")
_BARE = re.compile(r"(?P<number>\d{1,3})\s*(?=[^\W\d_a-z]|[“„«\"‘])")
_MAX_SKIP = 2
# Lines that name a chapter over its notes.
_GROUP_LINES = 3


@dataclass(frozen=True, slots=True)
class NoteStart:
    """Where a note begins: its label, and the length of the number with its white space, in characters."""

    label: str
    length: int


@dataclass(slots=True)
class NotesFound:
    """`headings`: indices of the lines `Notes`, and, where a book's notes stand together, of those that name a chapter
    over its notes (a name on several lines has its first one here); `starts`: index of a note's first line → NoteStart.

    `right_set`: indices of first lines whose one leading space only sets a one-figure number to the right.
    """

    headings: set[int] = field(default_factory=set)
    starts: dict[int, NoteStart] = field(default_factory=dict)
    right_set: set[int] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)


def find_notes(lines: Sequence[Line], furniture: Collection[int]) -> NotesFound:
    """The notes sections of `lines` (furniture indices are passed over)."""
    found = NotesFound()
    body = [index for index in range(len(lines)) if index not in furniture]
    places = [place for place, index in enumerate(body[:-1]) if _is_heading(lines, body, place)]
    for place, end in pairwise([*places, len(body)]):
        found.headings.add(body[place])
        named = _name_length(lines, body, place + 1) or 0
        if named:
            found.headings.add(body[place + 1])
        starts = _section(lines, body[place + 1 + named : end], found, bool(named))
        found.starts |= starts
        found.right_set |= _right_set(lines, starts)
    return found


def _is_heading(lines: Sequence[Line], body: Sequence[int], place: int) -> bool:
    return is_notes_heading(lines[body[place]].text) and _name_length(lines, body, place + 1) is not None


def _start(line: Line, style: re.Pattern[str]) -> NoteStart | None:
    """The number that the line begins with: in the `style` of its section, or raised."""
    raised = line.layout.opening_label if line.layout else None
    if raised and line.text[: raised[1]].isdigit():
        return NoteStart(line.text[: raised[1]], len(line.text) - len(line.text[raised[1] :].lstrip(". ")))
    match = style.match(line.text)
    return NoteStart(match["number"], match.end()) if match else None


def note_start(line: Line) -> NoteStart | None:
    """The number that the line begins with, as notes have it: with a full stop, in brackets or raised."""
    return _start(line, _NUMBERED)


def _begins_first(line: Line) -> bool:
    return any(start and start.label == "1" for start in (_start(line, style) for style in (_NUMBERED, _BARE)))


def _name_length(lines: Sequence[Line], body: Sequence[int], place: int) -> int | None:
    """How many lines at `place` name a chapter over its note 1, or 0 for a note 1; None where no note follows."""
    for length, index in enumerate(body[place : place + _GROUP_LINES + 1]):
        text = lines[index].text
        if _begins_first(lines[index]):
            return length
        if ends_sentence(text) or (length == 0 and not looks_like_title(text.rstrip(".:"))):
            return None
    return None


def _section(lines: Sequence[Line], section: Sequence[int], found: NotesFound, gathered: bool) -> dict[int, NoteStart]:
    """Where the notes of a section begin; in a `gathered` one the numbers begin anew under the name of each chapter."""
    starts: dict[int, NoteStart] = {}
    expected = 1
    style = _NUMBERED if _NUMBERED.match(lines[section[0]].text) else _BARE
    for place, index in enumerate(section):
        line = lines[index]
        start = _start(line, style)
        if not start:
            continue
        number = int(start.label)
        if gathered and number == 1 and expected > 1 and (name := _name_above(lines, section, place)) is not None:
            found.headings.add(section[name])
            expected = 1
        previous = lines[section[place - 1]] if place else None
        parted = previous is None or not previous.goes_on
        # After an unfinished line, a number is a year or a page; the sentence before a new note is over.
        fits = number == expected and (
            parted or line.blank_before > 0 or ends_sentence(previous.text if previous else "")
        )
        skips = expected < number <= expected + _MAX_SKIP and parted and line.blank_before > 0
        if fits or skips:
            if skips:
                missing = ", ".join(map(str, range(expected, number)))
                found.doubts.append(Doubt(line.number, "note_number_skipped", (("labels", missing),)))
            starts[index] = start
            expected = number + 1
    return starts


def _name_above(lines: Sequence[Line], section: Sequence[int], place: int) -> int | None:
    """The place where the name of a chapter begins that stands right above the note 1 at `place`."""
    for first in range(place - 1, max(place - 1 - _GROUP_LINES, 0), -1):
        if ends_sentence(lines[section[first - 1]].text):
            return first if _name_length(lines, section, first) == place - first else None
    return None


def _right_set(lines: Sequence[Line], starts: dict[int, NoteStart]) -> set[int]:
    """Where numbers are set to the right, ` 9.` stands over `10.`: those spaces are no page turns."""
    single = [index for index, start in starts.items() if len(start.label) == 1]
    led = {index for index in single if lines[index].leading == 1}
    reaches_ten = any(len(start.label) > 1 for start in starts.values())
    return led if reaches_ten and len(led) * 2 > len(single) else set()
