"""A printed note as a rich text of its own: in the page's type, with all its paragraphs and tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from annotator.model.document import BlockKind
from annotator.model.lookup import block_index_at
from annotator.ui.reading.styles import Style
from annotator.ui.reading.text_layout import emphasis_in, emphasised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.document import Block, Document, Note
    from annotator.ui.reading.faces import Faces
    from annotator.ui.theme import Theme

_CELL, _COLUMN = 3, 16  # pixels above and below the words of a cell, and between columns


def note_document(document: Document, note: Note, faces: Faces, theme: Theme) -> QTextDocument:
    """All blocks of `note`; its label isn't in it."""
    result = QTextDocument()
    result.setDocumentMargin(0)
    result.setUseDesignMetrics(True)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    result.setDefaultTextOption(option)
    result.setDefaultFont(faces[Style.NOTE].font)
    cursor = QTextCursor(result)
    blocks = _blocks(document, note)
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            _table(cursor, document, block, faces, theme)
        else:
            if number and blocks[number - 1].kind is not BlockKind.TABLE:
                cursor.insertBlock()
            cursor.setBlockFormat(_paragraph(block, faces, first=number == 0))
            _words(cursor, document, block.start, block.end, faces, _style(block), theme)
    return result


def _blocks(document: Document, note: Note) -> Sequence[Block]:
    first = block_index_at(document, note.start) or 0
    last = block_index_at(document, max(note.end - 1, note.start)) or 0
    return document.blocks[first : last + 1]


def _style(block: Block) -> Style:
    """Whatever stands in a note is set as a note, but for captions and tables."""
    styles = {BlockKind.TABLE: Style.TABLE, BlockKind.CAPTION: Style.CAPTION}
    return styles.get(block.kind, Style.NOTE)


def _paragraph(block: Block, faces: Faces, *, first: bool) -> QTextBlockFormat:
    result = QTextBlockFormat()
    pitch = faces[_style(block)].pitch
    result.setLineHeight(pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    result.setTopMargin(0 if first else pitch * 0.3)
    if block.kind in (BlockKind.QUOTE, BlockKind.VERSE):
        result.setLeftMargin(faces.em)
    return result


def _words(
    cursor: QTextCursor, document: Document, start: int, end: int, faces: Faces, style: Style, theme: Theme
) -> None:
    """Insert a stretch of the text with its emphasis."""
    spans = emphasis_in(document.emphasis, start, end)
    cuts = sorted({start, end, *(cut for span in spans for cut in (span.start, span.end) if start < cut < end)})
    for first, last in pairwise(cuts):
        kinds = {span.kind for span in spans if span.start < last and span.end > first}
        words = document.text[first:last].replace("\n", "\u2028")
        cursor.insertText(words, _letters(emphasised(faces, style, kinds) if kinds else faces[style].font, theme))


def _letters(font: QFont, theme: Theme) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(font)
    result.setForeground(QColor(theme.ink))
    return result


def _table(cursor: QTextCursor, document: Document, block: Block, faces: Faces, theme: Theme) -> None:
    """A grid without a frame: a hairline under the header and under the last row."""
    rows = [line.split("\t") for line in document.text[block.start : block.end].split("\n")]
    shape = QTextTableFormat()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(0)
    shape.setTopMargin(faces.em * 0.4)
    shape.setBottomMargin(faces.em * 0.4)
    shape.setHeaderRowCount(1)
    columns = max(len(row) for row in rows)
    shape.setColumnWidthConstraints([QTextLength()] * columns)
    table = cursor.insertTable(len(rows), columns, shape)
    at = block.start
    for number, row in enumerate(rows):
        for column in range(columns):
            cell = table.cellAt(number, column)
            cell.setFormat(_cell(theme, ruled=number in (0, len(rows) - 1), last=column == columns - 1))
            if column < len(row):
                inside = cell.firstCursorPosition()
                _words(inside, document, at, at + len(row[column]), faces, Style.TABLE, theme)
                if number and column and row[column][:1].isdigit():
                    right = QTextBlockFormat()
                    right.setAlignment(Qt.AlignmentFlag.AlignRight)
                    inside.setBlockFormat(right)
                at += len(row[column]) + 1
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _cell(theme: Theme, *, ruled: bool, last: bool) -> QTextTableCellFormat:
    result = QTextTableCellFormat()
    result.setTopPadding(_CELL)
    result.setBottomPadding(_CELL)
    result.setRightPadding(0 if last else _COLUMN)
    if ruled:
        result.setBottomBorder(1)
        result.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        result.setBottomBorderBrush(QBrush(QColor(theme.hairline)))
    return result
