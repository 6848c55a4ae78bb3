"""A PDF file opened: its pages, what it says of itself, its own page labels and its bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from annotator.errors import UserError

MAX_PAGES = 5_000
MAX_SIDE = 14_400.0
"""Points: the largest page that the format allows, five metres."""

_MAX_BOOKMARKS = 5_000
_MAX_DEPTH = 8
_MAX_TITLE = 300
_NO_PAGES = re.compile(rb"/Kids\s*\[\s*\]\s*/Count\s+0\b|/Count\s+0\s*/Kids\s*\[\s*\]")
# Names that programs give files by themselves.
_NO_TITLE = re.compile(
    r"untitled.*|microsoft word\b.*|.*\.(docx?|pdf|tex|dvi|indd|qxd|rtf|odt|ps|html?|eps|txt)|\W*|.*[\\/].*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: `level` counts from 0, `page` too; `top` is the place on it in points, if told."""

    level: int
    title: str
    page: int


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pdfium.PdfDocument]:
    """The document in `data`.

    Raises UserError: `pdf_locked` (a password is needed), `pdf_damaged`, `pdf_without_pages`, `pdf_too_many_pages`.
    """
    # PDFium keeps the number of its last error, even where the next failure has none: it is set by a file of no bytes.
    raw.FPDF_LoadMemDocument64(b"", 0, None)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        empty = bool(_NO_PAGES.search(data))
        raise UserError(
            "pdf_locked" if locked else "pdf_without_pages" if empty else "pdf_damaged", name=name
        ) from error
    try:
        pages = len(document)
        if pages < 1:
            raise UserError("pdf_without_pages", name=name)
        if pages > MAX_PAGES:
            raise UserError("pdf_too_many_pages", name=name, pages=pages, limit=MAX_PAGES)
        yield document
    finally:
        document.close()


def metadata_of(document: pdfium.PdfDocument) -> dict[str, str]:
    """`title` and `author`, where the file says something of use."""
    found = {}
    for key in ("Title", "Author"):
        with suppress(pdfium.PdfiumError, UnicodeError, ValueError):
            value = " ".join(document.get_metadata_value(key).replace("\x00", "").split())
            if value and len(value) <= _MAX_TITLE and not _NO_TITLE.fullmatch(value):
                found[key.lower()] = value
    return found


def labels_of(document: pdfium.PdfDocument) -> list[str] | None:
    """The file's own page labels; None where they only count 1, 2, 3 … or are missing."""
    labels = []
    for index in range(len(document)):
        try:
            labels.append(" ".join(document.get_page_label(index).replace("\x00", "").split())[:40])
        except (pdfium.PdfiumError, UnicodeError, ValueError):
            labels.append("")
    trivial = all(label in ("", str(index)) for index, label in enumerate(labels, 1))
    return None if trivial else labels


def bookmarks_of(document: pdfium.PdfDocument) -> list[Bookmark]:
    """The outline in its order, as far as it leads to pages."""
    found: list[Bookmark] = []
    with suppress(pdfium.PdfiumError, UnicodeError, ValueError, RecursionError):
        for mark in document.get_toc(max_depth=_MAX_DEPTH):
            if len(found) == _MAX_BOOKMARKS:
                break
            target = mark.get_dest()
            page = target.get_index() if target else None
            title = " ".join(mark.get_title().replace("\x00", "").split())
            if page is not None and title and len(title) <= _MAX_TITLE:
                found.append(Bookmark(mark.level, title, page))
    return found
