"""Ribbons in the margin: what they are called, and a click on one offers what can be done with its bookmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QCursor, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip

from annotator.i18n import _
from annotator.ui.reading.signs import ribbon_at

if TYPE_CHECKING:
    from annotator.ui.commands.bookmarking import Bookmarking
    from annotator.ui.main_window import MainWindow


class Ribbons(QObject):
    """By mouse; with the keyboard all of this is in the list of bookmarks."""

    def __init__(self, window: MainWindow, bookmarking: Bookmarking) -> None:
        super().__init__(window)
        self._view = window.pane.view
        self._bookmarking = bookmarking
        self._view.ribbonClicked.connect(self._offer)
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The tool tip of a ribbon."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        scene, viewport = self._view.scene, self._view.viewport()
        offset = ribbon_at(scene, QPointF(event.pos()), viewport.width()) if scene is not None else None
        words = self._words(offset) if offset is not None else ""
        if not words:
            return False
        QToolTip.showText(event.globalPos(), words, viewport)
        return True

    def _words(self, offset: int) -> str:
        lines = [_("Bookmark")]
        for placed in self._bookmarking.at(offset):
            lines += self._bookmarking.words_of(placed)
        return "\n".join(filter(None, lines)) if len(lines) > 1 else ""

    def _offer(self, offset: int) -> None:
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        for placed in self._bookmarking.at(offset):
            bookmark_id = placed.bookmark.id
            name = self._bookmarking.words_of(placed)[0].replace("&", "&&")
            menu.addSection(name)
            rename = menu.addAction(_("&Rename…"))
            rename.triggered.connect(lambda _on=False, one=bookmark_id: self._bookmarking.rename(one))
            remove = menu.addAction(_("Re&move bookmark"))
            remove.triggered.connect(lambda _on=False, one=bookmark_id: self._bookmarking.remove([one]))
        menu.addSeparator()
        menu.addAction(_("&All bookmarks")).triggered.connect(lambda: self._show_all(offset))
        menu.popup(QCursor.pos())

    def _show_all(self, offset: int) -> None:
        bookmarking = self._bookmarking
        if bookmarking.panel is None or not bookmarking.panel.isVisible():
            bookmarking.show_list()
        for placed in bookmarking.at(offset):
            if bookmarking.panel is not None:
                bookmarking.panel.make_current(placed.bookmark.id)
