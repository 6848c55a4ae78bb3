"""The backups: when they were made, what is in them, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, ngettext
from annotator.services.keeping import BackupEntry
from annotator.ui.panels.dates import said_time
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through

_ENTRY = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Tells what is wanted; `set_entries` shows what there is."""

    restoreRequested = Signal(object)  # BackupEntry
    backupRequested = Signal()
    folderRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Backups"))
        self.resize(150 * GRID, 100 * GRID)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(_("Backups"))
        self.said = quiet(_("The backups are being checked…"), wrap=True)
        self.restore = push(_("&Go back to this one"), _("Make the library as it was then; Undo takes that back"))
        self.make = push(_("&Back up now"))
        self.show_folder = push(_("Show &folder"))
        self.shut = push(_("Close"))
        self.shut.setDefault(True)
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._show_what_is_chosen)
        self.restore.clicked.connect(lambda: self.restoreRequested.emit(self.chosen()))
        self.make.clicked.connect(self._make)
        self.show_folder.clicked.connect(self.folderRequested)
        self.shut.clicked.connect(self.accept)
        self._show_what_is_chosen()

    def set_entries(self, entries: Sequence[BackupEntry]) -> None:
        """Show these, the newest first."""
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(described(entry))
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        if entries:
            self.list.setCurrentRow(0)
        self.make.setEnabled(True)
        self.say(
            _("One is made each day you write. Kept are the last of 7 days, 4 weeks and 12 months.")
            if entries
            else _("There is no backup yet. One is made after your first change.")
        )

    def say(self, words: str) -> None:
        """A word on what was done."""
        self.said.setText(words)

    def chosen(self) -> BackupEntry | None:
        """The one that is selected."""
        items = self.list.selectedItems()
        entry: BackupEntry | None = items[0].data(_ENTRY) if items else None
        return entry

    def _make(self) -> None:
        self.make.setEnabled(False)
        self.say(_("A backup is being made…"))
        self.backupRequested.emit()

    def _show_what_is_chosen(self) -> None:
        entry = self.chosen()
        self.restore.setEnabled(entry is not None and entry.sound)

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.show_folder)
        bottom.addStretch(1)
        for button in (self.make, self.restore, self.shut):
            bottom.addWidget(button)
        self.said.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addWidget(self.said)
        column.addLayout(bottom)
        tab_through(self.list, self.restore, self.make, self.show_folder, self.shut)
        self.setStyleSheet(
            f"{SHEET} QListWidget::item {{ padding: {2 * GRID}px {3.5 * GRID}px; border-left: 2px solid transparent; }}"
            " QListWidget::item:selected { background: palette(alternate-base); color: palette(text);"
            " border-left-color: palette(accent); }"
        )


def described(entry: BackupEntry) -> str:
    """“today, 14:02 · 2 readers, 14 annotations · checked”."""
    if not entry.sound:
        return " · ".join((said_time(entry.moment), _("damaged, can't be used")))
    readers = ngettext("{n} reader", "{n} readers", entry.readers).format(n=entry.readers)
    notes = ngettext("{n} annotation", "{n} annotations", entry.annotations).format(n=entry.annotations)
    return " · ".join((said_time(entry.moment), f"{readers}, {notes}", _("checked")))
