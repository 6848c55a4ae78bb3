"""The list of readers: Enter opens, F2 renames, Del puts into the trash."""

from __future__ import annotations

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QWidget

from annotator.i18n import _
from annotator.model.shelf import ShelfEntry
from annotator.ui.panels.shelf_delegate import ShelfDelegate
from annotator.ui.panels.shelf_model import ENTRY, SOUGHT, ShelfModel
from annotator.ui.theme import Theme

REPORT_KEYS = "Ctrl+I"
BOOK_KEYS = "Ctrl+Alt+B"


class ShelfView(QListView):
    """Readers, filtered by what their titles, authors and files' names hold."""

    opened = Signal(str)
    removed = Signal(str, str)  # reader id, title
    reported = Signal(str)
    sourcesWanted = Signal(str)
    left = Signal()  # up, from the first

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.readers = ShelfModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.readers)
        self._shown.setFilterRole(SOUGHT)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self._delegate = ShelfDelegate(self.readers, theme, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setAccessibleName(_("Readers"))
        self.doubleClicked.connect(lambda _index: self.open_current())

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def filter(self, words: str) -> None:
        """Show only readers that hold `words`."""
        self._shown.setFilterFixedString(" ".join(words.split()))
        self.choose_one()

    def choose_one(self) -> None:
        """Have a current reader, wherever there is one."""
        if not self.currentIndex().isValid() and self.count():
            self.setCurrentIndex(self._shown.index(0, 0))

    def choose(self, reader_id: str) -> None:
        """Make this reader the current one, if it is shown."""
        for row in range(self.count()):
            entry = self._shown.index(row, 0).data(ENTRY)
            if isinstance(entry, ShelfEntry) and entry.reader.id == reader_id:
                self.setCurrentIndex(self._shown.index(row, 0))

    def count(self) -> int:
        """How many readers are shown."""
        return self._shown.rowCount()

    def current(self) -> ShelfEntry | None:
        """The reader that keys and buttons speak of."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, ShelfEntry) else None

    def open_current(self) -> None:
        """Read it."""
        entry = self.current()
        if entry is not None:
            self.opened.emit(entry.reader.id)

    def report_current(self) -> None:
        """What its import did."""
        entry = self.current()
        if entry is not None:
            self.reported.emit(entry.reader.id)

    def show_sources(self) -> None:
        """How it is cited."""
        entry = self.current()
        if entry is not None:
            self.sourcesWanted.emit(entry.reader.id)

    def rename_current(self) -> None:
        """Another title, written in place."""
        if self.current() is not None:
            self.edit(self.currentIndex())

    def remove_current(self) -> None:
        """To the trash; the next reader becomes the current one."""
        entry = self.current()
        if entry is None:
            return
        title = self.readers.title(entry)
        self.readers.remove(entry.reader.id)
        self.choose_one()
        self.removed.emit(entry.reader.id, title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Del act on the current reader; Up from the first leaves the list."""
        if self.state() == QListView.State.EditingState:  # the keys of a title that is being written
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same acts, with their keys."""
        if self.current() is None:
            return
        menu = QMenu(self)
        for text, keys, act in (
            (_("Open"), "Return", self.open_current),
            (_("Rename"), "F2", self.rename_current),
            (_("Book…"), BOOK_KEYS, self.show_sources),
            (_("Import report…"), REPORT_KEYS, self.report_current),
            (_("Put into the trash"), "Del", self.remove_current),
        ):
            action = menu.addAction(text)
            action.setShortcut(keys)
            action.triggered.connect(act)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
