"""Typeset the corpus the way a book is printed, and then extracted from its PDF.

Importers of printed text can only be judged against texts whose structure is known. This one starts from
the structure (the markup is described in `markup.py`), sets it in pages with running heads, broken words and
glued note markers, and hands back both the text and the truth about it. The same input gives the same bytes
everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

import pyphen

from tests.corpus.manifest import refresh
from tests.corpus.markup import MARKER, Block, Part, parse
from tests.corpus.truth import Hyphen, PageStart, RunningHead, Truth, describe

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "soviet_system.md"
SHIPPED = HERE.parents[1] / "reader_texts" / "soviet-system.txt"


@dataclass(frozen=True)
class Options:
    """The habits in which extractions differ; the defaults are those of the text that ships."""

    form_feeds: bool = False  # otherwise a page turn shows as one leading space
    trailing_spaces: bool = True  # inner lines of a paragraph keep the space at which they were broken
    crlf: bool = False
    width: int = 78
    quote_indent: int = 6
    note_extra: int = 10  # notes are set in smaller type, so more goes on a line
    zone: int = 6  # a word is divided only where the line would otherwise be shorter than this
    lines_a_page: int = 40
    cell_gap: str = "  "
    running_title: str = "the making and unmaking: a reader"


@dataclass(frozen=True)
class Line:
    """A printed line; `at` is where it begins in the clean text of its block (None: a blank line)."""

    text: str
    block: Block | None = None
    at: int = 0
    keep: bool = False  # not the last line of a page
    hyphen: Hyphen | None = None


BLANK = Line("")
KEPT_BLANK = Line("", keep=True)


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def _breaks(text: str) -> Iterator[tuple[int, str]]:
    """Every place where a line may end, in order: at a space, after a hyphen or dash, inside a long word."""
    soft = set[int]()
    for token in re.finditer(r"[^\s—]+", text):
        if not re.search(r"[-–/]", token[0]):
            for word in re.finditer(r"[^\W\d_]{7,}", token[0]):
                places = _dictionary().positions(word[0])
                soft |= {token.start() + word.start() + int(p) for p in places if 2 <= p <= len(word[0]) - 3}
    for i in range(1, len(text)):
        if text[i] == " " and text[i + 1] != ".":  # the dots of an ellipsis stay together
            yield i, "space"
        elif text[i - 1] == "—" or (text[i - 1] in "-–" and text[i - 2].isalpha() and text[i].isalpha()):
            yield i, "kept"
        elif i in soft:
            yield i, "soft"


def set_lines(block: Block, options: Options, keep: bool = False) -> list[Line]:
    """Fill the lines of one block greedily."""
    if block.rows:
        starts = [0]
        for row in block.text.split("\n"):
            starts.append(starts[-1] + len(row) + 1)
        printed_rows = [options.cell_gap.join(row) for row in block.rows]
        return [Line(row, block, at, keep=True) for row, at in zip(printed_rows, starts, strict=False)]
    number = f"{block.label}. " if block.kind == "note" and block.label else ""
    width = options.width + {"quote": -options.quote_indent, "note": options.note_extra}.get(block.kind, 0)
    pieces = [(number, 1), *((piece, i % 2) for i, piece in enumerate(MARKER.split(block.text)))]
    text = "".join(piece for piece, _ in pieces)
    extra = [0, *accumulate(only_printed for piece, only_printed in pieces for _ in piece)]
    lines: list[Line] = []
    start, places = 0, list(_breaks(text))
    while len(text) - start > width:
        fitting = [(i, how) for i, how in places if start < i <= start + width - (how == "soft")]
        end, how = max(place for place in fitting if place[1] != "soft")
        if fitting[-1][1] == "soft" and start + width - end >= options.zone:
            end, how = fitting[-1]
        tail = {"space": " " if options.trailing_spaces else "", "kept": "", "soft": "-"}[how]
        hyphen = None
        if how != "space":
            left, right = re.split(r"\s", text[:end])[-1], re.split(r"\s", text[end:])[0]
            hyphen = Hyphen(left + right, end - extra[end], how == "kept")
        lines.append(Line(text[start:end] + tail, block, start - extra[start], keep, hyphen))
        start = end + (how == "space")
    return [*lines, Line(text[start:], block, start - extra[start], keep)]


def _flow(part: Part, options: Options) -> list[Line]:
    """All lines of a part's introduction or of a selection, before they are cut into pages."""
    lines: list[Line] = []
    opening = [("number", part.number), ("heading", part.title), ("author", part.author)]
    for block in [Block(kind, text) for kind, text in opening if text] + part.blocks:
        together = block.kind in {"number", "heading", "author", "caption"}
        lines += [*set_lines(block, options, together), KEPT_BLANK if together or block.rows else BLANK]
    if part.kind == "part":
        title_end = next(i for i, line in enumerate(lines) if line.block and line.block.kind == "paragraph")
        lines.insert(title_end, KEPT_BLANK)
    return lines[:-1]


def paginate(part: Part, options: Options) -> Iterator[list[Line]]:
    """Cut the flow into pages; the first page of a selection carries the source at its foot."""
    lines, start = _flow(part, options), 0
    foot = set_lines(Block("source", part.source), options) if part.source else []
    while start < len(lines):
        room = options.lines_a_page - (len(foot) + 1 if foot else 0) - (2 if start else 0)
        end = min(start + room, len(lines))
        while end < len(lines) and (lines[end - 1].keep or (foot and not _inside(lines, end))):
            end -= 1
        page = lines[start:end]
        while page[-1].block is None:
            page.pop()
        yield page + ([BLANK, *foot] if foot else [])
        start, foot = end, []
        while start < len(lines) and lines[start].block is None:
            start += 1


def _inside(lines: list[Line], i: int) -> bool:
    """Does a running paragraph go on over a cut before line `i`?"""
    block = lines[i].block
    return block is not None and block.kind == "paragraph" and lines[i - 1].block is block


def _running_head(part: Part, number: int, options: Options) -> str:
    if number % 2 == 0:
        return f"{number}    {options.running_title}"
    return f"{part.author or 'Introduction'}    {number}"


def typeset(source: str, options: Options | None = None) -> tuple[str, Truth]:
    """Print the whole source: the extracted text, and the truth about it."""
    options = options or Options()
    printed: list[str] = []
    heads: list[RunningHead] = []
    firsts: list[tuple[int, bool, Line]] = []
    order: list[tuple[Part, list[Block]]] = []
    lines: list[Line] = []
    for part in parse(source):
        lines_before = len(lines)
        for i, page in enumerate(paginate(part, options)):
            number, turn = len(firsts) + 1, len(printed)
            firsts.append((number, i > 0, page[0]))
            if i > 0:
                printed += [_running_head(part, number, options), ""]
                heads.append(RunningHead(printed[turn], turn + 1))
            printed += [line.text for line in page]
            printed[turn] = ("\f" * (number > 1) if options.form_feeds else " ") + printed[turn]
            lines += page
        blocks = dict.fromkeys(line.block for line in lines[lines_before:] if line.block)
        order.append((part, list(blocks)))
    truth, starts = describe(order)
    pages: list[PageStart] = []
    for number, shown, line in firsts:
        assert line.block
        pages.append(PageStart(str(number), shown, starts[line.block] + line.at))
    hyphens: list[Hyphen] = []
    for line in lines:
        if line.block and line.hyphen:
            hyphens.append(replace(line.hyphen, at=starts[line.block] + line.hyphen.at))
    truth = replace(truth, pages=tuple(pages), hyphens=tuple(hyphens), removed=tuple(heads))
    return ("\r\n" if options.crlf else "\n").join([*printed, ""]), truth


def main() -> None:
    """Write the text that ships, and bring the manifest up to date."""
    text, truth = typeset(SOURCE.read_text(encoding="utf-8"))
    SHIPPED.write_text(text, encoding="utf-8", newline="\n")
    refresh(SHIPPED.parent)
    print(f"{SHIPPED.name}: {len(text.split())} words, {len(truth.pages)} pages, {len(truth.notes)} notes")


if __name__ == "__main__":
    main()
