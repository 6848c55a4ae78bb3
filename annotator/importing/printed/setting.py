"""How lines without any sign at their ends are set: the measure, what was left free of it, and narrower runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.widths import Metric, line_width, usual_width
from annotator.model.document import BlockKind


class Run(NamedTuple):
    """A paragraph that is set apart: the places of its lines, and whether it is a quotation or verse."""

    lines: range
    kind: BlockKind


_ITEM = re.compile(r"(?:[•·▪◦*–—-]|[(\[]?(?:\d{1,3}|[a-z])[.)\]])\s")
# Parts of a measure: what is more than the play of spaces in a justified line; what is clearly a short line.
_PLAY = 0.06
_TYPED_PLAY = 0.02
_SHORT = 0.3
# A typewriter's lines differ by less in characters than in their widths as printed.
_TYPED = 0.8
# Lines whose widths differ by less are of one measure.
_ALIKE = 0.12
_INDENT = 2
_LAST_NOTE = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """Some body lines in order, and all that their widths and indents say.

    `laid_out`: indents were kept. `alone`: casefolded words that are known to stand on lines of their own.
    `apart`: of each line of a block quotation and of verse, its run.
    """

    lines: Sequence[BodyLine]
    metric: Metric
    widths: Sequence[float]
    measures: Sequence[float]
    laid_out: bool
    alone: Collection[str] = field(default_factory=frozenset)
    apart: Mapping[int, Run] = field(default_factory=dict)

    @property
    def play(self) -> float:
        """The part of the measure by which full lines differ: less where characters were counted."""
        return _TYPED_PLAY if self.metric is len else _PLAY

    def room(self, at: int) -> float:
        """The part of the measure left free at the end of line `at` although the next word would have gone there."""
        if at + 1 >= len(self.lines):
            return 1.0
        word = self.lines[at + 1].text.partition(" ")[0]
        return 1 - (self.filled(at) + self.metric(" " + word)) / self.measure(at)

    def filled(self, at: int) -> float:
        """The width of line `at`; of several lines that were run together where a hyphen was, of the last one."""
        return unwrapped(self.widths[at], self.measures[at])

    def measure(self, at: int) -> float:
        """The measure at line `at`: a narrower one where its neighbours are as narrow as itself."""
        near = [self.filled(n) for n in (at - 1, at, at + 1) if 0 <= n < len(self.lines)]
        widest = max(near)
        alike = len(near) == 3 and min(near) > widest * (1 - _ALIKE)
        return widest if alike and widest < self.measures[at] * 0.94 else self.measures[at]

    def is_narrow(self, at: int) -> bool:
        """Whether line `at` breaks off before the full measure although the next word would have gone there."""
        if at + 1 >= len(self.lines):
            return self.filled(at) < self.measures[at] * (1 - self.play)
        word = self.lines[at + 1].text.partition(" ")[0]
        return self.filled(at) + self.metric(" " + word) < self.measures[at] * (1 - self.play)

    def is_short(self, at: int) -> bool:
        """Whether line `at` is as short as titles, verses and the ends of paragraphs are."""
        return self.filled(at) < self.measures[at] * (1 - _SHORT)

    def indent(self, at: int) -> int:
        """How far line `at` begins from the margin, in characters; 0 where indents weren't kept."""
        return self.lines[at].line.leading if self.laid_out else 0


def setting_of(lines: Sequence[BodyLine], alone: Collection[str] = frozenset()) -> Setting:
    """Learn the setting of `lines`."""
    typed, printed = ([float(metric(line.text)) for line in lines] for metric in (len, line_width))
    is_typed = _spread(typed) < _spread(printed) * _TYPED
    metric: Metric = len if is_typed else line_width
    widths = typed if is_typed else printed
    small = _note_lines(lines)
    text = [width for at, width in enumerate(widths) if at not in small]
    notes = [widths[at] for at in sorted(small)]
    full = usual_width(text or widths)
    narrow = usual_width(notes) if len(notes) > 5 else full
    measures = [narrow if at in small else full for at in range(len(lines))]
    indented = sum(line.line.leading >= _INDENT for line in lines)
    return Setting(lines, metric, widths, measures, indented >= 3 and indented * 50 > len(lines), alone)


def unwrapped(width: float, measure: float) -> float:
    """The width of a line, or of the last of several lines in a `measure` that were run together."""
    return width if width <= measure * 1.25 else width - measure * int((width - measure * 0.25) / measure)


def is_item(text: str) -> bool:
    """Whether a line begins an item of a list: with a bullet, a number or a letter."""
    return bool(_ITEM.match(text))


def _spread(widths: Sequence[float]) -> float:
    """How unlike full lines are, as a part of their width: least in the measure by which they were set."""
    usual = usual_width(widths)
    full = [width for width in widths if abs(width - usual) < usual * 0.15]
    return sum(abs(width - usual) for width in full) / (usual * (len(full) or 1))


def _note_lines(lines: Sequence[BodyLine]) -> set[int]:
    """The lines of notes sections: from a heading to a little behind the beginning of the last note."""
    found: set[int] = set()
    heading: int | None = None
    last = 0
    for at, line in enumerate(lines):
        if line.notes_heading:
            heading = last = at
        if line.note and heading is not None:
            last = at
            found.update(range(heading + 1, at + 1))
    if heading is not None:
        found.update(range(last, min(last + _LAST_NOTE, len(lines))))
    return {at for at in found if not lines[at].notes_heading}
