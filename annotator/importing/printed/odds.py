"""How likely a line is one of the text, of a block quotation or of verse, by its width and its words.

All figures are logarithms of odds. The odds of widths are those of normal distributions about the measures of the
text; the odds of words are estimates of how often lines of prose and of verse look so.
"""

from __future__ import annotations

import re
from math import log, pi, sqrt

from annotator.importing.printed.lines import HYPHENS, ends_sentence, starts_low
from annotator.importing.printed.narrow import Measures, fills_of, next_word
from annotator.importing.printed.setting import Setting, is_item
from annotator.importing.printed.shapes import looks_like_title
from annotator.model.document import BlockKind

# A line outside its measure costs no more; nor does one that would have taken another word.
_FARTHEST, _ROOM = 8.0, -3.0
# How a paragraph ends, and how the next begins: lines of prose hardly do so.
_END, _TITLE, _AFTER_COMMA, _NO_END = 1.5, -1.0, -3.0, -8.0
_CAPITAL, _LOW, _BLANK = 1.4, -3.0, 3.0
# What is set apart and unannounced, behind a colon, behind a comma, or behind another of its kind.
_UNANNOUNCED, _ANNOUNCED, _HALF_ANNOUNCED, _ANOTHER = -4.5, 0.0, -2.0, -2.0
# It hardly begins with a quotation mark or as an item; it runs on past no item and in one indent. Verse is rarer.
_OPENED, _ITEM, _WITHIN, _INDENTED, _RARER = -3.0, -2.5, -12.0, -6.0, -1.5
_COLON = re.compile(r":[”»]?(?:\d{0,3}|[*†‡§]{0,3})$")
_OPENERS = tuple("“\"‘'«„")
_INDENT = 2
# Lines of verse and of prose that begin with a capital or don't; that end with a mark or don't; that are wide.
_CAPITAL_VERSE, _LOW_VERSE = log(0.8 / 0.12), log(0.2 / 0.88)
_OVER_VERSE, _ENDED_VERSE, _OPEN_VERSE = log(0.35 / 0.12), log(0.35 / 0.08), log(0.3 / 0.8)
_WIDE_VERSE = -3.0
VERSE_ENDS = tuple(",;.:!?—–”’“»")
KINDS = TEXT, QUOTE, VERSE = BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE


class Odds:
    """How the lines of a setting may be taken."""

    def __init__(self, setting: Setting, measures: Measures) -> None:
        self.setting, self.measures = setting, measures
        self.blanks = _blanks_tell(setting)
        narrow = measures.narrow or measures.full
        self.middles = {TEXT: measures.full, QUOTE: narrow, VERSE: measures.full}
        own = fills_of(setting, measures.full)
        self.fills = {TEXT: own, QUOTE: fills_of(setting, narrow), VERSE: own}

    def score(self, paragraph: range, kind: BlockKind, before: BlockKind) -> float:
        """Log-likelihood of a whole paragraph of a kind behind one of another."""
        inner = sum(self.inner(at, kind) for at in paragraph[:-1])
        return self.opens(paragraph.start, kind, before) + inner + self.last(paragraph[-1], kind)

    def fits(self, at: int, kind: BlockKind) -> bool:
        """Whether the line isn't wider than lines of a kind are."""
        return self.fills[kind][at] <= self.middles[kind] + 2.5 * self.measures.spread

    def inner(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of a line from which its paragraph goes on."""
        if kind is VERSE:
            return self._verse(at)
        spread = self.measures.spread
        away = (self.fills[kind][at] - self.middles[kind]) / spread
        fits = max(-away * away / 2, -_FARTHEST) - log(spread * sqrt(2 * pi))
        return fits + self._indented(at, kind) + self._filled(at, kind)

    def last(self, at: int, kind: BlockKind) -> float:
        """Log-likelihood of the last line of a paragraph."""
        if kind is VERSE:
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
        odds += _OVER_VERSE if ends_sentence(text) else _ENDED_VERSE if text.endswith(VERSE_ENDS) else _OPEN_VERSE
        odds += _WIDE_VERSE if self.fills[VERSE][at] > self.measures.full - self.measures.spread else 0.0
        return odds - log(widest) + self._indented(at, VERSE)

    def _indented(self, at: int, kind: BlockKind) -> float:
        """All lines set apart are indented, where indents were kept; of the text, first lines at most."""
        if not self.setting.laid_out:
            return 0.0
        if kind is TEXT and any(is_item(line.text) for line in self.setting.lines[max(at - 1, 0) : at + 1]):
            return 0.0
        indented = self.setting.indent(at) >= _INDENT
        return 0.0 if indented == (kind is not TEXT) else _INDENTED / 3 if kind is TEXT else _INDENTED

    def ends(self, at: int, alone: bool) -> float:
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

    def runs_on(self, at: int, kind: BlockKind) -> float:
        """What speaks against a paragraph that runs on behind the line: an item, or another indent."""
        text, following = self.setting.lines[at].text, self.setting.lines[at + 1]
        if is_item(following.text) and (ends_sentence(text) or text.endswith((";", ","))):
            return _WITHIN
        if kind is not QUOTE or not self.setting.laid_out or following.torn:
            return 0.0
        return _INDENTED if abs(self.setting.indent(at + 1) - self.setting.indent(at)) >= _INDENT else 0.0

    def parted(self, at: int) -> float:
        """What the blank line behind the line says for the end of a paragraph, or that there is none."""
        line = self.setting.lines[at + 1]
        return _BLANK if line.parted else -1.0 if self.blanks and not line.torn else 0.0

    def opens(self, at: int, kind: BlockKind, after: BlockKind) -> float:
        """The odds that the paragraph that begins with the line is of a kind."""
        if kind is TEXT:
            return 0.0
        text = self.setting.lines[at].text
        before = self.setting.lines[at - 1].text if at else ""
        if after is kind:
            odds = _ANOTHER
        elif _COLON.search(before):
            odds = _ANNOUNCED
        else:
            odds = _HALF_ANNOUNCED if before.endswith(",") else _UNANNOUNCED
        odds += _RARER if kind is VERSE else 0.0
        return odds + (_OPENED if text.startswith(_OPENERS) else 0.0) + (_ITEM if is_item(text) else 0.0)


def _blanks_tell(setting: Setting) -> bool:
    """Whether blank lines stand between some paragraphs."""
    return sum(line.parted for line in setting.lines) * 40 > len(setting.lines)
