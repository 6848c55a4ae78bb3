"""Block quotations and verses in lines whose ends say nothing: runs of lines that are set apart from the text.

A line of the text is nearly as wide as its measure, give or take the play of its spaces, and so is a line of a
quotation, whose measure is narrower; only the last line of a paragraph has any width, and so have verses, which begin
with capitals and end where sense does. Of all ways to take the lines as paragraphs of these kinds the likeliest is
chosen (Viterbi's algorithm), where words, indents and blank lines speak as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log, pi, sqrt
from typing import NamedTuple

from annotator.importing.printed.lines import HYPHENS, ends_sentence, starts_low
from annotator.importing.printed.narrow import Measures, fills_of, learn_measures, next_word
from annotator.importing.printed.setting import Run, Setting, is_item
from annotator.importing.printed.shapes import looks_like_title
from annotator.importing.printed.unmarked import stands_alone
from annotator.model.document import BlockKind

# Logarithms of odds. A line outside its measure costs no more; lines of prose hardly end like paragraphs, nor begin so.
_FARTHEST = 8.0
# No paragraph ends in mid-sentence where the next line has a small letter.
_HOPELESS = -9.0
_SURE, _SURE_A_LINE = 10.0, 4.0
_END, _TITLE, _AFTER_COMMA, _NO_END = 1.5, -1.0, -3.0, -8.0
_CAPITAL, _LOW = 1.4, -3.0
# A blank line; what is set apart, and unannounced, behind a colon, behind a comma, or behind another of its kind.
_ROOM = -3.0
_BLANK = 3.0
_UNANNOUNCED, _ANNOUNCED, _HALF_ANNOUNCED, _ANOTHER = -4.5, 0.0, -2.0, -2.0
_OPENED, _ITEM, _WITHIN, _INDENTED, _RARER = -3.0, -2.5, -12.0, -6.0, -1.5
_COLON = re.compile(r":[”»]?(?:\d{0,3}|[*†‡§]{0,3})$")
_OPENERS = tuple("“\"‘'«„")
_INDENT = 2
# Verses are hardly fewer.
_VERSES = 4
# Lines of verse and of prose that begin with a capital or don't, that end with a mark or don't.
_CAPITAL_VERSE, _LOW_VERSE = log(0.8 / 0.12), log(0.2 / 0.88)
_OVER_VERSE, _ENDED_VERSE, _OPEN_VERSE = log(0.35 / 0.12), log(0.35 / 0.08), log(0.3 / 0.8)
_WIDE_VERSE = -3.0
_VERSE_ENDS = tuple(",;.:!?—–”’“»")
_KINDS = _TEXT, _QUOTE, _VERSE = BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE


def runs_apart(setting: Setting) -> list[Run]:
    """The paragraphs of block quotations, and verses."""
    measures = learn_measures(setting)
    if measures is None:
        return []
    usable = [
        not (line.note or line.notes_heading or stands_alone(setting, at)) for at, line in enumerate(setting.lines)
    ]
    reading = _Reading(setting, measures)
    runs: list[Run] = []
    for stretch in _stretches(reading, usable):
        runs += reading.runs(stretch)
    texts = [line.text for line in setting.lines]
    runs = [run._replace(kind=_VERSE) if _rhymes([texts[at] for at in run.lines]) else run for run in runs]
    return [run for run in runs if _is_enough([texts[at] for at in run.lines], run.kind)]


def kinds_apart(setting: Setting, paragraphs: Sequence[range]) -> list[BlockKind | None]:
    """What each of the `paragraphs` (places of lines) is set as where their borders are known; None for text.

    Words are left to tell what is set hardly narrower.
    """
    measures = learn_measures(setting)
    if measures is None or measures.narrow is None:
        return [None] * len(paragraphs)
    reading = _Reading(setting, measures)
    texts = [line.text for line in setting.lines]
    kinds: list[BlockKind | None] = []
    before = _TEXT
    for paragraph in paragraphs:
        scores = {kind: reading.score(paragraph, kind, before) for kind in _KINDS}
        kind = max(_KINDS, key=scores.__getitem__)
        own = [texts[at] for at in paragraph]
        if kind is _QUOTE and _rhymes(own):
            kind = _VERSE
        sure = scores[kind] - scores[_TEXT] > max(_SURE, _SURE_A_LINE * len(own)) and not is_item(own[0])
        kinds.append(kind if sure and _is_enough(own, kind) else None)
        before = kind
    return kinds


def _is_enough(texts: Sequence[str], kind: BlockKind) -> bool:
    """A single line has no measure of its own; and there is more to a verse than a couple of short lines."""
    if kind is _QUOTE:
        return len(texts) > 1
    return len(texts) >= _VERSES and sum(text.endswith(_VERSE_ENDS) for text in texts) * 2 >= len(texts)


def _rhymes(texts: Sequence[str]) -> bool:
    """Whether most lines rhyme with one near them, and half of them end where sense does: prose doesn't do both."""
    if len(texts) < _VERSES or sum(text.endswith(_VERSE_ENDS) for text in texts) * 2 < len(texts):
        return False
    ends = [re.sub(r"[\W\d_]+$", "", text)[-2:].casefold() for text in texts]
    rhyming = sum(end in ends[max(at - 2, 0) : at] + ends[at + 1 : at + 3] for at, end in enumerate(ends))
    return rhyming * 4 >= len(ends) * 3


def _stretches(reading: _Reading, usable: Sequence[bool]) -> list[range]:
    """Runs of lines that may be set apart, one line more at either end."""
    found = []
    fills, widest = reading.fills[_TEXT], reading.measures.full
    start: int | None = None
    for at in range(len(fills) + 1):
        may_be = at < len(fills) and usable[at] and (fills[at] <= widest or reading.fits(at, _QUOTE))
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


class _Reading:
    """How the lines of a setting may be taken."""

    def __init__(self, setting: Setting, measures: Measures) -> None:
        self.setting, self.measures = setting, measures
        self.blanks = _blanks_tell(setting)
        narrow = measures.narrow or measures.full
        self.middles = {_TEXT: measures.full, _QUOTE: narrow, _VERSE: measures.full}
        own = fills_of(setting, measures.full)
        self.fills = {_TEXT: own, _QUOTE: fills_of(setting, narrow), _VERSE: own}

    def runs(self, stretch: range) -> Iterator[Run]:
        """What is set apart in the likeliest way to take the lines of a stretch, the last run first."""
        kinds = (_TEXT, _QUOTE, _VERSE) if self.measures.narrow else (_TEXT, _VERSE)
        ways = {
            kind: _Way(self._opens(stretch.start, kind, _TEXT) if stretch.start == 0 else 0.0, stretch.start, kind)
            for kind in (kinds if stretch.start == 0 else (_TEXT,))
        }
        for at in stretch[:-1]:
            following: dict[BlockKind, _Way] = {}
            parted = self._parted(at)
            for kind, way in ways.items():
                on = way.score + self._inner(at, kind) - parted + self._runs_on(at, kind)
                _take(following, way._replace(score=on))
                ends = self._ends(at, way.start == at)
                if ends < _HOPELESS:
                    continue
                over = way.score + self._last(at, kind) + ends + parted
                for then in kinds:
                    _take(following, _Way(over + self._opens(at + 1, then, kind), at + 1, then, way))
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

    def score(self, paragraph: range, kind: BlockKind, before: BlockKind) -> float:
        """Log-likelihood of a whole paragraph of a kind behind one of another."""
        inner = sum(self._inner(at, kind) for at in paragraph[:-1])
        return self._opens(paragraph.start, kind, before) + inner + self._last(paragraph[-1], kind)

    def fits(self, at: int, kind: BlockKind) -> bool:
        """Whether the line isn't wider than lines of a kind are."""
        return self.fills[kind][at] <= self.middles[kind] + 2.5 * self.measures.spread

    def _inner(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of a line from which its paragraph goes on."""
        if kind is _VERSE:
            return self._verse(at)
        spread = self.measures.spread
        away = (self.fills[kind][at] - self.middles[kind]) / spread
        fits = max(-away * away / 2, -_FARTHEST) - log(spread * sqrt(2 * pi))
        return fits + self._indented(at, kind) + self._filled(at, kind)

    def _last(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of the last line of a paragraph."""
        if kind is _VERSE:
            return self._verse(at)
        return self._indented(at, kind) + (-log(self.middles[kind]) if self.fits(at, kind) else -_FARTHEST)

    def _filled(self, at: int, kind: BlockKind) -> float:
        """Another word would hardly have gone on a line from which its paragraph goes on."""
        upto = self.fills[kind][at] + next_word(self.setting, at)
        return _ROOM if upto < self.middles[kind] - 2 * self.measures.spread else 0.0

    def _verse(self, at: int) -> float:
        """Log-likelihood of a verse, against a line of prose: by its width, its capital and its end."""
        text = self.setting.lines[at].text
        widest = self.measures.full
        if self.setting.widths[at] > widest * self.setting.measures[at] or text.endswith(HYPHENS) or is_item(text):
            return -2 * _FARTHEST
        odds = _LOW_VERSE if text.lstrip("“„«\"'‘¿¡")[:1].islower() else _CAPITAL_VERSE
        odds += _OVER_VERSE if ends_sentence(text) else _ENDED_VERSE if text.endswith(_VERSE_ENDS) else _OPEN_VERSE
        odds += _WIDE_VERSE if self.fills[_VERSE][at] > self.measures.full - self.measures.spread else 0.0
        return odds - log(widest) + self._indented(at, _VERSE)

    def _indented(self, at: int, kind: BlockKind) -> float:
        """All lines set apart are indented, where indents were kept; of the text, first lines at most."""
        if not self.setting.laid_out:
            return 0.0
        if kind is _TEXT and any(is_item(line.text) for line in self.setting.lines[max(at - 1, 0) : at + 1]):
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

    def _runs_on(self, at: int, kind: BlockKind) -> float:
        """What speaks against a paragraph that runs on behind the line: an item, or another indent."""
        text, following = self.setting.lines[at].text, self.setting.lines[at + 1]
        if is_item(following.text) and (ends_sentence(text) or text.endswith((";", ","))):
            return _WITHIN
        if kind is not _QUOTE or not self.setting.laid_out or following.torn:
            return 0.0
        return _INDENTED if abs(self.setting.indent(at + 1) - self.setting.indent(at)) >= _INDENT else 0.0

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
        odds += _RARER if kind is _VERSE else 0.0
        return odds + (_OPENED if text.startswith(_OPENERS) else 0.0) + (_ITEM if is_item(text) else 0.0)


def _take(following: dict[BlockKind, _Way], way: _Way) -> None:
    if way.kind not in following or way.score > following[way.kind].score:
        following[way.kind] = way


def _blanks_tell(setting: Setting) -> bool:
    """Whether blank lines stand between some paragraphs."""
    return sum(line.parted for line in setting.lines) * 40 > len(setting.lines)
