"""The help pages, and the page of keys made from the table of actions."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.action_spec import MENUS
from annotator.ui.actions import ACTIONS
from annotator.ui.menus import shown_keys
from annotator.ui.panels.look import SHEET

KEYS = "keys"
FIRST = "index"
_PAGE = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Pages at the left, the page at the right; not modal, so that one can try what one reads."""

    def __init__(self, folder: Path, font: QFont, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Help — Annotator"))
        self.resize(QSize(880, 640))
        self._folder = folder
        self.pages = QListWidget(self)
        self.browser = QTextBrowser(self)
        self.pages.setAccessibleName(_("Pages"))
        self.browser.setAccessibleName(_("Help"))
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
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.pages)
        splitter.addWidget(self.browser)
        splitter.setSizes([220, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
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
            self.browser.setHtml(keys_html())
        else:
            path = self._folder / f"{page}.md"
            self.browser.document().setBaseUrl(QUrl.fromLocalFile(str(path)))
            self.browser.setMarkdown(path.read_text(encoding="utf-8"))

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
    return [*pages, (KEYS, _("Keyboard shortcuts"))]


def keys_html() -> str:
    """Every action that has a key, by menu."""
    parts = [f"<h1>{escape(_('Keyboard shortcuts'))}</h1>"]
    parts.append(f"<p>{escape(_('Keys marked with • work while the text has the focus; in a note they write.'))}</p>")
    for key, title in MENUS:
        rows = [one for one in ACTIONS if one.menu == key and one.all_keys]
        if not rows:
            continue
        parts.append(f"<h2>{escape(title.replace('&', ''))}</h2><table cellspacing='0' cellpadding='4'>")
        for one in rows:
            keys = escape(shown_keys(one.all_keys)) + (" •" if one.scope == "page" else "")
            parts.append(f"<tr><td width='190'><b>{keys}</b></td><td>{escape(one.plain_text)}</td></tr>")
        parts.append("</table>")
    return "".join(parts)


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), path.stem)
