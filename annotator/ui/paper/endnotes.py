"""Notes after the text, numbered as their places in the margin are."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFont, QPainter, QPalette, QTextDocument

from annotator.i18n import _
from annotator.ui.margin.note import MarginNote
from annotator.ui.margin.typeset import footer_of
from annotator.ui.markdown_html import note_html
from annotator.ui.theme import Theme

SIDE = 96
"""Pixels on either side of the column of notes."""


@dataclass(frozen=True, slots=True)
class Endnote:
    """A note at the end: its number, its page (`p. 22`, or empty) and the first words of its passage."""

    number: int
    note: MarginNote
    page: str
    words: str


class Endnotes:
    """The notes set in type, `size` (pixels) a sheet."""

    def __init__(self, notes: Sequence[Endnote], theme: Theme, font: QFont, size: QSizeF) -> None:
        self._size = size
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(font)
        pixels = font.pixelSize()
        self._document.setDefaultStyleSheet(
            f"h2 {{ font-size: {round(pixels * 1.4)}px; font-weight: 400; margin: 0 0 {pixels}px 0; }}"
            f" p, li, blockquote {{ margin: 0 0 {round(pixels * 0.35)}px 0; }}"
            f" td {{ padding-bottom: {round(pixels * 0.7)}px; }}"
            f" .quiet {{ color: {theme.muted}; }} a {{ color: {theme.ink}; text-decoration: none; }}"
        )
        rows = "".join(_row(one, pixels) for one in notes)
        self._document.setHtml(f"<h2>{_('Notes')}</h2><table cellspacing='0' width='100%'>{rows}</table>")
        self._document.setPageSize(QSizeF(size.width() - 2 * SIDE, size.height()))
        self._context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        self._context.palette = palette

    @property
    def sheets(self) -> int:
        """How many sheets they take."""
        return self._document.pageCount()

    def paint(self, painter: QPainter, sheet: int) -> None:
        """The sheet of this number, counted from 0, from the painter's origin down."""
        top = sheet * self._size.height()
        room = QRectF(0, top, self._size.width() - 2 * SIDE, self._size.height())
        painter.save()
        painter.translate(SIDE, -top)
        painter.setClipRect(room)
        self._context.clip = room
        self._document.documentLayout().draw(painter, self._context)
        painter.restore()


def _row(one: Endnote, pixels: int) -> str:
    note = one.note
    head = " · ".join(filter(None, (f"{note.glyph} {note.role_name}", one.page, note.about)))
    parts = [f"<p class='quiet'>{html.escape(head)}</p>"]
    if one.words:
        parts.append(f"<p class='quiet'><i>{html.escape(one.words)}</i></p>")
    parts.append(note_html(note.text))
    parts += [f"<p class='quiet'>{html.escape(words)}</p>" for words in _below(note)]
    number = f"<td width='{pixels * 3}' align='left'>{one.number}</td>"
    return f"<tr>{number}<td>{''.join(parts)}</td></tr>"


def _below(note: MarginNote) -> Iterator[str]:
    if footer := footer_of(note):
        yield footer
    for link in note.links:
        yield " ".join(filter(None, (link.kind, link.glyph, link.words, link.page)))
