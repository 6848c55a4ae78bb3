"""Commands that find: search, index."""

from __future__ import annotations

import os
import sys
import threading
from argparse import Namespace
from contextlib import closing

from annotator.cli.output import progress_bar, put, put_json
from annotator.errors import UserError
from annotator.i18n import _, ngettext
from annotator.services.finding import Hit
from annotator.wiring import build_services

_KINDS = frozenset({"texts", "notes"})


def search(options: Namespace) -> None:
    """Ranked hits over texts and notes."""
    kinds = frozenset(kind.strip() for kind in options.kinds.split(",") if kind.strip())
    if not kinds or not kinds <= _KINDS:
        raise UserError("unknown_kind", kind=options.kinds)
    if options.limit < 1:
        raise UserError("bad_option", option="--limit", detail=_("a number from 1"))
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader).id if options.reader else None
        query = " ".join(options.query)
        answer = services.finding.search(query, kinds=kinds, reader_id=reader, limit=options.limit, complete=True)
    hits = answer.hits
    if options.json:
        put_json([_hit_json(hit) for hit in hits])
        return
    for hit in hits:
        page = f"p. {hit.page}" if hit.page else ""
        put(" · ".join(part for part in (hit.reader_title, hit.division, hit.author, page) if part))
        put(f"    {_marked(hit) if sys.stdout.isatty() else hit.snippet}")
    if not hits:
        put(_("Nothing found."))


def index(options: Namespace) -> None:
    """Bring the index up to date; with --until-eof, die with the process at the other end of standard input."""
    if options.until_eof:
        threading.Thread(target=_die_with_parent, daemon=True).start()
    bar = progress_bar(options.quiet or options.until_eof)
    progress = (lambda fraction: bar("index", fraction)) if bar else None
    with closing(build_services(options.paths)) as services:
        work = services.indexing.rebuild if options.rebuild else services.indexing.drain
        count = work(progress)
    if not options.quiet and not options.until_eof:
        put(ngettext("{n} text or note indexed.", "{n} texts and notes indexed.", count).format(n=count))


def _die_with_parent() -> None:
    """A derived index may be cut off at any moment: it is made anew on any doubt."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def _hit_json(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "annotation": hit.annotation,
        "snippet": hit.snippet,
        "reader": hit.reader_id,
        "reader_title": hit.reader_title,
        "division": hit.division,
        "author": hit.author,
        "page": hit.page,
        "start": hit.start,
        "end": hit.end,
        "marks": [list(mark) for mark in hit.marks],
        "score": hit.score,
        "role": hit.role,
        "tags": list(hit.tags),
        "selection": hit.division_index,
    }


def _marked(hit: Hit) -> str:
    text, at = "", 0
    for start, end in hit.marks:
        text += f"{hit.snippet[at:start]}\x1b[1m{hit.snippet[start:end]}\x1b[0m"
        at = end
    return text + hit.snippet[at:]
