"""The blocks of a Markdown file as pieces, its footnotes apart."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from annotator.importing.canonical import canonical
from annotator.importing.flow.pieces import NoteText, Piece
from annotator.importing.markdown.html_text import text_of
from annotator.importing.markdown.inline import Inline, read_inline, without_attributes
from annotator.importing.marks import Cell, Marks, cut, within
from annotator.importing.printed.sources import is_source
from annotator.model.document import BlockKind

_UNBOUND = 1_000_000
_SHALLOW = 50
_LONGEST_VERSE = 100
_LINE_BLOCK = re.compile(r"^\|(?: |$)", re.MULTILINE)
_MARKER = re.compile(r"\[\^([^\[\]\s^]{1,100})\]")
_CAPTION = re.compile(r":\s+(?=\S)")


@cache
def _parser(deep: bool) -> MarkdownIt:
    # The parser drops blocks that are nested deeper than its bound, so there is none but Python's own.
    parser = MarkdownIt("commonmark", {"maxNesting": _UNBOUND if deep else _SHALLOW}).enable(["table", "strikethrough"])
    # Notes stay where they stand: two chapters in one file may both have a note 1.
    parser.use(footnote_plugin, move_to_end=False)
    parser.inline.ruler.at("footnote_ref", _marker)
    return parser if deep else parser.disable(["blockquote", "list", "footnote_def"])


def _marker(state: StateInline, silent: bool) -> bool:
    """`[^label]`, whether there is a note or not. The plug-in's own rule looks for the bracket to the text's end."""
    match = _MARKER.match(state.src, state.pos, state.posMax)
    if match and not silent:
        state.push("footnote_ref", "", 0).meta = {"label": match[1]}
    if match:
        state.pos = match.end()
    return bool(match)


def read_blocks(text: str, first_line: int) -> tuple[list[Piece], dict[Hashable, NoteText]]:
    """The blocks and the footnotes of a text, whose first line has the number `first_line`."""
    try:
        reader = _BlockReader(text, first_line, deep=True)
    except RecursionError:
        # Hundreds of quotations inside each other mean nothing: their marks are words then.
        reader = _BlockReader(text, first_line, deep=False)
    return reader.pieces, reader.notes


class _BlockReader:
    def __init__(self, text: str, first_line: int, *, deep: bool) -> None:
        self._environment: dict[str, object] = {}
        self._tokens = _parser(deep).parse(text, self._environment)
        self._first_line = first_line
        self._lines = text.split("\n")
        self._at = 0
        self._line = first_line
        self._definitions: dict[str, list[int]] = {}
        for at, token in enumerate(self._tokens):
            if token.type == "footnote_reference_open":
                self._definitions.setdefault(str(token.meta["label"]), []).append(at)
        self.notes: dict[Hashable, NoteText] = {}
        self.pieces = list(self._blocks("", BlockKind.PARAGRAPH))

    def _blocks(self, end: str, kind: BlockKind) -> Iterator[Piece]:
        """The blocks up to the token `end`; plain paragraphs are of `kind`."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.map:
                self._line = self._first_line + token.map[0]
            if token.type == end:
                return
            yield from self._block(token, kind)

    def _block(self, token: Token, kind: BlockKind) -> Iterator[Piece]:
        if token.type == "heading_open":
            yield from self._heading(int(token.tag[1]), kind)
        elif token.type == "paragraph_open":
            yield from self._paragraph(kind)
        elif token.type == "blockquote_open":
            yield from self._blocks("blockquote_close", BlockKind.QUOTE)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield from self._list(token.type.replace("open", "close"), kind)
        elif token.type in ("fence", "code_block"):
            yield from self._parted(BlockKind.VERSE, token.content, Marks())
        elif token.type == "html_block":
            yield from self._html(token.content, kind)
        elif token.type == "table_open":
            yield self._table()
        elif token.type == "footnote_reference_open":
            key = self._at - 1
            pieces = tuple(self._blocks("footnote_reference_close", BlockKind.PARAGRAPH))
            self.notes[key] = NoteText(str(token.meta["label"]), pieces)

    def _heading(self, level: int, kind: BlockKind) -> Iterator[Piece]:
        inline = self._inline()
        self._at += 1
        text = without_attributes(inline.text)
        marks = within(inline.marks, 0, len(text))
        # A heading in a quotation is quoted with it.
        if kind is BlockKind.PARAGRAPH:
            yield self._piece(BlockKind.HEADING, text, marks)._replace(level=level)
        else:
            yield self._piece(kind, text, marks)

    def _paragraph(self, kind: BlockKind) -> Iterator[Piece]:
        inline = self._inline()
        self._at += 1
        yield from self._worded(inline, kind)

    def _worded(self, inline: Inline, kind: BlockKind) -> Iterator[Piece]:
        lines = inline.text.split("\n")
        if all(_LINE_BLOCK.match(line) and not line.endswith("|", 1) for line in lines):
            text, marks = cut(inline.text, inline.marks, [match.span() for match in _LINE_BLOCK.finditer(inline.text)])
            yield from self._parted(BlockKind.VERSE, text, marks)
        elif inline.hard and not inline.soft and max(map(len, lines)) <= _LONGEST_VERSE and kind is not BlockKind.LIST:
            yield self._piece(BlockKind.VERSE, inline.text, inline.marks)
        elif kind is BlockKind.PARAGRAPH and is_source(canonical(inline.text)):
            yield self._piece(BlockKind.SOURCE, inline.text, inline.marks)
        elif self._is_caption(inline.text):
            text, marks = cut(inline.text, inline.marks, [(0, 1)])
            yield self._piece(BlockKind.CAPTION, text, marks)
        else:
            yield self._piece(kind, inline.text, inline.marks)

    def _is_caption(self, text: str) -> bool:
        """`: words` beside a table, as Pandoc writes captions."""
        before = self._tokens[self._at - 4].type if self._at >= 4 else ""
        after = self._tokens[self._at].type if self._at < len(self._tokens) else ""
        return bool(_CAPTION.match(text)) and (before == "table_close" or after == "table_open")

    def _parted(self, kind: BlockKind, text: str, marks: Marks) -> Iterator[Piece]:
        """One piece for each run of lines without a blank one among them."""
        start = 0
        for part in re.split(r"(\n\s*\n)", text):
            inside = within(marks, start, len(part))
            if part.strip() or inside.pages:
                yield self._piece(kind, part, inside)
            start += len(part)

    def _list(self, end: str, kind: BlockKind) -> Iterator[Piece]:
        kind = BlockKind.LIST if kind is BlockKind.PARAGRAPH else kind
        while self._tokens[self._at].type != end:
            item = self._tokens[self._at]
            self._at += 1
            number = f"{item.info}{item.markup} " if item.info else ""
            for place, piece in enumerate(self._blocks("list_item_close", kind)):
                yield piece if place or not number or piece.rows else _numbered(piece, number)
        self._at += 1

    def _html(self, markup: str, kind: BlockKind) -> Iterator[Piece]:
        text, marks = text_of(markup)
        yield from self._parted(kind, text, marks)

    def _table(self) -> Piece:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        row = ""
        line = self._line
        while self._tokens[self._at].type != "table_close":
            token = self._tokens[self._at]
            if token.type == "inline":
                inline = self._inline()
                cells.append(Cell(inline.text, inline.marks))
                continue
            if token.type == "tr_open" and token.map:
                row = self._lines[token.map[0]]
            if token.type == "tr_close":
                rows.append((*cells, *_cells_beyond(row, len(cells))))
                cells = []
            self._at += 1
        self._at += 1
        return Piece(BlockKind.TABLE, rows=tuple(rows), line=line)

    def _inline(self) -> Inline:
        token = self._tokens[self._at]
        self._at += 1
        return read_inline(token.children or [], self._resolve)

    def _resolve(self, token: Token) -> tuple[str, Hashable]:
        """The nearest note of that label, below rather than above; a note written in its place is read at once."""
        label = token.meta.get("label")
        if label is not None:
            places = self._definitions.get(label, [])
            return label, next((at for at in places if at >= self._at), places[-1] if places else None)
        number = token.meta["id"]
        footnotes = self._environment["footnotes"]
        assert isinstance(footnotes, dict)
        inline = read_inline(footnotes["list"][number]["tokens"], self._resolve)
        key = ("inline", number)
        label = str(sum(isinstance(one, tuple) for one in self.notes) + 1)
        self.notes[key] = NoteText(label, (self._piece(BlockKind.PARAGRAPH, inline.text, inline.marks),))
        return label, key

    def _piece(self, kind: BlockKind, text: str, marks: Marks | None = None) -> Piece:
        return Piece(kind, text, replace(marks or Marks(), lines=((0, self._line),)), line=self._line)


def _numbered(piece: Piece, number: str) -> Piece:
    """The piece behind its number in a list."""
    by = len(number)
    marks = replace(
        piece.marks,
        pages=tuple((at + by if at else 0, label, printed) for at, label, printed in piece.marks.pages),
        refs=tuple((at + by, label, key) for at, label, key in piece.marks.refs),
        emphasis=tuple((kind, start + by, end + by) for kind, start, end in piece.marks.emphasis),
    )
    return piece._replace(text=number + piece.text, marks=marks)


def _cells_beyond(row: str, columns: int) -> list[Cell]:
    """What a row has beyond the table's `columns`: the parser leaves it out, but words aren't lost."""
    pieces = re.split(r"(?<!\\)\|", re.sub(r"^[\s>]*\|?", "", row))
    return [Cell(piece.strip()) for piece in pieces[columns:] if piece.strip()]
