"""The export command."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.cli.output import put, put_file
from annotator.cli.roles import role_key
from annotator.errors import UserError
from annotator.i18n import _
from annotator.services import Services
from annotator.services.divisions import find_division
from annotator.services.drafts import clean_tags
from annotator.services.exporting import BibliographyOptions, JsonLdOptions, MarkdownOptions, Options
from annotator.wiring import build_services

SUFFIXES = {"markdown": ".md", "md": ".md", "json-ld": ".jsonld", "bibtex": ".bib", "csl-json": ".json"}


def export(options: Namespace) -> None:
    """Annotated excerpts to a file, or to standard output."""
    if options.format not in SUFFIXES:
        raise UserError("unknown_format", format=options.format)
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        document = services.shelf.document(reader)
        roles = [role_key(services, role) for role in options.role or ()]
        choice: dict[str, Any] = {
            "roles": frozenset(role for role in roles if role) if roles else None,
            "tags": frozenset(clean_tags(options.tag)) if options.tag else None,
            "division": None if options.division is None else find_division(document, options.division),
        }
        chosen: Options = MarkdownOptions(**choice, order=options.order)
        if options.format == "json-ld":
            chosen = JsonLdOptions(**choice, with_trash=options.with_trash)
        elif options.format in ("bibtex", "csl-json"):
            chosen = BibliographyOptions(options.format, **choice)
        if options.output is None:
            put_file(services.exporting.text(reader.id, chosen))
            services.exporting.note_use(reader.id, chosen)
        else:
            target = _target(services, reader.id, options.output, SUFFIXES[options.format])
            put(str(services.exporting.write(reader.id, chosen, target)))


def _target(services: Services, reader_id: str, output: str, suffix: str) -> Path:
    """The file that `output` names: itself, or one in it where it is a folder or ends as one."""
    if not output:
        raise UserError("bad_option", option="--output", detail=_("an empty name"))
    is_folder = output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112 (Path's may raise)
    return services.exporting.file_in(Path(output), reader_id, suffix) if is_folder else Path(output)
