"""Footnotes in a text that lost its page turns: they stand between its lines, each some way behind its marker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.importing.printed.lines import Line, ends_sentence
from annotator.importing.printed.notes import NoteStart
from annotator.importing.printed.symbols import MARK, SYMBOL
from annotator.importing.printed.widths import line_width, usual_width

StrewnNote = tuple[NoteStart, tuple[int, ...]]
# A page holds no more lines, a note hardly more.
_FARTHEST, _LONGEST = 60, 15
# Parts of a note's measure: a line that was left short; two pieces of a line make a whole one.
_SHORT, _WHOLE, _PIECE = 0.88, 0.13, 0.5
# A short line below a note, as a part of the text's measure.
_SHORT_BELOW = 0.8
# Wider lines than this part of it are several that were run together.
_RUN_TOGETHER = 1.1
_STYLES = (
    *(re.compile(rf"(?P<label>\d{{1,3}}){mark}\s*(?=[^\s\d.,)\]])") for mark in ("", r"\.", r"\)", r"\]")),
    SYMBOL,
)
# Of the notes of a text, these at least must be found.
_FEWEST = 2


def find_strewn(lines: Sequence[Line], inside: Sequence[int], marks: Mapping[int, Sequence[int]]) -> list[StrewnNote]:
    """(how it begins, the indices of its lines) of each footnote.

    `inside` are the indices of the lines of the text; `marks` are the numbers in each that may be markers. The notes
    are those in the style (`1`, `1.`, `1)`, `†`) in which most follow their markers. They are set in smaller type, so
    more goes on a line of theirs.
    """
    texts = [lines[index].text for index in inside]
    widths = [line_width(text) for text in texts]
    text_measure = usual_width(widths)
    at = [
        [*map(str, marks.get(index, ())), *(match["label"] for match in MARK.finditer(lines[index].text))]
        for index in inside
    ]
    best: list[tuple[NoteStart, range]] = []
    for style in _STYLES:
        reading = _Reading(texts, widths, at, text_measure, text_measure, style)
        likely = reading.notes()
        if len(likely) >= max(_FEWEST, len(best) + 1):
            firsts = [max(widths[place] for place in span) for _, span in likely]
            note_measure = max(text_measure, median(firsts))
            found = _Reading(texts, widths, at, text_measure, note_measure, style).notes()
            best = found if len(found) > len(best) else best
    return [(start, tuple(inside[place] for place in span)) for start, span in best]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines of a text, their widths, the markers in each, and the measures (all in units of type size)."""

    texts: Sequence[str]
    widths: Sequence[float]
    marks: Sequence[Sequence[str]]
    text_measure: float
    note_measure: float
    style: re.Pattern[str]

    def notes(self) -> list[tuple[NoteStart, range]]:
        """The notes that follow their markers, in order; in each chapter their numbers may begin anew with 1."""
        found: list[tuple[NoteStart, range]] = []
        seen: dict[str, int] = {}
        place, last = 0, "0"
        while place < len(self.texts):
            start = self._start(place)
            near = start is not None and place - seen.get(start.label, place - _FARTHEST) < _FARTHEST
            if start and near and _follows(last, start.label) and self._may_begin(place):
                span = range(place, self._end(place, start.label))
                found.append((start, span))
                place, last = span.stop, start.label
                # A marker has one note.
                del seen[start.label]
                continue
            seen |= dict.fromkeys(self.marks[place], place)
            if start:
                # The marker itself was carried over to the next line.
                seen[start.label] = place
            place += 1
        return found

    def _start(self, place: int) -> NoteStart | None:
        match = self.style.match(self.texts[place])
        return NoteStart(match["label"], match.end()) if match else None

    def _may_begin(self, place: int) -> bool:
        """Whether the line is as wide as those of notes, or a note whole."""
        wide = self.widths[place] >= (self.text_measure + self.note_measure) / 2
        return wide or ends_sentence(self.texts[place])

    def _is_small(self, place: int) -> bool:
        least = (self.text_measure + self.note_measure) / 2
        return least <= self.widths[place] < self.note_measure * _RUN_TOGETHER

    def _end(self, first: int, label: str) -> int:
        """The place behind the note's last line: a short one that ends a sentence, or the last of small type."""
        for place in range(first, min(first + _LONGEST, len(self.texts))):
            if place + 1 == len(self.texts):
                return place + 1
            if not ends_sentence(self.texts[place]) or self._is_piece(place):
                continue
            following = self._start(place + 1)
            if following and label.isdigit() and following.label == str(int(label) + 1):
                return place + 1
            short = self.widths[place] < self.note_measure * _SHORT
            if short or not (self._is_small(place + 1) or self._ends_below(place)):
                return place + 1
        return first + 1

    def _ends_below(self, place: int) -> bool:
        """Whether the line under a full line `place` is a short one that ends a sentence: the note's last."""
        below = self.widths[place + 1] < self.text_measure * _SHORT_BELOW
        return below and ends_sentence(self.texts[place + 1])

    def _is_piece(self, place: int) -> bool:
        """Whether line `place` and the short one below were one: programs break lines at wide gaps."""
        both = (self.widths[place] + self.widths[place + 1]) / self.note_measure
        return self.widths[place + 1] < self.note_measure * _PIECE and abs(both - 1) < _WHOLE


def _follows(last: str, label: str) -> bool:
    """Whether a note may come behind the `last` one; with symbols, any does."""
    return not label.isdigit() or label == "1" or (last.isdigit() and int(label) == int(last) + 1)
