"""Lines into paragraphs, over page turns and past what stood in their middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.hyphens import HyphenJoiner
from annotator.importing.printed.lines import HYPHENS, Line, Measure, ends_sentence, starts_low

_HALF = 0.5
# Parts of the measure that were left free.
_BARELY = 0.02
_CLEARLY = 0.08
_FAR = 0.15


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its line ends joined.

    `pages`: (offset in `text`, index of the page that begins there). `lines`: as they stood; `starts`: the offset of
    each in `text`. `note`: the label of the note that it begins. `blank_after`: blank lines after it.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[tuple[int, int], ...] = ()
    note: str | None = None
    notes_heading: bool = False
    torn: bool = False
    starts: tuple[int, ...] = ()

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


def goes_on(previous: BodyLine, line: BodyLine, measure: Measure) -> bool:
    """Whether the paragraph of `previous` runs on into `line`."""
    if line.note or line.notes_heading or previous.notes_heading:
        return False
    rule = _goes_on_marked if measure.marked else _goes_on_unmarked
    return rule(previous, line, measure)


def join(lines: Sequence[BodyLine], joiner: HyphenJoiner) -> Paragraph:
    """One paragraph of `lines`."""
    pieces: list[str] = []
    pages = []
    starts: list[int] = []
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
    )


def group(body: Sequence[BodyLine], places: Sequence[int], measure: Measure) -> Iterator[list[int]]:
    """The indices of `places` (body lines that are neither source nor table) in runs, one a paragraph."""
    run: list[int] = []
    for place in places:
        if run and not goes_on(body[run[-1]], _torn(body[place], place - run[-1] > 1), measure):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _torn(line: BodyLine, lifted: bool) -> BodyLine:
    if not lifted or line.torn:
        return line
    return BodyLine(line.line, line.page, True, line.note, line.notes_heading)


def _goes_on_marked(previous: BodyLine, line: BodyLine, measure: Measure) -> bool:
    """Where inner lines end with white space, a hyphen or a dash, that decides, but for false blank lines."""
    if not previous.line.goes_on:
        return False
    if line.page is not None and _stands_alone(line, measure):
        return False
    if not line.parted or previous.text.endswith(HYPHENS) or starts_low(line.text):
        return True
    return not ends_sentence(previous.text)


def _goes_on_unmarked(previous: BodyLine, line: BodyLine, measure: Measure) -> bool:
    if line.parted:
        broken = previous.text.endswith(HYPHENS) or (
            len(previous.text) > measure.width * _HALF and previous.text[-1:].isalpha()
        )
        return broken and starts_low(line.text)
    ended = ends_sentence(previous.text)
    if not line.torn:
        # An indented first line, where other lines begin at the margin; or a line that was left short.
        indented = line.line.leading > 1 and not previous.line.leading
        return not (ended and (indented or _room_left(previous, line, measure) > _CLEARLY))
    if line.page is not None and _stands_alone(line, measure):
        return False
    if previous.text.endswith(HYPHENS) or starts_low(line.text):
        return True
    if line.page is None and ended:
        return False
    # At a page's foot a full line that ends a sentence is more often followed by the next than by a new paragraph.
    return _room_left(previous, line, measure) <= (_BARELY if ended else _FAR)


def _room_left(previous: BodyLine, line: BodyLine, measure: Measure) -> float:
    """The part of the measure that was left free although the next word would have gone there.

    Inside a paragraph it is about nothing: there, lines are filled.
    """
    word = line.text.partition(" ")[0]
    return 1 - (len(previous.text) + 1 + len(word)) / max(measure.width, 1)


def _stands_alone(line: BodyLine, measure: Measure) -> bool:
    """A short line with a blank line after it, at a page's top, is a heading, not the end of a paragraph."""
    text = line.text
    short = len(text) < measure.width * 0.7
    return short and line.line.blank_after > 0 and not ends_sentence(text) and not starts_low(text)
