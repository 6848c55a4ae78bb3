"""Notes whose passages moved or could not be found: how each was, and where it may be now, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Placed
from annotator.model.document import Document
from annotator.ui.dialogs.check_view import CHOICE, ChoicesView
from annotator.ui.dialogs.check_words import as_it_was, choices
from annotator.ui.note_words import plain_words
from annotator.ui.panels.look import GRID, SHEET, hairline, heading, push, quiet, tab_through, tool
from annotator.ui.panels.typed import shorten
from annotator.ui.theme import Theme


class CheckDialog(QDialog):
    """Tells what was decided and goes on; `set_items` shows what is left. Not modal: the page is beside it."""

    acceptRequested = Signal(object, int)  # Placed, the candidate's number from 1
    shown = Signal(int)  # the offset of the place that is looked at
    fastenRequested = Signal(object)  # Placed: to what is selected in the text
    undoRequested = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("To Check"))
        self.resize(190 * GRID, 105 * GRID)
        self._document = document
        self._items: Sequence[Placed] = ()
        self._at = 0
        self._selected = False
        self.count = heading("")
        self.note = quiet()
        self.previous = tool("‹", _("The annotation before"), keys="←")
        self.next = tool("›", _("The next annotation"), keys="→")
        self.old = ChoicesView(theme)
        self.old.setAccessibleName(_("As it was"))
        self.old.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.old.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = ChoicesView(theme)
        self.none = quiet(
            _(
                "Nothing in the text is like this passage. It is kept, with its words and your note. "
                "If you find it in the text yourself, select its words there, then press F."
            ),
            wrap=True,
        )
        self.settled = quiet(_("Nothing is left to check."))
        for label in (self.none, self.settled):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.undo = push(_("Undo"), _("Take the last change back (Ctrl+Z)"), flat=True)
        self.fasten = push(_("&Fasten to the selected words"), _("It is where words are selected in the text (F)"))
        self.leave = push(_("&Leave as it is"), _("Decide later (L)"))
        self.accept_it = push(_("&Accept"), _("It is here now (Enter)"))
        self.accept_it.setDefault(True)
        self._places, self._pages = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()

    def set_items(self, items: Sequence[Placed], document: Document | None = None) -> None:
        """Show what is to be checked now; the one that is looked at stays, or the one that has come into its place."""
        current = self.current()
        self._document = document or self._document
        self._items = items
        ids = [item.annotation.id for item in items]
        if current is not None and current.annotation.id in ids:
            self._at = ids.index(current.annotation.id)
        self._at = min(self._at, max(0, len(items) - 1))
        self._show(tell=current is not None and current not in items)

    def set_selected(self, selected: bool) -> None:
        """Whether words are selected in the text, to which a passage can be fastened."""
        self._selected = selected
        self.fasten.setEnabled(selected and self.current() is not None)

    def choose(self, annotation_id: str) -> None:
        """Look at this annotation."""
        for number, item in enumerate(self._items):
            if item.annotation.id == annotation_id:
                self._at = number
                self._show()

    def current(self) -> Placed | None:
        """The annotation that is looked at."""
        return self._items[self._at] if self._items else None

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.old.set_theme(theme)
        self.view.set_theme(theme)

    def _show(self, *, tell: bool = True) -> None:
        item = self.current()
        self.set_selected(self._selected)
        self._pages.setCurrentIndex(0 if item is not None else 1)
        for button in (self.leave, self.previous, self.next):
            button.setEnabled(len(self._items) > (1 if button is not self.leave else 0))
        self.count.setText(
            _("{number} of {count}").format(number=self._at + 1, count=len(self._items)) if item else _("To check")
        )
        self.note.setText(shorten(plain_words(item.annotation.note), 90) if item else "")
        if item is None:
            self.accept_it.setEnabled(False)
            return
        self.old.choices.set_choices((as_it_was(item),))
        found = choices(self._document, item)
        self.view.choices.set_choices(found)
        self._places.setCurrentIndex(0 if found else 1)
        self.accept_it.setEnabled(bool(found))
        if found:
            self.view.selectionModel().blockSignals(not tell)
            self.view.setCurrentIndex(self.view.choices.index(0))
            self.view.selectionModel().blockSignals(False)

    def _walk(self, step: int) -> None:
        if self._items:
            self._at = (self._at + step) % len(self._items)
            self._show()

    def _accept(self) -> None:
        item, row = self.current(), self.view.currentIndex().row()
        if item is not None and row >= 0 and self.accept_it.isEnabled():
            self.acceptRequested.emit(item, row + 1)

    def _fasten(self) -> None:
        if self.fasten.isEnabled():
            self.fastenRequested.emit(self.current())

    def _tell_place(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.shown.emit(index.data(CHOICE).offset)

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._tell_place)
        self.view.walked.connect(self._walk)
        self.view.accepted.connect(self._accept)
        self.view.doubleClicked.connect(self._accept)
        self.accept_it.clicked.connect(self._accept)
        self.fasten.clicked.connect(self._fasten)
        self.leave.clicked.connect(lambda: self._walk(1))
        self.previous.clicked.connect(lambda: self._walk(-1))
        self.next.clicked.connect(lambda: self._walk(1))
        self.undo.clicked.connect(self.undoRequested)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undoRequested.emit)
        QShortcut(QKeySequence("F"), self, self._fasten)
        QShortcut(QKeySequence("L"), self, lambda: self._walk(1))

    def _lay_out(self) -> None:
        top, sides, bottom = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (top, bottom):
            row.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
            row.setSpacing(2 * GRID)
        for widget in (self.count, self.previous, self.next):
            top.addWidget(widget)
        top.addWidget(self.note, 1)
        self._places.addWidget(self.view)
        self._places.addWidget(self.none)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addLayout(_column(_("As it was"), self.old), 2)
        sides.addWidget(_upright())
        sides.addLayout(_column(_("Where it may be now"), self._places), 3)
        both = QWidget()
        both.setLayout(sides)
        self._pages.addWidget(both)
        self._pages.addWidget(self.settled)
        bottom.addWidget(self.undo)
        bottom.addStretch(1)
        bottom.addWidget(self.fasten)
        bottom.addWidget(self.leave)
        bottom.addWidget(self.accept_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, hairline(), self._pages, hairline(), bottom):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.setStretchFactor(self._pages, 1)
        tab_through(self.view, self.undo, self.fasten, self.leave, self.accept_it, self.previous, self.next)
        self.setStyleSheet(SHEET)
        self.view.setFocus()


def _upright() -> QFrame:
    """A vertical line of one pixel."""
    line = QFrame()
    line.setFixedWidth(1)
    line.setStyleSheet("background: palette(mid)")
    return line


def _column(title: str, widget: QWidget) -> QVBoxLayout:
    column, head = QVBoxLayout(), QHBoxLayout()
    head.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
    head.addWidget(quiet(title))
    column.setContentsMargins(0, 3 * GRID, 0, 0)
    column.setSpacing(GRID)
    column.addLayout(head)
    column.addWidget(widget, 1)
    return column
