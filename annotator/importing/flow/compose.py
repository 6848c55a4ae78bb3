"""A flow of pieces → a Document, each division's notes at its end."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from annotator.importing.builder import DocumentBuilder
from annotator.importing.canonical import canonical
from annotator.importing.flow.outline import Outline, find_outline
from annotator.importing.flow.pieces import Flow, NoteText, Piece
from annotator.importing.flow.settling import settled
from annotator.importing.marks import Marks
from annotator.importing.printed.openings import Opening
from annotator.importing.tracing import Trace
from annotator.model.document import BlockKind, DivisionKind, Document, Importer


def compose(flow: Flow, importer: Importer, title: str | None, name: str, source_sha256: str) -> tuple[Document, Trace]:
    """The Document of `flow` and where its lines went; `title` overrides the one found, `name` serves without any."""
    flow = flow._replace(pieces=settled(flow.pieces))
    outline = find_outline(flow.pieces, flow.author)
    composer = _Composer(flow, outline)
    for at in range(len(flow.pieces)):
        composer.take(at)
    composer.give_notes()
    composer.give_the_rest()
    metadata = dict(flow.metadata)
    if outline.author:
        metadata.setdefault("author", outline.author)
    found = title or flow.title or outline.title or name
    builder = composer.builder
    document = builder.build(found, importer=importer, metadata=metadata, source_sha256=source_sha256)
    return document, builder.trace()


_DISPLAYED = (BlockKind.HEADING, BlockKind.NUMBER, BlockKind.AUTHOR, BlockKind.CAPTION)


class _Composer:
    def __init__(self, flow: Flow, outline: Outline) -> None:
        self.builder = DocumentBuilder()
        self._flow = flow
        self._outline = outline
        self._owner = Opening(DivisionKind.CHAPTER, 1)
        self._waiting: list[Hashable] = []
        self._given: set[Hashable] = set()

    def take(self, at: int) -> None:
        opening = self._outline.openings.get(at)
        if opening:
            self._open(at, opening)
        self._add(at, self._outline.kinds[at], self._flow.pieces)
        if opening and opening.kind is DivisionKind.NOTES and self._is_bare(at):
            self._add_notes()

    def give_notes(self) -> None:
        """The notes marked in the division that ends here, in a division of their own under it."""
        if self._waiting:
            self.builder.open_division(DivisionKind.NOTES, level=self._owner.level + 1)
            self._add_notes()

    def give_the_rest(self) -> None:
        """Notes without a marker: nothing that was written is left out."""
        self._waiting = [key for key in self._flow.notes if key not in self._given]
        self._given.update(self._waiting)
        self.give_notes()

    def _open(self, at: int, opening: Opening) -> None:
        level = opening.level
        if opening.kind is DivisionKind.NOTES and self._is_bare(at) and self._waiting:
            # "Notes" over the place where they belong, perhaps as large as the chapter's own heading.
            level = max(level, self._owner.level + 1)
        elif opening.kind not in (DivisionKind.SECTION, DivisionKind.NOTES) or level <= self._owner.level:
            self.give_notes()
            self._owner = opening
        self.builder.open_division(
            opening.kind,
            level=level,
            number=opening.number,
            title=opening.title,
            author=opening.author,
            source=opening.source,
        )

    def _is_bare(self, at: int) -> bool:
        """Whether nothing stands below the heading at `at`."""
        return at + 1 == len(self._flow.pieces) or at + 1 in self._outline.openings

    def _add_notes(self) -> None:
        while self._waiting:
            key = self._waiting.pop(0)
            note = self._flow.notes[key]
            self.builder.begin_note(key, note.label)
            self._add_note(note)
        self.builder.end_note()

    def _add_note(self, note: NoteText) -> None:
        for at, piece in enumerate(note.pieces):
            kept = (BlockKind.TABLE, BlockKind.VERSE, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.SOURCE)
            self._add(at, piece.kind if piece.kind in kept else BlockKind.NOTE, note.pieces)

    def _add(self, at: int, kind: BlockKind, pieces: Sequence[Piece]) -> None:
        piece = pieces[at]
        if kind is BlockKind.TABLE:
            self.builder.add_cells(piece.rows, _caption(pieces, at))
            refs = [ref for row in piece.rows for cell in row for ref in cell.marks.refs]
        else:
            if kind is BlockKind.VERSE:
                self.builder.add_lines(kind, piece.text.split("\n"), piece.marks)
            else:
                marks = _without_display(piece) if kind in _DISPLAYED else piece.marks
                self.builder.add(kind, piece.text, marks)
            refs = list(piece.marks.refs)
        for _, _, key in refs:
            if key in self._flow.notes and key not in self._given:
                self._given.add(key)
                self._waiting.append(key)


def _without_display(piece: Piece) -> Marks:
    """The marks of a heading: how all of it is set is no emphasis."""
    lead = len(piece.text) - len(piece.text.lstrip())
    whole = (lead, len(piece.text.rstrip()))
    kept = tuple(one for one in piece.marks.emphasis if not (one[1] <= whole[0] and one[2] >= whole[1]))
    return replace(piece.marks, emphasis=kept)


def _caption(pieces: Sequence[Piece], at: int) -> str | None:
    """The caption right before a table, or else right after it, if that one isn't the next table's."""
    if at and pieces[at - 1].kind is BlockKind.CAPTION:
        return canonical(pieces[at - 1].text)
    after = pieces[at + 1 : at + 3]
    if after and after[0].kind is BlockKind.CAPTION and (len(after) < 2 or after[1].kind is not BlockKind.TABLE):
        return canonical(after[0].text)
    return None
