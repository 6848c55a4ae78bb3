"""`annotator inspect`: the structure of a text and the report of its import, to be read in eighty columns."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from textwrap import wrap

from annotator.cli.output import progress_bar, put, put_json
from annotator.cli.stopping import as_child
from annotator.i18n import _, ngettext
from annotator.model.document import Document
from annotator.model.lookup import cited_label, division_label
from annotator.model.report import Imported
from annotator.report_words import Section, sections, summary
from annotator.sentences import doubt_sentence
from annotator.services.reading import read_file
from annotator.wiring import build_services

WIDTH = 80  # columns
# Shown of what was done, of what may want a look, of single words, and of the contents.
_FEW, _SOME, _WORDS, _MANY = 5, 20, 20, 60


def inspect(options: Namespace) -> None:
    """The structure of a file or a reader, without adding anything."""
    as_child(options)
    progress = progress_bar(options.quiet, lines=options.progress_lines)
    if names_a_file(options.target):
        imported = read_file(Path(options.target), progress=progress)
    else:
        with closing(build_services(options.paths)) as services:
            imported = services.shelf.imported(services.shelf.get(options.target), progress=progress)
    if options.json:
        from annotator.services.describing import document_to_json

        put_json(document_to_json(imported, say=doubt_sentence))
        return
    put("\n".join(told(imported, shorten=not options.all)))


def names_a_file(target: str) -> bool:
    """Whether a file, rather than a reader's id, is meant, be it there or not."""
    return os.path.exists(target) or not set(target) <= set("0123456789abcdef-")  # noqa: PTH110 (Path's may raise)


def told(imported: Imported, *, shorten: bool) -> Iterator[str]:
    """The lines to print; `shorten` leaves out most of long lists and says how much."""
    document, report = imported.document, imported.report
    yield from wrap(document.title, WIDTH)
    yield ""
    yield from wrap(counts(document), WIDTH)
    yield from wrap(summary(report), WIDTH)
    yield from ("", _("Contents"))
    yield from _first(list(_contents(document)), _MANY if shorten else None)
    for section in sections(report):
        title = f"{section.title} ({len(section.rows):,})"
        if section.words and shorten:
            yield from ("", _("{section}, each with its line").format(section=title), *_run_in(section))
        else:
            yield from ("", title)
            yield from _first(list(_rows(section)), (_SOME if section.to_check else _FEW) if shorten else None)


def counts(document: Document) -> str:
    """How much there is of everything: “37 pages (1–37), 11 divisions, 210 paragraphs, 14 notes.”"""
    pages, divisions, notes, tables = document.pages, document.divisions, document.notes, document.tables
    said = []
    if pages:
        span = _(" ({first} to {last})").format(first=pages[0].label, last=pages[-1].label)
        said.append(ngettext("{n} page", "{n} pages", len(pages)) + span)
    said.append(ngettext("{n} division", "{n} divisions", len(divisions)))
    said.append(ngettext("{n} paragraph", "{n} paragraphs", len(document.blocks)))
    said += [ngettext("{n} note", "{n} notes", len(notes))] if notes else []
    said += [ngettext("{n} table", "{n} tables", len(tables))] if tables else []
    numbers = [len(found) for found in (pages, divisions, document.blocks, notes, tables)]
    shown = [n for n, always in zip(numbers, (False, True, True, False, False), strict=True) if n or always]
    return ", ".join(words.format(n=f"{n:,}") for words, n in zip(said, shown, strict=True)) + "."


def _contents(document: Document) -> Iterator[str]:
    """One division a line, as deep as it lies, with its page at the right."""
    for division in document.divisions:
        name = division_label(division) or f"[{division.kind}]"
        indent = "  " * division.level
        page = cited_label(document, division.start) or ""
        words = f"{indent}{name} · {division.author}" if division.author else f"{indent}{name}"
        words = _clipped(words, WIDTH - len(page) - 2)
        yield f"{words}{page:>{WIDTH - len(words)}}" if page else words


def _rows(section: Section) -> Iterator[str]:
    """One row a line (a sentence may take several), with its line of the file."""
    wheres = [_("line {n}").format(n=row.line) if row.line else "" for row in section.rows]
    column = max(map(len, wheres)) + 2
    for row, where in zip(section.rows, wheres, strict=True):
        words = row.what if section.to_check else _clipped(row.what, WIDTH - column - 2)
        yield "\n".join(wrap(words, WIDTH, initial_indent=f"  {where:<{column}}", subsequent_indent=" " * (column + 2)))


def _run_in(section: Section) -> Iterator[str]:
    """Words with their lines, one after another."""
    shown = section.rows[:_WORDS]
    said = [_("{word} ({line})").format(word=row.what, line=row.line) if row.line else row.what for row in shown]
    left = len(section.rows) - len(shown)
    # No line ends inside of an item.
    text = ", ".join(words.replace(" ", "\u00a0") for words in said) + (_more(left) if left else "")
    indented = wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    yield from (line.replace("\u00a0", " ") for line in indented)


def _first(rows: Sequence[str], limit: int | None) -> Iterator[str]:
    yield from rows[:limit]
    if limit is not None and len(rows) > limit:
        yield f"  …{_more(len(rows) - limit)}"


def _more(count: int) -> str:
    return " " + _("and {n} more (--all shows all)").format(n=f"{count:,}")


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
