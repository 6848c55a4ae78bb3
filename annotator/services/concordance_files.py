"""A concordance as files, and the sentences that go with it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from annotator.errors import UserError
from annotator.export.concordance.csv_table import to_csv
from annotator.export.concordance.markdown_table import lines_table, to_markdown
from annotator.export.concordance.svg_plot import plot_svg
from annotator.export.concordance.words import lanes_said, said_of
from annotator.files import write_atomically
from annotator.model.annotation import ROLES, Role
from annotator.model.concordance import Collocate, Line, Window
from annotator.services.concordance import DEFAULT_WINDOW, Concordance

__all__ = ["Form", "Wording", "as_text", "form_of", "lanes_said", "said_of", "write_new"]

Form = Literal["csv", "markdown", "svg"]
SUFFIXES: Mapping[str, Form] = {".csv": "csv", ".md": "markdown", ".markdown": "markdown", ".svg": "svg"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What goes into a file: the context of a line, the roles' names, and the neighbours where they are wanted."""

    window: Window = DEFAULT_WINDOW
    roles: Mapping[str, Role] = field(default_factory=lambda: {role.key: role for role in ROLES})
    collocates: Sequence[Collocate] = ()


def form_of(path: Path) -> Form:
    """The form that a file's suffix tells. Raises UserError `unknown_suffix`."""
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UserError("unknown_suffix", suffix=path.suffix or path.name) from None


def as_text(found: Concordance, form: Form, wording: Wording) -> str:
    """The concordance in this form, its lines in the order they have."""
    if form == "svg":
        return plot_svg(found.summary)
    lines = (found.line(row, wording.window) for row in range(len(found)))
    if form == "csv":
        return to_csv(lines)
    return to_markdown(found.summary, lines, wording.roles, wording.collocates)


def lines_as_text(lines: Sequence[Line]) -> str:
    """Chosen lines for the clipboard, one each, the words found where the tabs are."""
    cells = ((line.page or "", line.author or "", line.left.strip(), line.word, line.right.strip()) for line in lines)
    return "\n".join("\t".join(row) for row in cells)


def lines_as_markdown(lines: Sequence[Line], roles: Mapping[str, Role]) -> str:
    """Chosen lines as a table."""
    return lines_table(lines, roles, several=len({line.reader_id for line in lines}) > 1)


def write_new(text: str, path: Path, *, over: bool = False) -> Path:
    """Write a file, whole or not at all. Raises UserError `file_exists` unless `over`, or `export_unwritable`."""
    if not over and os.path.lexists(path):
        raise UserError("file_exists", path=path)
    # Spreadsheets take a CSV without this mark for one in the system's old encoding.
    encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    try:
        write_atomically(path, text.encode(encoding))
    except OSError as error:
        raise UserError("export_unwritable", path=path, reason=error.strerror or str(error)) from error
    return path
