"""A Word file → a Document and a report."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from annotator.files import sha256_of
from annotator.importing.canonical import canonical
from annotator.importing.flow.captions import with_captions
from annotator.importing.flow.compose import compose
from annotator.importing.flow.page_marks import with_page_marks
from annotator.importing.flow.pieces import Flow, NoteText, Piece
from annotator.importing.flow.typed_notes import with_typed_notes
from annotator.importing.marks import Cell, Marks
from annotator.importing.titles import title_from
from annotator.importing.word.classify import classified
from annotator.importing.word.context import Context
from annotator.importing.word.names import w
from annotator.importing.word.notes import Notes
from annotator.importing.word.numbering import Numbering
from annotator.importing.word.package import Package
from annotator.importing.word.pages import Numbered, number_turns, read_sections, section_of
from annotator.importing.word.properties import metadata_of
from annotator.importing.word.story import Item, Paragraph, StoryReader
from annotator.importing.word.styles import Styles
from annotator.model.document import BlockKind, Importer
from annotator.model.report import Doubt, Imported, ImportReport, Removed

IMPORTER = Importer("word", 1)

_CODES = (w("instrText"), w("fldSimple"))

Progress = Callable[[str, float], None]


def read_docx(data: bytes, name: str, title: str | None, tell: Progress) -> Imported:
    """The Document of a DOCX file; `name` serves as the title where neither the text nor its properties have one.

    Raises UserError: those of `Package`.
    """
    package = Package(data, name)
    root = package.document()
    body = root.find(w("body"))
    tell("paragraphs", 0.3)
    context = _context(package, root)
    story = [] if body is None else StoryReader(context, body, turning=True).read()
    pieces, guessed = classified(story)
    tell("divisions", 0.6)
    sections = [section_of(section) for section in read_sections(root)]
    numbered = number_turns(context.turns, sections, context.letters, _numbers_shown(package))
    metadata = metadata_of(package.core_properties(), context.styles)
    paged, removed = with_page_marks(with_captions(_with_pages(pieces, numbered)))
    paged, notes = with_typed_notes(paged, _notes(context))
    flow = Flow(
        paged,
        notes,
        metadata={key: value for key, value in metadata.items() if key != "title"},
    )
    tell("document", 0.8)
    shown = metadata.get("title") or title_from(name)
    document, _ = compose(flow, IMPORTER, title, shown, sha256_of(data))
    doubts = _doubts(context, package, numbered, [page.label for page in document.pages], guessed)
    return Imported(document, ImportReport(removed=(*_heads(package, context), *removed), doubts=tuple(doubts)))


def _context(package: Package, root: etree._Element) -> Context:
    styles = Styles(package.part("styles"))
    parts = {kind: package.part(f"{kind}s") for kind in ("footnote", "endnote")}
    notes = Notes(parts, package.part("settings"), read_sections(root))
    return Context(styles, Numbering(package.part("numbering"), styles.numbering_of), notes)


def _notes(context: Context) -> dict[Hashable, NoteText]:
    """The notes that are marked, those marked in other notes as well."""
    found: dict[Hashable, NoteText] = {}
    while waiting := [key for key in context.notes.marked if key not in found]:
        for key in waiting:
            pieces, _ = classified(StoryReader(context, context.notes.elements[key]).read())
            found[key] = NoteText(context.notes.marked[key], tuple(pieces))
    return found


def _with_pages(pieces: Sequence[Piece], numbered: Numbered) -> list[Piece]:
    """The pieces, with the labels of the pages where the indices of turns stood."""

    def labelled(marks: Marks) -> Marks:
        if not marks.pages:
            return marks
        turns = [(at, numbered.labels[int(index)]) for at, index, _ in marks.pages]
        return replace(marks, pages=tuple((at, *label) for at, label in turns if label))

    found = [
        piece._replace(
            marks=labelled(piece.marks),
            rows=tuple(tuple(Cell(cell.text, labelled(cell.marks)) for cell in row) for row in piece.rows),
        )
        for piece in pieces
    ]
    return [Piece(BlockKind.PARAGRAPH, marks=Marks(pages=((0, *numbered.first),))), *found] if numbered.first else found


def _heads(package: Package, context: Context) -> Iterator[Removed]:
    """What stands in heads and feet of pages: once each, for the file has it once."""
    said: set[str] = set()
    for root in [*package.parts("header"), *package.parts("footer")]:
        for item in StoryReader(context, root).read():
            text = canonical(" ".join(_all_text(item)))
            if text and text not in said:
                said.add(text)
                yield Removed("running_head" if any(map(str.isalpha, text)) else "page_number", text, 0)


def _all_text(item: Item) -> Iterator[str]:
    if isinstance(item, Paragraph):
        yield item.words.text
    else:
        yield from (text for row in item.rows for cell in row for one in cell for text in _all_text(one))


def _numbers_shown(package: Package) -> bool:
    """Whether a head or foot shows the number of its page."""
    roots = [*package.parts("header"), *package.parts("footer")]
    codes = ((code.text or "", code.get(w("instr"), "")) for root in roots for code in root.iter(*_CODES))
    return any("PAGE" in pair[0].split() or "PAGE" in pair[1].split() for pair in codes)


def _doubts(
    context: Context, package: Package, numbered: Numbered, labels: Sequence[str], guessed: int
) -> Iterator[Doubt]:
    """What a person may want to look at; a Word file has no lines, so none is named."""
    left_out = {what: str(count) for what, count in context.left_out.items()}
    comments = package.part("comments")
    if numbered.counted and labels:
        yield Doubt(0, "pages_counted", (("first", labels[0]), ("last", labels[-1])))
    if numbered.unusable:
        yield Doubt(0, "page_breaks_too_few", (("count", str(numbered.unusable)),))
    if guessed:
        yield Doubt(0, "headings_by_look", (("count", str(guessed)),))
    if "changes" in left_out:
        yield Doubt(0, "changes_accepted", (("count", left_out["changes"]),))
    if comments is not None and len(comments):
        yield Doubt(0, "comments_left_out", (("count", str(len(comments))),))
    if "hidden" in left_out:
        yield Doubt(0, "hidden_left_out", (("count", left_out["hidden"]),))
    if "symbols" in left_out:
        yield Doubt(0, "symbols_unknown", (("count", left_out["symbols"]),))
    if "pictures" in left_out:
        yield Doubt(0, "pictures_left_out", (("count", left_out["pictures"]),))
    if "embedded" in left_out:
        yield Doubt(0, "embedded_left_out", (("count", left_out["embedded"]),))
