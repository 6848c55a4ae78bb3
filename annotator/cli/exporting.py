"""The export command."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import closing

from annotator.cli.output import put
from annotator.errors import UserError
from annotator.services.divisions import find_division
from annotator.services.drafts import clean_tags
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services


def export(options: Namespace) -> None:
    """Annotated excerpts to a file, or to standard output."""
    if options.format not in ("markdown", "md"):
        raise UserError("unknown_format", format=options.format)
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        known = {role.key for role in services.annotations.roles()}
        for role in options.role or ():
            if role not in known:
                raise UserError("no_such_role", role=role, known=", ".join(sorted(known)))
        division = find_division(services.shelf.document(reader), options.division) if options.division else None
        chosen = MarkdownOptions(
            roles=frozenset(options.role) if options.role else None,
            tags=frozenset(clean_tags(options.tag)) if options.tag else None,
            division=division,
            order=options.order,
        )
        if options.output:
            put(str(services.exporting.write(reader.id, chosen, options.output)))
        else:
            sys.stdout.write(services.exporting.markdown(reader.id, chosen))
