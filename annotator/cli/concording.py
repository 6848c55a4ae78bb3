"""The concordance command."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing

from annotator.cli.output import progress_bar, put, put_file, put_json
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.citation import cite_pages
from annotator.model.concordance import Collocate, FirstUse, Line, Mode, Order, SelectionCount, Unit, Window
from annotator.services.concordance import Concordance
from annotator.services.concordance_files import Wording, as_text, form_of, said_of, write_new
from annotator.wiring import build_services

_AUTHOR = 20  # characters of a column


def concordance(options: Namespace) -> None:
    """Words in context: as text, JSON, CSV, Markdown or SVG."""
    _check(options)
    form = options.form or (form_of(options.output) if options.output else None)
    bar = progress_bar(options.quiet)
    progress = (lambda fraction: bar("concordance", fraction)) if bar and not options.reader else None
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader).id if options.reader else None
        found = services.concording.search(
            " ".join(options.words), Mode(options.mode), reader_id=reader, order=Order(options.sort), progress=progress
        )
        roles = {role.key: role for role in services.annotations.roles()}
    near = [] if options.collocates is None else found.collocates(options.collocates, options.min_count)
    window = Window(options.window, Unit(options.unit))
    if form:
        text = as_text(found, form, Wording(window, roles, near))
        if options.output:
            put(str(write_new(text, options.output)))
        else:
            put_file(text)
    elif options.json:
        put_json(_json(found, window, options.sort, near, options.collocates))
    else:
        _print(found, window, near)


def _check(options: Namespace) -> None:
    for option, value, least in (
        ("--window", options.window, 0),
        ("--collocates", options.collocates, 1),
        ("--min-count", options.min_count, 1),
    ):
        if value is not None and value < least:
            raise UserError("bad_option", option=option, detail=_("a number from {n}").format(n=least))
    if options.json and (options.form or options.output):
        raise UserError("bad_option", option="--json", detail=_("not with --csv, --markdown, --svg or --output"))


def _print(found: Concordance, window: Window, near: list[Collocate]) -> None:
    lines = [found.line(row, window) for row in range(len(found))]
    several = len(found.texts) > 1
    before = max((len(line.left.strip()) for line in lines), default=0)
    for line in lines:
        put(_row(line, before, several=several))
    if lines:
        put("")
        for row in found.summary.counts:
            put(_count_row(row, several=several))
        put("")
    for sentence in said_of(found.summary):
        put(sentence)
    if near:
        put("")
    for one in near:
        put(f"{one.score:8.1f}  {one.near:5d}  {one.total:6d}  {one.word}")


def _row(line: Line, before: int, *, several: bool) -> str:
    """`  p. 17  Merle Fainsod   … left  word right`; the reader's title at the end, where there are several."""
    word = f"\x1b[1m{line.word}\x1b[0m" if sys.stdout.isatty() else line.word
    author = (line.author or "")[:_AUTHOR]
    marks = "".join(f" [{role}]" for role in dict.fromkeys(role for _id, role in line.marks))
    title = f"  ({line.reader})" if several else ""
    page = cite_pages(line.page, None)
    right = line.right.rstrip()
    return f"{page:>8}  {author:<{_AUTHOR}}  {line.left.strip():>{before}}  {word}{right}{marks}{title}"


def _count_row(row: SelectionCount, *, several: bool) -> str:
    name = " · ".join(filter(None, (row.reader if several else "", row.division, row.author)))
    return f"{row.hits:6d}  {row.rate:7.1f}  {row.words:8d}  {name}"


def _json(found: Concordance, window: Window, order: str, near: list[Collocate], span: int | None) -> dict[str, object]:
    summary = found.summary
    told: dict[str, object] = {
        "query": summary.query,
        "mode": summary.mode.value,
        "alternatives": list(summary.alternatives),
        "window": {"size": window.size, "unit": window.unit.value},
        "sort": order,
        "hits": summary.hits,
        "words": summary.words,
        "per_10000": summary.rate,
        "dispersion": {"measure": "DP (Gries 2008)", "value": summary.dispersion},
        "forms": dict(summary.forms),
        "first": [_first(one) for one in summary.first],
        "counts": [_count(row) for row in summary.counts],
        "lines": [_line(found.line(row, window)) for row in range(len(found))],
        "skipped": list(summary.skipped),
    }
    if span is not None:
        told["collocates"] = {"measure": "log-likelihood (Dunning 1993)", "window": span, "words": list(_near(near))}
    return told


def _line(line: Line) -> dict[str, object]:
    marks = [{"annotation": annotation, "role": role} for annotation, role in line.marks]
    return {
        "reader": line.reader_id,
        "reader_title": line.reader,
        "division": line.division,
        "author": line.author,
        "page": line.page,
        "start": line.start,
        "end": line.end,
        "left": line.left,
        "word": line.word,
        "right": line.right,
        "marks": marks,
    }


def _count(row: SelectionCount) -> dict[str, object]:
    return {
        "reader": row.reader_id,
        "reader_title": row.reader,
        "division": row.division,
        "author": row.author,
        "words": row.words,
        "hits": row.hits,
        "by_alternative": list(row.by_word),
        "per_10000": row.rate,
        "positions": list(row.positions),
        "alternatives": list(row.which),
        "pages": list(row.pages),
    }


def _first(one: FirstUse) -> dict[str, object]:
    return {
        "word": one.word,
        "reader": one.reader_id,
        "reader_title": one.reader,
        "division": one.division,
        "author": one.author,
        "page": one.page,
        "start": one.start,
        "end": one.end,
    }


def _near(near: Iterable[Collocate]) -> Iterable[dict[str, object]]:
    return (
        {"word": one.word, "near": one.near, "expected": one.expected, "total": one.total, "score": one.score}
        for one in near
    )
