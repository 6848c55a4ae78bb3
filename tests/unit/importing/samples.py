"""Small hand-made pages for the tests of the importers."""

from __future__ import annotations

import textwrap
from collections import Counter

from annotator.importing import import_bytes
from annotator.importing.printed.body import BodyLine, body_lines
from annotator.importing.printed.furniture import find_furniture
from annotator.importing.printed.lines import Line, Measure, read_lines
from annotator.importing.printed.notes import find_notes
from annotator.importing.printed.pages import Pagination, find_turns, number_pages
from annotator.importing.printed.paragraphs import group
from annotator.model.document import Document
from annotator.model.report import Imported


def lines_of(text: str) -> list[Line]:
    """The lines of a dedented sample; `~` stands for a trailing space, `_` for a leading one."""
    sample = textwrap.dedent(text).strip("\n")
    return read_lines("\n".join(_spaces(line) for line in sample.split("\n")))


def _spaces(line: str) -> str:
    ended = line.replace("~", " ")
    return " " + ended[1:] if ended.startswith("_") else ended


def sample(text: str) -> str:
    """The sample as a file would hold it (see `lines_of`)."""
    return "\n".join(_spaces(line) for line in textwrap.dedent(text).strip("\n").split("\n")) + "\n"


def body_of(text: str) -> list[BodyLine]:
    """The body of a sample, its furniture taken out and its pages known."""
    lines = lines_of(text)
    furniture = find_furniture(lines)
    notes = find_notes(lines, furniture.kinds)
    starts = [page.index for page in paginate(lines).pages]
    return body_lines(lines, furniture.kinds, furniture.cut, starts, notes.starts, notes.headings)


def places(body: list[BodyLine], measure: Measure) -> list[list[int]]:
    """The places of the lines of each paragraph."""
    return [run.places for run in group(body, range(len(body)), measure)]


def paginate(lines: list[Line]) -> Pagination:
    """The pages of some lines."""
    furniture = find_furniture(lines)
    notes = find_notes(lines, furniture.kinds)
    return number_pages(lines, find_turns(lines, furniture.heads, furniture.kinds, notes.right_set))


def imported(text: str, name: str = "sample.txt") -> Imported:
    """What comes of a file with this text."""
    return import_bytes(text.encode(), name)


def letters(text: str) -> Counter[str]:
    """How often each letter stands in `text`: what no import may change, but for what it reports."""
    return Counter(character for character in text if character.isalpha())


def blocks(document: Document) -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def divisions(document: Document) -> list[tuple[str, str | None, str | None, str | None, int]]:
    """(kind, number, title, author, level) of each division."""
    return [(d.kind.value, d.number, d.title, d.author, d.level) for d in document.divisions]
