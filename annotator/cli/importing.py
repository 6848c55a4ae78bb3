"""`annotator import`: files into the library, all of them or none; also as the child process of the window."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from textwrap import fill
from typing import Any

from annotator.cli.inspecting import WIDTH, counts
from annotator.cli.output import progress_bar, put, put_json, say_error
from annotator.cli.stopping import as_child, unstoppable
from annotator.i18n import _
from annotator.report_words import summary
from annotator.sentences import doubt_sentence
from annotator.services.shelf import Arrival
from annotator.wiring import build_services


def import_files(options: Namespace) -> int:
    """Add the files: all of them, or none where one can't be read or the person stops it."""
    if options.revision_of:
        from annotator.cli.revising import revise

        return revise(options)
    as_child(options)
    try:
        arrivals = _arrivals(options)
    except KeyboardInterrupt:
        say_error(_("stopped. Nothing was added to the library."))
        return 130
    if options.json:
        values = [_arrival_json(arrival) for arrival in arrivals]
        put_json(values[0] if len(values) == 1 else values)
        return 0
    for arrival in arrivals:
        put(f"{arrival.reader.id}  {arrival.reader.title}")
        if not options.quiet:
            put(_told(arrival))
    return 0


def _arrivals(options: Namespace) -> list[Arrival]:
    progress = progress_bar(options.quiet, lines=options.progress_lines)
    with closing(build_services(options.paths)) as services:
        read = services.shelf.read(options.files, title=options.title, progress=progress)
        with unstoppable():
            return services.shelf.add(read, title=options.title)


def _arrival_json(arrival: Arrival) -> dict[str, Any]:
    from annotator.services.describing import report_to_json

    return {
        "id": arrival.reader.id,
        "title": arrival.reader.title,
        "fresh": arrival.fresh,
        "report": report_to_json(arrival.report, say=doubt_sentence, with_raw=False),
    }


def _told(arrival: Arrival) -> str:
    """What is printed of an import: how much came, and what was done to it."""
    if not arrival.fresh:
        return _("  It was in the library already.")
    said = (counts(arrival.document), summary(arrival.report))
    return "\n".join(fill(words, WIDTH, initial_indent="  ", subsequent_indent="  ") for words in said)
