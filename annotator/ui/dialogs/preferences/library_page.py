"""Preferences: where everything is kept, and what guards it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from annotator.i18n import _
from annotator.ui.dialogs.preferences.page import Page
from annotator.ui.panels.look import GRID, push, quiet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.ui.choices import Choices


class LibraryPage(Page):
    """Nothing is chosen here; it tells, and leads to what can be done."""

    folderWanted = Signal()
    backupsWanted = Signal()
    indexWanted = Signal()
    chooses = False

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group(_("Your data"))
        self.rows.addWidget(_path(folder))
        self.rows.addWidget(
            quiet(_("Texts, notes, settings and backups: copy this folder, and you have copied everything."), wrap=True)
        )
        self.show_folder = self._buttoned(_("Show &folder"), self.folderWanted)
        self.group(_("Backups"))
        self.backup = QLabel(_("The backups are being looked at…"))
        self.backup.setTextFormat(Qt.TextFormat.PlainText)
        self.backup.setWordWrap(True)
        self.rows.addWidget(self.backup)
        self.rows.addWidget(
            quiet(
                _("One is made and checked each day you write. Kept are the last of 7 days, 4 weeks and 12 months."),
                wrap=True,
            )
        )
        self.backups = self._buttoned(_("&Backups…"), self.backupsWanted)
        self.group(_("Search"))
        self.rows.addWidget(quiet(_("The index is made anew by itself where there is any doubt about it."), wrap=True))
        self.index = self._buttoned(_("Make it anew &now"), self.indexWanted)
        self.rows.addStretch(1)

    def show_backup(self, when: str) -> None:
        """When the newest backup was made and checked; empty where there is none."""
        self.backup.setText(
            _("The newest: {when}, checked.").format(when=when)
            if when
            else _("There is none yet. The first one is made after your first change.")
        )

    def usual(self, choices: Choices) -> Choices:
        """There is nothing to choose."""
        return choices

    def _buttoned(self, words: str, wanted: object) -> QPushButton:
        button = push(words)
        button.clicked.connect(wanted)
        across = QHBoxLayout()
        across.setContentsMargins(0, GRID, 0, 0)
        across.addWidget(button)
        across.addStretch(1)
        self.rows.addLayout(across)
        return button


def _path(folder: Path) -> QLabel:
    label = QLabel(str(folder))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setWordWrap(True)
    label.setAccessibleName(_("Data folder"))
    return label
