"""`export --format pdf`: the text with its notes on sheets, as the window prints it."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from annotator.cli.output import put
from annotator.cli.roles import role_key
from annotator.errors import UserError
from annotator.files import is_folder, write_atomically
from annotator.i18n import _
from annotator.model.document import Document
from annotator.services import Services
from annotator.services.clerk import Clerk
from annotator.services.divisions import find_division
from annotator.wiring import build_services


def export_pdf(services: Services, options: Namespace, readers: list[str]) -> None:
    """Writes the file, over an older one of ours only, and prints its path.

    Raises UserError `bad_option` for several readers or without `--output`, `export_changed_since` where a file is
    there that isn't ours, `export_unwritable`.
    """
    if not options.output or options.output == "-":
        raise UserError("bad_option", option="--output", detail=_("a PDF needs a file to go to"))
    if len(set(readers)) > 1:
        raise UserError("bad_option", option="--format", detail=_("pdf is of one reader only"))
    from annotator import app
    from annotator.cli.window import environment_of, has_display
    from annotator.ui.paper.choice import NotesOnPaper, PaperChoice, Sheet
    from annotator.ui.paper.pdf import is_ours

    roles = [role_key(services, role) for role in options.role or ()]
    path = Path(options.output)
    if options.output.endswith(("/", os.sep)) or is_folder(path):
        path = services.exporting.file_in(path, readers, ".pdf")
    try:
        if path.exists() and not is_ours(path.read_bytes()):
            raise UserError("export_changed_since", path=path)
    except OSError as error:
        raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error

    def choice(document: Document) -> PaperChoice:
        return PaperChoice(
            None if options.division is None else find_division(document, options.division),
            frozenset(role for role in roles if role) if roles else None,
            NotesOnPaper(options.paper_notes),
            Sheet(options.paper),
        )

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    clerk = Clerk(lambda: build_services(options.paths))
    try:
        data = app.on_paper(environment_of(options.paths, clerk), readers[0], choice)
    finally:
        clerk.close()
    try:
        write_atomically(path, data)
    except OSError as error:
        raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error
    put(str(path))
