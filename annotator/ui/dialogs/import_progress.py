"""A text on its way in: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.sentences import stage_name
from annotator.ui.panels.look import GRID, SHEET, heading, push, quiet

STEPS = 1000


class ImportProgress(QDialog):
    """Doesn't block the window; Esc, Cancel and closing it mean the same."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import"))
        self.setMinimumWidth(100 * GRID)
        self.setWindowModality(Qt.WindowModality.NonModal)
        title = heading(name)
        title.setWordWrap(True)
        self.stage = quiet(_("Beginning…"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setRange(0, 0)  # busy, until the first word comes
        self.cancel = push(_("Cancel"), _("Stop; nothing will have been added"))
        self.cancel.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or Cancel had the focus, and a stray key would press it
        self.setFocus()
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        for widget in (title, self.bar, self.stage):
            column.addWidget(widget)
        column.addLayout(row)
        self.setStyleSheet(SHEET)

    def set_stage(self, stage: str, fraction: float) -> None:
        """`stage` is the importer's code; `fraction` of the whole import, from 0 to 1."""
        self.stage.setText(stage_name(stage))
        self.bar.setAccessibleDescription(self.stage.text())
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(min(max(fraction, 0.0), 1.0) * STEPS))

    def finish(self) -> None:
        """Close: the text is in."""
        self.accept()

    def reject(self) -> None:
        """Close, and tell that the import shall stop."""
        if self.isVisible():
            self.cancelled.emit()
        super().reject()
