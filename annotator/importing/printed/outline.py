"""The things of the body in text order: paragraphs, sources and tables, ready to be told apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator.importing.printed.body import BodyLine
from annotator.importing.printed.hyphens import HyphenJoiner
from annotator.importing.printed.lines import Measure
from annotator.importing.printed.paragraphs import Paragraph, group, join
from annotator.importing.printed.tables import TableFound
from annotator.model.document import BlockKind


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the body: a paragraph, or (`is_source`) a source, or a table (its paragraph is None).

    `of_table`: a source or a caption that belongs to a table. `is_quote`: it is set as a block quotation. `is_verse`:
    its text is in lines. `is_entry`: of a table of contents.
    """

    paragraph: Paragraph | None = None
    table: TableFound | None = None
    is_source: bool = False
    is_caption: bool = False
    of_table: bool = False
    is_quote: bool = False
    is_verse: bool = False
    is_entry: bool = False


def items_of(
    body: Sequence[BodyLine],
    sources: Sequence[range],
    tables: Sequence[TableFound],
    measure: Measure,
    joiner: HyphenJoiner,
    alone: Collection[str] = frozenset(),
) -> list[Item]:
    """The items of `body` in text order; what stood in the middle of a paragraph comes after it.

    `alone`: casefolded words that are known to stand on lines of their own.
    """
    captions = [table.caption for table in tables if table.caption is not None]
    ends = {table.span.start for table in tables} | {table.span.stop - 1 for table in tables}
    taken = {place for span in sources for place in span}
    taken |= {place for caption in captions for place in caption}
    taken |= {place for table in tables for place in table.span}
    found: list[tuple[int, int, Item]] = []
    for table in tables:
        found.append((table.span.start, 1, Item(table=table)))
    for caption in captions:
        words = join([body[place] for place in caption], joiner)
        found.append((caption.start, 1, Item(words, is_caption=True, of_table=True)))
    for span in sources:
        lines = join([body[place] for place in span], joiner)
        of_table = span.stop in ends or span.start - 1 in ends
        found.append((span.start, 1, Item(lines, is_source=True, of_table=of_table)))
    places = [place for place in range(len(body)) if place not in taken]
    for run in group(body, places, measure, alone):
        words = join([body[place] for place in run.places], joiner)
        found.append(
            (run.places[0], 0, Item(words, is_quote=run.kind is BlockKind.QUOTE, is_verse=run.kind is BlockKind.VERSE))
        )
    found.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in found]
