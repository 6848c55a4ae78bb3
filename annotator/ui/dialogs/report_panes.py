"""The two sides of one thing in a report: the text as it stands now, and the lines of the file that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.document import Document
from annotator.model.lookup import cited_label
from annotator.report_words import Row
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.look import GRID, heavier, quiet
from annotator.ui.theme import Theme

_SPACE = re.compile(r"\s+")
BEFORE, AFTER = 240, 900  # code points of the text shown round a place


class Pane(QWidget):
    """A title over a text that can be read and copied, not changed."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = quiet(name)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(name)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.document().setDocumentMargin(4 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title.setContentsMargins(4 * GRID, GRID, 4 * GRID, GRID)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)

    def ink(self, colour: str, *, lit: bool = False, struck: bool = False) -> QTextCharFormat:
        """How words are written: `lit` on the colour of a hit, in the heavier weight; `struck` through."""
        result = QTextCharFormat()
        result.setFont(heavier(self.text.font()) if lit else self.text.font())
        result.setForeground(QColor(colour))
        result.setFontStrikeOut(struck)
        if lit:
            result.setBackground(QColor(self.theme.hit))
            # Where a theme has no fills to speak of, a line below says the same.
            result.setFontUnderline(self.theme.contrast and not struck)
        return result

    def say(self, sentence: str) -> None:
        """A sentence in place of the text."""
        self.text.clear()
        QTextCursor(self.text.document()).insertText(sentence, self.ink(self.theme.muted))


class ResultPane(Pane):
    """The Document's text round a place, which is lit; a gap where something was taken out has a caret."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("In the text"), theme, parent)
        self.text.setFont(make_font(load_fonts().serif, QFontMetrics(self.font()).height() * 1.2))

    def show_row(self, document: Document, row: Row | None) -> None:
        """The place of `row`."""
        if row is None or row.at is None:
            self.title.setText(_("In the text"))
            self.say("" if row is None else _("It isn't known where this stands in the text."))
            return
        label = cited_label(document, min(row.at, max(len(document.text) - 1, 0)))
        self.title.setText(_("In the text, p. {page}").format(page=label) if label else _("In the text"))
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.setBlockFormat(_leading(125, 2 * GRID))
        start, end = window_of(document.text, row.at)
        first, last = _lit(document.text, row)
        if start:
            cursor.insertText("… ", self.ink(self.theme.muted))
        cursor.insertText(_shown(document.text[start:first]), self.ink(self.theme.ink))
        cursor.insertText(document.text[first : row.at], self.ink(self.theme.ink, lit=True))
        place = cursor.position()
        cursor.insertText(row.mark + document.text[row.at : last], self.ink(self.theme.ink, lit=True))
        cursor.insertText(_shown(document.text[last:end]), self.ink(self.theme.ink))
        if end < len(document.text):
            cursor.insertText(" …", self.ink(self.theme.muted))
        _bring_to_sight(self.text, place)


class RawPane(Pane):
    """The lines of the file with their numbers; what was taken out is struck through, what is meant is lit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_("In the file"), theme, parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        self.text.setFont(font)
        self.text.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)

    def show_row(self, raw: Mapping[int, str], row: Row | None) -> None:
        """The lines that `row` names, each with the one before and after."""
        if row is None or not row.line or not any(line in raw for line in (row.line, row.until)):
            self.title.setText(_("In the file"))
            self.say("" if row is None else _("The line of the file isn't known."))
            return
        self.title.setText(_("In the file, line {n}").format(n=row.line))
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.setBlockFormat(_leading(130, 0))
        named = (row.line, row.until)
        lines = sorted({near for line in named for near in range(max(1, line - 1), line + 2)})
        digits = len(str(lines[-1]))
        for before, line in pairwise([lines[0] - 1, *lines]):
            if line > lines[0]:
                cursor.insertBlock()
            if line > before + 1:
                cursor.insertText(f"{'⋮':>{digits}}", self.ink(self.theme.muted))
                cursor.insertBlock()
            cursor.insertText(f"{line:>{digits}}  ", self.ink(self.theme.muted))
            text = raw.get(line, "").rstrip()
            ink = self.theme.ink if line in named else self.theme.muted
            done = 0
            for start, end in lit_in(text, row, line):
                cursor.insertText(text[done:start], self.ink(ink))
                cursor.insertText(text[start:end], self.ink(ink, lit=True, struck=bool(row.gone)))
                done = end
            cursor.insertText(text[done:], self.ink(ink))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def window_of(text: str, at: int) -> tuple[int, int]:
    """From where to where the text round `at` is shown: BEFORE and AFTER code points, to the next ends of words."""
    start, end = max(0, at - BEFORE), min(len(text), at + AFTER)
    if start:
        space = _SPACE.search(text, start, at)
        start = space.end() if space else start
    if end < len(text):
        spaces = list(_SPACE.finditer(text, at, end))
        end = spaces[-1].start() if spaces else end
    return start, end


def _lit(text: str, row: Row) -> tuple[int, int]:
    """The words that are lit: the row's own word, else the one at its place, whole where the place is inside of it."""
    at = row.at or 0
    if row.word and text.startswith(row.word, at):
        return at, at + len(row.word)
    before, after = text[max(0, at - BEFORE) : at], _SPACE.search(text, at)
    first = at if not before or before[-1].isspace() else at - len(before.split()[-1])
    return first, after.start() if after else len(text)


def lit_in(text: str, row: Row, line: int) -> Iterator[tuple[int, int]]:
    """The parts of the raw line `text`, whose number is `line`, that `row` means (code points)."""
    if row.gone:
        found = text.rfind(row.gone.strip()) if line == row.line else -1
        if found >= 0:
            yield found, found + len(row.gone.strip())
    elif row.until > row.line and line == row.line:
        last = text.rfind(" ") + 1
        yield last, len(text)
    elif row.until > row.line and line == row.until:
        start = len(text) - len(text.lstrip(" ␌"))
        end = text.find(" ", start)
        yield start, end if end >= 0 else len(text)
    elif row.word and line == row.line and row.word in text:
        found = text.find(row.word)
        yield found, found + len(row.word)


def _shown(text: str) -> str:
    """Blank lines between blocks become ends of paragraphs; a table's tabs stay."""
    return text.replace("\n\n", "\n")


def _leading(percent: int, below: int) -> QTextBlockFormat:
    """Lines `percent` of their height apart, paragraphs `below` pixels more."""
    result = QTextBlockFormat()
    result.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    result.setBottomMargin(below)
    return result


def _bring_to_sight(edit: QTextEdit, place: int) -> None:
    """Show what is at `place`, and a little of what follows."""
    cursor = edit.textCursor()
    cursor.setPosition(min(place + BEFORE // 2, edit.document().characterCount() - 1))
    edit.setTextCursor(cursor)
    cursor.setPosition(place)
    edit.setTextCursor(cursor)
