"""From parsed files to a Document: the steps that HTML and EPUB share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from lxml import etree

from annotator.importing.markup.assemble import assemble
from annotator.importing.markup.contents import Contents
from annotator.importing.markup.divisions import find_openings
from annotator.importing.markup.files import Book
from annotator.importing.markup.findings import Findings
from annotator.importing.markup.notes import find_notes
from annotator.importing.markup.outline import find_heads
from annotator.importing.markup.pages import find_pages, missing_pages, order_doubts, page_label
from annotator.importing.markup.pieces import Piece, TocEntry
from annotator.importing.markup.plain_notes import link_plain_notes
from annotator.importing.markup.walker import Walker
from annotator.importing.printed.sources import is_source
from annotator.model.document import BlockKind, Document
from annotator.model.report import Doubt, Imported, ImportReport, Removed

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Parsed:
    """What a format's reader learned before the text is read; `left_out`, `indents`: as in `Findings`."""

    book: Book
    contents: Contents = field(default_factory=Contents)
    left_out: Mapping[etree._Element, str] = field(default_factory=dict)
    indents: Set[etree._Element] = frozenset()
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    doubts: Sequence[Doubt] = ()


def read_parsed(parsed: Parsed, source_sha256: str, tell: Progress) -> Imported:
    """The Document of parsed files."""
    book = parsed.book
    tell("lines", 0.3)
    pages = find_pages(book, parsed.contents.pages)
    entries: dict[etree._Element, list[TocEntry]] = defaultdict(list)
    for entry, place in parsed.contents.entries:
        element = book.element_at(place)
        if element is None:
            element = book.element_at((place[0], ""))
        if element is not None:
            entries[element].append(entry)
    tell("paragraphs", 0.5)
    walker = Walker(Findings(pages, find_notes(book), entries, parsed.left_out, parsed.indents))
    for file in book.files:
        walker.walk(file)
    pieces = walker.pieces
    for piece in pieces:
        if piece.kind is BlockKind.PARAGRAPH and is_source(piece.text):
            piece.kind = BlockKind.SOURCE
    link_plain_notes(pieces)
    tell("divisions", 0.7)
    names = frozenset(name.casefold() for key in ("author", "editor") if (name := parsed.metadata.get(key)))
    openings = find_openings(pieces, find_heads(pieces, names), parsed.title, parsed.metadata.get("editor"))
    tell("document", 0.9)
    document = assemble(pieces, openings, parsed.title, parsed.metadata, source_sha256)
    report = ImportReport(
        removed=tuple(_placed(walker.removed, pieces, document)),
        missing_pages=missing_pages(document),
        doubts=(*parsed.doubts, *pages.doubts, *order_doubts(document.pages), *_unanswered(document)),
    )
    return Imported(document, report)


def _placed(removed: Sequence[tuple[Removed, int]], pieces: Sequence[Piece], document: Document) -> Iterator[Removed]:
    """What was left out, with the place of the words that it stood before."""
    turns = {page.label: page.start for page in document.pages}
    for one, place in removed:
        label = page_label(one.text) if one.kind == "page_number" else None
        while place < len(pieces) and pieces[place].block is None:
            place += 1
        block = pieces[place].block if place < len(pieces) else None
        start = document.blocks[block].start if block is not None else None
        yield replace(one, at=turns.get(label, start) if label else start)


def _unanswered(document: Document) -> Iterator[Doubt]:
    """Markers without a note."""
    places = [ref.at for ref in document.note_refs if ref.note is None]
    if places:
        yield Doubt(0, "notes_missing", (("count", str(len(places))),), places[0])
