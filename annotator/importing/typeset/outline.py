"""The things of the body in text order, parted by how their lines lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.emphasis import Span, moved, shifted
from annotator.importing.printed.hyphens import HyphenJoiner
from annotator.importing.printed.outline import Item
from annotator.importing.printed.paragraphs import Paragraph, join
from annotator.importing.printed.sources import is_source
from annotator.importing.printed.tables import TableFound
from annotator.importing.typeset.paragraphs import runs_on

_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Spans:
    """What is no running text, by the places of its lines: sources, tables, stanzas (line by line), contents."""

    sources: Sequence[range]
    tables: Sequence[TableFound]
    stanzas: Sequence[Sequence[range]]
    contents: Sequence[range]


def find_sources(body: Sequence[BodyLine]) -> list[range]:
    """The spans of body lines that are source lines, each whole."""
    spans = []
    place = 0
    while place < len(body):
        line = body[place]
        begins = is_source(line.text) and (
            place == 0 or line.parted or line.torn or not _goes_on([body[place - 1]], line)
        )
        end = place + 1
        if begins:
            while end < min(len(body), place + _MOST_LINES) and _goes_on(body[place:end], body[end]):
                end += 1
            spans.append(range(place, end))
        place = end
    return spans


def items_of(body: Sequence[BodyLine], spans: Spans, joiner: HyphenJoiner) -> list[Item]:
    """The items of `body` in text order; what stood in the middle of a paragraph comes after it."""
    ends = {table.span.start for table in spans.tables} | {table.span.stop - 1 for table in spans.tables}

    def joined(places: Sequence[int]) -> Paragraph:
        return join([body[place] for place in places], joiner)

    found: list[tuple[int, int, Item]] = [(table.span.start, 1, Item(table=table)) for table in spans.tables]
    for span in spans.sources:
        of_table = span.stop in ends or span.start - 1 in ends
        found.append((span.start, 1, Item(joined(span), is_source=True, of_table=of_table)))
    for stanza in spans.stanzas:
        found.append((stanza[0].start, 1, Item(_in_lines([joined(line) for line in stanza]), is_verse=True)))
    for entry in spans.contents:
        found.append((entry.start, 1, Item(joined(entry), is_entry=True)))
    taken = {place for table in spans.tables for place in table.span}.union(
        *spans.sources, *spans.contents, *(line for stanza in spans.stanzas for line in stanza)
    )
    for run in _group(body, [place for place in range(len(body)) if place not in taken]):
        found.append((run[0], 0, Item(joined(run))))
    found.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in found]


def _group(body: Sequence[BodyLine], places: Sequence[int]) -> Iterator[list[int]]:
    """`places` in runs, one a paragraph."""
    run: list[int] = []
    for place in places:
        following = body[place + 1] if place + 1 < len(body) else None
        if run and not _goes_on([body[at] for at in run], body[place], following):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _goes_on(run: Sequence[BodyLine], line: BodyLine, following: BodyLine | None = None) -> bool:
    previous = run[-1]
    if line.note or line.notes_heading or line.alone or previous.notes_heading or previous.alone:
        return False
    return runs_on([each.line for each in run], line.line, following.line if following else None)


def _in_lines(lines: Sequence[Paragraph]) -> Paragraph:
    """One paragraph of several whose ends are kept, a line feed apart: a stanza."""
    pages: list[tuple[int, int]] = []
    starts: list[int] = []
    emphasis: list[Span] = []
    raised: list[tuple[int, int]] = []
    shift = 0
    for line in lines:
        pages += [(offset + shift, page) for offset, page in line.pages]
        starts += [offset + shift for offset in line.starts]
        emphasis += shifted(line.emphasis, shift, shift)
        raised += moved(line.raised, shift)
        shift += len(line.text) + 1
    return replace(
        lines[0],
        text="\n".join(line.text for line in lines),
        lines=tuple(each for line in lines for each in line.lines),
        pages=tuple(pages),
        starts=tuple(starts),
        emphasis=tuple(emphasis),
        raised=tuple(raised),
    )
