"""The pipeline from printed pages to a Document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.printed.body import BodyLine, body_lines
from annotator.importing.printed.divisions import CITED, Entry, cited_spans, find_divisions, with_feet
from annotator.importing.printed.emphasis import emphasis_without
from annotator.importing.printed.feet import FootNote, as_body, find_feet
from annotator.importing.printed.furniture import Furniture, find_furniture
from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
from annotator.importing.printed.languages import language_of
from annotator.importing.printed.lines import (
    HYPHENS,
    LONGEST,
    Line,
    Measure,
    measure,
    raw_lines,
    read_lines,
    starts_low,
)
from annotator.importing.printed.markers import Marker, find_markers, without
from annotator.importing.printed.notes import NotesFound, find_notes
from annotator.importing.printed.openings import Habits
from annotator.importing.printed.outline import items_of
from annotator.importing.printed.pages import PageStart, Pagination, find_turns, number_pages
from annotator.importing.printed.paragraphs import join
from annotator.importing.printed.quotes import mark_quotes
from annotator.importing.printed.slips import find_slips
from annotator.importing.printed.sources import find_sources
from annotator.importing.printed.tables import find_tables
from annotator.importing.printed.titles import book_title, editor_of
from annotator.importing.tracing import Trace, traced
from annotator.model.document import BlockKind, Document, Importer
from annotator.model.report import Doubt, Imported, ImportReport

IMPORTER = Importer("printed", 1)

# Paragraphs of a text whose blank lines can be trusted are hardly taller, in lines.
_TALLEST = 8
# What may bear note markers.
_MARKED = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.VERSE)
# Their type is that of headings, and says nothing of single words.
_SET_APART = (BlockKind.HEADING, BlockKind.NUMBER, BlockKind.AUTHOR)

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Pages:
    """What was learned of the pages, before the text itself is put together."""

    lines: tuple[Line, ...]
    measure: Measure
    furniture: Furniture
    notes: NotesFound
    pagination: Pagination
    feet: tuple[FootNote, ...] = ()


def survey(text: str) -> Pages:
    """Learn the lines, the furniture, the notes sections and the pages of `text`."""
    lines = read_lines(text)
    furniture = find_furniture(lines)
    notes = find_notes(lines, furniture.kinds)
    turns = find_turns(lines, furniture.heads, furniture.kinds, notes.right_set)
    # Each column has a foot of its own.
    columns = sorted({turn.index for turn in turns} | {index for index, line in enumerate(lines) if line.column})
    feet = find_feet(lines, columns, furniture.kinds, {*notes.headings, *notes.starts})
    if len(feet) < len(notes.starts):
        # A book with endnotes has lists, not footnotes, at the feet of its pages.
        feet = []
    return Pages(tuple(lines), measure(lines), furniture, notes, number_pages(lines, turns), tuple(feet))


def looks_printed(pages: Pages) -> bool:
    """Whether the text came off printed pages.

    It has heads, form feeds, or lines whose ends were kept; or words broken at line ends; or endnotes below lines
    that fill a measure.
    """
    if any(line.form_feed for line in pages.lines) or pages.furniture.heads or pages.measure.marked:
        return True
    broken = sum(a.text.endswith(HYPHENS) and starts_low(b.text) for a, b in pairwise(pages.lines))
    inner = sum(not line.blank_after for line in pages.lines)
    wrapped = inner * 2 > len(pages.lines) and pages.measure.width <= LONGEST
    return wrapped and (broken > max(2, len(pages.lines) // 200) or len(pages.notes.starts) > 1 or _run_together(pages))


def _stand_apart(body: Sequence[BodyLine]) -> bool:
    """Whether blank lines stand between the paragraphs of a text whose lines tell where those end."""
    ends = [line.line for line in body if not line.line.goes_on]
    return sum(line.blank_after > 0 for line in ends) > len(ends) * 0.6


def _run_together(pages: Pages) -> bool:
    """Whether blank lines part so little that they can't be what parts the paragraphs."""
    paragraphs = sum(line.blank_before > 0 for line in pages.lines) + 1
    return len(pages.lines) > max(_TALLEST * 5, paragraphs * _TALLEST)


def read_printed(pages: Pages, name: str, title: str | None, source_sha256: str, progress: Progress) -> Imported:
    """The Document of surveyed pages. `name` serves as the title where the text has none."""
    found = pages.notes
    starts = [page.index for page in pages.pagination.pages]
    lifted = {index for note in pages.feet for index in note.lines}
    outside = lifted | set(pages.furniture.kinds)
    body = body_lines(pages.lines, outside, pages.furniture.cut, starts, found.starts, found.headings)
    joiner = HyphenJoiner(vocabulary([line.text for line in body]))
    sources = find_sources(body, pages.measure)
    tables = find_tables(body, sources, pages.measure)
    progress("paragraphs", 0.4)
    names = {head.words.casefold() for head in pages.furniture.heads if head.words}
    items = items_of(body, sources, tables, pages.measure, joiner, names)
    habits = Habits(names, pages.measure.marked and _stand_apart(body), language_of(line.text for line in body) == "en")
    editor = editor_of(pages.lines[:80])
    progress("divisions", 0.6)
    entries = mark_quotes(find_divisions(items, habits, editor))
    notes = [join(lines, joiner) for lines in as_body(pages.feet, pages.lines)]
    entries = with_feet(entries, notes, pages.lines)
    markers, doubts = _markers_of(entries)
    doubts += [*found.doubts, *pages.pagination.doubts, *find_slips(body)]
    progress("document", 0.8)
    title = title or book_title(pages.furniture.heads, entries) or name
    metadata = {"editor": editor} if editor else {}
    document, trace = build_document(entries, markers, pages.pagination.pages, title, metadata, source_sha256)
    report = ImportReport(
        removed=pages.furniture.removed,
        hyphens=joiner.report(),
        missing_pages=pages.pagination.missing,
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )
    return Imported(document, traced(report, document, trace, lambda wanted: raw_lines(pages.lines, wanted)))


def _markers_of(entries: Sequence[Entry]) -> tuple[dict[int, list[Marker]], list[Doubt]]:
    """The markers of each entry (by index), found division by division, for numbers start again in each."""
    markers: dict[int, list[Marker]] = {}
    doubts: list[Doubt] = []
    for span in cited_spans(entries):
        texts, places = [], []
        labels = []
        for place in span:
            paragraph = entries[place].item.paragraph
            if paragraph and entries[place].kind in _MARKED:
                texts.append(paragraph.text)
                places.append(place)
            elif paragraph and paragraph.note:
                labels.append(paragraph.note)
        found, skipped = find_markers(texts, labels)
        for marker in found:
            markers.setdefault(places[marker.place], []).append(marker)
        line = _line(entries[span.start])
        doubts += [Doubt(line, "marker_not_found", (("label", str(label)),)) for label in skipped]
        if found and not labels:
            doubts.append(Doubt(line, "notes_missing", (("count", str(len(found))),)))
    return markers, doubts


def _line(entry: Entry) -> int:
    return entry.item.paragraph.number if entry.item.paragraph else 0


def build_document(
    entries: Sequence[Entry],
    markers: dict[int, list[Marker]],
    pages: Sequence[PageStart],
    title: str,
    metadata: dict[str, str],
    source_sha256: str,
    importer: Importer = IMPORTER,
) -> tuple[Document, Trace]:
    """The Document of all entries, and where its lines stood.

    `markers` by the place of their entry; `pages` as paragraphs point at them.
    """
    builder = DocumentBuilder()
    division = ordinal = 0
    in_note = False
    for place, entry in enumerate(entries):
        if entry.opens:
            opening = entry.opens
            builder.open_division(
                opening.kind,
                level=opening.level,
                number=opening.number,
                title=opening.title,
                author=opening.author,
                source=opening.source,
            )
            if opening.kind in CITED:
                division, ordinal = division + 1, 0
            in_note = False
        item = entry.item
        if item.table:
            turns = [(row, pages[page].label, pages[page].printed) for row, page in item.table.pages]
            builder.add_table(item.table.rows, _caption(entries, place), turns, item.table.lines)
            continue
        if not item.paragraph:
            continue
        if item.paragraph.note and entry.kind is BlockKind.NOTE:
            builder.begin_note((division, ordinal) if entry.key is None else entry.key, item.paragraph.note)
            in_note = True
            ordinal += 1
        kind = BlockKind.PARAGRAPH if entry.kind is BlockKind.NOTE and not in_note else entry.kind
        found = markers.get(place, [])
        spans = [(marker.start, marker.end) for marker in found]
        whole = item.paragraph.text
        verses = "\n".join(line.text for line in item.paragraph.lines)
        if kind is BlockKind.VERSE and "\n" not in whole and len(verses) == len(whole):
            whole = verses
        text, starts = without(whole, spans, item.paragraph.starts)
        moved = dict(zip(item.paragraph.starts, starts, strict=True))
        gone, refs = 0, []
        for marker in found:
            key = (division, marker.note) if marker.key is None else marker.key
            refs.append((marker.start - gone, marker.label or str(marker.number), key))
            gone += marker.end - marker.start
        turns = [(moved[offset], pages[page].label, pages[page].printed) for offset, page in item.paragraph.pages]
        lines = zip(starts, (line.number for line in item.paragraph.lines), strict=True)
        emphasis = () if kind in _SET_APART else tuple(emphasis_without(item.paragraph.emphasis, spans))
        marks = Marks(tuple(turns), tuple(refs), emphasis, lines=tuple(lines))
        if kind is BlockKind.VERSE:
            builder.add_lines(kind, text.split("\n"), marks)
        else:
            builder.add(kind, text, marks)
    document = builder.build(title, importer=importer, metadata=metadata, source_sha256=source_sha256)
    return document, builder.trace()


def _caption(entries: Sequence[Entry], place: int) -> str | None:
    """The caption that stands before the table at `place`, perhaps before its source."""
    for before in (place - 1, place - 2):
        caption = entries[before].item.paragraph if before >= 0 else None
        if caption and entries[before].kind is BlockKind.CAPTION:
            return caption.text
        if before < 0 or entries[before].kind is not BlockKind.SOURCE:
            return None
    return None
