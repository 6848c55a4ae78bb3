"""The help pages and the page of keys: read, searched, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.ui.keyring import Keyring
from annotator.ui.keys_page import keys_html
from annotator.ui.page_finder import PageFinder
from annotator.ui.panels.look import GRID, SHEET, hairline, push

KEYS = "keys"
FIRST = "index"
_PAGE = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Pages at the left, the page at the right; not modal, so that one can try what one reads."""

    def __init__(self, folder: Path, font: QFont, keyring: Keyring, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._keyring = keyring
        self.setWindowTitle(_("Help — Annotator"))
        self.resize(QSize(880, 640))
        self._folder = folder
        self.pages = QListWidget(self)
        self.browser = QTextBrowser(self)
        for widget in (self.pages, self.browser):
            widget.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setOpenLinks(False)
        self.browser.verticalScrollBar().setStyleSheet(SHEET)
        self.browser.document().setDocumentMargin(32)
        self.browser.document().setDefaultFont(font)
        self.pages.setStyleSheet(
            "QListWidget { background: palette(window); padding: 12px 0 } QListWidget::item { padding: 6px 16px }"
        )
        self.browser.anchorClicked.connect(self._follow)
        self.pages.currentItemChanged.connect(lambda item, before: self._show(item))
        self.finder = PageFinder(self.browser)
        self.print = push(_("&Print…"), _("Print this page (Ctrl+P)"))
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self._print)
        self._lay_out()
        keyring.changed.connect(self._keys_changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.finder.begin)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        for page, title in help_pages(folder):
            item = QListWidgetItem(title, self.pages)
            item.setData(_PAGE, page)

    def open(self, page: str) -> None:
        """Show the window at `page` (a file's stem, or `keys`); the first page where there is no such."""
        rows = [row for row in range(self.pages.count()) if self.pages.item(row).data(_PAGE) == page]
        self.pages.setCurrentRow(rows[0] if rows else 0)
        self.show()
        self.activateWindow()
        self.browser.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        page = str(item.data(_PAGE))
        if page == KEYS:
            self.browser.setHtml(keys_html(self._keyring))
        else:
            path = self._folder / f"{page}.md"
            self.browser.document().setBaseUrl(QUrl.fromLocalFile(str(path)))
            self.browser.setMarkdown(path.read_text(encoding="utf-8"))
        _lighten(self.browser.document())
        self.finder.forget()

    def _keys_changed(self) -> None:
        """The page of keys follows at once, at the place where it was."""
        item, bar = self.pages.currentItem(), self.browser.verticalScrollBar()
        if item is not None and item.data(_PAGE) == KEYS:
            place = bar.value()
            self._show(item)
            bar.setValue(place)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = printer = QPrinter()  # kept: the dialog points to it and doesn't
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = on_paper(self.browser.document())
        dialog.finished.connect(lambda agreed: page.print_(printer) if agreed else None)
        dialog.show()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        tools.setSpacing(2 * GRID)
        tools.addWidget(self.finder, 1)
        tools.addWidget(self.print)
        right = QWidget(self)
        right.setStyleSheet(SHEET)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(hairline())
        column.addWidget(self.browser, 1)
        self.browser.setObjectName("page")
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.pages)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([220, 660])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(link)
        elif link.path():
            self.open(Path(link.path()).stem)
        else:
            self.browser.scrollToAnchor(link.fragment())


def help_pages(folder: Path) -> list[tuple[str, str]]:
    """Stems and titles of the pages: `index` first, the page of keys last."""
    files = sorted(folder.glob("*.md"), key=lambda path: (path.stem != FIRST, path.name)) if folder.is_dir() else []
    pages = [(path.stem, _title(path)) for path in files if path.stem != KEYS]
    return [*pages, (KEYS, _("Keyboard"))]


def on_paper(document: QTextDocument) -> QTextDocument:
    """The page as it is printed: all of it black, whatever the colours of the screen are."""
    copy = document.clone()
    whole, black = QTextCursor(copy), QTextCharFormat()
    whole.select(QTextCursor.SelectionType.Document)
    black.setForeground(QColor(0, 0, 0))
    whole.mergeCharFormat(black)
    return copy


def _lighten(document: QTextDocument) -> None:
    """Titles are large enough: Qt would only thicken the outlines of a variable face."""
    lighter, block = QTextCharFormat(), document.begin()
    lighter.setFontWeight(QFont.Weight.Normal)
    while block.isValid():
        if block.blockFormat().headingLevel():
            title = QTextCursor(block)
            title.select(QTextCursor.SelectionType.BlockUnderCursor)
            title.mergeCharFormat(lighter)
        block = block.next()


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), path.stem)
