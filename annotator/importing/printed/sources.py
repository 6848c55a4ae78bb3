"""Source lines: printed at the foot of a page, perhaps in the middle of a running paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.importing.languages import SOURCE, SOURCE_WORD
from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.lines import Measure, ends_sentence

_MAX_LINES = 12


def find_sources(body: Sequence[BodyLine], measure: Measure) -> list[range]:
    """The spans of body lines that are source lines, each whole."""
    spans = []
    index = 0
    while index < len(body):
        line = body[index]
        if SOURCE.match(line.text) and _may_begin(body, index, measure):
            end = index + 1
            while end < len(body) and end - index < _MAX_LINES and _goes_on(body, range(index, end), measure):
                end += 1
            spans.append(range(index, end))
            index = end
        else:
            index += 1
    return spans


def is_source(text: str) -> bool:
    """Whether a paragraph is a source line."""
    return bool(SOURCE.match(text))


def _may_begin(body: Sequence[BodyLine], index: int, measure: Measure) -> bool:
    """Whether something new may begin here: where blank lines can't be relied on, anything may."""
    line = body[index]
    return line.line.blank_before > 0 or line.torn or not measure.marked or bool(SOURCE_WORD.match(line.text))


def citation(text: str) -> str:
    """The citation alone, without the word `Source:`."""
    return SOURCE_WORD.sub("", text, count=1)


def _goes_on(body: Sequence[BodyLine], source: range, measure: Measure) -> bool:
    """Whether the source line runs over into the line behind the lines of `source`."""
    line, previous = body[source.stop], body[source.stop - 1].line
    if line.torn or line.note or line.parted:
        return False
    if measure.marked:
        return previous.goes_on
    if not ends_sentence(previous.text):
        return True
    # It is set in smaller type, so its own lines tell better than those of the text what goes on one.
    own = max((len(body[place].text) for place in source[:-1]), default=0)
    word = line.text.partition(" ")[0]
    return len(previous.text) + 1 + len(word) > max(own, measure.width * 0.8) and line.line.leading <= previous.leading
