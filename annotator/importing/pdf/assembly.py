"""Pages put together to lines in the order of reading, furniture and footnotes told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.importing.pdf.columns import Strip
from annotator.importing.pdf.feet import Foot, feet_of
from annotator.importing.pdf.frames import Frame
from annotator.importing.pdf.furniture import Edge, Row, text_of
from annotator.importing.pdf.lines import layout_of, line_of
from annotator.importing.pdf.pages import PageRead
from annotator.importing.pdf.setting import Setting
from annotator.importing.printed.lines import SOFT_HYPHEN, Line
from annotator.importing.printed.stamps import stamp_kind
from annotator.importing.typeset.footnotes import Footnote


@dataclass(slots=True)
class Assembly:
    """The lines as they are put together, with what was learned of them on the way."""

    lines: list[Line] = field(default_factory=list)
    furniture: dict[int, str] = field(default_factory=dict)
    footnotes: list[Footnote] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    open_note: Line | None = None
    open_labels: set[str] = field(default_factory=set)


def add_page(
    made: Assembly,
    index: int,
    page: PageRead,
    edge: Edge,
    strips: Sequence[Strip],
    frames: Sequence[Frame],
    setting: Setting,
) -> None:
    half = len(page.rows) / 2
    _add_furniture(
        made, [(edge.kinds[place], text_of(page.rows[place])) for place in sorted(edge.kinds) if place < half]
    )
    columns = [
        _lines_of(strip, frame, index, column, setting, made)
        for column, (strip, frame) in enumerate(zip(strips, frames, strict=True))
    ]
    here = _marked(columns, setting.body.size)
    # A note may slip to the page after its marker.
    marked = here | made.open_labels
    made.open_labels = here
    for column in columns:
        first = len(made.lines)
        feet = feet_of(column, page.rules, setting.body.size, marked, made.open_note)
        lifted = {place for foot in feet for place in foot.lines}
        made.lines += [replace(line, number=first + place + 1) for place, line in enumerate(column)]
        for foot in feet:
            _add_foot(made, foot, first, index)
        for place in range(len(column)):
            if place not in lifted:
                made.starts.setdefault(index, first + place)
                break
    _add_furniture(
        made, [(edge.kinds[place], text_of(page.rows[place])) for place in sorted(edge.kinds) if place >= half]
    )
    _add_furniture(made, page.stray)


def _add_furniture(made: Assembly, texts: Sequence[tuple[str, str]]) -> None:
    for kind, text in texts:
        made.furniture[len(made.lines)] = stamp_kind(text) or kind
        made.lines.append(Line(len(made.lines) + 1, text))


def _lines_of(strip: Strip, frame: Frame, page: int, column: int, setting: Setting, made: Assembly) -> list[Line]:
    layouts = []
    above: Row | None = None
    for row in strip.rows:
        layouts.append(layout_of(row, page, column, frame, above, setting))
        above = row
    gaps = [layout.gap for layout in layouts[1:]] + [None]
    return [
        line_of(0, row, layout, opens_page=column == 0 and place == 0, below=below)
        for place, (row, layout, below) in enumerate(zip(strip.rows, layouts, gaps, strict=True))
    ]


def _marked(columns: Sequence[Sequence[Line]], body_size: float) -> set[str]:
    """What is raised in the text of a page: the labels of its notes are among it."""
    return {
        line.text[start:end].strip()
        for column in columns
        for line in column
        if line.layout
        for start, end in line.layout.raised
        # At a line's beginning it is a note's own label, but where the type is that of the text.
        if start > 0 or line.layout.size > 0.97 * body_size
    }


def _add_foot(made: Assembly, foot: Foot, first: int, page: int) -> None:
    indices = tuple(first + place for place in foot.lines)
    if foot.label is None and made.footnotes:
        last = made.footnotes[-1]
        made.footnotes[-1] = Footnote(last.label, last.page, last.lines + indices, last.length)
    else:
        made.footnotes.append(Footnote(foot.label or "", page, indices, foot.length))
        made.open_labels = made.open_labels - {foot.label}
    made.open_note = made.lines[indices[-1]]


def settle_soft_hyphens(lines: list[Line]) -> None:
    """A soft hyphen in mid-line is a hyphen that some fonts call so; only where there are none do ends mean more."""
    everywhere = any(SOFT_HYPHEN in line.text[:-1] for line in lines)
    for index, line in enumerate(lines):
        if SOFT_HYPHEN in line.text:
            last = "-" if everywhere and line.text.endswith(SOFT_HYPHEN) else line.text[-1]
            lines[index] = replace(line, text=line.text[:-1].replace(SOFT_HYPHEN, "-") + last)
