"""Quotations and lists by how they are set: drawn in, in smaller type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.importing.printed.divisions import Entry
from annotator.importing.printed.layout import Layout
from annotator.importing.typeset.paragraphs import ITEM
from annotator.model.document import BlockKind

# In units of the type size.
_DRAWN_IN = 0.8
_SAME = 0.35
_SMALLER = 0.96


def mark_set_off(entries: Sequence[Entry], body_size: float) -> list[Entry]:
    """`entries` with quotations, verse and lists marked as such."""
    usual = _usual_indent(entries)
    result: list[Entry] = []
    follows = False
    for entry in entries:
        if entry.kind is BlockKind.PARAGRAPH:
            kind = _kind(entry, usual, body_size, follows)
            follows = follows if kind else _size(entry) > _SMALLER * body_size
            entry = replace(entry, kind=kind) if kind else entry
        elif entry.kind is BlockKind.HEADING:
            follows = False
        result.append(entry)
    for before, here in [*pairwise(range(len(result))), *pairwise(range(len(result) - 1, -1, -1))]:
        kind = _like_neighbour(result[before], result[here])
        if kind:
            result[here] = replace(result[here], kind=kind)
    return result


def _like_neighbour(neighbour: Entry, entry: Entry) -> BlockKind | None:
    """A line alone, set as far in as the quotation or list beside it, belongs to it; so do the items of a quotation."""
    if neighbour.kind not in (BlockKind.QUOTE, BlockKind.LIST) or entry.kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.LIST,
    ):
        return None
    there, here = neighbour.item.paragraph, entry.item.paragraph
    if not there or not here or entry.kind is neighbour.kind:
        return None
    if entry.kind is BlockKind.PARAGRAPH and len(here.lines) > 1:
        return None
    first, last, own = there.lines[0].layout, there.lines[-1].layout, here.lines[0].layout
    if not first or not last or not own or own.indent < _SAME * own.size:
        return None
    near = min(abs(first.indent - own.indent), abs(last.indent - own.indent))
    alike = near < _SAME * own.size and abs(first.size - own.size) < 0.05 * own.size
    numbered = bool(ITEM.match(there.text)) == bool(ITEM.match(here.text))
    return neighbour.kind if alike and numbered else None


def _kind(entry: Entry, usual: float, body_size: float, follows: bool) -> BlockKind | None:
    """`follows`: text in the usual type stands before it."""
    paragraph = entry.item.paragraph
    layouts = [line.layout for line in paragraph.lines if line.layout] if paragraph else []
    if not paragraph or not layouts:
        return None
    drawn_in = _drawn_in(layouts, usual)
    # Items that are drawn in on both sides are quoted.
    quoted = drawn_in and min(layout.room for layout in layouts) > _DRAWN_IN * layouts[0].size and len(layouts) > 1
    if ITEM.match(paragraph.text) and (drawn_in or _hangs(layouts)) and not quoted:
        return BlockKind.LIST
    smaller = max(layout.size for layout in layouts) < _SMALLER * body_size
    if drawn_in and (len(layouts) > 1 or not layouts[0].centred):
        return BlockKind.QUOTE
    return BlockKind.QUOTE if smaller and follows and len(paragraph.text) > 60 else None


def _size(entry: Entry) -> float:
    layout = entry.item.paragraph.lines[0].layout if entry.item.paragraph else None
    return layout.size if layout else 0.0


def _drawn_in(layouts: Sequence[Layout], usual: float) -> bool:
    """Whether all lines stand further in than the text; one line alone further than a paragraph's first."""
    size = layouts[0].size
    if len(layouts) == 1:
        indent = layouts[0].indent
        return indent > _DRAWN_IN * size and indent > usual + _SAME * size and indent < 0.4 * layouts[0].width
    return min(layout.indent for layout in layouts) > _DRAWN_IN * size


def _hangs(layouts: Sequence[Layout]) -> bool:
    return (
        len(layouts) > 1 and min(layout.indent for layout in layouts[1:]) > layouts[0].indent + _SAME * layouts[0].size
    )


def _usual_indent(entries: Sequence[Entry]) -> float:
    """By how much the first lines of paragraphs are drawn in, in points."""
    counts = Counter(round(indent) for indent in _first_indents(entries))
    return float(counts.most_common(1)[0][0]) if counts else 0.0


def _first_indents(entries: Sequence[Entry]) -> Iterator[float]:
    for entry in entries:
        paragraph = entry.item.paragraph
        if entry.kind is BlockKind.PARAGRAPH and paragraph and len(paragraph.lines) > 1:
            first, second = paragraph.lines[0].layout, paragraph.lines[1].layout
            if first and second and abs(second.indent) < 1.5 and first.indent > 2:
                yield first.indent
