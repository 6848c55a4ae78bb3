"""The margin of a sheet: every note of its lines whole, or a number that leads to the notes at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from annotator.ui.margin.arrangement import EDGE, GAP, Arrangement, Standing
from annotator.ui.margin.note import MarginNote
from annotator.ui.margin.painting import RIGHT, MarginPainter
from annotator.ui.margin.typeset import Typesetter
from annotator.ui.paper.fitting import level, runs, sent_away
from annotator.ui.theme import Theme

_SHARP = 4.0  # pixels of a mark's picture for each of the sheet's: some 350 an inch


class _SharpPainter(MarginPainter):
    """The screen's painter, its marks drawn for a printer's eyes."""

    def _pixmap(self, note: MarginNote) -> QPixmap:
        key = (note.colour, note.glyph, _SHARP)
        if key not in self._marks:
            self._marks[key] = self._mark(*key)
        return self._marks[key]


class PaperMargin:
    """The notes in type for one width; knows which have gone to the end, and numbers them in the order they went."""

    def __init__(self, setter: Typesetter, theme: Theme, size: QSize, baseline: float, *, all_away: bool) -> None:
        """`size` is the margin's (pixels); `baseline` how far a line's baseline lies below its top."""
        self._setter, self._size, self._baseline, self._all_away = setter, size, baseline, all_away
        self._painter = _SharpPainter(theme, setter)
        setter.width = max(60.0, size.width() - self._painter.text_left - RIGHT)
        setter.forget()
        self._room = float(size.height() - 2 * EDGE)
        self.away: list[MarginNote] = []

    def arrange(self, notes: Sequence[tuple[MarginNote, float]]) -> Arrangement:
        """The notes of a sheet, each with the top of its line, in the order of the text; each comes once a text."""
        heights = [self._setter.set(note).height(unfolded=True) for note, _line in notes]
        short = self._setter.set(_reference(notes[0][0], "0")).height(unfolded=True) if notes else 0.0
        everybody = set(range(len(notes)))
        away = everybody if self._all_away else sent_away(heights, short, GAP, self._room)
        shown: list[tuple[MarginNote, float]] = []
        if away == everybody:
            for run in runs(len(notes), short, GAP, self._room):
                first = len(self.away) + 1
                self.away += [notes[index][0] for index in run]
                number = str(first) if len(run) == 1 else f"{first}–{len(self.away)}"
                shown.append((_reference(notes[run.start][0], number), notes[run.start][1]))
        else:
            for index, (note, line) in enumerate(notes):
                if index in away:
                    self.away.append(note)
                    note = _reference(note, str(len(self.away)))
                shown.append((note, line))
        return self._stood(shown)

    def paint(self, painter: QPainter, arranged: Arrangement) -> None:
        """The notes, from the painter's origin down."""
        self._painter.draw_all(painter, self._size, arranged, None, None, False)

    def _stood(self, shown: Sequence[tuple[MarginNote, float]]) -> Arrangement:
        notes = [self._setter.set(note) for note, _line in shown]
        heights = [note.height(unfolded=True) for note in notes]
        wanted = [
            line + self._baseline - note.baseline - EDGE for note, (_note, line) in zip(notes, shown, strict=True)
        ]
        tops = level(wanted, heights, GAP, self._room)
        return Arrangement(
            tuple(
                Standing(note, top + EDGE, height, line + self._baseline, unfolded=True)
                for note, top, height, (_note, line) in zip(notes, tops, heights, shown, strict=True)
            )
        )


def _reference(note: MarginNote, number: str) -> MarginNote:
    return replace(note, id=f"{note.id} {number}", text=number, tags=(), links=(), about="", state="exact")
