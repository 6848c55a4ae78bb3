"""From lines with layouts to a Document: the steps for printed text, weighing how the lines lie as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.importing.headings import is_front_matter
from annotator.importing.printed.body import BodyLine, body_lines
from annotator.importing.printed.divisions import Entry
from annotator.importing.printed.heads import Head
from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
from annotator.importing.printed.lines import Line, raw_lines
from annotator.importing.printed.markers import Marker
from annotator.importing.printed.notes import NoteStart
from annotator.importing.printed.openings import Opening
from annotator.importing.printed.outline import Item
from annotator.importing.printed.pages import PageStart
from annotator.importing.printed.paragraphs import Paragraph, join
from annotator.importing.printed.reader import build_document
from annotator.importing.printed.slips import find_slips
from annotator.importing.printed.stamps import stamp_kind
from annotator.importing.printed.titles import editor_of, title_case
from annotator.importing.tracing import traced
from annotator.importing.typeset.contents import find_contents, without_leaders
from annotator.importing.typeset.divisions import find_divisions
from annotator.importing.typeset.footnotes import Footnote
from annotator.importing.typeset.headings import Mark, folded
from annotator.importing.typeset.looks import heads_number
from annotator.importing.typeset.markers import find_raised, with_keys
from annotator.importing.typeset.notes import find_end_notes
from annotator.importing.typeset.outline import Spans, find_sources, items_of
from annotator.importing.typeset.paragraphs import runs_on
from annotator.importing.typeset.quotes import mark_set_off
from annotator.importing.typeset.tables import find_tables
from annotator.importing.typeset.verse import find_verse
from annotator.model.document import BlockKind, DivisionKind, Importer
from annotator.model.report import Doubt, Imported, ImportReport, Removed

IMPORTER = Importer("pdf", 1)

# Part of the pages with heads that bear the title of the whole.
_OFTEN = 0.3

_TOP = (
    DivisionKind.PART,
    DivisionKind.SELECTION,
    DivisionKind.INTRODUCTION,
    DivisionKind.CHAPTER,
    DivisionKind.FRONT,
    DivisionKind.BACK,
)


@dataclass(frozen=True, slots=True)
class SetText:
    """What was found on the pages: all `lines` in the order of reading, `furniture` (indices of lines) among them.

    `front`: pages (from 0) with small roman numbers, before those with arabic ones. `scanned`: the text was read off
    pictures of the pages.
    """

    lines: Sequence[Line]
    furniture: Mapping[int, str]
    footnotes: Sequence[Footnote]
    pages: Sequence[PageStart]
    heads: Sequence[Head] = ()
    marks: Sequence[Mark] = ()
    missing: Sequence[str] = ()
    doubts: Sequence[Doubt] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    front: frozenset[int] = frozenset()
    scanned: bool = False


def read_set(
    found: SetText, title: str | None, name: str, source_sha256: str, progress: Callable[[str, float], None]
) -> Imported:
    """The Document of text as it was set; `name` serves as the title where there is no other."""
    lines = found.lines
    lifted = {index for note in found.footnotes for index in note.lines}
    passed = {*found.furniture, *lifted}
    size = _body_size([line for index, line in enumerate(lines) if index not in passed])
    notes = find_end_notes(lines, passed, size)
    body = body_lines(lines, passed, {}, [page.index for page in found.pages], notes.starts, notes.headings)
    names = {head.words.casefold() for head in found.heads if head.words}
    body = [replace(line, alone=_stands_alone(line, names)) for line in body]
    joiner = HyphenJoiner(vocabulary([line.text for line in lines]))
    contents = find_contents(body)
    listed = {place for entry in contents for place in entry}
    body = [without_leaders(line) if place in listed else line for place, line in enumerate(body)]
    sources = [span for span in find_sources(body) if not listed.intersection(span)]
    tables = find_tables(body, listed.union(*sources))
    taken = listed.union(*(table.span for table in tables), *sources)
    stanzas = [stanza for stanza in find_verse(body) if not taken.intersection(*stanza)]
    progress("paragraphs", 0.6)
    items = items_of(body, Spans(sources, tables, stanzas, contents), joiner)
    editor = editor_of(lines[:80])
    progress("divisions", 0.7)
    entries = mark_set_off(find_divisions(items, found.marks, names, found.front, editor), size)
    title = title or _title(found.heads, entries) or name
    feet = [list(_paragraphs(note, lines, joiner)) for note in found.footnotes]
    entries = with_keys(entries)
    markers, owners = find_raised(entries, found.footnotes)
    entries, markers = _with_feet(entries, markers, found.footnotes, feet, owners)
    progress("document", 0.9)
    document, trace = build_document(
        entries, markers, found.pages, title, dict(found.metadata), source_sha256, IMPORTER
    )
    removed = [Removed(kind, lines[index].text, lines[index].number) for index, kind in sorted(found.furniture.items())]
    doubts = [*found.doubts, *notes.doubts, *(find_slips(body) if found.scanned else ())]
    doubts += [
        Doubt(lines[note.lines[0]].number, "marker_not_found", (("label", note.label),))
        for place, note in enumerate(found.footnotes)
        if place not in owners
    ]
    report = ImportReport(
        tuple(removed), joiner.report(), tuple(found.missing), tuple(sorted(doubts, key=lambda doubt: doubt.line))
    )
    return Imported(document, traced(report, document, trace, lambda wanted: raw_lines(lines, wanted)))


def _title(heads: Sequence[Head], entries: Sequence[Entry]) -> str | None:
    """The book's title: on its first page; or over many pages, while the titles of chapters change; or its only one."""
    first = entries[0] if entries else None
    openings = [entry.opens for entry in entries if entry.opens]
    on_front = first and first.kind is BlockKind.HEADING and first.opens and first.opens.kind is DivisionKind.FRONT
    if on_front and first and first.item.paragraph and not is_front_matter(first.item.paragraph.text):
        return first.item.paragraph.text
    counts = Counter(head.words for head in heads if head.words and not stamp_kind(head.words))
    pages = len({head.index for head in heads})
    for words, count in counts.most_common(2):
        if count > max(1, _OFTEN * pages) and not any(_is_titled(opening, words) for opening in openings):
            return title_case(words)
    tops = [opening for opening in openings if opening.level == 1]
    return tops[0].title if len(tops) == 1 else None


def _is_titled(opening: Opening, words: str) -> bool:
    title = folded(opening.title or "")
    return bool(title) and (title in folded(words) or folded(words) == folded(opening.author or ""))


def _stands_alone(line: BodyLine, names: Collection[str]) -> bool:
    """A centred line that names an author, or numbers what follows."""
    layout = line.line.layout
    centred = layout is not None and layout.centred
    return centred and (line.text.casefold() in names or heads_number(line.text))


def _body_size(lines: Sequence[Line]) -> float:
    """The size of most of the type, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.layout:
            sizes[round(line.layout.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _paragraphs(note: Footnote, lines: Sequence[Line], joiner: HyphenJoiner) -> Iterator[Paragraph]:
    """The note's paragraphs, the first with its label."""
    start = NoteStart(note.label, note.length)
    parts = [BodyLine(lines[index], note=start if place == 0 else None) for place, index in enumerate(note.lines)]
    run: list[BodyLine] = []
    for place, part in enumerate(parts):
        following = parts[place + 1].line if place + 1 < len(parts) else None
        if run and not runs_on([line.line for line in run], part.line, following):
            yield join(run, joiner)
            run = []
        run.append(part)
    yield join(run, joiner)


def _with_feet(
    entries: Sequence[Entry],
    markers: Mapping[int, list[Marker]],
    notes: Sequence[Footnote],
    feet: Sequence[Sequence[Paragraph]],
    owners: Mapping[int, int],
) -> tuple[list[Entry], dict[int, list[Marker]]]:
    """The entries with the footnotes of each part, selection or chapter at its end."""
    tops = [place for place, entry in enumerate(entries) if entry.opens and entry.opens.kind in _TOP]
    waiting: dict[int, list[int]] = {}
    for note in range(len(notes)):
        place = owners.get(note, _last_on(entries, notes[note].page))
        top = max((top for top in tops if top <= place), default=0)
        waiting.setdefault(top, []).append(note)
    result: list[Entry] = []
    moved: dict[int, list[Marker]] = {}
    open_top = 0
    for place, entry in enumerate(entries):
        if place in tops and place:
            result += _notes_of(entries[open_top], waiting.get(open_top, []), notes, feet)
            open_top = place
        if place in markers:
            moved[len(result)] = list(markers[place])
        result.append(entry)
    if entries:
        result += _notes_of(entries[open_top], waiting.get(open_top, []), notes, feet)
    return result, moved


def _notes_of(
    top: Entry, waiting: Sequence[int], notes: Sequence[Footnote], feet: Sequence[Sequence[Paragraph]]
) -> list[Entry]:
    level = top.opens.level + 1 if top.opens else 2
    opening: Opening | None = Opening(DivisionKind.NOTES, level)
    found = []
    for note in sorted(waiting):
        for paragraph in feet[note]:
            found.append(Entry(Item(paragraph), BlockKind.NOTE, opening, ("foot", note)))
            opening = None
    return found


def _last_on(entries: Sequence[Entry], page: int) -> int:
    """The last entry with a line on `page` or before it."""
    last = 0
    for place, entry in enumerate(entries):
        layout = entry.item.paragraph.lines[0].layout if entry.item.paragraph else None
        if layout and layout.page <= page:
            last = place
    return last
