"""Pieces and their divisions into a Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.importing.builder import DocumentBuilder
from annotator.importing.markup.pieces import Piece
from annotator.importing.printed.openings import Opening
from annotator.model.document import BlockKind, DivisionKind, Document, Importer

IMPORTER = Importer("markup", 1)

_OWNERS = (
    DivisionKind.SELECTION,
    DivisionKind.INTRODUCTION,
    DivisionKind.CHAPTER,
    DivisionKind.FRONT,
    DivisionKind.BACK,
    DivisionKind.PART,
)


_DISPLAYED = (BlockKind.HEADING, BlockKind.NUMBER, BlockKind.AUTHOR)


class _Assembly:
    """Adds pieces in order; notes that stand amid the text wait for the end of the division that owns them."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder()
        self._waiting: list[Piece] = []
        self._owner_level = 1
        self._in_notes = False

    def open(self, opening: Opening) -> None:
        """Begin a division."""
        if opening.kind is not DivisionKind.NOTES and (opening.kind in _OWNERS or opening.level <= self._owner_level):
            self.settle()
            self._owner_level = opening.level
        self.builder.open_division(
            opening.kind,
            level=opening.level,
            number=opening.number,
            title=opening.title,
            author=opening.author,
            source=opening.source,
        )
        self._in_notes = opening.kind is DivisionKind.NOTES

    def add(self, piece: Piece) -> None:
        """Add a piece to the open division, or keep it until that ends."""
        if piece.note and not self._in_notes:
            self._waiting.append(piece)
        else:
            self._put(piece)

    def settle(self) -> None:
        """Put the waiting notes where they belong."""
        if self._waiting and not self._in_notes:
            self.builder.open_division(DivisionKind.NOTES, level=self._owner_level + 1)
        for piece in self._waiting:
            self._put(piece)
        self._waiting.clear()
        self._in_notes = False

    def _put(self, piece: Piece) -> None:
        if piece.label and piece.note:
            self.builder.begin_note(piece.note.key, piece.label)
        elif not piece.note:
            self.builder.end_note()
        run = piece.run
        if piece.rows is not None:
            piece.block = self.builder.add_cells(piece.rows, piece.caption)
        elif piece.kind is BlockKind.VERSE:
            piece.block = self.builder.add_lines(piece.kind, run.text.split("\n"), run.marks())
        else:
            # How a whole heading is set is its look, and no emphasis.
            marks = run.marks(without_whole=piece.kind in _DISPLAYED)
            piece.block = self.builder.add(piece.kind, run.text, marks)


def assemble(
    pieces: Sequence[Piece],
    openings: Mapping[int, Opening],
    title: str,
    metadata: Mapping[str, str],
    source_sha256: str,
) -> Document:
    """The Document of `pieces`, whose divisions begin where `openings` says."""
    assembly = _Assembly()
    _caption(pieces)
    for place, piece in enumerate(pieces):
        opening = openings.get(place)
        if opening:
            assembly.open(opening)
        assembly.add(piece)
    assembly.settle()
    return assembly.builder.build(title, importer=IMPORTER, metadata=metadata, source_sha256=source_sha256)


def _caption(pieces: Sequence[Piece]) -> None:
    """A table's caption stands right before it, or else right after it."""
    for place, piece in enumerate(pieces):
        if piece.rows is None:
            continue
        for near in (place - 1, place + 1):
            taken = near > place and near + 1 < len(pieces) and pieces[near + 1].rows is not None
            if 0 <= near < len(pieces) and pieces[near].kind is BlockKind.CAPTION and not taken:
                piece.caption = pieces[near].text
                break
