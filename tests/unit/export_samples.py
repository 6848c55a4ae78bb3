"""A made-up anthology with annotations of every sort, and helpers to make more."""

from __future__ import annotations

from pathlib import Path

from annotator.export.markdown import ReaderExport
from annotator.export.presets.preset import Preset, preset_files, read
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import ROLES, Annotation, Placed, PlaceState
from annotator.model.document import (
    Block,
    BlockKind,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    EmphasisKind,
    Page,
    Table,
)

_PIECES = (
    (BlockKind.HEADING, "Preface", 0),
    (BlockKind.PARAGRAPH, "These pages were gathered for a seminar.", 0),
    (BlockKind.NUMBER, "1", 1),
    (BlockKind.HEADING, "Archives", 1),
    (BlockKind.PARAGRAPH, "The part opens with two readings of one ledger.", 2),
    (BlockKind.NUMBER, "1-1", 3),
    (BlockKind.HEADING, "The Ledger", 3),
    (BlockKind.AUTHOR, "Ada Quill", 3),
    (BlockKind.PARAGRAPH, "A ledger is not a memory. It is what an office wishes to have remembered.", 3),
    (BlockKind.SOURCE, "Source: Ada Quill, Paper Offices (Harbour Press, 1931), 4–9.", 3),
    (BlockKind.PARAGRAPH, "1. The clerk of *Harbour & Sons* wrote <nothing> of it; the Annual Report did:", 3),
    (BlockKind.QUOTE, "All is entered; all is well.", 3),
    (BlockKind.HEADING, "Missing Leaves", 4),
    (BlockKind.PARAGRAPH, "Forty leaves are wanting. Who cut them?", 4),
    (BlockKind.TABLE, "Year\tLeaves\n1902\t40\n1903\t| none |", 4),
    (BlockKind.NUMBER, "1-2", 5),
    (BlockKind.HEADING, "A Reply", 5),
    (BlockKind.AUTHOR, "Bela Marsh and Cora van Dyke", 5),
    (BlockKind.PARAGRAPH, "We read the same ledger and found a memory in it.", 5),
    (BlockKind.VERSE, "So runs the ink,\n# so runs the year,\nand neither stays.", 5),
)


def _build() -> Document:
    text, blocks = "", []
    for kind, words, division in _PIECES:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), division))
        text += words
    first = {d: next(b.start for b in blocks if b.division == d) for d in range(6)}
    last = {d: max(b.end for b in blocks if b.division == d) for d in range(6)}
    at, end = text.index, len(text)
    return Document(
        title="Paper & Power: A Reader",
        text=text,
        blocks=tuple(blocks),
        divisions=(
            Division(DivisionKind.FRONT, None, "Preface", None, 1, None, 0, last[0]),
            Division(DivisionKind.PART, "1", "Archives", None, 1, None, first[1], end),
            Division(DivisionKind.INTRODUCTION, None, None, None, 2, 1, first[2], last[2]),
            Division(
                DivisionKind.SELECTION,
                "1-1",
                "The Ledger",
                "Ada Quill",
                2,
                1,
                first[3],
                last[4],
                "Ada Quill, Paper Offices (Harbour Press, 1931), 4–9.",
            ),
            Division(DivisionKind.SECTION, None, "Missing Leaves", None, 3, 3, first[4], last[4]),
            Division(DivisionKind.SELECTION, "1-2", "A Reply", "Bela Marsh and Cora van Dyke", 2, 1, first[5], end),
        ),
        pages=(
            Page("ix", True, 0),
            Page("1", False, first[1]),
            Page("17", True, first[3]),
            Page("18", True, at("wishes to have")),
            Page("19", False, first[5]),
        ),
        tables=(Table(14, None, (("Year", "Leaves"), ("1902", "40"), ("1903", "| none |"))),),
        emphasis=(
            Emphasis(EmphasisKind.ITALIC, at("not a memory"), at("not a memory") + 3),
            Emphasis(EmphasisKind.ITALIC, at("Annual Report"), at("Annual Report") + 13),
            Emphasis(EmphasisKind.BOLD, at("same ledger"), at("same ledger") + 12),
        ),
        metadata={"editor": "Edith Binder"},
        source_sha256="ab" * 32,
    )


DOCUMENT = _build()
ROLE_MAP = {role.key: role for role in ROLES}


def passage(first: str, last: str | None = None) -> Position:
    """From the beginning of the words `first` to the end of the words `last`."""
    last = last or first
    return Position(DOCUMENT.text.index(first), DOCUMENT.text.index(last) + len(last))


def placed(
    number: int,
    *spans: Position,
    state: PlaceState = PlaceState.EXACT,
    quotes: tuple[str, ...] = (),
    division: str | None = None,
    role: str = "quotable",
    note: str = "",
    tags: tuple[str, ...] = (),
    deleted: str | None = None,
) -> Placed:
    """An annotation at `spans`, or one that lost its place if `quotes` are given."""
    anchors = [Anchor(span, Quote(DOCUMENT.text[span.start : span.end])) for span in spans]
    anchors += [Anchor(Position(0, len(quote)), Quote(quote)) for quote in quotes]
    annotation = Annotation(
        id=f"00000000-0000-4000-8000-{number:012}",
        reader_id="11111111-1111-5111-8111-111111111111",
        revision_id="r1",
        anchors=tuple(anchors),
        division=division,
        role=role,
        note=note,
        tags=tags,
        created=f"2026-10-{number:02}T09:00:00Z",
        modified=f"2026-10-{number:02}T09:30:00Z",
        version=number,
        deleted=deleted,
    )
    return Placed(annotation, spans, state)


EVERY_SORT = (
    placed(1, passage("A ledger is", "to have remembered."), role="claim", tags=("memory", "free speech")),
    placed(
        2, passage("1. The clerk", "is well."), role="evidence", note="Compare *Harbour* 1930.\n\n- first\n- second"
    ),
    placed(3, passage("Forty leaves are wanting."), passage("Who cut them?"), role="question", tags=("memory",)),
    placed(4, passage("Year", "| none |"), role="evidence"),
    placed(5, passage("We read the", "in it."), passage("# so runs the year"), note="# A heading\n\n```\nnever closed"),
    placed(6, note="On the whole: who keeps, and who reads?", role="question"),
    placed(7, division="1-archives/1-1-the-ledger", note="Begin here."),
    placed(8, passage("The part opens")),
    placed(9, passage("These pages"), tags=("method",)),
    placed(10, state=PlaceState.ORPHAN, quotes=("a leaf *long* gone", "and another"), note="Keep this."),
    placed(11, passage("It is what"), state=PlaceState.MOVED, role="my-own"),
    placed(12, passage("an office"), deleted="2026-10-30T00:00:00Z", note="In the trash."),
)


def export_of(*annotations: Placed) -> ReaderExport:
    """An export of these annotations, with everything else fixed."""
    return ReaderExport(
        reader_id="11111111-1111-5111-8111-111111111111",
        title='Paper & Power: A "Reader"',
        document=DOCUMENT,
        placed=annotations,
        roles=ROLE_MAP,
        exported="2026-11-01T12:00:00Z",
        export_id="22222222-2222-4222-8222-222222222222",
        file_name="paper\\power.txt",
        program_version="0.1.0",
    )


PRESETS = preset_files([Path(__file__).resolve().parents[2] / "resources" / "presets"])


def preset(key: str = "reading-notes") -> Preset:
    """One of the presets that ship."""
    return read(PRESETS[key])
