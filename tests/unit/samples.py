"""A small Document, right in every offset, for tests that need one without an importer."""

from __future__ import annotations

from annotator.model.document import (
    Block,
    BlockKind,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    EmphasisKind,
    Importer,
    Note,
    NoteRef,
    Page,
    Table,
)

_PIECES = (
    (BlockKind.NUMBER, "1", 0),
    (BlockKind.HEADING, "Rule and Fear", 0),
    (BlockKind.PARAGRAPH, "The editor opens the part with a few words on what follows.", 1),
    (BlockKind.NUMBER, "1-1", 2),
    (BlockKind.HEADING, "Orders and Obedience", 2),
    (BlockKind.AUTHOR, "An Archivist", 2),
    (BlockKind.PARAGRAPH, "Who signs an order, and who carries it out? The signature is seldom the beginning:", 2),
    (BlockKind.QUOTE, "Nobody recalled having asked for it; everybody recalled having obeyed.", 2),
    (BlockKind.HEADING, "The Signature", 3),
    (BlockKind.PARAGRAPH, "A name under a paper is a claim. 𝔄 naïve reader takes it for evidence.", 3),
    (BlockKind.TABLE, "Year\tOrders\n1921\t12\n1922\t9", 3),
    (BlockKind.HEADING, "Notes", 4),
    (BlockKind.NOTE, "1. The phrase is a clerk's.", 4),
)


def _document() -> Document:
    text, blocks = "", []
    for kind, words, division in _PIECES:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(words), division))
        text += words
    at = text.index
    note = next(block for block in blocks if block.kind is BlockKind.NOTE)
    end = len(text)
    number, intro, selection, section, notes = (blocks[i].start for i in (0, 2, 3, 8, 11))
    return Document(
        title="A Sample Reader",
        text=text,
        blocks=tuple(blocks),
        divisions=(
            Division(DivisionKind.PART, "1", "Rule and Fear", None, 1, None, number, end),
            Division(DivisionKind.INTRODUCTION, None, None, "The Editor", 2, 0, intro, selection - 2),
            Division(
                DivisionKind.SELECTION,
                "1-1",
                "Orders and Obedience",
                "An Archivist",
                2,
                0,
                selection,
                end,
                "An Archivist, “Orders and Obedience.” Written for this sample, 2026.",
            ),
            Division(DivisionKind.SECTION, None, "The Signature", None, 3, 2, section, notes - 2),
            Division(DivisionKind.NOTES, None, "Notes", None, 3, 2, notes, end),
        ),
        pages=(Page("1", False, 0), Page("2", True, selection), Page("3", True, at("nature is seldom"))),
        notes=(Note("1", note.start, note.end, 4),),
        note_refs=(NoteRef("1", at(". 𝔄 naïve") + 1, 0), NoteRef("2", at("evidence.") + 9, None)),
        tables=(Table(10, None, (("Year", "Orders"), ("1921", "12"), ("1922", "9"))),),
        emphasis=(Emphasis(EmphasisKind.ITALIC, at("naïve"), at("naïve") + 5),),
        metadata={"editor": "The Editor", "language": "en"},
        importer=Importer("sample", 1),
        source_sha256="00",
    )


DOCUMENT = _document()
