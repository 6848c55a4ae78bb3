"""Plain prose without page furniture: paragraphs a blank line apart or one to a line, headings like `Chapter 1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from annotator.importing.builder import DocumentBuilder, Marks
from annotator.importing.printed.hyphens import HyphenJoiner, vocabulary
from annotator.importing.printed.lines import Line, ends_sentence, raw_lines, read_lines
from annotator.importing.printed.shapes import chapter_number, is_byline, is_title
from annotator.importing.tracing import traced
from annotator.model.document import BlockKind, DivisionKind, Importer
from annotator.model.report import Imported, ImportReport

IMPORTER = Importer("plain-text", 1)

_LONGEST_WRAPPED = 110
_BY = re.compile(r"by\s+(?P<name>\S.*)", re.IGNORECASE)


def read_plain(text: str, name: str, title: str | None, source_sha256: str) -> Imported:
    """The Document of plain text; `name` serves as the title where the text has none."""
    lines = read_lines(text)
    joiner = HyphenJoiner(vocabulary([line.text for line in lines]), typed=True)
    runs = list(_paragraphs(lines))
    found, author, after = _title_lines(runs)
    builder = DocumentBuilder()
    has_chapters = any(_chapter(runs, place) for place in range(after, len(runs)))
    if found or not has_chapters:
        kind = DivisionKind.FRONT if has_chapters else DivisionKind.CHAPTER
        builder.open_division(kind, level=1, title=None if has_chapters else found, author=author)
    elif not _chapter(runs, 0):
        builder.open_division(DivisionKind.FRONT, level=1)
    for place, run in enumerate(runs):
        words, marks = _join(run, joiner)
        chapter = _chapter(runs, place)
        if place < after:
            builder.add(BlockKind.HEADING if place == 0 else BlockKind.AUTHOR, words, marks)
        elif chapter:
            builder.open_division(DivisionKind.CHAPTER, level=1, number=chapter[0], title=chapter[1] or None)
            builder.add(BlockKind.HEADING, words, marks)
        elif _is_heading(runs, place):
            builder.open_division(DivisionKind.SECTION, level=2, title=words)
            builder.add(BlockKind.HEADING, words, marks)
        elif _is_verse(run):
            builder.add_lines(BlockKind.VERSE, [line.text for line in run])
        else:
            builder.add(BlockKind.PARAGRAPH, words, marks)
    metadata = {"author": author} if author else {}
    document = builder.build(title or found or name, importer=IMPORTER, metadata=metadata, source_sha256=source_sha256)
    report = ImportReport(hyphens=joiner.report())
    return Imported(document, traced(report, document, builder.trace(), lambda wanted: raw_lines(lines, wanted)))


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines in runs, one a paragraph: by blank lines, by indents, or each line for itself."""
    wrapped = _is_wrapped(lines)
    run: list[Line] = []
    for line in lines:
        indented = bool(run) and line.leading > run[-1].leading and ends_sentence(run[-1].text)
        if run and (line.blank_before or line.form_feed or not wrapped or indented):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines were broken at a margin: then lines with a neighbour below are about equally long."""
    inner = [len(line.text) for line in lines if not line.blank_after]
    if len(inner) < 2:
        return bool(inner)
    usual = median(inner)
    near = sum(abs(length - usual) < usual * 0.3 for length in inner)
    verse = usual < 45
    return verse or (max(inner) <= _LONGEST_WRAPPED and near > len(inner) * 0.6)


def _title_lines(runs: Sequence[Sequence[Line]]) -> tuple[str | None, str | None, int]:
    """(title, author, number of runs that they take) at the head of the text."""
    if len(runs) < 2 or len(runs[0]) > 2 or not runs[0][-1].blank_after:
        return None, None, 0
    title = " ".join(line.text for line in runs[0])
    if not is_title(title) or chapter_number(title):
        return None, None, 0
    second = runs[1][0].text
    match = _BY.fullmatch(second)
    if len(runs) > 2 and len(runs[1]) == 1 and is_byline(second):
        return title, match["name"] if match else second, 2
    return title, None, 1


def _chapter(runs: Sequence[Sequence[Line]], place: int) -> tuple[str, str] | None:
    run = runs[place]
    return chapter_number(run[0].text) if len(run) == 1 and place + 1 < len(runs) else None


def _is_heading(runs: Sequence[Sequence[Line]], place: int) -> bool:
    run = runs[place]
    if len(run) > 1 or place + 1 >= len(runs) or len(run[0].text) > 90:
        return False
    apart = run[0].blank_before > 0 and run[0].blank_after > 0
    return apart and is_title(run[0].text)


def _is_verse(run: Sequence[Line]) -> bool:
    """Several short lines, each with its own capital."""
    capitals = sum(line.text[:1].isupper() or not line.text[:1].isalpha() for line in run)
    return len(run) > 2 and max(len(line.text) for line in run) < 50 and capitals > len(run) * 0.8


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
