"""Notes at the end of a chapter or of the book: under a heading, perhaps chapter by chapter, each from 1 again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from annotator.importing.headings import is_notes_heading
from annotator.importing.printed.lines import Line
from annotator.importing.printed.notes import NotesFound, find_notes, note_start

_NUMBER = re.compile(r"(\d{1,2}|[IVX]{1,5}|[A-Z])[.:]?\s+(?=\D)")
_NEAR = 3
_LARGER = 1.08


def find_end_notes(lines: Sequence[Line], passed: Collection[int], body_size: float) -> NotesFound:
    """The sections of notes; `passed` are the indices of lines that are no running text.

    Where a book's notes stand together, the headings of their groups are among `headings`.
    """
    found = find_notes(lines, passed)
    body = [index for index in range(len(lines)) if index not in passed]
    place = 0
    while place < len(body):
        if _heads(lines[body[place]], body_size):
            place = max(_section(lines, body, place, found), place + 1)
        else:
            place += 1
    return found


def _heads(line: Line, body_size: float) -> bool:
    layout = line.layout
    if not layout or not is_notes_heading(_NUMBER.sub("", line.text, count=1)):
        return False
    return layout.size > _LARGER * body_size or layout.bold or layout.centred or layout.small_caps


def _section(lines: Sequence[Line], body: Sequence[int], heading: int, found: NotesFound) -> int:
    """Add the section under the line at `heading` of the body; gives the place where it ends."""
    expected, end = 1, heading
    for place in range(heading + 1, len(body)):
        line = lines[body[place]]
        start = note_start(line)
        label = int(start.label) if start else 0
        if start and label == expected:
            found.starts[body[place]] = start
            expected, end = expected + 1, place + 1
        elif place - end > _NEAR * 40:
            break
        elif start and label == 1:
            groups = _group_heading(lines, body, place, end)
            if groups:
                found.starts[body[place]] = start
                found.headings.update(groups)
                expected, end = 2, place + 1
        elif line.layout and _opens_other(lines, body, place):
            break
    first = next((place for place in range(heading + 1, end) if body[place] in found.starts), None)
    if first is not None:
        found.headings.add(body[heading])
        found.headings.update(_group_heading(lines, body, first, heading + 1))
    return end


def _group_heading(lines: Sequence[Line], body: Sequence[int], place: int, least: int) -> list[int]:
    """The line right before the note at `place` that names its chapter: set otherwise than the notes, or apart."""
    before = place - 1
    if before < least:
        return []
    line, note = lines[body[before]].layout, lines[body[place]].layout
    if not line or not note:
        return []
    differs = line.bold != note.bold or line.italic != note.italic or abs(line.size - note.size) > 0.3
    differs = differs or line.small_caps != note.small_caps
    apart = line.gap is None or line.gap > 1.25 or line.gap < 0
    short = line.room > 2 * line.size
    return [body[before]] if short and (differs or line.centred or (apart and (note.gap or 0) > 1.1)) else []


def _opens_other(lines: Sequence[Line], body: Sequence[int], place: int) -> bool:
    """Whether a large heading at the top of a page begins something else than another group of notes."""
    layout = lines[body[place]].layout
    if not layout or layout.gap is not None or layout.size < 1.25 * _usual_size(lines, body, place):
        return False
    return not any(
        (start := note_start(lines[index])) and start.label == "1" for index in body[place + 1 : place + 1 + _NEAR]
    )


def _usual_size(lines: Sequence[Line], body: Sequence[int], place: int) -> float:
    near = sorted(layout.size for index in body[max(0, place - 20) : place] if (layout := lines[index].layout))
    return near[len(near) // 2] if near else 10.0
