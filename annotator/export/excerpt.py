"""The words of a passage, as one quotes them: paragraph by paragraph, with their emphasis, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.export.emphasis import emphasised
from annotator.export.escape import escape_inline, escape_line
from annotator.model.anchor import Position
from annotator.model.document import BlockKind, Document
from annotator.model.lookup import block_index_at, cited_label, page_at, page_index_at

GAP = "[…]"
JOINT = f" {GAP} "
_HARD_BREAK = "  \n"  # two spaces: the one form that all readers of Markdown know
# A selection's number and the source at the foot of its first page stand in the page, but not in its sentences.
_FURNITURE = frozenset((BlockKind.NUMBER, BlockKind.SOURCE))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a passage, or the part of it that the passage takes: its plain words, and they as Markdown."""

    kind: BlockKind
    block: int
    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage, or several, as paragraphs in text order."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The plain words, paragraphs parted by a blank line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def markdown(self) -> str:
        """The words as Markdown, paragraphs parted by a blank line; block quotations among others stay such."""
        kinds = {paragraph.kind for paragraph in self.paragraphs}
        if BlockKind.QUOTE not in kinds or len(kinds) == 1:
            return "\n\n".join(paragraph.markdown for paragraph in self.paragraphs)
        groups = groupby(self.paragraphs, key=lambda paragraph: paragraph.kind is BlockKind.QUOTE)
        texts = [(quoted, "\n\n".join(paragraph.markdown for paragraph in group)) for quoted, group in groups]
        return "\n\n".join(as_block(text) if quoted else text for quoted, text in texts)


def as_block(markdown: str) -> str:
    """As a block quotation of Markdown's."""
    return "\n".join(f"> {line}" if line else ">" for line in markdown.split("\n"))


def excerpt(document: Document, start: int, end: int) -> Excerpt:
    """The passage from `start` to `end` (code points, end exclusive).

    Numbers and source lines are left out, unless the passage holds nothing else; headings inside become bold.
    """
    parts = list(_parts(document, start, end))
    running = [part for part in parts if document.blocks[part[0]].kind not in _FURNITURE]
    return Excerpt(tuple(_paragraph(document, *part) for part in running or parts))


def joined(document: Document, spans: Sequence[Position]) -> Excerpt:
    """Several passages in the order given, `[…]` where the author's words were left out between them."""
    return _join([list(excerpt(document, span.start, span.end).paragraphs) for span in spans])


def quoted(document: Document, spans: Sequence[Position]) -> str:
    """The canonical text of the passages, as it stands, ` […] ` between them."""
    return JOINT.join(document.text[span.start : span.end] for span in spans)


def stored(quotes: Sequence[str]) -> Excerpt:
    """Quotations kept in an annotation whose place wasn't found: their paragraphs without emphasis."""
    texts = [[part.strip() for part in quote.split("\n\n") if part.strip()] for quote in quotes]
    return _join([[Paragraph(BlockKind.PARAGRAPH, -1, text, _lines_of(text)) for text in parts] for parts in texts])


def page_labels(document: Document, spans: Sequence[Position]) -> tuple[str | None, str | None]:
    """The labels of the first and the last page of the passages."""
    first, last = (page_at(document, offset) for offset in _ends(spans)) if spans else (None, None)
    return (first.label if first else None), (last.label if last else None)


def pages_of(document: Document, spans: Sequence[Position]) -> tuple[tuple[str, str], ...]:
    """The pages that the passages (in text order) stand on, as one cites them: ranges of labels, from first to last.

    Passages on one page, or on two that follow each other, make one range. Empty where no page is known.
    """
    ranges: list[tuple[int, int]] = []
    for span in spans:
        first, last = (page_index_at(document, at) for at in _ends((span,)))
        if first is None or last is None:
            continue
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], max(last, ranges[-1][1])
        else:
            ranges.append((first, last))

    def label(index: int) -> str:
        return cited_label(document, document.pages[index].start) or ""

    return tuple((label(first), label(last)) for first, last in ranges)


def _ends(spans: Sequence[Position]) -> tuple[int, int]:
    """The first and the last code point of the passages."""
    return spans[0].start, max(spans[-1].start, spans[-1].end - 1)


def _join(passages: Sequence[list[Paragraph]]) -> Excerpt:
    result: list[Paragraph] = []
    for paragraphs in filter(None, passages):
        first = paragraphs[0]
        if result and first.kind is BlockKind.TABLE:
            result.append(replace(first, text=GAP, markdown=GAP))
        elif result and result[-1].block == first.block:
            last = result.pop()
            first = replace(first, text=last.text + JOINT + first.text, markdown=last.markdown + JOINT + first.markdown)
        elif result:
            first = replace(first, text=f"{GAP} {first.text}", markdown=f"{GAP} {first.markdown}")
        result += [first, *paragraphs[1:]]
    return Excerpt(tuple(result))


def _parts(document: Document, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(block, start, end) of what the passage takes of each block, white space at the ends left out."""
    index = block_index_at(document, start)
    index = 0 if index is None else index
    while index < len(document.blocks) and document.blocks[index].start < end:
        block = document.blocks[index]
        first, last = max(start, block.start), min(end, block.end)
        words = document.text[first:last]
        if words.strip():
            yield index, first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
        index += 1


def _paragraph(document: Document, index: int, start: int, end: int) -> Paragraph:
    kind, text = document.blocks[index].kind, document.text[start:end]
    if kind is BlockKind.TABLE:
        markdown = _table(text)
    elif kind is BlockKind.HEADING:
        markdown = f"**{escape_inline(' '.join(text.split()))}**"
    else:
        markdown = _HARD_BREAK.join(_emphasised_lines(document, start, end))
    return Paragraph(kind, index, text, markdown)


def _emphasised_lines(document: Document, start: int, end: int) -> Iterator[str]:
    for line in document.text[start:end].split("\n"):
        yield emphasised(document, start, start + len(line))
        start += len(line) + 1


def _lines_of(text: str) -> str:
    return _HARD_BREAK.join(escape_line(" ".join(line.split())) for line in text.split("\n"))


def _table(text: str) -> str:
    """Rows (cells parted by tabs) as a pipe table under its first row; a single cell or column is plain lines."""
    rows = [line.split("\t") for line in text.split("\n")]
    width = max(map(len, rows))
    if width == 1:
        return _lines_of(text)
    cells = [[escape_inline(cell).replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
