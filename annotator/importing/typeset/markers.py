"""Note markers by their raised type, and the notes that they mark: at the foot of the page, or at the end."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.importing.printed.divisions import Entry, cited_spans
from annotator.importing.printed.markers import Marker
from annotator.importing.printed.paragraphs import Paragraph
from annotator.importing.typeset.footnotes import Footnote, FootnoteIndex, page_at
from annotator.importing.typeset.headings import folded
from annotator.model.document import BlockKind

_MARKED = (
    BlockKind.PARAGRAPH,
    BlockKind.QUOTE,
    BlockKind.LIST,
    BlockKind.VERSE,
    BlockKind.HEADING,
    BlockKind.AUTHOR,
)
_SIGN = re.compile(r"\d{1,3}|[*∗⁎†‡§¶‖#]{1,4}|[a-z]")
_NUMBER = re.compile(r"\d+|[ivxlc]+$")


@dataclass(slots=True)
class _Group:
    """Notes under one heading, at `place` of the entries: their keys by label."""

    title: str
    place: int
    keys: dict[str, Hashable] = field(default_factory=dict)


def with_keys(entries: Sequence[Entry]) -> list[Entry]:
    """`entries`, each note at the end known by its place."""
    return [
        replace(entry, key=("end", place)) if _begins_note(entry) and entry.key is None else entry
        for place, entry in enumerate(entries)
    ]


def find_raised(
    entries: Sequence[Entry], footnotes: Sequence[Footnote]
) -> tuple[dict[int, list[Marker]], dict[int, int]]:
    """(markers by the place of their entry, the entry's place by the place of the footnote that it marks)."""
    index = FootnoteIndex(footnotes)
    markers: dict[int, list[Marker]] = {}
    owners: dict[int, int] = {}
    spans = cited_spans(entries) or [range(len(entries))]
    groups = list(_groups(entries))
    keys_of = _keys_of(entries, spans, groups)
    for at, span in enumerate(spans):
        for place in span:
            paragraph = entries[place].item.paragraph
            if not paragraph or entries[place].kind not in _MARKED:
                continue
            for start, end in paragraph.raised:
                label = paragraph.text[start:end].strip()
                if not _SIGN.fullmatch(label):
                    continue
                note = index.take(label, page_at(paragraph, start))
                if note is None and not _marks(paragraph.text, start, label, keys_of[at]):
                    continue
                if note is not None:
                    owners[note] = place
                key = keys_of[at].get(label) if note is None else ("foot", note)
                marker = _marker(paragraph, place, start, end, label)
                markers.setdefault(place, []).append(replace(marker, key=key))
    return markers, owners


def _marker(paragraph: Paragraph, place: int, start: int, end: int, label: str) -> Marker:
    if paragraph.text[start - 1 : start] == " " and paragraph.text[end : end + 1] == " ":
        # It was carried over to the next line.
        start -= 1
    return Marker(place, start, end, 0, True, None, label)


def _begins_note(entry: Entry) -> bool:
    return entry.kind is BlockKind.NOTE and bool(entry.item.paragraph and entry.item.paragraph.note)


def _groups(entries: Sequence[Entry]) -> Iterator[_Group]:
    group: _Group | None = None
    for place, entry in enumerate(entries):
        paragraph = entry.item.paragraph
        if paragraph and paragraph.notes_heading:
            if group and group.keys:
                yield group
            group = _Group(paragraph.text, place)
        elif group and paragraph and paragraph.note and _begins_note(entry):
            group.keys.setdefault(paragraph.note, entry.key)
    if group and group.keys:
        yield group


def _keys_of(
    entries: Sequence[Entry], spans: Sequence[range], groups: Sequence[_Group]
) -> list[Mapping[str, Hashable]]:
    """For each span of entries (a chapter, a selection) the notes that its markers name.

    Several groups in one span are the notes of the whole book: told by their titles, else by their order.
    """
    own = [[group for group in groups if group.place in span] for span in spans]
    book = next((inside for inside in reversed(own) if len(inside) > 1), [])
    marked = [at for at, span in enumerate(spans) if _has_markers(entries, span) and (own[at] is book or not own[at])]
    in_order = len(book) == len(marked)
    result: list[Mapping[str, Hashable]] = []
    for at, span in enumerate(spans):
        if own[at] and own[at] is not book:
            result.append(own[at][0].keys)
            continue
        named = next((group for group in book if _names(group.title, entries[span.start])), None)
        if named is None and in_order and at in marked:
            named = book[marked.index(at)]
        result.append(named.keys if named else {})
    return result


def _has_markers(entries: Sequence[Entry], span: range) -> bool:
    return any(
        paragraph.raised and entries[place].kind in _MARKED
        for place in span
        if (paragraph := entries[place].item.paragraph)
    )


def _names(title: str, entry: Entry) -> bool:
    """Whether the heading of a group of notes names the chapter that opens with `entry`."""
    opening = entry.opens
    if not opening:
        return False
    words = folded(opening.title or "")
    if len(words) > 3 and (words in folded(title) or folded(title).endswith(words)):
        return True
    number = _NUMBER.search((opening.number or "").casefold())
    there = _NUMBER.search(title.casefold())
    return bool(number and there and number.group() == there.group() and len(title) < 20)


def _marks(text: str, start: int, label: str, keys: Mapping[str, Hashable]) -> bool:
    """Whether a raised sign without a footnote marks a note at the end: no power, no ordinal."""
    if label in keys:
        return True
    before = text[start - 1 : start]
    alone = re.search(r"(?:^|[\s(=+−-])[A-Za-z]$", text[:start])
    return label.isdigit() and bool(before) and not before.isdigit() and not alone and not keys
