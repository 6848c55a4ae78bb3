"""Where a search looks: in all readers or this one, in texts, notes or both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from annotator.i18n import _
from annotator.model.shelf import Reader
from annotator.ui.panels.look import GRID, tool


class SearchChoices(QWidget):
    """Four small buttons in a row, and one, `exact`, that stands beside the words themselves."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: Reader | None = None
        self.everywhere = self._button(_("All readers"), _("Search all readers"))
        self.here = self._button(_("This reader"), _("Search the open reader only"))
        self.texts = self._button(_("Texts"), _("Search the texts"))
        self.notes = self._button(_("Notes"), _("Search your notes"))
        self.exact = self._button("=", _("Only the words as they are written, not their other forms"))
        self.buttons = (self.exact, self.everywhere, self.here, self.texts, self.notes)
        scope = QButtonGroup(self)
        scope.addButton(self.everywhere)
        scope.addButton(self.here)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for button in (self.everywhere, self.here):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.texts, self.notes):
            row.addWidget(button)
        for button in (self.everywhere, self.texts, self.notes):
            button.setChecked(True)
        self.here.setEnabled(False)
        self.here.toggled.connect(self.changed)
        self.exact.toggled.connect(self.changed)
        self.texts.toggled.connect(lambda on: self._keep_one(self.notes, on))
        self.notes.toggled.connect(lambda on: self._keep_one(self.texts, on))

    def kinds(self) -> frozenset[str]:
        """“texts”, “notes” or both."""
        return frozenset(kind for kind, button in (("texts", self.texts), ("notes", self.notes)) if button.isChecked())

    def reader_id(self) -> str | None:
        """The only reader to search; None for all."""
        return self._reader.id if self._reader is not None and self.here.isChecked() else None

    def stemmed(self) -> bool:
        """Whether other forms of the words are found as well."""
        return not self.exact.isChecked()

    def narrowed(self) -> bool:
        """Whether a wider search is possible."""
        return self.reader_id() is not None or len(self.kinds()) < 2 or self.exact.isChecked()

    def set_reader(self, reader: Reader | None) -> bool:
        """Another open reader; True where that changes what the search is."""
        before = self.reader_id()
        self._reader = reader
        self.here.setEnabled(reader is not None)
        if reader is not None:
            self.here.setToolTip(_("Search “{title}” only").format(title=reader.title))
        elif self.here.isChecked():
            self.everywhere.setChecked(True)
            return False  # that change was told already
        return self.reader_id() != before

    def _keep_one(self, other: QToolButton, on: bool) -> None:
        """A search in nothing makes no sense: the other kind comes on instead."""
        if not on and not other.isChecked():
            other.setChecked(True)
        else:
            self.changed.emit()

    def _button(self, text: str, name: str) -> QToolButton:
        return tool(text, name, checkable=True)
