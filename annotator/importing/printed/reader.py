"""The pipeline from printed pages to a Document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.languages import language_of
from annotator.importing.printed.body import BodyLine, body_lines
from annotator.importing.printed.divisions import Entry, cited_spans, find_divisions, with_feet
from annotator.importing.printed.emphasis import emphasis_without
from annotator.importing.printed.feet import FootNote, as_body, find_feet
from annotator.importing.printed.furniture import Furniture, find_furniture
from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
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
from annotator.importing.printed.note_groups import with_keys
from annotator.importing.printed.notes import NotesFound, find_notes
from annotator.importing.printed.openings import Habits, are_signed
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
    habits = Habits(
        names,
        pages.measure.marked and _stand_apart(body),
        language_of(line.text for line in body) == "en",
        paged=len(starts) > 1,
        signed=are_signed(items),
    )
    editor = editor_of(pages.lines[:80])
    progress("divisions", 0.6)
    entries = mark_quotes(find_divisions(items, habits, editor), not pages.measure.marked)
    notes = [join(lines, joiner) for lines in as_body(pages.feet, pages.lines)]
    entries = with_keys(with_feet(entries, notes, pages.lines))
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
    labels: dict[int, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.item.paragraph and isinstance(entry.key, tuple):
            labels[entry.key[0]].append(entry.item.paragraph.note or "")
    for owner, span in _marked_spans(entries, labels):
        found, skipped = _markers_in(entries, span, labels[owner])
        for marker in found:
            key = None if marker.note is None else (owner, marker.note)
            markers.setdefault(marker.place, []).append(replace(marker, key=key))
        line = _line(entries[span.start])
        doubts += [Doubt(line, "marker_not_found", (("label", str(label)),)) for label in skipped]
        if found and not labels[owner]:
            doubts.append(Doubt(line, "notes_missing", (("count", str(len(found))),)))
    return markers, doubts


def _markers_in(entries: Sequence[Entry], span: range, labels: Sequence[str]) -> tuple[list[Marker], list[int]]:
    """The markers in a `span` of the entries, each with the place of its entry, and the numbers passed over."""
    marked = [
        (place, paragraph.text)
        for place in span
        if (paragraph := entries[place].item.paragraph) and entries[place].kind in _MARKED
    ]
    found, skipped = find_markers([text for _, text in marked], labels)
    return [replace(marker, place=marked[marker.place][0]) for marker in found], skipped


def _marked_spans(entries: Sequence[Entry], labels: Mapping[int, Sequence[str]]) -> list[tuple[int, range]]:
    """(whose notes are marked there, the places of the entries), for each chapter and selection.

    All at once, where the notes of a book stand behind its last chapter and are counted through.
    """
    spans = list(enumerate(cited_spans(entries), 1))
    if len(spans) > 1 and set(labels) == {len(spans)}:
        owner, last = spans[-1]
        whole = range(spans[0][1].start, last.stop)
        counts = [len(_markers_in(entries, span, labels[owner])[0]) for span in (last, whole)]
        if counts[0] < len(labels[owner]) <= counts[1]:
            return [(owner, whole)]
    return spans


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
            in_note = False
        item = entry.item
        if item.table:
            turns = [(row, pages[page].label, pages[page].printed) for row, page in item.table.pages]
            builder.add_table(item.table.rows, _caption(entries, place), turns, item.table.lines)
            continue
        if not item.paragraph:
            continue
        if item.paragraph.note and entry.kind is BlockKind.NOTE:
            builder.begin_note(entry.key, item.paragraph.note)
            in_note = True
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
            refs.append((marker.start - gone, marker.says, marker.key))
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
