"""Block quotations and verses in lines whose ends say nothing: runs of lines that are set apart from the text.

A line of the text is nearly as wide as its measure, give or take the play of its spaces, and so is a line of a
quotation, whose measure is narrower; only the last line of a paragraph has any width, and so have verses, which begin
with capitals and end where sense does. Of all ways to take the lines as paragraphs of these kinds the likeliest is
chosen (Viterbi's algorithm), where words, indents and blank lines speak as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, pi, sqrt
from statistics import mean, median
from typing import NamedTuple

from annotator.importing.printed.lines import HYPHENS, ends_sentence, starts_low
from annotator.importing.printed.setting import Run, Setting, is_item
from annotator.importing.printed.shapes import looks_like_title
from annotator.importing.printed.unmarked import stands_alone
from annotator.model.document import BlockKind

# Parts of the measure: the least play of full lines; quotations are hardly narrower or wider than that.
_LEAST_SPREAD = 0.025
_NARROWEST, _WIDEST = 0.6, 0.955
# Lines of one measure differ by less.
_ALIKE = 0.1
# Lines by which a narrower measure is learned, at least; and after how many lines of text one is a rarity.
_ENOUGH = 3
# Logarithms of odds. A line outside its measure costs no more; lines of prose hardly end like paragraphs, nor begin so.
_FARTHEST = 8.0
_END, _TITLE, _AFTER_COMMA, _NO_END = 1.5, -1.0, -3.0, -8.0
_CAPITAL, _LOW = 1.4, -3.0
# A blank line; what is set apart, and unannounced, behind a colon, behind a comma, or behind another of its kind.
_BLANK = 3.0
_UNANNOUNCED, _ANNOUNCED, _HALF_ANNOUNCED, _ANOTHER = -4.5, 0.0, -2.0, -1.0
_OPENED, _ITEM, _INDENTED = -3.0, -8.0, -6.0
_COLON = re.compile(r":[”»]?(?:\d{0,3}|[*†‡§]{0,3})$")
_OPENERS = tuple("“\"‘'«„")
_INDENT = 2
_FEW = 10
# Verses are hardly wider, and hardly fewer.
_VERSE_WIDTH, _VERSES = 0.97, 3
# Lines of verse and of prose that begin with a capital or don't, that end with a mark or don't.
_CAPITAL_VERSE, _LOW_VERSE = log(0.8 / 0.12), log(0.2 / 0.88)
_OVER_VERSE, _ENDED_VERSE, _OPEN_VERSE = log(0.35 / 0.12), log(0.35 / 0.08), log(0.3 / 0.8)
_VERSE_ENDS = tuple(",;.:!?—–”’“»")
_TEXT, _QUOTE, _VERSE = BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE


def runs_apart(setting: Setting) -> list[Run]:
    """The paragraphs of block quotations, and verses."""
    fills = [setting.filled(at) / setting.measures[at] for at in range(len(setting.lines))]
    usable = [
        not (line.note or line.notes_heading or stands_alone(setting, at)) for at, line in enumerate(setting.lines)
    ]
    full = sorted(fill for fill in fills if 0.85 < fill < 1.15)
    if len(full) < _FEW:
        return []
    centre = median(full)
    spread = max(_LEAST_SPREAD, median(abs(fill - centre) for fill in full) * 1.5)
    narrow = _narrow_measure(setting, fills, centre, spread)
    reading = _Reading(setting, fills, centre, spread, narrow, _blanks_tell(setting))
    runs: list[Run] = []
    for stretch in _stretches(fills, usable, max((narrow or 0) * centre + 2.5 * spread, _VERSE_WIDTH * centre)):
        runs += reading.runs(stretch)
    # A single line has no measure of its own; and there is more to a verse than a couple of short lines.
    return [run for run in runs if len(run.lines) >= (_VERSES if run.kind is BlockKind.VERSE else 2)]


def _narrow_measure(setting: Setting, fills: Sequence[float], centre: float, spread: float) -> float | None:
    """The narrower measure as a part of the full one; None where the text has none."""
    found: list[float] = []
    start = 0
    while start < len(fills):
        end = start
        while (
            end < len(fills) and _NARROWEST < fills[end] / centre < _WIDEST - spread and not _parts(setting, start, end)
        ):
            end += 1
        inner = fills[start : end - 1]
        if len(inner) > 1 and max(inner) - min(inner) < _ALIKE and _fills(setting, range(start, end - 1), max(inner)):
            found += [mean(inner) / centre] * len(inner)
        start = max(end, start + 1)
    if len(found) >= _ENOUGH:
        # The measure that most lines are near to.
        return max(found, key=lambda middle: sum(abs(one - middle) < 0.03 for one in found))
    return _announced_measure(setting, fills, centre, spread)


def _parts(setting: Setting, start: int, at: int) -> bool:
    """Whether something else begins within a run that started before."""
    line = setting.lines[at]
    return bool(line.note or line.notes_heading) or is_item(line.text) or (at > start and line.parted)


def _fills(setting: Setting, run: range, widest: float) -> bool:
    """Whether no further word would have gone on the lines of a run, were they as wide as the widest."""
    for at in run:
        word = setting.metric(" " + setting.lines[at + 1].text.partition(" ")[0]) / setting.measures[at]
        if setting.filled(at) / setting.measures[at] + word < widest * 0.98:
            return False
    return True


def _announced_measure(setting: Setting, fills: Sequence[float], centre: float, spread: float) -> float | None:
    """A measure that is hardly narrower shows only where many lines behind colons have it."""
    found = []
    for at in range(1, len(fills) - 2):
        line, before = setting.lines[at], setting.lines[at - 1].text
        if before.endswith(":") and not is_item(line.text) and not line.text.startswith(_OPENERS):
            found += [fills[place] / centre for place in (at, at + 1) if 0.8 < fills[place] / centre < 1.1]
    if len(found) < 2 * _ENOUGH:
        return None
    middle = mean(found)
    return middle if middle < 1 - max(0.03, 3 * spread / len(found) ** 0.5) else None


def _stretches(fills: Sequence[float], usable: Sequence[bool], widest: float) -> list[range]:
    """Runs of lines that may be narrow, one line more at either end."""
    found = []
    start: int | None = None
    for at in range(len(fills) + 1):
        may_be = at < len(fills) and usable[at] and fills[at] <= widest
        if may_be and start is None:
            start = at
        elif not may_be and start is not None:
            if at - start > 1:
                found.append(range(max(start - 1, 0), min(at + 1, len(fills))))
            start = None
    return found


class _Way(NamedTuple):
    """A way to take the lines so far: its score, and the last paragraph that begins in it, with its kind."""

    score: float
    start: int
    kind: BlockKind
    before: _Way | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the lines of a setting may be taken.

    `narrow` is the measure of quotations as a part of the full one; None where there is none.
    """

    setting: Setting
    fills: Sequence[float]
    centre: float
    spread: float
    narrow: float | None
    blanks: bool

    def runs(self, stretch: range) -> Iterator[Run]:
        """What is set apart in the likeliest way to take the lines of a stretch, the last run first."""
        kinds = (_TEXT, _QUOTE, _VERSE) if self.narrow else (_TEXT, _VERSE)
        ways = {
            kind: _Way(self._opens(stretch.start, kind, _TEXT) if stretch.start == 0 else 0.0, stretch.start, kind)
            for kind in (kinds if stretch.start == 0 else (_TEXT,))
        }
        for at in stretch[:-1]:
            following: dict[BlockKind, _Way] = {}
            parted = self._parted(at)
            for kind, way in ways.items():
                on = way.score + self._inner(at, kind) - parted
                over = way.score + self._last(at, kind) + self._ends(at, way.start == at) + parted
                steps = [way._replace(score=on)]
                steps += [_Way(over + self._opens(at + 1, then, kind), at + 1, then, way) for then in kinds]
                for step in steps:
                    if step.kind not in following or step.score > following[step.kind].score:
                        following[step.kind] = step
            ways = following
        end = stretch[-1] + 1
        finals = [
            way._replace(score=way.score + max(self._last(end - 1, kind), self._inner(end - 1, kind)))
            for kind, way in ways.items()
        ]
        best: _Way | None = max(finals, key=lambda way: way.score)
        while best:
            if best.kind is not _TEXT:
                yield Run(range(best.start, end), best.kind)
            end, best = best.start, best.before

    def _middle(self, kind: BlockKind) -> float:
        return self.centre * (self.narrow or 1.0) if kind is _QUOTE else self.centre

    def _inner(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of a line from which its paragraph goes on."""
        if kind is _VERSE:
            return self._verse(at)
        away = (self.fills[at] - self._middle(kind)) / self.spread
        fits = max(-away * away / 2, -_FARTHEST) - log(self.spread * sqrt(2 * pi))
        return fits + self._indented(at, kind) + self._filled(at, kind)

    def _last(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of the last line of a paragraph."""
        if kind is _VERSE:
            return self._verse(at)
        fits = self.fills[at] <= self._middle(kind) + 2.5 * self.spread
        return self._indented(at, kind) + (-log(self._middle(kind)) if fits else -_FARTHEST)

    def _filled(self, at: int, kind: BlockKind) -> float:
        """Another word would hardly have gone on a line from which its paragraph goes on."""
        return log(0.05) if self._upto(at) < self._middle(kind) - 2 * self.spread else 0.0

    def _upto(self, at: int) -> float:
        """How far the line would go with the first word of the next."""
        if at + 1 >= len(self.fills):
            return self.fills[at]
        word = " " + self.setting.lines[at + 1].text.partition(" ")[0]
        return self.fills[at] + self.setting.metric(word) / self.setting.measures[at]

    def _verse(self, at: int) -> float:
        """Log-likelihood of a verse, against a line of prose: by its width, its capital and its end."""
        text = self.setting.lines[at].text
        if self.fills[at] > _VERSE_WIDTH * self.centre or text.endswith(HYPHENS) or is_item(text):
            return -2 * _FARTHEST
        low = text.lstrip("“„«\"'‘¿¡")[:1].islower()
        odds = _LOW_VERSE if low else _CAPITAL_VERSE
        odds += _OVER_VERSE if ends_sentence(text) else _ENDED_VERSE if text.endswith(_VERSE_ENDS) else _OPEN_VERSE
        return odds - log(_VERSE_WIDTH * self.centre) + self._indented(at, _VERSE)

    def _indented(self, at: int, kind: BlockKind) -> float:
        """All lines set apart are indented, where indents were kept; of the text, first lines at most."""
        if not self.setting.laid_out:
            return 0.0
        indented = self.setting.indent(at) >= _INDENT
        return 0.0 if indented == (kind is not _TEXT) else _INDENTED / 3 if kind is _TEXT else _INDENTED

    def _ends(self, at: int, alone: bool) -> float:
        """The odds that a paragraph ends with the line, by its words; `alone`: it has no other line."""
        text, following = self.setting.lines[at].text, self.setting.lines[at + 1].text
        if text.endswith(HYPHENS):
            return -2 * _FARTHEST
        if ends_sentence(text):
            odds = _END
        elif alone and looks_like_title(text):
            odds = _TITLE
        else:
            odds = _AFTER_COMMA if text.endswith((",", ";", "—")) else _NO_END
        return odds + (_LOW if starts_low(following) else _CAPITAL)

    def _parted(self, at: int) -> float:
        """What the blank line behind the line says for the end of a paragraph, or that there is none."""
        line = self.setting.lines[at + 1]
        return _BLANK if line.parted else -1.0 if self.blanks and not line.torn else 0.0

    def _opens(self, at: int, kind: BlockKind, after: BlockKind) -> float:
        """The odds that the paragraph that begins with the line is of a kind."""
        if kind is _TEXT:
            return 0.0
        text = self.setting.lines[at].text
        before = self.setting.lines[at - 1].text if at else ""
        if after is kind:
            odds = _ANOTHER
        elif _COLON.search(before):
            odds = _ANNOUNCED
        else:
            odds = _HALF_ANNOUNCED if before.endswith(",") else _UNANNOUNCED
        return odds + (_OPENED if text.startswith(_OPENERS) else 0.0) + (_ITEM if is_item(text) else 0.0)


def _blanks_tell(setting: Setting) -> bool:
    """Whether blank lines stand between some paragraphs."""
    return sum(line.parted for line in setting.lines) * 40 > len(setting.lines)
