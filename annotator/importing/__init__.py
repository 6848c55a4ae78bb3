"""Files into Documents: `import_file` decides what a file is, by its content more than by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from annotator.errors import UserError
from annotator.files import sha256_of
from annotator.importing.decoding import MAX_BYTES, decoded
from annotator.importing.formats import Format, format_of
from annotator.importing.markdown.reader import looks_like_markdown, read_markdown
from annotator.importing.old_encodings import encoding_name
from annotator.importing.plain_text import read_plain
from annotator.importing.printed.reader import looks_printed, read_printed, survey
from annotator.importing.titles import title_from
from annotator.importing.tracing import Trace, inferred_pages
from annotator.model.report import Doubt, Imported

__all__ = ["import_bytes", "import_file"]

Progress = Callable[[str, float], None]
Reader = Callable[[bytes, str, "str | None", Progress], Imported]
"""(the file's content, its name, a title that overrides, who is told of progress) → what came of it."""


def import_file(path: Path, *, title: str | None = None, progress: Progress | None = None) -> Imported:
    """The Document of the file at `path`, with a report; `title` overrides the one found.

    `progress` is told the step and how much is done, from 0 to 1. Raises UserError where the file can't be read
    or is no text: `file_not_found`, `is_a_folder`, `file_unreadable`, and those of `import_bytes`.
    """
    try:
        if path.is_dir():
            raise UserError("is_a_folder", path=str(path))
        if path.stat().st_size > MAX_BYTES:
            raise UserError("file_too_big", name=path.name, size=path.stat().st_size, limit=MAX_BYTES)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # some devices never end
    except FileNotFoundError:
        raise UserError("file_not_found", path=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("file_unreadable", path=str(path), reason=reason) from error
    return import_bytes(data, path.name, title=title, progress=progress)


def import_bytes(data: bytes, name: str, *, title: str | None = None, progress: Progress | None = None) -> Imported:
    """The Document of a file's content; `name` is the file's name, which serves as a title of last resort.

    Raises UserError: `empty_file`, `file_too_big`, `not_a_text_file`, and those of the format's own reader.
    """
    tell = progress or _silent
    tell("decoding", 0.0)
    if len(data) > MAX_BYTES:
        raise UserError("file_too_big", name=name, size=len(data), limit=MAX_BYTES)
    imported = _reader(format_of(data, name))(data, name, title, tell)
    if not imported.document.blocks:
        raise UserError("empty_file", name=name)
    tell("done", 1.0)
    return _with_inferred_pages(imported)


def _reader(kind: Format) -> Reader:
    """The reader of a format; each is imported only when a file needs it."""
    if kind is Format.PDF:
        from annotator.importing.pdf.reader import read_pdf

        return read_pdf
    if kind is Format.EPUB:
        from annotator.importing.markup.epub import read_epub

        return read_epub
    if kind is Format.HTML:
        from annotator.importing.markup.html import read_html

        return read_html
    if kind is Format.DOCX:
        from annotator.importing.word.reader import read_docx

        return read_docx
    return _read_text


def _read_text(data: bytes, name: str, title: str | None, tell: Progress) -> Imported:
    """Markdown, printed pages turned to text, or plain text: told by what the text looks like."""
    text, guessed = decoded(data, name)
    digest = sha256_of(data)
    shown = title_from(name)
    tell("lines", 0.1)
    if looks_like_markdown(text, name):
        imported = read_markdown(text, shown, title, digest)
    elif looks_printed(pages := survey(text)):
        imported = read_printed(pages, shown, title, digest, tell)
    else:
        imported = read_plain(text, shown, title, digest)
    if guessed is None:
        return imported
    doubt = Doubt(1, "encoding_guessed", (("encoding", encoding_name(guessed)),))
    return replace(imported, report=replace(imported.report, doubts=(doubt, *imported.report.doubts)))


def _with_inferred_pages(imported: Imported) -> Imported:
    """Also where the reader of a format has no lines to trace them to."""
    pages = imported.report.inferred_pages or inferred_pages(imported.document, Trace())
    return Imported(imported.document, replace(imported.report, inferred_pages=pages))


def _silent(step: str, done: float) -> None:
    """No one listens."""
