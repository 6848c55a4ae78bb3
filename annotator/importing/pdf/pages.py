"""The pages of a PDF, one after the other: their rows, and what else stands on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from annotator.errors import UserError
from annotator.importing.pdf.characters import Glyph, Sheet, read_sheet
from annotator.importing.pdf.dropped import with_dropped_capitals
from annotator.importing.pdf.furniture import Row
from annotator.importing.pdf.opening import MAX_SIDE
from annotator.importing.pdf.rows import pieces_of

_UNREADABLE = 0.3


@dataclass(slots=True)
class PageRead:
    """What one page gave: its rows, and what stands about it aslant, upright in the margin or off the page."""

    rows: list[Row]
    rules: list[tuple[float, float, float]]
    stray: list[tuple[str, str]] = field(default_factory=list)
    unknown: int = 0
    characters: int = 0
    pictured: bool = False
    cut: bool = False
    damaged: bool = False


def read_pages(document: pdfium.PdfDocument, name: str, tell: Callable[[str, float], None]) -> list[PageRead]:
    pages = []
    count = len(document)
    for index in range(count):
        tell("pages", 0.5 * index / count)
        try:
            page = document[index]
        except pdfium.PdfiumError:
            pages.append(PageRead([], [], damaged=True))
            continue
        try:
            width, height = page.get_size()
            if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
                raise UserError("pdf_page_too_large", name=name, page=index + 1)
            pages.append(_page_read(read_sheet(page, index)))
        except pdfium.PdfiumError:
            pages.append(PageRead([], [], damaged=True))
        finally:
            page.close()
    return pages


def _page_read(sheet: Sheet) -> PageRead:
    stray = [("watermark" if _is_large(sheet.turned) else "stamp", text) for text in _texts(sheet.turned)]
    stray += [("stamp", text) for text in _texts(sheet.outside)]
    rows = with_dropped_capitals(pieces_of(sheet.glyphs))
    return PageRead(rows, sheet.rules, stray, sheet.unknown, len(sheet.glyphs), sheet.pictured, sheet.cut)


def _is_large(glyphs: Sequence[Glyph]) -> bool:
    return bool(glyphs) and max(glyph.style.size for glyph in glyphs) > 24


def _texts(glyphs: Sequence[Glyph]) -> list[str]:
    """What turned or stray characters say, in the order of the file, a piece at a time."""
    texts: list[str] = []
    last = None
    for glyph in glyphs:
        if last is not None and glyph.piece == last.piece:
            texts[-1] += glyph.char
        else:
            texts.append(glyph.char)
        last = glyph
    whole = " ".join("".join(texts).split() if len(glyphs) < 400 else texts)
    return [whole] if whole.strip() else []


def refuse_without_text(pages: Sequence[PageRead], name: str) -> None:
    characters = sum(page.characters for page in pages)
    if all(page.damaged for page in pages):
        raise UserError("pdf_damaged", name=name)
    if not characters:
        pictured = any(page.pictured for page in pages)
        raise UserError("pdf_pictures" if pictured else "pdf_without_text", name=name)
    if sum(page.unknown for page in pages) > _UNREADABLE * characters:
        raise UserError("pdf_unreadable_fonts", name=name)
