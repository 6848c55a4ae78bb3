"""Lines into paragraphs, over page turns and past what stood in their middle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.importing.printed.apart import kinds_apart, runs_apart
from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.emphasis import Span, joined_emphasis, moved, shifted
from annotator.importing.printed.hyphens import HyphenJoiner
from annotator.importing.printed.lines import HYPHENS, Line, Measure, ends_sentence, starts_low
from annotator.importing.printed.setting import Setting, setting_of
from annotator.importing.printed.unmarked import begins_paragraph
from annotator.model.document import BlockKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its line ends joined.

    `pages`: (offset in `text`, index of the page that begins there). `lines`: as they stood; `starts`: the offset of
    each in `text`. `note`: the label of the note that it begins. `blank_after`: blank lines after it.
    `emphasis` and `raised`: stretches of `text`, where the lines have layouts.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[tuple[int, int], ...] = ()
    note: str | None = None
    notes_heading: bool = False
    torn: bool = False
    starts: tuple[int, ...] = ()
    emphasis: tuple[Span, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def number(self) -> int:
        """The number of its first line in the file, from 1."""
        return self.lines[0].number

    @property
    def starts_page(self) -> bool:
        """Whether it is the first thing on a page."""
        return bool(self.pages) and self.pages[0][0] == 0

    @property
    def set_apart(self) -> bool:
        """Whether blank lines (or page turns) stand before and after it."""
        before = self.lines[0].blank_before > 0 or self.torn or self.starts_page
        return before and self.lines[-1].blank_after > 0


class Grouped(NamedTuple):
    """The places of the lines of a paragraph, and what it is where that shows in how they are set."""

    places: list[int]
    kind: BlockKind | None = None


def join(lines: Sequence[BodyLine], joiner: HyphenJoiner) -> Paragraph:
    """One paragraph of `lines`."""
    pieces: list[str] = []
    pages = []
    starts: list[int] = []
    emphasis: list[Span] = []
    raised: list[tuple[int, int]] = []
    length = previous = 0
    for line in lines:
        text = line.text
        if pieces:
            last, between = joiner.glue(pieces[-1], text, previous, line.line.number)
            length += len(last) - len(pieces[-1]) + len(between)
            pieces[-1] = last
            pieces.append(between)
        if line.page is not None:
            pages.append((length, line.page))
        starts.append(length)
        pieces.append(text)
        if line.line.layout:
            shift = length - (line.note.length if line.note else 0)
            emphasis = joined_emphasis(emphasis, shifted(line.line.layout.emphasis, shift, length))
            raised += [(start, end) for start, end in moved(line.line.layout.raised, shift) if start >= length]
        length += len(text)
        previous = line.line.number
    first = lines[0]
    return Paragraph(
        "".join(pieces),
        tuple(line.line for line in lines),
        tuple(pages),
        first.note.label if first.note else None,
        first.notes_heading,
        first.torn,
        tuple(starts),
        tuple(emphasis),
        tuple(raised),
    )


def group(
    body: Sequence[BodyLine], places: Sequence[int], measure: Measure, alone: Collection[str] = frozenset()
) -> Iterator[Grouped]:
    """The indices of `places` (body lines that are neither source nor table) in runs, one a paragraph.

    `alone`: casefolded words that are known to stand on lines of their own.
    """
    lines = [_torn(body[place], at > 0 and place - places[at - 1] > 1) for at, place in enumerate(places)]
    setting = setting_of(lines, alone)
    if measure.marked:
        runs = list(_marked_runs(lines, measure))
        kinds = kinds_apart(setting, runs)
    else:
        setting = replace(setting, apart={at: run for run in runs_apart(setting) for at in run.lines})
        runs = list(_unmarked_runs(setting))
        kinds = [setting.apart[run.start].kind if run.start in setting.apart else None for run in runs]
    for run, kind in zip(runs, kinds, strict=True):
        yield Grouped([places[at] for at in run], kind)


def _marked_runs(lines: Sequence[BodyLine], measure: Measure) -> Iterator[range]:
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not _goes_on_marked(lines[at - 1], lines[at], measure):
            yield range(start, at)
            start = at


def _unmarked_runs(setting: Setting) -> Iterator[range]:
    start = 0
    for at in range(1, len(setting.lines) + 1):
        if at == len(setting.lines) or begins_paragraph(setting, range(start, at)):
            yield range(start, at)
            start = at


def _torn(line: BodyLine, lifted: bool) -> BodyLine:
    if not lifted or line.torn:
        return line
    return BodyLine(line.line, line.page, True, line.note, line.notes_heading)


def _goes_on_marked(previous: BodyLine, line: BodyLine, measure: Measure) -> bool:
    """Where inner lines end with white space, a hyphen or a dash, that decides, but for false blank lines."""
    if line.note or line.notes_heading:
        return False
    if previous.notes_heading:
        # A chapter's name over its notes runs on.
        return True
    if not previous.line.goes_on:
        return False
    if line.page is not None and _stands_alone(line, measure):
        return False
    if not line.parted or previous.text.endswith(HYPHENS) or starts_low(line.text):
        return True
    return not ends_sentence(previous.text)


def _stands_alone(line: BodyLine, measure: Measure) -> bool:
    """A short line with a blank line after it, at a page's top, is a heading, not the end of a paragraph."""
    text = line.text
    short = len(text) < measure.width * 0.7
    return short and line.line.blank_after > 0 and not ends_sentence(text) and not starts_low(text)
