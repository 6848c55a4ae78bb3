"""Source lines: printed at the foot of a page, perhaps in the middle of a running paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.languages import SOURCE, SOURCE_WORD
from annotator.importing.printed.lines import Measure, ends_sentence

_MAX_LINES = 12


def find_sources(body: Sequence[BodyLine], measure: Measure) -> list[range]:
    """The spans of body lines that are source lines, each whole."""
    spans = []
    index = 0
    while index < len(body):
        line = body[index]
        if SOURCE.match(line.text) and (line.line.blank_before or line.torn):
            end = index + 1
            while end < len(body) and end - index < _MAX_LINES and _goes_on(body, end, measure):
                end += 1
            spans.append(range(index, end))
            index = end
        else:
            index += 1
    return spans


def is_source(text: str) -> bool:
    """Whether a paragraph is a source line."""
    return bool(_SOURCE.match(text))


def citation(text: str) -> str:
    """The citation alone, without the word `Source:`."""
    return SOURCE_WORD.sub("", text, count=1)


def _goes_on(body: Sequence[BodyLine], index: int, measure: Measure) -> bool:
    """Whether the source line runs over into the line at `index`."""
    line, previous = body[index], body[index - 1].line
    if line.torn or line.note or line.parted:
        return False
    if measure.marked:
        return previous.goes_on
    return not (ends_sentence(previous.text) and len(previous.text) < measure.width * 0.8)
