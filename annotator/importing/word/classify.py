"""What each paragraph is: by its style's name first, then by how it is set and what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.importing.canonical import canonical
from annotator.importing.flow.pieces import Piece
from annotator.importing.marks import Cell
from annotator.importing.printed.sources import is_source
from annotator.importing.word.fake_headings import with_headings_by_look
from annotator.importing.word.story import Item, Paragraph, Table
from annotator.importing.word.styles import NO_LOOK, Role, Shape
from annotator.importing.word.words import Words
from annotator.model.document import BlockKind

_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.TITLE: BlockKind.HEADING,
    Role.SUBTITLE: BlockKind.HEADING,
    Role.AUTHOR: BlockKind.AUTHOR,
    Role.QUOTE: BlockKind.QUOTE,
    Role.CAPTION: BlockKind.CAPTION,
    Role.SOURCE: BlockKind.SOURCE,
    Role.VERSE: BlockKind.VERSE,
    Role.LIST: BlockKind.LIST,
    Role.CONTENTS: BlockKind.LIST,
}
_DISPLAYED = (BlockKind.HEADING, BlockKind.AUTHOR, BlockKind.CAPTION)
_LONGEST_HEADING = 300
_LONGEST_VERSE = 80
_INDENT = 280  # twips, half a centimetre: what the eye takes for set in
_DEEP_INDENT = 560
_LONG_CELL = 1_500  # code points


def classified(items: Sequence[Item]) -> tuple[list[Piece], int]:
    """The pieces of a story, and how many of its headings were told by their look alone."""
    flat = list(_unrolled(items))
    found, guessed = with_headings_by_look(_with_titles_as_headings(flat))
    usual = _usual_indents(found)
    pieces: list[Piece] = []
    before: Paragraph | None = None
    for item in _with_verses_joined(found):
        if isinstance(item, Table):
            pieces.append(_table(item))
            before = None
        else:
            kind = _kind(item, usual, before, pieces[-1] if pieces else None)
            marks = item.words.marks(item.base if kind in _DISPLAYED else NO_LOOK)
            level = item.level if kind is BlockKind.HEADING else 0
            pieces.append(Piece(kind, item.words.text, marks, level, number=item.number))
            before = item
    return pieces, guessed


def _unrolled(items: Iterable[Item]) -> Iterator[Item]:
    """The items, with what stands in tables that only serve the layout taken out of them."""
    for item in items:
        if isinstance(item, Table) and _is_layout(item):
            for row in item.rows:
                for cell in row:
                    yield from _unrolled(cell)
        else:
            yield item


def _is_layout(table: Table) -> bool:
    """One cell is a frame; and no table of data has headings, or cells of many long paragraphs."""
    cells = [cell for row in table.rows for cell in row if cell]
    if len(cells) < 2:
        return True
    for cell in cells:
        paragraphs = [item for item in cell if isinstance(item, Paragraph)]
        if any(one.level for one in paragraphs):
            return True
        if len(paragraphs) > 3 and sum(one.words.length for one in paragraphs) > _LONG_CELL:
            return True
    return False


def _table(table: Table) -> Piece:
    return Piece(BlockKind.TABLE, rows=tuple(tuple(_cell(cell) for cell in row) for row in table.rows))


def _cell(items: Sequence[Item]) -> Cell:
    words = Words()
    for paragraph in _paragraphs(items):
        words.extend(paragraph.words, " " if words.length else "")
    return Cell(words.text, words.marks(NO_LOOK))


def _paragraphs(items: Iterable[Item]) -> Iterator[Paragraph]:
    """The paragraphs of a cell, those of tables inside it as well."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            yield from (one for row in item.rows for cell in row for one in _paragraphs(cell))


def _with_titles_as_headings(items: Sequence[Item]) -> Sequence[Item]:
    """Where several paragraphs are titles, each begins a work of its own, and all headings stand below them."""
    titles = [item for item in items if isinstance(item, Paragraph) and item.role is Role.TITLE]
    if len(titles) < 2:
        return items
    return [
        replace(item, level=item.level + 1) if isinstance(item, Paragraph) and (item.level or item in titles) else item
        for item in items
    ]


def _with_verses_joined(items: Sequence[Item]) -> Iterator[Item]:
    """The items, with the lines of a stanza, each a paragraph, as one."""
    stanza: Paragraph | None = None
    for item in items:
        if isinstance(item, Paragraph) and item.role is Role.VERSE:
            if stanza and not item.after_gap:
                stanza.words.extend(item.words, "\n")
                continue
            if stanza:
                yield stanza
            stanza = item
            continue
        if stanza:
            yield stanza
        stanza = None
        yield item
    if stanza:
        yield stanza


def _usual_indents(items: Iterable[Item]) -> tuple[int, int]:
    """(left, right) indents of most of the running text, in twips."""
    sizes: Counter[tuple[int, int]] = Counter()
    for item in items:
        if isinstance(item, Paragraph) and not item.role and not item.listed and not item.level:
            sizes[item.shape.left or 0, item.shape.right or 0] += item.words.length
    return sizes.most_common(1)[0][0] if sizes else (0, 0)


def _kind(item: Paragraph, usual: tuple[int, int], before: Paragraph | None, piece: Piece | None) -> BlockKind:
    text = item.words.text
    # Two lines may be a title or an address; after a stanza they are another.
    after_verse = piece is not None and piece.kind is BlockKind.VERSE
    if item.level and len(text) <= _LONGEST_HEADING:
        return BlockKind.HEADING
    if item.role in (Role.TITLE, Role.SUBTITLE) and len(text) > _LONGEST_HEADING:
        return BlockKind.PARAGRAPH
    if item.role in (None, Role.QUOTE) and not item.listed and _is_verse(text, 2 if item.role or after_verse else 3):
        return BlockKind.VERSE
    if item.role and item.role in _KINDS and item.role is not Role.HEADING:
        return _KINDS[item.role]
    if item.listed:
        return BlockKind.LIST
    if is_source(canonical(text)):
        return BlockKind.SOURCE
    quoting = before is not None and piece is not None and _leads_on(before, item, piece)
    return BlockKind.QUOTE if _is_set_in(item.shape, usual, quoting) else BlockKind.PARAGRAPH


def _is_verse(text: str, least: int) -> bool:
    """Several short lines, `least` or more, broken by hand."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) >= least and max(map(len, lines)) <= _LONGEST_VERSE


def _is_set_in(shape: Shape, usual: tuple[int, int], quoting: bool) -> bool:
    left, right = (shape.left or 0) - usual[0], (shape.right or 0) - usual[1]
    if left >= _INDENT and right >= _INDENT:
        return True
    # Set in on one side only is also said of lists and letters: what stands before must lead on to a quotation.
    return left >= _DEEP_INDENT and (shape.first or 0) >= 0 and quoting


def _leads_on(before: Paragraph, item: Paragraph, piece: Piece) -> bool:
    same = (before.shape.left, before.shape.right) == (item.shape.left, item.shape.right)
    if piece.kind is BlockKind.QUOTE:
        return same
    return piece.kind is BlockKind.PARAGRAPH and not same and before.words.text.rstrip().endswith((":", ","))
