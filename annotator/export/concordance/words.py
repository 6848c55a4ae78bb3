"""The figures of a concordance in sentences: the window, the command line and the files say the same."""

from __future__ import annotations

from annotator.i18n import _, ngettext
from annotator.model.citation import cite_pages
from annotator.model.concordance import MOST_LANES, FirstUse, Mode, Summary

MOST_FIRST = 6  # first uses that are told in sentences: a library has many readers


def said_of(summary: Summary) -> list[str]:
    """How many, how often, how evenly, and who uses the words first."""
    said = [count_said(summary), mode_said(summary.mode)]
    if summary.dispersion is not None and len(summary.counts) > 1:
        said.append(spread_said(summary))
    said += [first_said(one, several=_several(summary)) for one in summary.first[:MOST_FIRST]]
    if len(summary.first) > MOST_FIRST:
        said.append(_("The table tells the other first uses."))
    if summary.skipped:
        said.append(_("Left out, for its text can't be read: {titles}.").format(titles=", ".join(summary.skipped)))
    return said


def count_said(summary: Summary) -> str:
    """`312 hits in 39,430 words: 79.1 in 10,000.`"""
    words = f"{summary.words:,}"
    counted = ngettext("{n} hit in {words} words", "{n} hits in {words} words", summary.hits)
    rate = _(": {rate} in 10,000.").format(rate=f"{summary.rate:.1f}") if summary.hits else "."
    return counted.format(n=f"{summary.hits:,}", words=words) + rate


def lanes_said(summary: Summary) -> str:
    """What stands where in a plot of several words; empty for one word, or more than have a lane each."""
    words = summary.alternatives
    return _("From the top: {words}").format(words=", ".join(words)) if 1 < len(words) <= MOST_LANES else ""


def mode_said(mode: Mode) -> str:
    """What counts as a hit."""
    return {
        Mode.LEMMA: _("All forms of a word count (those with the same stem, by Porter’s second algorithm)."),
        Mode.EXACT: _("Words count as they are written, but for capitals and accents."),
        Mode.REGEX: _("What the regular expression fits counts."),
    }[mode]


def spread_said(summary: Summary) -> str:
    """How evenly the hits are spread over the selections."""
    return _("Spread over the selections: DP {value} (Gries 2008; 0 is even, near 1 all in one place).").format(
        value=f"{summary.dispersion:.2f}"
    )


def first_said(one: FirstUse, *, several: bool) -> str:
    """`“terror” is first used by Merle Fainsod, p. 17, in 1-2 Terror as a System of Power.`"""
    page = cite_pages(one.page, None)
    both = several and one.reader != one.division
    where = _("{division} ({reader})").format(division=one.division, reader=one.reader) if both else one.division
    if one.author:
        who = ", ".join(filter(None, (one.author, page)))
        return _("“{word}” is first used by {who}, in {where}.").format(word=one.word, who=who, where=where)
    place = ", ".join(filter(None, (page, where)))
    return _("“{word}” is first used here: {place}.").format(word=one.word, place=place)


def _several(summary: Summary) -> bool:
    return len({row.reader_id for row in summary.counts}) > 1
