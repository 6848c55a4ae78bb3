"""Block quotations and verses in lines whose ends say nothing: runs of lines that are set apart from the text.

A line of the text is nearly as wide as its measure, give or take the play of its spaces, and so is a line of a
quotation, whose measure is narrower; only the last line of a paragraph has any width, and so have verses, which begin
with capitals and end where sense does. Of all ways to take the lines as paragraphs of these kinds the likeliest is
chosen (Viterbi's algorithm), where words, indents and blank lines speak as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.importing.printed.narrow import learn_measures
from annotator.importing.printed.odds import KINDS, QUOTE, TEXT, VERSE, VERSE_ENDS, Odds
from annotator.importing.printed.setting import Run, Setting, is_item
from annotator.importing.printed.unmarked import stands_alone
from annotator.model.document import BlockKind

# No paragraph ends in mid-sentence where the next line has a small letter.
_HOPELESS = -9.0
# Where borders are known, how much likelier than text a paragraph must be, and each of its lines, to be set apart.
_SURE, _SURE_A_LINE = 10.0, 3.0
# Verses are hardly fewer.
_VERSES = 4


def runs_apart(setting: Setting) -> list[Run]:
    """The paragraphs of block quotations, and verses."""
    measures = learn_measures(setting)
    if measures is None:
        return []
    usable = [
        not (line.note or line.notes_heading or stands_alone(setting, at)) for at, line in enumerate(setting.lines)
    ]
    reading = Odds(setting, measures)
    runs: list[Run] = []
    for stretch in _stretches(reading, usable):
        runs += _likeliest(reading, stretch)
    texts = [line.text for line in setting.lines]
    runs = [run._replace(kind=VERSE) if _rhymes([texts[at] for at in run.lines]) else run for run in runs]
    return [run for run in runs if _is_enough([texts[at] for at in run.lines], run.kind)]


def kinds_apart(setting: Setting, paragraphs: Sequence[range]) -> list[BlockKind | None]:
    """What each of the `paragraphs` (places of lines) is set as where their borders are known; None for text.

    Words are left to tell what is set hardly narrower.
    """
    measures = learn_measures(setting)
    if measures is None or measures.narrow is None:
        return [None] * len(paragraphs)
    reading = Odds(setting, measures)
    texts = [line.text for line in setting.lines]
    kinds: list[BlockKind | None] = []
    before = TEXT
    for paragraph in paragraphs:
        wide = sum(not reading.fits(at, QUOTE) for at in paragraph)
        if wide * 2 > len(paragraph):
            # Too wide for a quotation, and most lines are full ones: odds are a waste of time.
            kinds.append(None)
            before = TEXT
            continue
        scores = {kind: reading.score(paragraph, kind, before) for kind in KINDS}
        kind = max(KINDS, key=scores.__getitem__)
        own = [texts[at] for at in paragraph]
        if kind is QUOTE and _rhymes(own):
            kind = VERSE
        sure = scores[kind] - scores[TEXT] > max(_SURE, _SURE_A_LINE * len(own)) and not is_item(own[0])
        kinds.append(kind if sure and _is_enough(own, kind) else None)
        before = kind
    return kinds


def _is_enough(texts: Sequence[str], kind: BlockKind) -> bool:
    """A single line has no measure of its own; and there is more to a verse than a couple of short lines."""
    if kind is QUOTE:
        return len(texts) > 1
    return len(texts) >= _VERSES and sum(text.endswith(VERSE_ENDS) for text in texts) * 2 >= len(texts)


def _rhymes(texts: Sequence[str]) -> bool:
    """Whether most lines rhyme with one near them, and half of them end where sense does: prose doesn't do both."""
    if len(texts) < _VERSES or sum(text.endswith(VERSE_ENDS) for text in texts) * 2 < len(texts):
        return False
    ends = [re.sub(r"[\W\d_]+$", "", text)[-2:].casefold() for text in texts]
    rhyming = sum(end in ends[max(at - 2, 0) : at] + ends[at + 1 : at + 3] for at, end in enumerate(ends))
    return rhyming * 4 >= len(ends) * 3


def _stretches(reading: Odds, usable: Sequence[bool]) -> list[range]:
    """Runs of lines that may be set apart, one line more at either end."""
    found = []
    fills, widest = reading.fills[TEXT], reading.measures.full
    start: int | None = None
    for at in range(len(fills) + 1):
        may_be = at < len(fills) and usable[at] and (fills[at] <= widest or reading.fits(at, QUOTE))
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


def _likeliest(reading: Odds, stretch: range) -> Iterator[Run]:
    """What is set apart in the likeliest way to take the lines of a stretch, the last run first."""
    kinds = (TEXT, QUOTE, VERSE) if reading.measures.narrow else (TEXT, VERSE)
    ways = {
        kind: _Way(reading.opens(stretch.start, kind, TEXT) if stretch.start == 0 else 0.0, stretch.start, kind)
        for kind in (kinds if stretch.start == 0 else (TEXT,))
    }
    for at in stretch[:-1]:
        following: dict[BlockKind, _Way] = {}
        parted = reading.parted(at)
        for kind, way in ways.items():
            on = way.score + reading.inner(at, kind) - parted + reading.runs_on(at, kind)
            _take(following, way._replace(score=on))
            ends = reading.ends(at, way.start == at)
            if ends < _HOPELESS:
                continue
            over = way.score + reading.last(at, kind) + ends + parted
            for then in kinds:
                _take(following, _Way(over + reading.opens(at + 1, then, kind), at + 1, then, way))
        ways = following
    end = stretch[-1] + 1
    finals = [
        way._replace(score=way.score + max(reading.last(end - 1, kind), reading.inner(end - 1, kind)))
        for kind, way in ways.items()
    ]
    best: _Way | None = max(finals, key=lambda way: way.score)
    while best:
        if best.kind is not TEXT:
            yield Run(range(best.start, end), best.kind)
        end, best = best.start, best.before


def _take(following: dict[BlockKind, _Way], way: _Way) -> None:
    if way.kind not in following or way.score > following[way.kind].score:
        following[way.kind] = way
