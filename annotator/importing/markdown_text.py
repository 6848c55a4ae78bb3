"""Markdown files: headings become divisions, quotations and lists their blocks, footnotes notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.inline_markdown import Inline, parse_inline
from annotator.importing.markdown_blocks import Kind, MarkdownBlock, blocks, cells
from annotator.model.document import BlockKind, DivisionKind, Importer
from annotator.model.report import Imported, ImportReport

IMPORTER = Importer("markdown", 1)

_KINDS = {Kind.PARAGRAPH: BlockKind.PARAGRAPH, Kind.QUOTE: BlockKind.QUOTE, Kind.ITEM: BlockKind.LIST}
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_OTHER = re.compile(r"^> |\*\*\S|\[\^\w+\]|\]\(\S+\)|^[-*] \S", re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):\s*(.+)")
_KNOWN = {"title", "author", "editor", "publisher", "date", "year", "language", "lang", "subtitle", "translator"}


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
    metadata, lines = _front_matter(text.split("\n"))
    found = list(blocks(lines))
    levels = Counter(block.level for block in found if block.kind is Kind.HEADING)
    top = min(levels, default=1)
    first = next((block.text for block in found if block.kind is Kind.HEADING and block.level == top), None)
    only = parse_inline(first).text if first and levels[top] == 1 else None
    builder = DocumentBuilder()
    author = metadata.get("author")
    for number, chapter in enumerate(_chapters(found, top)):
        _add_chapter(builder, number, chapter, top, author)
    document = builder.build(
        title or metadata.pop("title", None) or only or name,
        importer=IMPORTER,
        metadata=metadata,
        source_sha256=source_sha256,
    )
    return Imported(document, ImportReport())


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """What stands between `---` lines at the very top, as far as it says something of the text."""
    if not lines or lines[0].strip() != "---":
        return {}, lines
    end = next((n for n, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return {}, lines
    fields = [match for line in lines[1:end] if (match := _FIELD.fullmatch(line.strip()))]
    if end > 1 and not fields:
        return {}, lines
    known = {match[1].lower(): match[2].strip().strip("\"'") for match in fields}
    metadata = {
        ("language" if key == "lang" else key): value for key, value in known.items() if key in _KNOWN and value
    }
    return metadata, lines[end + 1 :]


def _chapters(found: Sequence[MarkdownBlock], top: int) -> list[list[MarkdownBlock]]:
    """The blocks in runs that begin with a top heading; each footnote goes to the run that first marks it."""
    chapters: list[list[MarkdownBlock]] = [[]]
    notes: list[list[MarkdownBlock]] = []
    for block in found:
        if block.kind is Kind.NOTE:
            if block.label is not None or not notes:
                notes.append([])
            notes[-1].append(block)
            continue
        if block.kind is Kind.HEADING and block.level == top and chapters[-1]:
            chapters.append([])
        chapters[-1].append(block)
    marked: dict[str, int] = {}
    for number, chapter in enumerate(chapters):
        for block in chapter:
            for label in re.findall(r"\[\^([^\]\s]{1,40})\]", block.text):
                marked.setdefault(label, number)
    for note in notes:
        chapters[marked.get(note[0].label or "", len(chapters) - 1)] += note
    return chapters


def _add_chapter(
    builder: DocumentBuilder, number: int, chapter: Sequence[MarkdownBlock], top: int, author: str | None
) -> None:
    notes_level, in_notes = 2, False
    for place, block in enumerate(chapter):
        inline = parse_inline(block.text)
        if block.kind is Kind.HEADING:
            depth = block.level - top + 1
            before_notes = place + 1 < len(chapter) and chapter[place + 1].kind is Kind.NOTE
            if before_notes and depth > 1:
                kind, in_notes = DivisionKind.NOTES, True
            else:
                kind = DivisionKind.CHAPTER if depth == 1 else DivisionKind.SECTION
            builder.open_division(kind, level=depth, title=inline.text, author=author if depth == 1 else None)
        elif place == 0:
            builder.open_division(DivisionKind.FRONT if number else DivisionKind.CHAPTER, level=1, author=author)
        if block.kind is Kind.NOTE:
            if not in_notes:
                builder.open_division(DivisionKind.NOTES, level=notes_level)
                in_notes = True
            if block.label is not None:
                builder.begin_note(block.label, block.label)
            builder.add(BlockKind.NOTE, inline.text, _marks(inline))
        elif block.kind is Kind.TABLE:
            builder.add_table([[parse_inline(cell).text for cell in cells(row)] for row in block.lines])
        elif block.kind is Kind.CODE:
            builder.add_lines(BlockKind.VERSE, block.lines)
        else:
            kind_of_block = BlockKind.HEADING if block.kind is Kind.HEADING else _KINDS[block.kind]
            builder.add(kind_of_block, inline.text, _marks(inline))


def _marks(inline: Inline) -> Marks:
    return Marks(refs=tuple((offset, label, label) for offset, label in inline.refs), emphasis=tuple(inline.emphasis))
