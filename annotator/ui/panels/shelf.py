"""The library: every reader, to be opened, renamed, put into the trash; and where new ones come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.model.shelf import ShelfEntry
from annotator.ui.file_types import name_filters
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through
from annotator.ui.panels.shelf_model import ReaderDetails
from annotator.ui.panels.shelf_view import BOOK_KEYS, REPORT_KEYS, ShelfView
from annotator.ui.theme import Theme

__all__ = ["ReaderDetails", "ShelfDialog"]


class ShelfDialog(QDialog):
    """Tells what is wanted; `set_entries` shows what came of it. Meant to be shown without blocking the window."""

    openRequested = Signal(str)
    renameRequested = Signal(str, str)
    removeRequested = Signal(str)
    undoRequested = Signal()
    importRequested = Signal(object)  # list[Path]
    trashRequested = Signal()
    betterRequested = Signal(str, str)  # reader id and title
    reportRequested = Signal(str)
    sourcesRequested = Signal(str)

    def __init__(self, entries: Sequence[ShelfEntry], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Library"))
        self.resize(160 * GRID, 140 * GRID)
        self.setAcceptDrops(True)
        self._total = 0
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter by title, author or file"))
        self.filter.setAccessibleName(_("Filter by title, author or file"))
        self.filter.installEventFilter(self)
        self.view = ShelfView(theme)
        self.empty = quiet(wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = quiet()
        self.undo = push(_("Undo"), _("Bring it back (Ctrl+Z)"), flat=True)
        self.bring = push(_("&Import…"), _("Bring texts into the library"))
        self.better = push(
            _("&Better text…"), _("Put an improved text in place of this one; its notes are carried over")
        )
        self.trash = push(_("&Trash…"), _("What was deleted, and how to bring it back"))
        self.report = push(_("&Report…"), _("What the import of this text took out, joined and doubted (Ctrl+I)"))
        self.read = push(_("&Open"), _("Read this text (Enter)"))
        self.read.setDefault(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        self._lay_out()
        self._connect()
        self._say("")
        self.set_entries(entries)

    def set_entries(self, entries: Sequence[ShelfEntry]) -> None:
        """Show these readers; the current one stays the current one."""
        current = self.view.current()
        self._total = len(entries)
        self.view.readers.set_entries(entries)
        if current is not None:
            self.view.choose(current.reader.id)
        self.view.choose_one()
        self._show_what_there_is()

    def tell_damaged(self, count: int) -> None:
        """Say that so many readers can't be shown, and what helps."""
        if count:
            words = ngettext("The row of {n} reader is damaged", "The rows of {n} readers are damaged", count)
            self._say(_("{what}: “annotator doctor” mends it from the journal.").format(what=words.format(n=count)))

    def set_details(self, details: Mapping[str, ReaderDetails]) -> None:
        """What is known of the texts themselves, by reader id; may come later, and in parts."""
        self.view.readers.set_details(details)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter into the list, Enter opens the current reader."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.view.count():
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring them in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.importRequested.emit(paths)

    def _improve(self) -> None:
        current = self.view.current()
        if current is not None:
            self.betterRequested.emit(current.reader.id, current.reader.title)

    def _choose_files(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, _("Import"), "", name_filters())
        if names:
            self.importRequested.emit([Path(name) for name in names])

    def _removed(self, reader_id: str, title: str) -> None:
        self._total -= 1
        self._say(_("“{title}” is in the trash. Undo brings it back.").format(title=title))
        self._show_what_there_is()
        self.removeRequested.emit(reader_id)

    def _undo(self) -> None:
        self._say("")
        self.undoRequested.emit()

    def _filtered(self, words: str) -> None:
        self.view.filter(words)
        self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        if not self._total:
            self.empty.setText(_("Drop a text here, or press Import…"))
        else:
            self.empty.setText(
                _("No reader has “{words}” in its title, author or file.").format(words=self.filter.text())
            )
        shown = self.view.count() > 0
        self._pages.setCurrentWidget(self.view if shown else self.empty)
        self.read.setEnabled(shown)
        self.better.setEnabled(shown)
        self.report.setEnabled(shown)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)
        self.undo.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtered)
        self.view.opened.connect(self.openRequested)
        self.view.removed.connect(self._removed)
        self.view.left.connect(self.filter.setFocus)
        self.view.readers.renamed.connect(self.renameRequested)
        self.read.clicked.connect(self.view.open_current)
        self.bring.clicked.connect(self._choose_files)
        self.trash.clicked.connect(self.trashRequested)
        self.report.clicked.connect(self.view.report_current)
        self.view.reported.connect(self.reportRequested)
        QShortcut(QKeySequence(REPORT_KEYS), self, self.view.report_current)
        self.view.sourcesWanted.connect(self.sourcesRequested)
        QShortcut(QKeySequence(BOOK_KEYS), self, self.view.show_sources)
        self.better.clicked.connect(self._improve)
        self.undo.clicked.connect(self._undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._undo)

    def _lay_out(self) -> None:
        top, bottom, told = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        top.addWidget(self.filter)
        told.setContentsMargins(4 * GRID, GRID, 4 * GRID, GRID)
        told.addWidget(self.said, 1)
        told.addWidget(self.undo)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.bring)
        bottom.addWidget(self.better)
        bottom.addWidget(self.trash)
        bottom.addStretch(1)
        bottom.addWidget(self.report)
        bottom.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, hairline(), self._pages, told, hairline(), bottom):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.setStretchFactor(self._pages, 1)
        tab_through(self.filter, self.view, self.bring, self.better, self.trash, self.report, self.read)
        self.setStyleSheet(SHEET)
        self.filter.setFocus()
