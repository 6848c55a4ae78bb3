"""Commands on readers: remove, list."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import Any

from annotator.cli.output import put, put_json
from annotator.errors import UserError
from annotator.i18n import _, ngettext
from annotator.model.shelf import ShelfEntry
from annotator.services import drafts
from annotator.wiring import build_services


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


def list_readers(options: Namespace) -> None:
    """The shelf."""
    damaged: list[str] = []
    with closing(build_services(options.paths)) as services:
        entries = services.shelf.entries(damaged=damaged)
    if options.json:
        put_json([_json(entry) for entry in entries])
    else:
        for entry in entries:
            counts = ngettext("{n} annotation", "{n} annotations", entry.annotations).format(n=entry.annotations)
            pages = ngettext("{n} page", "{n} pages", entry.pages).format(n=entry.pages)
            put(f"{entry.reader.id}  {entry.reader.title}  ({pages}, {counts})")
        if not entries and not damaged:
            put(_("The library is empty. “annotator import FILE” adds a text."))
    for reader in damaged:  # after the others: one that can't be read hides none
        raise UserError("row_damaged", kind="reader", id=reader)


def _json(entry: ShelfEntry) -> dict[str, Any]:
    return {
        "id": entry.reader.id,
        "title": entry.reader.title,
        "pages": entry.pages,
        "divisions": entry.divisions,
        "annotations": entry.annotations,
        "last_opened": entry.place.opened if entry.place else None,
        "file_name": entry.reader.file_name,
        "added": entry.reader.added,
    }
