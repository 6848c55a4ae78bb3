"""Go to a page by the number that is printed on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.dialogs.page_labels import find_page, nearest_page
from annotator.ui.panels.look import GRID, SHEET, push, quiet, tab_through


class GoToPageDialog(QDialog):
    """A line for the page; where there is no such page, the nearest is offered."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Go to Page"))
        self._labels = labels
        self._offered: str | None = None
        self.page: str | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName(_("Page"))
        self.edit.setPlaceholderText(_("17, xii, p. 17"))
        self.edit.setMinimumWidth(60 * GRID)
        self.said = quiet(wrap=True)
        self.nearest = push("")
        self.nearest.hide()
        self.go = push(_("&Go"))
        self.go.setDefault(True)
        cancel = push(_("Cancel"))
        if labels:
            self.said.setText(_("Pages {first} to {last}").format(first=labels[0], last=labels[-1]))
        else:
            self.said.setText(_("This text has no page numbers."))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.nearest)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.edit)
        column.addWidget(self.said)
        column.addStretch(1)
        column.addLayout(row)
        tab_through(self.edit, self.nearest, self.go, cancel)
        self.setStyleSheet(SHEET)
        self.edit.textChanged.connect(self._typed)
        self.nearest.clicked.connect(self._take_nearest)
        self.go.clicked.connect(self._go)
        cancel.clicked.connect(self.reject)
        self._typed()

    @classmethod
    def ask(cls, parent: QWidget | None, labels: Sequence[str]) -> str | None:
        """The label of the page to go to, as printed; None where the person thought better of it."""
        dialog = cls(labels, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.page

    def _typed(self) -> None:
        self.go.setEnabled(bool(self.edit.text().strip() and self._labels))
        self.nearest.hide()

    def _go(self) -> None:
        typed = self.edit.text().strip()
        found = find_page(typed, self._labels)
        if found is not None:
            self._take(found)
            return
        self._offered = nearest_page(typed, self._labels)
        if self._offered is None:
            self.said.setText(_("There is no page “{typed}” in this text.").format(typed=typed))
        else:
            self.said.setText(
                _("There is no page “{typed}” in this text. The nearest is p. {page}.").format(
                    typed=typed, page=self._offered
                )
            )
            self.nearest.setText(_("Go to p. {page}").format(page=self._offered))
            self.nearest.show()
            self.nearest.setFocus()
        self.edit.setAccessibleDescription(self.said.text())

    def _take_nearest(self) -> None:
        if self._offered is not None:
            self._take(self._offered)

    def _take(self, page: str) -> None:
        self.page = page
        self.accept()
