"""The body of the text: its lines without page furniture, each with the page it may begin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from annotator.importing.printed.lines import Line
from annotator.importing.printed.notes import NoteStart


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line of the text proper.

    `page`: index of the page that begins with it. `torn`: a page turn, furniture or something lifted out stood
    before it, so a blank line there says nothing. `note`: it begins this note. `notes_heading`: it heads notes.
    `alone`: it is a paragraph of its own.
    """

    line: Line
    page: int | None = None
    torn: bool = False
    note: NoteStart | None = None
    notes_heading: bool = False
    alone: bool = False

    @property
    def text(self) -> str:
        """The words of the line, without the number of the note that it begins."""
        return self.line.text[self.note.length :] if self.note else self.line.text

    @property
    def parted(self) -> bool:
        """Whether a blank line stands before it that means something."""
        return self.line.blank_before > 0 and not self.torn


def body_lines(
    lines: Sequence[Line],
    furniture: Collection[int],
    cut: Mapping[int, Line],
    page_starts: Sequence[int],
    starts: Mapping[int, NoteStart],
    headings: Collection[int],
) -> list[BodyLine]:
    """`lines` without `furniture`; `page_starts` are the indices of the lines that pages begin with."""
    pages = {index: page for page, index in enumerate(page_starts)}
    body = []
    last = -1
    for index, line in enumerate(lines):
        if index in furniture:
            continue
        page = pages.get(index)
        torn = page is not None or index - last > 1
        body.append(BodyLine(cut.get(index, line), page, torn, starts.get(index), index in headings))
        last = index
    return body
