"""Paragraphs by how their lines lie: indents, white before and after, the room that a line leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.importing.printed.layout import Layout
from annotator.importing.printed.lines import DASHES, HYPHENS, SOFT_HYPHEN, Line, ends_sentence, starts_low

ITEM = re.compile(r"[•·‣▪◦●○■□–—*-]\s+\S|[(\[]?(\d{1,3}|[a-z]|[ivx]{1,4})[.)\]]\s+\S")
"""How the items of a list begin."""

_COUNTED = re.compile(r"[(\[]?(\d{1,3})[.)\]]\s+\S")
# In units of the type size.
_INDENTED = 0.7
_ROOM = 0.4
_WORD_ENDS = (*HYPHENS, *DASHES, SOFT_HYPHEN)
_APART = 1.25
_TITLE_APART = 1.4
_OTHER_SIZE = 0.07
_FAR = 0.25


def runs_on(run: Sequence[Line], line: Line, following: Line | None = None) -> bool:
    """Whether the paragraph whose lines are `run` goes on with `line`; all of them have layouts.

    `following` is the line after it: it shows whether `line` is a first line that is drawn in.
    """
    previous = run[-1]
    above, here = previous.layout, line.layout
    if above is None or here is None or _looks_other(above, here):
        return False
    if _next_item(run[0], line):
        return False
    if len(run) > 1 and following and following.layout and _draws_in(above, here, following.layout):
        return not _closed_at_all(previous, line) and not ends_sentence(previous.text)
    together = (above.page, above.column) == (here.page, here.column)
    unfinished = not ends_sentence(previous.text) and (starts_low(line.text) or previous.text.endswith(_WORD_ENDS))
    if together and here.gap is not None and not 0.3 < here.gap < (_TITLE_APART if here.centred else _APART):
        # White in mid-sentence: a picture or a formula stood there.
        return unfinished and not _closed(run, line) and here.gap > 0
    if together and above.centred and here.centred:
        return True
    return _by_indent(run, line, unfinished)


def _next_item(first: Line, line: Line) -> bool:
    """Whether items `2.` and `3.` begin here, set alike."""
    before, after = _COUNTED.match(first.text), _COUNTED.match(line.text)
    if not before or not after or int(after[1]) != int(before[1]) + 1 or not first.layout or not line.layout:
        return False
    return abs(first.layout.indent - line.layout.indent) < 0.6 * line.layout.size


def _draws_in(above: Layout, here: Layout, below: Layout) -> bool:
    """Whether a block that is drawn in ends above, and `here` is but the first line of a paragraph, drawn in alike."""
    together = (here.page, here.column) == (below.page, below.column)
    alike = abs(above.indent - here.indent) < 0.3 * here.size and abs(below.size - here.size) < 0.3
    beside = below.gap is not None and 0.3 < below.gap < _APART
    return together and alike and beside and here.indent > _INDENTED * here.size and abs(below.indent) < 0.3 * here.size


def _closed_at_all(previous: Line, line: Line) -> bool:
    return bool(previous.layout and line.layout and previous.layout.room > line.layout.first_word + line.layout.size)


def _looks_other(above: Layout, here: Layout) -> bool:
    """Whether type or manner change: a heading and its text, a quotation in smaller type."""
    if abs(above.size - here.size) > _OTHER_SIZE * max(above.size, here.size):
        return True
    if above.bold != here.bold:
        return above.room > above.size or here.room > here.size
    return above.italic != here.italic and (above.centred or here.centred) and above.room > above.size


def _by_indent(run: Sequence[Line], line: Line, unfinished: bool) -> bool:
    previous = run[-1]
    above, here = previous.layout, line.layout
    assert above and here
    closed, ended = _closed(run, line), ends_sentence(previous.text)
    step = (here.indent - above.indent) / here.size
    turned = (above.page, above.column) != (here.page, here.column)
    if step > _INDENTED:
        # Further in: a new paragraph; where the sentence runs on, its first line hangs out.
        hangs = len(run) == 1 and bool(ITEM.match(run[0].text))
        return not closed and (not ended or unfinished or hangs)
    if step < -_INDENTED:
        if len(run) == 1:
            # The indented first line, and the second.
            return not closed
        return not closed and not ended
    if closed and unfinished:
        # Prose at the margin goes on wherever its line broke off; what is drawn in may be verse.
        at_margin = abs(here.indent) < _INDENTED * here.size and not above.centred and not turned
        return at_margin or _slack(run, line) < _FAR * here.width
    return not closed


def _closed(run: Sequence[Line], line: Line) -> bool:
    """Whether the last line of `run` left room that the first word of `line` would have filled."""
    here = line.layout
    assert here
    if run[-1].text.endswith(_WORD_ENDS):
        return False
    return _slack(run, line) > here.first_word + _ROOM * here.size


def _slack(run: Sequence[Line], line: Line) -> float:
    """The room that the last line leaves beyond what all lines here leave, in points."""
    rooms = [each.layout.room for each in (*run[-6:], line) if each.layout]
    previous = run[-1].layout
    assert previous
    narrow = min(rooms)
    # One line alone doesn't show how far its lines reach: the column does, less what both sides are drawn in.
    if len(rooms) < 3:
        narrow = min(narrow, max(previous.indent, 0.0))
    return previous.room - narrow
