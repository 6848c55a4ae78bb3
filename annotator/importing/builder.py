"""The one way to make a Document: all importers hand their blocks to this builder, in text order."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.importing.canonical import NORMALISER, Remap, canonical, canonical_with_map
from annotator.importing.checking import check_document
from annotator.importing.marks import NO_MARKS, Assembly, Cell, Marks, within
from annotator.importing.tracing import Trace
from annotator.model.document import (
    Block,
    BlockKind,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    Importer,
    Note,
    NoteRef,
    Page,
    Table,
)

__all__ = ["DocumentBuilder", "Marks"]

SEPARATOR = "\n\n"


class DocumentBuilder:
    """Collects divisions, blocks, notes and tables, keeps every offset true, and checks the whole at the end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._divisions: list[Division] = []
        self._open: list[int] = []
        self._pages: list[Page] = []
        self._pending_pages: list[Page] = []
        self._refs: list[tuple[str, int, Hashable]] = []
        self._emphasis: list[Emphasis] = []
        self._tables: list[Table] = []
        self._notes: list[tuple[Hashable, str, int, int]] = []
        self._note: tuple[Hashable, str, int] | None = None
        self._lines, self._starts = array("q"), array("q")

    def open_division(
        self,
        kind: DivisionKind,
        *,
        level: int,
        number: str | None = None,
        title: str | None = None,
        author: str | None = None,
        source: str | None = None,
    ) -> int:
        """Begin a division at the next block, closing all of the same or a deeper level; gives its index."""
        self.end_note()
        while self._open and self._divisions[self._open[-1]].level >= level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        names = [canonical(name) or None if name else None for name in (number, title, author, source)]
        self._divisions.append(Division(kind, names[0], names[1], names[2], level, parent, -1, -1, names[3]))
        self._open.append(len(self._divisions) - 1)
        return self._open[-1]

    def begin_note(self, key: Hashable, label: str) -> None:
        """The next blocks, up to `end_note`, are the note known to its markers as `key`.

        Notes stand in a division of notes: where none is open, one is opened under the one that is.
        """
        self.end_note()
        owner = self._divisions[self._open[-1]] if self._open else None
        if owner is None or owner.kind is not DivisionKind.NOTES:
            self.open_division(DivisionKind.NOTES, level=owner.level + 1 if owner else 1)
        self._note = (key, label, len(self._blocks))

    def end_note(self) -> None:
        """Close the open note; one without any text is no note."""
        if self._note and self._note[2] < len(self._blocks):
            key, label, first = self._note
            self._notes.append((key, label, first, len(self._blocks) - 1))
        self._note = None

    def add(self, kind: BlockKind, text: str, marks: Marks = NO_MARKS) -> int | None:
        """Add one block; gives its index, or None where nothing is left of `text` after the canonical rules."""
        line, carry = canonical_with_map(text)
        return self._append(kind, line, marks, carry)

    def add_lines(self, kind: BlockKind, lines: Sequence[str], marks: Marks = NO_MARKS) -> int | None:
        """Add one block whose line ends are kept (verse); `marks` are in offsets of the lines joined by one each."""
        whole = Assembly()
        start = 0
        for line in lines:
            whole.add("\n" if whole.length and canonical(line) else "", line, within(marks, start, len(line)))
            start += len(line) + 1
        return self._append(kind, whole.text, whole.marks(), int)

    def add_table(
        self,
        rows: Sequence[Sequence[str]],
        caption: str | None = None,
        pages: Iterable[tuple[int, str, bool]] = (),
        lines: Iterable[tuple[int, int]] = (),
    ) -> int | None:
        """Add a table of plain cells.

        `pages` has (row index, label, printed): each begins with that row; `lines` (row index, line of the file).
        """
        turns = [(row, Marks(pages=((0, label, printed),))) for row, label, printed in pages]
        cells = [[Cell(cell) for cell in row] for row in rows]
        for row, line in lines:
            first = cells[row][0]
            cells[row][0] = first._replace(marks=replace(first.marks, lines=(*first.marks.lines, (0, line))))
        # What has no words is no row, but a page that begins there begins with the next.
        for row, marks in reversed(turns):
            cells.insert(row, [Cell("", marks)])
        return self.add_cells(cells, caption)

    def add_cells(self, rows: Sequence[Sequence[Cell]], caption: str | None = None) -> int | None:
        """Add a table; gives its block's index. Rows without any words are left out."""
        whole = Assembly()
        kept: list[tuple[str, ...]] = []
        for row in rows:
            words = tuple(canonical(cell.text) for cell in row)
            if any(words):
                kept.append(words)
            for column, cell in enumerate(row):
                between = "\t" if column else "\n" if len(kept) > 1 else ""
                whole.add(between if any(words) else "", cell.text, cell.marks)
        index = self._append(BlockKind.TABLE, whole.text, whole.marks(), int)
        if index is not None:
            self._tables.append(Table(index, canonical(caption) if caption else None, tuple(kept)))
        return index

    def build(
        self,
        title: str,
        *,
        importer: Importer,
        metadata: Mapping[str, str] | None = None,
        source_sha256: str = "",
    ) -> Document:
        """The Document of all that was added. Raises ValueError where it breaks its own rules: our bug."""
        self.end_note()
        divisions, new_index = self._spanned_divisions()
        blocks = [block._replace(division=new_index[block.division]) for block in self._blocks]
        indices = {key: index for index, (key, _, _, _) in enumerate(self._notes)}
        notes = [
            Note(label, blocks[first].start, blocks[last].end, blocks[first].division)
            for _, label, first, last in self._notes
        ]
        document = Document(
            title=canonical(title) or "Untitled",
            text="".join(self._pieces),
            blocks=tuple(blocks),
            divisions=tuple(divisions),
            pages=tuple(self._pages),
            notes=tuple(notes),
            note_refs=tuple(NoteRef(label, at, indices.get(key)) for label, at, key in self._refs),
            tables=tuple(self._tables),
            emphasis=tuple(self._emphasis),
            metadata=dict(metadata or {}),
            importer=importer,
            normaliser=NORMALISER,
            source_sha256=source_sha256,
        )
        check_document(document)
        return document

    def trace(self) -> Trace:
        """Where the lines of the file went, as far as the blocks' marks told."""
        return Trace(self._lines, self._starts)

    def _append(self, kind: BlockKind, text: str, marks: Marks, carry: Remap) -> int | None:
        if not text:
            self._pending_pages += [Page(label, printed, -1) for _, label, printed in marks.pages]
            return None
        if not self._open:
            self.open_division(DivisionKind.CHAPTER, level=1)
        if self._blocks:
            self._pieces.append(SEPARATOR)
            self._length += len(SEPARATOR)
        start = self._length
        for page in self._pending_pages:
            self._turn(page.label, page.printed, start)
        self._pending_pages.clear()
        for offset, label, printed in marks.pages:
            at = carry(offset)
            if at >= len(text):
                self._pending_pages.append(Page(label, printed, -1))
            else:
                # A page begins with a letter, not with the space between two words.
                self._turn(label, printed, start + at + (text[at].isspace()))
        self._refs += [(label, start + carry(offset), key) for offset, label, key in marks.refs]
        for style, first, last in marks.emphasis:
            if carry(first) < carry(last):
                self._emphasis.append(Emphasis(style, start + carry(first), start + carry(last)))
        for offset, line in marks.lines:
            self._lines.append(line)
            self._starts.append(start + carry(offset))
        self._pieces.append(text)
        self._length += len(text)
        self._blocks.append(Block(kind, start, self._length, self._open[-1]))
        return len(self._blocks) - 1

    def _turn(self, label: str, printed: bool, start: int) -> None:
        # Of two pages that begin at the same place, the first has no words: it is not kept.
        if self._pages and self._pages[-1].start == start:
            self._pages.pop()
        self._pages.append(Page(label, printed, start))

    def _spanned_divisions(self) -> tuple[list[Division], dict[int, int]]:
        """The divisions that hold any text, with their spans, and where each old index went."""
        spans: dict[int, tuple[int, int]] = {}
        for block in self._blocks:
            index: int | None = block.division
            while index is not None:
                start = spans[index][0] if index in spans else block.start
                spans[index] = (start, block.end)
                index = self._divisions[index].parent
        new_index = {old: new for new, old in enumerate(sorted(spans))}
        divisions = []
        for old in new_index:
            division = self._divisions[old]
            parent = None if division.parent is None else new_index[division.parent]
            start, end = spans[old]
            divisions.append(division._replace(parent=parent, start=start, end=end))
        return divisions, new_index
