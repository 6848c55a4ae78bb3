"""The import-annotations command."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import Any

from annotator.cli.output import put, put_json
from annotator.i18n import _
from annotator.outcome_words import arrival_sentence
from annotator.services.receiving import Brought, Kept
from annotator.wiring import build_services


def import_annotations(options: Namespace) -> None:
    """Bring the annotations of a file in, and tell of each that didn't come."""
    with closing(build_services(options.paths)) as services:
        brought = services.receiving.bring_in(options.reader, options.file)
    if options.json:
        put_json(_json(brought))
        return
    counts = _("{added} added, {updated} updated, {unchanged} here already")
    put(counts.format(added=len(brought.added), updated=len(brought.updated), unchanged=len(brought.unchanged)))
    if brought.to_check:
        put(_("  to be checked, for their passages weren't found for certain: {n}").format(n=len(brought.to_check)))
    for kept in brought.kept:
        put(_("  left as it is here: {id} ({reason})").format(id=kept.id, reason=_why(kept)))
    for refused in brought.refused:
        put(
            _("  can't be read: number {n} ({reason})").format(
                n=refused.number, reason=arrival_sentence(refused.reason)
            )
        )
    for address in brought.elsewhere:
        put(_("  not in the file, and not fetched: {address}").format(address=address))
    if brought.aside:
        put(_("What couldn't be read is kept in {path}").format(path=brought.aside))


def _json(brought: Brought) -> dict[str, Any]:
    return {
        "added": brought.added,
        "updated": brought.updated,
        "unchanged": brought.unchanged,
        "to_check": brought.to_check,
        "kept": [{"id": one.id, "code": one.reason, "reason": _why(one)} for one in brought.kept],
        "refused": [
            {"number": one.number, "code": one.reason, "reason": arrival_sentence(one.reason)}
            for one in brought.refused
        ],
        "elsewhere": brought.elsewhere,
        "set_aside": str(brought.aside) if brought.aside else None,
    }


def _why(kept: Kept) -> str:
    return arrival_sentence(kept.reason, id=kept.id)
