"""The aligned lines: arrows step, Enter and a click go to the place, F3 walks on, Ctrl+C copies."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.i18n import _
from annotator.model.concordance import Line, Window
from annotator.services.concordance import Concordance
from annotator.services.concordance_files import lines_as_markdown, lines_as_text
from annotator.ui.concordance.lines_delegate import CHIP, LinesDelegate
from annotator.ui.concordance.lines_model import Column, LinesModel
from annotator.ui.theme import Theme

ROW_HEIGHT = 26  # pixels
WIDTHS = {Column.MARKS: 2 * CHIP + 12, Column.PAGE: 56, Column.AUTHOR: 148, Column.READER: 140}  # pixels
NARROW = 620  # pixels of the view below which the author gives way to the line
MEASURED = 200  # of the forms found, the most frequent ones make the width of their column
COPIED = Window(12)  # words of context in what is copied
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesView(QTableView):
    """`goWanted` tells the row, and whether the keyboard stays here."""

    goWanted = Signal(int, bool)
    stepWanted = Signal(int)  # +1 or -1
    left = Signal()  # up beyond the first line

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.cells = LinesDelegate(self.lines, theme, self.font(), self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Words in context"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self._several = False
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.cells.theme = theme
        self.viewport().update()

    def show_lines(self, found: Concordance | None, keep: tuple[str, int] | None = None) -> None:
        """Other lines; the one at `keep` (reader, code point) stays current where it is among them."""
        if found is not None:
            self.cells.measure([form for form, _count in found.summary.forms[:MEASURED]])
            self._several = len(found.texts) > 1
        self.lines.show_lines(found)
        self._fit()
        row = None if found is None or keep is None else found.row_of(*keep)
        if row is not None:
            self.choose(row)
        else:
            self.scrollToTop()

    def current(self) -> int | None:
        """The row that the keyboard is on."""
        return self.currentIndex().row() if self.currentIndex().isValid() else None

    def choose(self, row: int) -> None:
        """Have the keyboard on this row, and choose it alone."""
        # By its name: what Qt would choose depends on the keys that are held down.
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.lines.index(row, Column.LINE), flags)
        self.scrollTo(self.currentIndex())

    def enter(self) -> None:
        """Take the keyboard, on the first line unless one was current."""
        if self.current() is None and self.lines.rowCount():
            self.choose(0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def chosen(self) -> list[Line]:
        """The lines that are chosen, from the top, with the context that is copied; all where none is."""
        found = self.lines.found
        if found is None:
            return []
        selection = self.selectionModel().selection()
        runs = sorted({(one.top(), one.bottom()) for one in (selection.at(at) for at in range(selection.count()))})
        rows = [row for top, bottom in runs for row in range(top, bottom + 1)] or list(range(len(found)))
        return [found.line(row, COPIED) for row in rows]

    def copy(self) -> None:
        """The chosen lines to the clipboard: as text, and as a table in Markdown for what takes that."""
        lines = self.chosen()
        if lines:
            data = QMimeData()
            data.setText(lines_as_text(lines))
            data.setData("text/markdown", lines_as_markdown(lines, self.lines.roles).encode())
            QGuiApplication.clipboard().setMimeData(data)

    def copy_markdown(self) -> None:
        """The chosen lines as a table in Markdown, for a plain field as well."""
        lines = self.chosen()
        if lines:
            QGuiApplication.clipboard().setText(lines_as_markdown(lines, self.lines.roles))

    def event(self, event: QEvent) -> bool:
        """F3 is this list's while it has the keyboard: the window has a use for it too."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = event.key() == Qt.Key.Key_F3 or event.matches(QKeySequence.StandardKey.Copy)
            if ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Ctrl+Enter too but keeps the keyboard; Up from the first line leaves."""
        key, row = event.key(), self.current()
        if key in _ENTER and row is not None:
            self.goWanted.emit(row, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_F3:
            self.stepWanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else +1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Up and row == 0 and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click goes to the place, and the keyboard stays; a dragged choice of lines doesn't."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index.row() == self.current() and self._alone():
            self.goWanted.emit(index.row(), True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes to the place, and the page has the keyboard."""
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.goWanted.emit(index.row(), False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table shows the words rather than who wrote them."""
        super().resizeEvent(event)
        self._fit()

    def _alone(self) -> bool:
        selection = self.selectionModel().selection()
        return selection.count() == 1 and selection.at(0).top() == selection.at(0).bottom()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self.setColumnHidden(Column.AUTHOR, narrow)
        self.setColumnHidden(Column.READER, narrow or not self._several)
        # More than fits, so that a line is cut at its outer ends by an ellipsis rather than in mid-word.
        letter = QFontMetricsF(self.cells.font).averageCharWidth()
        self.lines.set_width(max(40, 40 * round(self.width() / 2 / letter * 1.5 / 40)))
