"""Commands on readers: import, remove, inspect, list, backup."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.cli.output import progress_bar, put, put_json
from annotator.i18n import _, ngettext
from annotator.model.document import Document
from annotator.model.lookup import division_label
from annotator.model.report import ImportReport
from annotator.sentences import doubt_sentence
from annotator.services import drafts
from annotator.services.reading import read_file
from annotator.services.shelf import Arrival
from annotator.wiring import build_services


def import_files(options: Namespace) -> None:
    """Add the files: all of them, or none where one can't be read."""
    progress = progress_bar(options.quiet, lines=options.progress_lines)
    with closing(build_services(options.paths)) as services:
        arrivals = services.shelf.import_files(options.files, title=options.title, progress=progress)
    if options.json:
        values = [_arrival_json(arrival) for arrival in arrivals]
        put_json(values[0] if len(values) == 1 else values)
        return
    for arrival in arrivals:
        put(f"{arrival.reader.id}  {arrival.reader.title}")
        if not options.quiet:
            put(_summary(arrival.document, arrival.report) if arrival.fresh else _("  was in the library already"))


def remove(options: Namespace) -> None:
    """To the trash."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        if not reader.deleted:
            services.history.commit(drafts.remove_reader(reader))
        put(
            _("“{title}” is in the trash; “annotator restore {id}” brings it back.").format(
                title=reader.title, id=reader.id
            )
        )


def inspect(options: Namespace) -> None:
    """The structure of a file or a reader, without adding anything."""
    if names_a_file(options.target):
        imported = read_file(Path(options.target), progress=progress_bar(options.quiet))
    else:
        with closing(build_services(options.paths)) as services:
            imported = services.shelf.imported(services.shelf.get(options.target))
    if options.json:
        from annotator.services.describing import document_to_json

        put_json(document_to_json(imported, say=doubt_sentence))
        return
    put(imported.document.title)
    put(_summary(imported.document, imported.report))
    put(_outline(imported.document))
    for doubt in imported.report.doubts:
        put(_("  line {line}: {what}").format(line=doubt.line, what=doubt_sentence(doubt)))


def list_readers(options: Namespace) -> None:
    """The shelf."""
    with closing(build_services(options.paths)) as services:
        entries = services.shelf.entries()
    if options.json:
        put_json(
            [
                {
                    "id": entry.reader.id,
                    "title": entry.reader.title,
                    "pages": entry.pages,
                    "divisions": entry.divisions,
                    "annotations": entry.annotations,
                    "last_opened": entry.place.opened if entry.place else None,
                    "file_name": entry.reader.file_name,
                    "added": entry.reader.added,
                }
                for entry in entries
            ]
        )
        return
    for entry in entries:
        counts = ngettext("{n} annotation", "{n} annotations", entry.annotations).format(n=entry.annotations)
        pages = ngettext("{n} page", "{n} pages", entry.pages).format(n=entry.pages)
        put(f"{entry.reader.id}  {entry.reader.title}  ({pages}, {counts})")
    if not entries:
        put(_("The library is empty. “annotator import FILE” adds a text."))


def backup(options: Namespace) -> None:
    """A verified copy; prints its path."""
    with closing(build_services(options.paths)) as services:
        put(str(services.shelf.back_up()))


def names_a_file(target: str) -> bool:
    """Whether a file, rather than a reader's id, is meant, be it there or not."""
    return os.path.exists(target) or not set(target) <= set("0123456789abcdef-")  # noqa: PTH110 (Path's may raise)


def _arrival_json(arrival: Arrival) -> dict[str, Any]:
    from annotator.services.describing import report_to_json

    return {
        "id": arrival.reader.id,
        "title": arrival.reader.title,
        "fresh": arrival.fresh,
        "report": report_to_json(arrival.report, say=doubt_sentence),
    }


def _summary(document: Document, report: ImportReport) -> str:
    lines = [
        _("  {pages} pages, {divisions} divisions, {paragraphs} paragraphs, {notes} notes").format(
            pages=len(document.pages),
            divisions=len(document.divisions),
            paragraphs=len(document.blocks),
            notes=len(document.notes),
        )
    ]
    if report.removed or report.hyphens.joined:
        text = _("  taken out: {removed} pieces of page furniture; line-end hyphens: {joined} joined, {kept} kept")
        hyphens = report.hyphens
        lines.append(text.format(removed=len(report.removed), joined=hyphens.joined, kept=hyphens.kept))
    if report.missing_pages:
        lines.append(_("  pages that are missing: {pages}").format(pages=", ".join(report.missing_pages)))
    if report.doubts:
        lines.append(ngettext("  {n} doubt", "  {n} doubts", len(report.doubts)).format(n=len(report.doubts)))
    return "\n".join(lines)


def _outline(document: Document) -> str:
    lines = []
    for division in document.divisions:
        name = division_label(division) or f"[{division.kind}]"
        author = f" · {division.author}" if division.author else ""
        lines.append(f"  {'  ' * (division.level - 1)}{name}{author}")
    return "\n".join(lines)
