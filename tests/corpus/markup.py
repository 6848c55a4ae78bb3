"""The plain markup in which the corpus is written.

The source is explicit about everything that print makes a reader guess at (what is a heading, a quotation, a
note, a table), so that the truth about a typeset page can be derived mechanically. Blocks are separated by
blank lines:

    % key: value                          at the very top: title, author, language …; one a line
    # part 1 | Title                      a part; without a number for the introduction to the whole
    ## selection 1-2 | Title | Byline     a selection
    # chapter Chapter 2 | Title           a chapter, its number as it is printed; `front` and `back` likewise
    Source: …                             right below a selection: its citation; below a table: the table's
    ### Heading                           a section heading
    > words                               one paragraph of a block quotation
    words                                 a paragraph; [^3] is the marker of note 3, *words* are in italics
    [verse]                               verse, line by line
    [list]                                items, one a line, each with its own number or bullet
    [table] Caption                       a table: caption, then rows `| a | b |`, then its source
    [notes] Heading                       the notes, one a line: `1. words`; `+ words` goes on with the last
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADER = re.compile(
    r"(?P<marks>##?) (?P<kind>part|selection|chapter|front|back)(?: (?P<number>[^|]+?))? \| (?P<rest>.+)"
)
MARKER = re.compile(r"\[\^(\d+)\]")
ITALIC = re.compile(r"\*([^*\n]+)\*")


def clean(text: str) -> str:
    """The text without its note markers and without the signs of italics."""
    return ITALIC.sub(r"\1", MARKER.sub("", text))


@dataclass(frozen=True, eq=False)
class Block:
    """One paragraph's worth of text; `label` is a note's number, `rows` are a table's cells.

    `heads_notes`: it is the heading of the notes. Two blocks are never equal, for two headings may read the same.
    """

    kind: str
    text: str
    label: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    heads_notes: bool = False


@dataclass
class Part:
    """What opens a new page: a part with its introduction, a selection, a chapter, front or back matter.

    `opening`: number, title and author as blocks; `cited`: the source as a block.
    """

    kind: str
    number: str | None
    title: str
    author: str | None
    source: str | None = None
    blocks: list[Block] = field(default_factory=list)
    opening: tuple[Block, ...] = field(init=False)
    cited: Block | None = field(init=False)

    def __post_init__(self) -> None:
        given = (("number", self.number), ("heading", self.title), ("author", self.author))
        self.opening = tuple(Block(kind, text) for kind, text in given if text)
        self.cited = Block("source", self.source) if self.source else None


def parse_book(text: str) -> tuple[dict[str, str], list[Part]]:
    """What the lines `% key: value` say, and the parts."""
    said, rest = {}, text.lstrip()
    while rest.startswith("% "):
        line, _, rest = rest.partition("\n")
        key, _, value = line[2:].partition(": ")
        said[key] = value.strip()
    return said, parse(rest)


def parse(text: str) -> list[Part]:
    """Read the markup; anything unknown is an error, for a typo must not become a paragraph."""
    parts: list[Part] = []
    in_notes = False
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = chunk.split("\n")
        if found := HEADER.fullmatch(lines[0]):
            title, _, author = found["rest"].partition(" | ")
            source = lines[1] if len(lines) > 1 else None
            parts.append(Part(found["kind"], found["number"], title, author or None, source))
            in_notes = False
        elif lines[0].startswith("[notes]"):
            in_notes = True
            heading = lines[0].removeprefix("[notes]").strip() or "Notes"
            parts[-1].blocks.append(Block("heading", heading, heads_notes=True))
            parts[-1].blocks.extend(_note(line) for line in lines[1:])
        elif in_notes:
            raise ValueError(f"text after the notes: {chunk[:60]}")
        else:
            parts[-1].blocks.extend(_blocks(lines))
    return parts


def _note(line: str) -> Block:
    if line.startswith("+ "):
        return Block("note", line[2:])
    label, _, words = line.partition(". ")
    if not label.isdigit():
        raise ValueError(f"not a note: {line[:60]}")
    return Block("note", words, label)


def _blocks(lines: list[str]) -> list[Block]:
    first = lines[0]
    if first.startswith("[table] "):
        rows = tuple(
            tuple(cell.strip() for cell in row.strip("|").split("|")) for row in lines[1:] if row.startswith("|")
        )
        table = Block("table", "\n".join(" ".join(row) for row in rows), rows=rows)
        return [Block("caption", first[8:]), table, *(Block("source", line) for line in lines[len(rows) + 1 :])]
    if first == "[verse]":
        return [Block("verse", "\n".join(lines[1:]))]
    if first == "[list]":
        return [Block("list", line) for line in lines[1:]]
    if len(lines) > 1:
        raise ValueError(f"a paragraph is one line: {first[:60]}")
    for mark, kind in (("### ", "heading"), ("> ", "quote")):
        if first.startswith(mark):
            return [Block(kind, first.removeprefix(mark))]
    if first[0] in "#>[|+" or first.startswith("Source:"):
        raise ValueError(f"unknown markup: {first[:60]}")
    return [Block("paragraph", first)]
