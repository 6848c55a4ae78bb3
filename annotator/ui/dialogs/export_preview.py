"""What an export will be: as it reads, and as Markdown. Both keep their place while the choices change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollBar, QTabWidget, QTextBrowser, QTextEdit, QWidget

from annotator.i18n import _
from annotator.ui.fonts import load_fonts, make_font
from annotator.ui.panels.look import GRID
from annotator.ui.theme import Theme

TYPE = 17  # pixels


class ExportPreview(QTabWidget):
    """Two tabs of the same text; `moreWanted` when one nears the end of what is shown, and there is more."""

    moreWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._html = ""
        self.rendered = QTextBrowser()
        self.rendered.setOpenLinks(False)
        self.rendered.setFont(make_font(load_fonts().serif, TYPE))
        self.source = QPlainTextEdit()
        self.source.setReadOnly(True)
        self.source.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for edit, name in ((self.rendered, _("&Preview")), (self.source, _("&Markdown"))):
            edit.setObjectName("page")
            edit.setFrameShape(QFrame.Shape.NoFrame)
            edit.document().setDocumentMargin(4 * GRID)
            edit.setAccessibleName(name.replace("&", ""))
            self.addTab(edit, name)
            edit.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._waiting = False  # for more
        self._whole = True
        self.set_theme(theme)

    def markdown(self) -> str:
        """The Markdown that is shown."""
        return self.source.toPlainText()

    def show_text(self, markdown: str, html: str, *, whole: bool = True) -> None:
        """Show another text at the same height as before."""
        self._whole, self._waiting = whole, False
        self._html = html
        _keep_place(self.source, lambda: self.source.setPlainText(markdown))
        _keep_place(self.rendered, lambda: self.rendered.setHtml(html))

    def add_text(self, markdown: str, html: str, *, whole: bool) -> None:
        """Show more below what is shown."""
        self._whole, self._waiting = whole, False
        self._html += html
        _keep_place(self.source, lambda: _append(self.source.document(), markdown))
        _keep_place(self.rendered, lambda: _append(self.rendered.document(), html, rich=True))

    def _scrolled(self) -> None:
        bar = self.sender()
        if not isinstance(bar, QScrollBar) or self._whole or self._waiting:
            return
        if bar.value() + 2 * bar.pageStep() >= bar.maximum():
            self._waiting = True
            self.moreWanted.emit()

    def set_theme(self, theme: Theme) -> None:
        """Other colours for the rendered page."""
        self.rendered.document().setDefaultStyleSheet(
            f"body {{ color: {theme.ink}; }} a {{ color: {theme.accent}; text-decoration: none; }}"
            " h1 { font-size: x-large; font-weight: 400; } h2 { font-size: large; font-weight: 400; }"
            " h3, h4, h5, h6 { font-size: medium; font-weight: 400; }"
            # Nearer to what is said of it than to what was said before.
            f" blockquote {{ margin: {6 * GRID}px {4 * GRID}px {GRID}px {4 * GRID}px; }}"
            f" .front-matter th {{ color: {theme.muted}; font-weight: 400; padding-right: {2 * GRID}px; }}"
            f" pre, code {{ color: {theme.muted}; }} hr {{ color: {theme.hairline}; }}"
        )
        if self._html:
            _keep_place(self.rendered, lambda: self.rendered.setHtml(self._html))


def _append(document: QTextDocument, text: str, *, rich: bool = False) -> None:
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if rich:
        cursor.insertBlock()
        cursor.insertHtml(text)
    else:
        cursor.insertText(text)


def _keep_place(edit: QTextEdit | QPlainTextEdit, change: Callable[[], None]) -> None:
    top = edit.verticalScrollBar().value()
    change()
    edit.verticalScrollBar().setValue(top)
