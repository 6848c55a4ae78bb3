"""Sections of notes: the line `Notes`, then numbers that grow by one from 1."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.importing.printed.languages import NOTES
from annotator.importing.printed.lines import Line, ends_sentence
from annotator.model.report import Doubt

_NUMBERED = re.compile(r"[\[(]?(?P<number>\d{1,3})[.)\]](?:\s+(?=\S)|$)")
_BARE = re.compile(r"(?P<number>\d{1,3})\s*(?=[^\W\d_a-z]|[“„«\"‘])")
_MAX_SKIP = 2


@dataclass(frozen=True, slots=True)
class NoteStart:
    """Where a note begins: its label, and the length of the number with its white space, in characters."""

    label: str
    length: int


@dataclass(slots=True)
class NotesFound:
    """`headings`: indices of the lines `Notes`; `starts`: index of a note's first line → NoteStart.

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
        starts = _section(lines, body[place + 1 : end], found.doubts)
        found.starts |= starts
        found.right_set |= _right_set(lines, starts)
    return found


def is_notes_heading(text: str) -> bool:
    """`Notes`, `Anmerkungen`, `Notes and References`."""
    return len(text) <= 24 and bool(NOTES.fullmatch(text))


def _is_heading(lines: Sequence[Line], body: Sequence[int], place: int) -> bool:
    following = lines[body[place + 1]]
    starts = (_start(following, style) for style in (_NUMBERED, _BARE))
    return is_notes_heading(lines[body[place]].text) and any(start and start.label == "1" for start in starts)


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


def _section(lines: Sequence[Line], section: Sequence[int], doubts: list[Doubt]) -> dict[int, NoteStart]:
    starts: dict[int, NoteStart] = {}
    expected = 1
    style = _NUMBERED if _NUMBERED.match(lines[section[0]].text) else _BARE
    for place, index in enumerate(section):
        line = lines[index]
        start = _start(line, style)
        if not start:
            continue
        number = int(start.label)
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
                doubts.append(Doubt(line.number, "note_number_skipped", (("labels", missing),)))
            starts[index] = start
            expected = number + 1
    return starts


def _right_set(lines: Sequence[Line], starts: dict[int, NoteStart]) -> set[int]:
    """Where numbers are set to the right, ` 9.` stands over `10.`: those spaces are no page turns."""
    single = [index for index, start in starts.items() if len(start.label) == 1]
    led = {index for index in single if lines[index].leading == 1}
    reaches_ten = any(len(start.label) > 1 for start in starts.values())
    return led if reaches_ten and len(led) * 2 > len(single) else set()
