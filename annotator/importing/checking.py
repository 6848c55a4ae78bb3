"""What holds of every Document. A breach is our own bug, never the person's."""

from __future__ import annotations

from itertools import pairwise

from annotator.importing.canonical import canonical
from annotator.model.document import BlockKind, DivisionKind, Document

_SEPARATOR = "\n\n"
_WITH_LINES = {BlockKind.TABLE, BlockKind.VERSE}


def check_document(document: Document) -> None:
    """Raises ValueError, naming the first rule that `document` breaks."""
    _check_blocks(document)
    _check_divisions(document)
    _check_pages_and_notes(document)
    _check_tables_and_emphasis(document)


def _require(holds: bool, rule: str, *where: object) -> None:
    if not holds:
        raise ValueError(f"{rule}: {where}")


def _check_blocks(document: Document) -> None:
    text, expected = document.text, 0
    for index, block in enumerate(document.blocks):
        _require(block.start == expected, "blocks follow each other, a blank line apart", index, block)
        _require(block.start < block.end <= len(text), "blocks have words, and lie within the text", index, block)
        inside = text[block.start : block.end]
        _require(_SEPARATOR not in inside, "no blank line stands inside a block", index, block)
        if block.kind not in _WITH_LINES:
            _require(canonical(inside) == inside, "blocks are canonical text", index, inside)
        _require(0 <= block.division < len(document.divisions), "each block has a division", index, block)
        expected = block.end + len(_SEPARATOR)
        if index + 1 < len(document.blocks):
            _require(text[block.end : expected] == _SEPARATOR, "one blank line parts blocks", index)
    end = document.blocks[-1].end if document.blocks else 0
    _require(end == len(text), "the text ends with its last block")


def _check_divisions(document: Document) -> None:
    starts = {block.start for block in document.blocks}
    ends = {block.end for block in document.blocks}
    last_end: dict[int | None, int] = {}
    for index, division in enumerate(document.divisions):
        _require(division.start in starts and division.end in ends, "divisions are whole blocks", index, division)
        _require(division.start >= last_end.get(division.parent, 0), "sisters don't overlap", index, division)
        last_end[division.parent] = division.end
        if division.parent is None:
            continue
        _require(0 <= division.parent < index, "a parent comes before its children", index, division)
        parent = document.divisions[division.parent]
        _require(parent.start <= division.start and division.end <= parent.end, "divisions nest", index, division)
        _require(parent.level < division.level, "children are deeper than their parent", index, division)
    for number, block in enumerate(document.blocks):
        owner = document.divisions[block.division]
        _require(owner.start <= block.start and block.end <= owner.end, "a division holds its blocks", number, block)


def _check_pages_and_notes(document: Document) -> None:
    size = len(document.text)
    _require(all(a.start < b.start for a, b in pairwise(document.pages)), "pages ascend")
    _require(all(0 <= page.start < size and page.label for page in document.pages), "pages lie within the text")
    _require(all(a.end <= b.start for a, b in pairwise(document.notes)), "notes ascend")
    for index, note in enumerate(document.notes):
        owner = document.divisions[note.division]
        _require(owner.kind is DivisionKind.NOTES, "notes stand in divisions of notes", index, note)
        _require(owner.start <= note.start < note.end <= owner.end, "a division holds its notes", index, note)
    _require(all(a.at <= b.at for a, b in pairwise(document.note_refs)), "markers ascend")
    for ref in document.note_refs:
        _require(0 <= ref.at <= size, "markers lie within the text", ref)
        _require(ref.note is None or 0 <= ref.note < len(document.notes), "markers name notes that are there", ref)


def _check_tables_and_emphasis(document: Document) -> None:
    for table in document.tables:
        _require(0 <= table.block < len(document.blocks), "tables name blocks that are there", table.block)
        block = document.blocks[table.block]
        _require(block.kind is BlockKind.TABLE, "tables name table blocks", table.block)
        rows = "\n".join("\t".join(row) for row in table.rows)
        _require(document.text[block.start : block.end] == rows, "a table's block has its rows", table.block)
    for emphasis in document.emphasis:
        _require(0 <= emphasis.start < emphasis.end <= len(document.text), "emphasis lies in the text", emphasis)
