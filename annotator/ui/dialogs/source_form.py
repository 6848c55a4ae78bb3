"""The fields of one work: what a person says, and beside it what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.i18n import _
from annotator.services.bibliography import Entry, Sheet
from annotator.ui.panels.look import GRID, heading, quiet, tool

_LABEL_WIDTH = 24 * GRID  # pixels
_FOUND_WIDTH = 48 * GRID
_NAMES = _("Several with “and”; an institution in braces: {Ministry of Trade}")
# The label of each field, and what its tool tip says besides.
LABELS: dict[str, tuple[str, str]] = {
    "author": (_("Author"), _NAMES),
    "title": (_("Title"), ""),
    "editor": (_("Editor"), _NAMES),
    "place": (_("Place"), _("Of the publisher")),
    "publisher": (_("Publisher"), ""),
    "year": (_("Year"), _("As it is cited: 1963, or c. 1920")),
    "citekey": (_("Citation key"), _("What pandoc and BibTeX know it by; no other work has it")),
    "original-title": (_("Title there"), _("Where it was another one")),
    "container": (_("In"), _("The book or journal it appeared in")),
    "pages": (_("Pages there"), ""),
}
_IN_THIS_BOOK = ("author", "title", "citekey")


class SourceForm(QWidget):
    """Shows one sheet. `said` tells of each field that is left changed: its new value, or None to take it back."""

    said = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(3, _FOUND_WIDTH)
        self.source = quiet(wrap=True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source.setContentsMargins(0, 2 * GRID, 0, 0)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show this work; fields that are being written in stay as they are where it is the one that is shown."""
        names = [entry.name for entry in sheet.entries]
        if set(self._rows) != set(names):
            self._build(names, is_book=sheet.division is None)
        for entry in sheet.entries:
            self._rows[entry.name].show_entry(entry)
        original = sheet.work.original
        self.source.setText(_("As printed: {line}").format(line=original.text) if original and original.text else "")
        self.source.setVisible(bool(self.source.text()))

    def finish(self) -> None:
        """Say what is written and wasn't said yet."""
        for row in self._rows.values():
            row.tell()

    def first(self) -> QLineEdit:
        """The first line to write in."""
        return next(iter(self._rows.values())).edit

    def field(self, name: str) -> QLineEdit:
        """The line in which a field is written."""
        return self._rows[name].edit

    def reset(self, name: str) -> QToolButton:
        """The button that takes a field back to what was found."""
        return self._rows[name].back

    def found(self, name: str) -> str:
        """What is told beside a field."""
        return self._rows[name].beside.text()

    def _build(self, names: list[str], *, is_book: bool) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not self.source and widget is not None:
                widget.deleteLater()
        self._rows = {}
        line = 0
        groups = [(_("The book"), names)] if is_book else [
            (_("In this book"), [name for name in _IN_THIS_BOOK if name in names]),
            (_("Where it first appeared"), [name for name in names if name not in _IN_THIS_BOOK]),
        ]  # fmt: skip
        for title, inside in groups:
            if line:
                self._grid.setRowMinimumHeight(line, 2 * GRID)
                line += 1
            self._grid.addWidget(heading(title), line, 0, 1, 4)
            line += 1
            for name in inside:
                row = self._rows[name] = _Row(name)
                row.edit.editingFinished.connect(row.tell)
                row.said.connect(self.said)
                for column, widget in enumerate((row.label, row.edit, row.back, row.beside)):
                    self._grid.addWidget(widget, line, column)
                line += 1
        self._grid.addWidget(self.source, line, 0, 1, 4)
        self._grid.setRowStretch(line + 1, 1)


class _Row(QWidget):
    """One field: its label, its line, what was found, and the way back to that. (A widget for its signal's sake.)"""

    said = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        text, tip = LABELS[name]
        self._name = name
        self._found = ""
        self.label = QLabel(text)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(text)
        self.edit.setToolTip(tip or text)
        self.edit.textChanged.connect(self._compare)
        self.label.setBuddy(self.edit)
        self.back = tool("↺", _("Back to what was found: {field}").format(field=text))
        self.back.clicked.connect(self._go_back)
        keeps = self.back.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # or the lines would change their width
        self.back.setSizePolicy(keeps)
        self.beside = quiet()
        self.beside.setFixedWidth(_FOUND_WIDTH)

    def show_entry(self, entry: Entry) -> None:
        self._found = entry.found
        self.edit.setPlaceholderText("" if entry.found else _("not found"))
        if not self.edit.isModified():
            self.edit.setText(entry.found if entry.said is None else entry.said)
            self.edit.setCursorPosition(0)
        self._compare()

    def value(self) -> str | None:
        """What the person says; None where it is what was found."""
        text = " ".join(self.edit.text().split())
        return None if text == self._found else text

    def tell(self) -> None:
        if self.edit.isModified():
            self.edit.setModified(False)
            self.said.emit(self._name, self.value())

    def _go_back(self) -> None:
        self.edit.setText(self._found)
        self.edit.setModified(False)
        self.said.emit(self._name, None)
        self.edit.setFocus()

    def _compare(self) -> None:
        differs = self.value() is not None
        found = _("Found: {words}").format(words=self._found) if self._found else _("Nothing was found")
        words = found if differs else ""
        metrics = self.beside.fontMetrics()
        self.beside.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, _FOUND_WIDTH))
        self.beside.setToolTip(words)
        self.back.setVisible(differs)
