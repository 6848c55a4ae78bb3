"""From parsed files to a Document: the steps that HTML and EPUB share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.markup.assemble import assemble
from annotator.importing.markup.contents import Contents
from annotator.importing.markup.divisions import find_openings
from annotator.importing.markup.files import Book
from annotator.importing.markup.notes import find_notes
from annotator.importing.markup.outline import find_heads
from annotator.importing.markup.pages import find_pages, order_doubts
from annotator.importing.markup.pieces import TocEntry
from annotator.importing.markup.plain_notes import link_plain_notes
from annotator.importing.markup.walker import Findings, Walker
from annotator.importing.printed.sources import is_source
from annotator.model.document import BlockKind
from annotator.model.report import Doubt, Imported, ImportReport

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Parsed:
    """What a format's reader learned before the text is read; `left_out`: elements that are no text → their kind."""

    book: Book
    contents: Contents = field(default_factory=Contents)
    left_out: Mapping[etree._Element, str] = field(default_factory=dict)
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
    walker = Walker(Findings(pages, find_notes(book), entries, parsed.left_out))
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
    doubts = [*parsed.doubts, *pages.doubts, *order_doubts([page.label for page in document.pages])]
    unlinked = sum(ref.note is None for ref in document.note_refs)
    if unlinked:
        doubts.append(Doubt(0, "notes_missing", (("count", str(unlinked)),)))
    return Imported(document, ImportReport(removed=(*pages.removed, *walker.removed), doubts=tuple(doubts)))
