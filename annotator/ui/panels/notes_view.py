"""The table of all notes: walked, sorted, written in and marked by keys and mouse; what is chosen stays chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.ui.panels.notes_delegate import NotesDelegate
from annotator.ui.panels.notes_model import NotesModel
from annotator.ui.panels.notes_rows import WRITTEN, Column
from annotator.ui.theme import Theme

ROW_HEIGHT = 28  # pixels
WIDTHS = {  # pixels, at first
    Column.PAGE: 56,
    Column.ROLE: 116,
    Column.PASSAGE: 240,
    Column.NOTE: 240,
    Column.TAGS: 100,
    Column.DIVISION: 136,
    Column.CREATED: 76,
    Column.MODIFIED: 76,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NotesView(QTableView):
    """Enter goes to the passage, Ctrl+Enter too but keeps the keyboard here; digits, T and Del are for all chosen."""

    goWanted = Signal(str, bool)  # annotation id, whether the keyboard stays here
    roleWanted = Signal(int)  # a role's number
    tagsWanted = Signal()
    deleteWanted = Signal()
    left = Signal()
    written = Signal()  # writing in a cell is over

    def __init__(self, notes: NotesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = notes
        self.roles: Sequence[Role] = ()
        self._kept: tuple[list[str], int, frozenset[str]] = ([], 0, frozenset())
        self._written = QModelIndex()
        self.setModel(notes)
        self.cells = NotesDelegate(lambda: self.roles, theme, self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("All notes"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSortIndicator(Column.PAGE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        notes.modelAboutToBeReset.connect(self._keep)
        notes.modelReset.connect(self._restore)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.cells.theme = theme
        self.viewport().update()

    def chosen(self) -> list[str]:
        """The ids of the rows chosen, from the top."""
        return [self.notes.row(row).id for run in self._runs() for row in run]

    def count(self) -> int:
        """How many rows are chosen."""
        return sum(len(run) for run in self._runs())

    def _runs(self) -> list[range]:
        """The rows chosen, in runs: Qt's own list asks every cell whether it can be."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.count()))
        runs = {(run.top(), run.bottom()) for run in ranges if run.isValid()}
        return [range(top, bottom + 1) for top, bottom in sorted(runs)]

    def current(self) -> str | None:
        """The id of the row that the keyboard is on."""
        row = self.currentIndex().row()
        return self.notes.row(row).id if 0 <= row < self.notes.rowCount() else None

    def choose(self, annotation_id: str | None) -> None:
        """Have the keyboard on this row, if it is shown, and choose it alone."""
        place = None if annotation_id is None else self.notes.place(annotation_id)
        if place is not None and annotation_id != self.current():
            self.setCurrentIndex(self.notes.index(place, max(self.currentIndex().column(), 0)))

    def edit(self, *args: object) -> bool | None:  # type: ignore[override]
        """Write in a cell; until that is over no row moves."""
        begun = super().edit(*args)  # type: ignore[call-overload]
        if self.state() == QAbstractItemView.State.EditingState and isinstance(args[0], QModelIndex):
            self.notes.hold(True)
            self._written = QModelIndex(args[0])
        return bool(begun) if begun is not None else None

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Writing is over: what changed meanwhile is shown now."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._written = QModelIndex()
        self.notes.hold(False)
        self.written.emit()

    def keep_writing(self) -> None:
        """Keep what is being written in a cell, if anything is."""
        if self._written.isValid():
            editor = self.indexWidget(self._written)
            if editor is not None:
                self.cells.finish(editor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the chosen rows; all others are the table's."""
        key, text = Qt.Key(event.key()), event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        current = self.current()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in _ENTER and current is not None and (control or not held):
            self.goWanted.emit(current, control)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif held:
            super().keyPressEvent(event)
        elif text.isdigit() and text != "0":
            self.roleWanted.emit(int(text))
        elif key == Qt.Key.Key_T:
            self.tagsWanted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleteWanted.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_E) and current is not None:
            column = self.currentIndex().column() if key == Qt.Key.Key_F2 else Column.NOTE
            self.edit(self.notes.index(self.currentIndex().row(), column if column in WRITTEN else Column.NOTE))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes to the passage, except where it writes."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() not in WRITTEN:
            self.goWanted.emit(self.notes.row(index.row()).id, False)
        else:
            super().mouseDoubleClickEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is about to close: words that are being written in a cell are kept."""
        if event.type() == QEvent.Type.Close:
            self.keep_writing()
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        at = self.currentIndex()
        rest = range(at.row(), self.notes.rowCount()) if at.isValid() else ()
        self._kept = [self.notes.row(row).id for row in rest], at.column(), frozenset(self.chosen())

    def _restore(self) -> None:
        """The same rows are chosen as before; where the current one went, the next one that is left is current."""
        following, column, chosen = self._kept
        count = self.notes.rowCount()
        if not count:
            return
        places = sorted(place for one in chosen if (place := self.notes.place(one)) is not None)
        left = (place for one in following if (place := self.notes.place(one)) is not None)
        place = next(left, count - 1 if following else 0)
        places = places or [place]
        self.selectionModel().select(
            self._selection(places),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.selectionModel().setCurrentIndex(
            self.notes.index(place, max(column, 0)), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        if following:
            self.scrollTo(self.currentIndex())

    def _selection(self, places: Iterable[int]) -> QItemSelection:
        selection = QItemSelection()
        for _difference, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
            rows = [place for _number, place in run]
            selection.select(self.notes.index(rows[0], 0), self.notes.index(rows[-1], len(Column) - 1))
        return selection
