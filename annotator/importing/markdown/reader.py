"""A Markdown file → a Document and a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.importing.flow.captions import with_captions
from annotator.importing.flow.compose import compose
from annotator.importing.flow.page_marks import with_page_marks
from annotator.importing.flow.pieces import Flow
from annotator.importing.flow.typed_notes import with_typed_notes
from annotator.importing.markdown.blocks import read_blocks
from annotator.importing.markdown.front_matter import read_front_matter
from annotator.importing.tracing import traced
from annotator.model.document import Document, Importer
from annotator.model.report import Doubt, Imported, ImportReport

IMPORTER = Importer("markdown", 2)

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_OTHER = re.compile(r"^> |\*\*\S|\[\^\w+\]|\]\(\S+\)|^[-*] \S", re.MULTILINE)
# The fences of Pandoc's divisions hold no words.
_DIVISION = re.compile(r"^ {0,3}:{3,}[^\S\n]*(?:\{[^{}\n]*\}|[\w-]+)?[^\S\n]*:*$", re.MULTILINE)

# `[Laughter]: ha` would be the address of a link that nobody names, and vanish.
_NO_ADDRESS = re.compile(r"^ {0,3}(?=\[[^\[\]\n^][^\[\]\n]*\]:[^\S\n]*\n?[^\S\n]*[^\s:/.#<]+(?:\s|$))", re.MULTILINE)
_MOST_BRACKETS = 5_000


def looks_like_markdown(text: str, name: str) -> bool:
    """By name, or by several headings together with other marks; text with form feeds came off pages."""
    if "\f" in text:
        return False
    if name.lower().endswith(_SUFFIXES):
        return True
    headings = sum(1 for _ in zip(_HEADING.finditer(text), range(3), strict=False))
    return headings > 1 and (headings > 2 or bool(_OTHER.search(text)))


def read_markdown(text: str, name: str, title: str | None, source_sha256: str) -> Imported:
    """The Document of a Markdown file; `name` serves as the title where the file has none."""
    lines = text.split("\n")
    front = read_front_matter(lines)
    found, notes = read_blocks(_tamed("\n".join(lines[front.lines :])), front.lines + 1)
    pieces, removed = with_page_marks(with_captions(found))
    pieces, notes = with_typed_notes(pieces, notes)
    metadata = dict(front.fields)
    flow = Flow(pieces, notes, metadata.pop("title", None), metadata.get("author"), metadata)
    document, trace = compose(flow, IMPORTER, title, name, source_sha256)
    report = ImportReport(removed=tuple(removed), doubts=tuple(_doubts(document)))

    def raw(wanted: frozenset[int]) -> dict[int, str]:
        return {number: lines[number - 1] for number in wanted if 0 < number <= len(lines)}

    return Imported(document, traced(report, document, trace, raw))


def _tamed(text: str) -> str:
    """The text without what means no words, and with what only looks like markup disarmed. Lines keep their numbers."""
    text = _NO_ADDRESS.sub(r"\g<0>\\", _DIVISION.sub("", text))
    if text.count("[") <= _MOST_BRACKETS:
        return text
    # The parser looks for the end of each bracket through the whole paragraph.
    paragraphs = text.split("\n\n")
    return "\n\n".join(one.replace("[", "\\[") if one.count("[") > _MOST_BRACKETS else one for one in paragraphs)


def _doubts(document: Document) -> Iterator[Doubt]:
    missing = [ref for ref in document.note_refs if ref.note is None]
    if missing:
        yield Doubt(0, "notes_missing", (("count", str(len(missing))),))
