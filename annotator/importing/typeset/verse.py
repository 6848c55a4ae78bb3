"""Verse by how it is set: drawn in, each line broken off before the measure is full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.layout import Layout
from annotator.importing.printed.lines import ends_sentence
from annotator.importing.typeset.paragraphs import ITEM

# In units of the type size.
_DRAWN_IN = 0.8
_TURNED_OVER = 0.7
_ROOM = 0.4
_SAME = 0.4
_APART = 1.25
_MOSTLY = 0.6
_OFTEN = 0.4
_AT_TIMES = 0.25
_CAPITALS = 0.85
_WIDE = 0.1


def find_verse(body: Sequence[BodyLine]) -> list[list[range]]:
    """The stanzas among `body`, each as the places of its lines; a line that was turned over takes several."""
    return [stanza for run in _runs(body) if (stanza := _stanza(body, run))]


def _runs(body: Sequence[BodyLine]) -> Iterator[range]:
    """Runs of lines that are drawn in, in one type, without white between them (a page turn may be)."""
    start = 0
    while start < len(body):
        end = start
        while end < len(body) and _may_belong(body[end]) and (end == start or _follows(body[end - 1], body[end])):
            end += 1
        if end - start > 1:
            yield range(start, end)
        start = max(end, start + 1)


def _may_belong(line: BodyLine) -> bool:
    layout = line.line.layout
    if not layout or line.note or line.notes_heading or line.alone or layout.cells:
        return False
    return layout.indent > _DRAWN_IN * layout.size and layout.room > 0 and not ITEM.match(line.text)


def _follows(above: BodyLine, line: BodyLine) -> bool:
    a, b = above.line.layout, line.line.layout
    assert a and b
    if abs(a.size - b.size) > 0.3 or a.bold != b.bold:
        return False
    together = (a.page, a.column) == (b.page, b.column)
    if together:
        return b.gap is not None and 0.3 < b.gap < _APART
    return b.page - a.page < 2 and abs(a.indent - b.indent) < _SAME * b.size


def _stanza(body: Sequence[BodyLine], run: range) -> list[range]:
    layouts = [layout for place in run if (layout := body[place].line.layout)]
    edge = min(layout.indent for layout in layouts)
    lines = []
    start = run.start
    for place in run[1:]:
        if layouts[place - run.start].indent < edge + _TURNED_OVER * layouts[0].size:
            lines.append(range(start, place))
            start = place
    lines.append(range(start, run.stop))
    return lines if _is_verse(body, run, layouts, lines) else []


def _is_verse(body: Sequence[BodyLine], run: range, layouts: Sequence[Layout], lines: Sequence[range]) -> bool:
    if len(layouts) < 2:
        return False
    # Prose shares its right edge; verse could go as far right as it begins on the left.
    rooms = sorted(layout.room for layout in layouts)
    narrow = rooms[0]
    shared = sum(room - narrow < 1.5 for room in rooms)
    if shared * 2 < len(layouts) or len(layouts) < 3:
        narrow = min(narrow, min(layout.indent for layout in layouts))
    closed, open_ends, high = 0, 0, 0
    for place in run[1:]:
        last, here = layouts[place - 1 - run.start], layouts[place - run.start]
        if last.room - narrow > here.first_word + _ROOM * last.size:
            closed += 1
            open_ends += not ends_sentence(body[place - 1].text)
    high = sum(_starts_high(body[line.start].text) for line in lines)
    breaks = len(layouts) - 1
    begins = sorted(layouts[line.start - run.start].indent for line in lines)
    if begins[len(begins) // 2] - begins[0] > _SAME * layouts[0].size:
        # Lines that are centred begin here and there.
        return False
    if layouts[0].justified and breaks > 1:
        usual = median_low(layout.room for layout in layouts)
        usual = usual if sum(abs(room - usual) < 1.5 for room in rooms) > 2 else narrow
        return sum(abs(layout.room - usual) > 2 for layout in layouts[:-1]) >= max(2, _OFTEN * breaks)
    if rooms[-1] - narrow < _WIDE * layouts[0].width:
        return False
    if high >= _CAPITALS * len(lines) and closed >= _AT_TIMES * breaks and len(lines) > 2 and open_ends:
        return True
    return (closed >= _MOSTLY * breaks and (open_ends > 0 or len(lines) > 3)) or (
        open_ends > 1 and closed >= _OFTEN * breaks
    )


def _starts_high(text: str) -> bool:
    first = next((sign for sign in text if sign.isalnum()), "")
    return first.isupper()
