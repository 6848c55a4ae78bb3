"""Plain prose without page furniture: paragraphs a blank line apart or one to a line, headings like `Chapter 1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from statistics import median

from annotator.importing.canonical import canonical
from annotator.importing.flow.captions import with_captions
from annotator.importing.flow.compose import compose
from annotator.importing.flow.page_marks import with_page_marks
from annotator.importing.flow.pieces import Flow, Piece
from annotator.importing.flow.typed_notes import with_typed_notes
from annotator.importing.gutenberg import without_licence
from annotator.importing.headings import is_end_matter, is_front_matter, read_heading
from annotator.importing.marks import Marks, cut
from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
from annotator.importing.printed.lines import Line, ends_sentence, raw_lines, read_lines
from annotator.importing.printed.shapes import chapter_number, is_byline, is_title
from annotator.importing.printed.sources import is_source
from annotator.importing.tracing import traced
from annotator.model.document import BlockKind, EmphasisKind, Importer
from annotator.model.report import Imported, ImportReport

IMPORTER = Importer("plain-text", 2)

_LONGEST_WRAPPED = 110
_LONGEST_VERSE = 60
_INDENT = 2
_SET_OFF = re.compile(r"(?<!\w)_(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])_(?!\w)")
_MARK = re.compile(r"\[(?:\d{1,3}|[A-Z]|\*)\]$")
_ENTRY = re.compile(r"(?:chapter\s+)?(?:\d{1,3}|[IVXLC]{1,7})[.)]\s|.*(?:\s\.|\.\.|\s{3})\s*\d{1,4}$", re.IGNORECASE)
_NUMBERED = re.compile(r"[\[(]?(\d{1,3})[.)\]]+\s")
_LONGEST_ENTRY = 70
_BY = re.compile(r"by\s+(?P<name>\S.*)", re.IGNORECASE)


def read_plain(text: str, name: str, title: str | None, source_sha256: str) -> Imported:
    """The Document of plain text; `name` serves as the title where the text has none."""
    unwrapped = without_licence(text.split("\n"))
    lines = read_lines("\n".join(unwrapped.lines))
    joiner = HyphenJoiner(vocabulary([line.text for line in lines]), typed=True)
    runs = list(_paragraphs(lines))
    pieces, removed = with_page_marks(with_captions([_set_off(piece) for piece in _pieces(runs, joiner)]))
    pieces, notes = with_typed_notes(pieces, {})
    metadata = dict(unwrapped.fields)
    flow = Flow(pieces, notes, metadata.pop("title", None), metadata=metadata)
    document, trace = compose(flow, IMPORTER, title, name, source_sha256)
    report = ImportReport(removed=(*unwrapped.removed, *removed), hyphens=joiner.report())
    return Imported(document, traced(report, document, trace, lambda wanted: raw_lines(read_lines(text), wanted)))


def _pieces(runs: Sequence[Sequence[Line]], joiner: HyphenJoiner) -> Iterator[Piece]:
    author, after = _title_lines(runs)
    chapters = {place: level for place in range(after, len(runs)) if (level := _level(runs, place))}
    # A part holds chapters, and both hold sections; without parts a chapter is the highest.
    top = min(chapters.values(), default=1)
    left = _usual_indent(runs)
    titled = False
    for place, run in enumerate(runs):
        line = run[0].number
        words, marks = _as_lines(run) if _is_verse(run, left) else _join(run, joiner)
        if place < after and author and place:
            if place == 1:
                yield Piece(
                    BlockKind.AUTHOR, *_join([part for one in runs[1:after] for part in one], joiner), line=line
                )
            continue
        if place < after:
            # Over chapters stands the title of the book; a text without any is a chapter itself.
            kind, level = BlockKind.HEADING, 0 if chapters else 1
        elif place in chapters or (titled and _may_be_title(runs, place)):
            kind, level = BlockKind.HEADING, chapters.get(place, 3) - top + 1
        elif _is_heading(runs, place):
            kind, level = BlockKind.HEADING, 3 - top + 1
        elif _is_contents(run):
            yield from (Piece(BlockKind.LIST, *_join([part], joiner), line=part.number) for part in run)
            continue
        else:
            kind, level = _kind(run, left), 0
        titled = place in chapters and not read_heading(canonical(words)).title
        yield Piece(kind, words, marks, level, line=line)


def _set_off(piece: Piece) -> Piece:
    """The piece with what stands between underscores as emphasis."""
    found = list(_SET_OFF.finditer(piece.text))
    if not found:
        return piece
    marks = replace(piece.marks, emphasis=tuple((EmphasisKind.ITALIC, *match.span(1)) for match in found))
    spans = [span for match in found for span in ((match.start(), match.start(1)), (match.end(1), match.end()))]
    text, marks = cut(piece.text, marks, spans)
    return piece._replace(text=text, marks=marks)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines in runs, one a paragraph: by blank lines, by indents, or each line for itself."""
    wrapped = _is_wrapped(lines)
    run: list[Line] = []
    for line in lines:
        indented = bool(run) and line.leading > run[-1].leading and ends_sentence(run[-1].text)
        if run and (line.blank_before or line.form_feed or not wrapped or indented or _goes_up(run[0], line)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _goes_up(first: Line, line: Line) -> bool:
    """Whether a line begins with the number after that of the paragraph before it: notes and items, one to a line."""
    before, here = _NUMBERED.match(first.text), _NUMBERED.match(line.text)
    return before is not None and here is not None and int(here[1]) == int(before[1]) + 1


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines were broken at a margin: then lines with a neighbour below are about equally long."""
    inner = [len(line.text) for line in lines if not line.blank_after]
    if len(inner) < 2:
        return bool(inner)
    usual = median(inner)
    near = sum(abs(length - usual) < usual * 0.3 for length in inner)
    verse = usual < 45
    return verse or (max(inner) <= _LONGEST_WRAPPED and near > len(inner) * 0.6)


def _title_lines(runs: Sequence[Sequence[Line]]) -> tuple[str | None, int]:
    """(author, number of runs that title and author take) at the head of the text."""
    if len(runs) < 2 or len(runs[0]) > 2 or not runs[0][-1].blank_after:
        return None, 0
    title = " ".join(line.text for line in runs[0])
    if not is_title(title) or _level(runs, 0):
        return None, 0
    second = runs[1][0].text
    if len(runs) > 3 and second.casefold() == "by" and len(runs[1]) == len(runs[2]) == 1 and is_byline(runs[2][0].text):
        return runs[2][0].text, 3
    match = _BY.fullmatch(second)
    if len(runs) > 2 and len(runs[1]) == 1 and (match or is_byline(second)):
        return match["name"] if match else second, 2
    return None, 1


def _level(runs: Sequence[Sequence[Line]], place: int) -> int:
    """1 for the heading of a part, 2 of a chapter or of front and back matter, 0 for what is none."""
    run = runs[place]
    if len(run) > 2 or place + 1 >= len(runs):
        return 0
    text = " ".join(line.text for line in run)
    apart = run[0].blank_before > 0 or place == 0
    if len(run) == 1 and chapter_number(text):
        return 2
    # `CHAPTER I` with its title right below.
    if len(run) == 2 and (number := chapter_number(run[0].text)) and not number[1] and is_title(run[1].text):
        return 2
    if len(run) == 1 and apart and run[0].blank_after and len(text) <= 80:
        if read_heading(text).is_part and is_title(text.rstrip(".")):
            return 1
        if is_front_matter(text.rstrip(".")) or is_end_matter(text.rstrip(".")):
            return 2
    return 0


def _may_be_title(runs: Sequence[Sequence[Line]], place: int) -> bool:
    """Whether a short line below a chapter's number is its title, perhaps with a point at its end."""
    run = runs[place]
    text = " ".join(line.text for line in run).rstrip(".")
    return len(run) <= 2 and place + 1 < len(runs) and bool(run[-1].blank_after) and is_title(text) and len(text) <= 90


def _is_heading(runs: Sequence[Sequence[Line]], place: int) -> bool:
    run = runs[place]
    if len(run) > 1 or place + 1 >= len(runs) or len(run[0].text) > 90:
        return False
    apart = run[0].blank_before > 0 and run[0].blank_after > 0
    # The line below a heading that only names people is its author.
    return apart and is_title(_MARK.sub("", run[0].text)) and not _is_signed(runs, place)


def _is_signed(runs: Sequence[Sequence[Line]], place: int) -> bool:
    return bool(_BY.fullmatch(runs[place][0].text)) and is_byline(runs[place][0].text)


def _is_contents(run: Sequence[Line]) -> bool:
    """Several short lines, most of which begin with a number of their own or end with a page."""
    if len(run) < 2 or max(len(line.text) for line in run) > _LONGEST_ENTRY:
        return False
    return sum(bool(_ENTRY.match(line.text)) for line in run) > len(run) * 0.6


def _usual_indent(runs: Sequence[Sequence[Line]]) -> int:
    """How far the lines of the running text are set in: those after a paragraph's first."""
    inner = [line.leading for run in runs for line in run[1:]]
    return int(median(inner)) if inner else 0


def _kind(run: Sequence[Line], left: int) -> BlockKind:
    if _is_verse(run, left):
        return BlockKind.VERSE
    if is_source(run[0].text):
        return BlockKind.SOURCE
    set_in = len(run) > 1 and all(line.leading >= left + _INDENT for line in run)
    return BlockKind.QUOTE if set_in else BlockKind.PARAGRAPH


def _is_verse(run: Sequence[Line], left: int) -> bool:
    """Several short lines, each with its own capital; two are enough where they are set in."""
    set_in = all(line.leading >= left + _INDENT for line in run)
    capitals = sum(line.text[:1].isupper() or not line.text[:1].isalpha() for line in run)
    longest = max(len(line.text) for line in run)
    if set_in and len(run) > 1:
        return longest < _LONGEST_VERSE and capitals >= len(run) * 0.6
    return len(run) > 2 and longest < 50 and capitals > len(run) * 0.8


def _as_lines(run: Sequence[Line]) -> tuple[str, Marks]:
    """The lines `run` as they stand, and where each of them begins."""
    starts = accumulate((len(line.text) + 1 for line in run[:-1]), initial=0)
    lines = tuple((start, line.number) for start, line in zip(starts, run, strict=True))
    return "\n".join(line.text for line in run), Marks(lines=lines)


def _join(run: Sequence[Line], joiner: HyphenJoiner) -> tuple[str, Marks]:
    """The paragraph of the lines `run`, and where each of them begins in it."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for place, line in enumerate(run):
        if pieces:
            last, between = joiner.glue(pieces[-1], line.text, run[place - 1].number, line.number)
            length += len(last) - len(pieces[-1]) + len(between)
            pieces[-1] = last
            pieces.append(between)
        starts.append((length, line.number))
        pieces.append(line.text)
        length += len(line.text)
    return "".join(pieces), Marks(lines=tuple(starts))
