"""Block quotations: announced by a colon or a comma, and told from the text by their ellipses and their measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from annotator.importing.printed.divisions import Entry
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.printed.verse import is_verse
from annotator.importing.printed.widths import Metric, choose_metric, inner_widths, usual_widest
from annotator.model.document import BlockKind

_ELLIPSIS = re.compile(r"\. \. \.|…|\.\.\.")
_QUOTED = re.compile(r"“[^“”]*”?")
_ANNOUNCES = re.compile(r"[:,](?:\d{0,3}|[*∗⁎†‡§¶‖]{1,3})$|[:,]”$")
_ITEM = re.compile(r"[(\[]?(\d{1,2}|[a-z])[.)\]]\s")
_BULLET = re.compile(r"[•·▪◦*–—-]\s")
_ITEM_OR_BULLET = re.compile(rf"{_BULLET.pattern}|{_ITEM.pattern}")
# A list is indented on its left side only.
_LIST_WIDTH = 0.94
# Where nothing announces a quotation, it must be of several lines, and clearly narrower.
_TALL = 4
_UNANNOUNCED = 0.92
_OPENERS = tuple("“\"‘'«„")
# How much narrower than the text a quotation must be set for its measure to tell, as a part of the measure.
_NARROWER = 0.04
# How much wider than most quotations another may be.
_NO_WIDER = 1.02
# Lines from which items run on, at least, for their widths to tell.
_TELLING = 3
# Wider lines than this part of the measure are two that were run together.
_RUN_TOGETHER = 1.1


@dataclass(frozen=True, slots=True)
class _Setting:
    """The measure of the text, and how to measure a line."""

    measure: float
    metric: Metric

    @property
    def slack(self) -> float:
        """How far towards the full measure a narrower one may reach: letters vary, characters don't."""
        return 0.2 if self.metric is len else 0.5

    def widest(self, paragraph: Paragraph) -> float:
        return max(inner_widths(paragraph.lines, self.metric), default=0.0)

    def widest_alone(self, paragraph: Paragraph) -> float:
        """As `widest`, past lines that were run together."""
        widths = inner_widths(paragraph.lines, self.metric)
        return max((width for width in widths if width < self.measure * _RUN_TOGETHER), default=0.0)


def mark_quotes(entries: Sequence[Entry], read: bool = False) -> list[Entry]:
    """`entries` with the paragraphs of block quotations marked as such.

    `read`: verses, and quotations where they are set narrower, were told by their setting already.
    """
    result = list(entries)
    running = [entry.item.paragraph for entry in entries if entry.kind is BlockKind.PARAGRAPH]
    lines = [paragraph.lines for paragraph in running if paragraph]
    metric = choose_metric(lines)
    setting = _Setting(usual_widest(lines, metric), metric)
    group: list[Paragraph] = []
    previous: Paragraph | None = None
    told = [entry.item.paragraph for entry in entries if read and entry.item.is_quote and entry.item.paragraph]
    for place, entry in enumerate(entries):
        paragraph = entry.item.paragraph
        if entry.kind is not BlockKind.PARAGRAPH or not paragraph:
            # A source lifted from the foot of a page interrupts nothing.
            if entry.kind is not BlockKind.SOURCE:
                group, previous = [paragraph] if paragraph and entry.kind is BlockKind.QUOTE else [], None
            continue
        if not read and is_verse(paragraph.lines, setting.measure, setting.metric):
            result[place] = replace(entry, kind=BlockKind.VERSE)
            group, previous = [], paragraph
            continue
        if told:
            group = []
        elif _begins(previous, paragraph, setting):
            group = [paragraph]
        elif group and _continues(group, paragraph, setting):
            group.append(paragraph)
        else:
            group = []
        if group:
            result[place] = replace(entry, kind=BlockKind.QUOTE)
        previous = paragraph
    return _with_lists(result, setting, told)


def _with_lists(entries: Sequence[Entry], setting: _Setting, told: Sequence[Paragraph]) -> list[Entry]:
    """`entries` with the items of lists told from quotations: with bullets, or numbered and set in the full measure.

    `told`: the quotations that are known already.
    """
    result = list(entries)
    items = [
        bool(entry.item.paragraph and _ITEM_OR_BULLET.match(entry.item.paragraph.text))
        and entry.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
        for entry in entries
    ]
    start = 0
    while start < len(entries):
        end = start
        while end < len(entries) and items[end] and (end == start or _is_next(entries, end)):
            end += 1
        group = [entry.item.paragraph for entry in entries[start:end] if entry.item.paragraph]
        listed = bool(group) and (bool(_BULLET.match(group[0].text)) or _is_wide(group, setting))
        among = sum(entry.kind is BlockKind.QUOTE for entry in entries[start:end]) * 2 > len(group)
        quoted = bool(told) and not listed and (among or _is_quoted(group, told, setting))
        if len(group) > 1 and (listed or (told and not quoted)):
            for place in range(start, end):
                result[place] = replace(result[place], kind=BlockKind.LIST)
        elif len(group) > 1 and quoted:
            for place in range(start, end):
                result[place] = replace(result[place], kind=BlockKind.QUOTE)
        start = max(end, start + 1)
    return result


def _is_next(entries: Sequence[Entry], place: int) -> bool:
    before, here = entries[place - 1].item.paragraph, entries[place].item.paragraph
    if not before or not here:
        return False
    return bool(_BULLET.match(before.text) and _BULLET.match(here.text)) or _follows(before, here)


def _is_wide(group: Sequence[Paragraph], setting: _Setting) -> bool:
    """Whether items hang from their numbers, or reach nearly as far as the text does: a quotation's never do."""
    if any(len(part.lines) > 1 and part.lines[1].leading > part.lines[0].leading > 0 for part in group):
        return True
    widest = max(setting.metric(" ".join(line.text.split())) for part in group for line in part.lines)
    return widest > setting.measure * _LIST_WIDTH


def _is_quoted(group: Sequence[Paragraph], told: Sequence[Paragraph], setting: _Setting) -> bool:
    """Whether items of several lines are as narrow as the quotations are that are `told`."""
    own = max(map(setting.widest_alone, group), default=0.0)
    if sum(len(paragraph.lines) - 1 for paragraph in group) < _TELLING:
        return False
    widths = [width for paragraph in told if (width := setting.widest_alone(paragraph))]
    return bool(widths) and 0 < own < median(widths) * _NO_WIDER


def _begins(previous: Paragraph | None, paragraph: Paragraph, setting: _Setting) -> bool:
    if previous is None:
        return False
    if _ANNOUNCES.search(previous.text):
        return not paragraph.text.startswith(_OPENERS)
    if _is_narrow(paragraph, setting) and not _is_narrow(previous, setting):
        return not paragraph.text.startswith(_OPENERS)
    # Not announced: authors leave nothing out of their own words.
    return len(_ELLIPSIS.findall(_own_words(paragraph))) > 1 and "“" not in paragraph.text


def _is_narrow(paragraph: Paragraph, setting: _Setting) -> bool:
    """Whether all lines, several of them, are narrower than the text although more would have gone on each."""
    lines = [" ".join(line.text.split()) for line in paragraph.lines]
    if len(lines) < _TALL or setting.metric is len:
        return False
    words = [line.partition(" ")[0] for line in lines[1:]]
    filled = [setting.metric(f"{line} {word}") for line, word in zip(lines, words, strict=False)]
    return max(filled) < setting.measure and max(map(setting.metric, lines)) < setting.measure * _UNANNOUNCED


def _continues(group: Sequence[Paragraph], paragraph: Paragraph, setting: _Setting) -> bool:
    """Whether the quotation of `group` goes on: by its items, its ellipses, its measure or its first words."""
    last = group[-1]
    if _follows(last, paragraph) or _ELLIPSIS.search(_own_words(paragraph)):
        return True
    if paragraph.text.startswith(_OPENERS) or _ANNOUNCES.search(last.text):
        return False
    widest = max(setting.widest(part) for part in group)
    here, measure = setting.widest(paragraph), setting.measure
    if widest and widest < measure * (1 - _NARROWER):
        # The quotation is set narrower than the text: so must be all of it.
        return 0 < here < widest + (measure - widest) * setting.slack
    return 0 < here < measure * (1 - _NARROWER) or paragraph.text.split()[:3] == last.text.split()[:3]


def _follows(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether two paragraphs are items `2.` and `3.`, `(a)` and `(b)`."""
    before, after = _ITEM.match(last.text), _ITEM.match(paragraph.text)
    if not before or not after:
        return False
    a, b = before[1], after[1]
    return int(b) == int(a) + 1 if a.isdigit() and b.isdigit() else ord(b[0]) == ord(a[0]) + 1


def _own_words(paragraph: Paragraph) -> str:
    """The paragraph without what it quotes inside quotation marks."""
    return _QUOTED.sub("", paragraph.text)
