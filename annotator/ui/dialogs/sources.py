"""Book and sources: how a reader and its pieces are cited, each with its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.citation import Citation
from annotator.services.bibliography import STYLES, Sheet, cite_as_html
from annotator.ui.dialogs.source_form import SourceForm
from annotator.ui.dialogs.works_list import WorksList
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through


class SourcesDialog(QDialog):
    """Fields are kept as they are left: `corrected` asks for it, with the work's division, the field and its value.

    `show_sheets` and `show_error` answer. `styleChosen` tells in which style the person wants to see, and cite.
    """

    corrected = Signal(object, str, object)
    styleChosen = Signal(str)

    def __init__(
        self, sheets: Sequence[Sheet], division: int | None, style: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Book and Sources"))
        self.resize(250 * GRID, 172 * GRID)
        self._sheets: list[Sheet] = []
        self._division = division
        self.list = WorksList()
        self.form = SourceForm()
        self.cited = QLabel()
        self.cited.setWordWrap(True)
        self.cited.setTextFormat(Qt.TextFormat.RichText)
        self.cited.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cited.setContentsMargins(0, GRID, 0, 0)
        self.cited.setMinimumHeight(self.cited.fontMetrics().height() * 4)
        self.cited.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.style_box = QComboBox()
        self.style_box.setAccessibleName(_("Citation style"))
        self.style_box.setToolTip(_("How quotations are cited when you copy them"))
        for key, one in STYLES.items():
            self.style_box.addItem(_(one.name), key)
        self.style_box.setCurrentIndex(max(self.style_box.findData(style), 0))
        self.said = quiet(wrap=True)
        self.shut = push(_("Close"))
        self.shut.setDefault(False)
        self._lay_out()
        self.show_sheets(sheets)
        self.choose(division)
        self.list.currentRowChanged.connect(self._turn_to)
        self.form.said.connect(self._correct)
        self.style_box.currentIndexChanged.connect(self._choose_style)
        self.shut.clicked.connect(self.accept)

    def current(self) -> Sheet:
        """The sheet that is shown."""
        return self._sheets[max(self.list.currentRow(), 0)]

    def choose(self, division: int | None) -> None:
        """Turn to the work of a division (an index), or to the book."""
        rows = [row for row, sheet in enumerate(self._sheets) if sheet.division == division]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self._show_current()

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """What the library has now; what is being written stays."""
        self._sheets = list(sheets)
        self.list.blockSignals(True)
        self.list.show_sheets(self._sheets)
        self.list.blockSignals(False)
        self._show_current()

    def show_lost(self, lost: Sequence[Citation]) -> None:
        """What was said of pieces that aren't in this text any more: kept, and told."""
        said = (f"{one.division}: {', '.join(value for _name, value in one.fields if value)}" for one in lost)
        if lost:
            self._say(_("Not in this text any more, but kept: {said}").format(said="; ".join(said)))

    def show_kept(self) -> None:
        """The library has it."""
        self._say(_("Saved. Edit ▸ Undo takes it back."))

    def show_error(self, sentence: str) -> None:
        """Why something couldn't be kept; it stands in its field still."""
        self._say(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """One is about to write: the first field is ready."""
        super().showEvent(event)
        self.form.first().setFocus()

    def done(self, result: int) -> None:
        """However it is closed, what is written is kept first."""
        self.form.finish()
        super().done(result)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter in the list goes into the form."""
        pressed = watched is self.list and event.type() == QEvent.Type.KeyPress
        if pressed and cast(QKeyEvent, event).key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.form.first().setFocus()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps it, and closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.shut.hasFocus():
            super().keyPressEvent(event)

    def _turn_to(self, row: int) -> None:
        self._say("")
        self.form.finish()  # of the work that was shown until now
        self._show_current()

    def _show_current(self) -> None:
        sheet = self.current()
        self._division = sheet.division
        self.form.show_sheet(sheet)
        pages = [(first, first) for first, _last in sheet.pages]
        self.cited.setText(cite_as_html(sheet.work, pages, str(self.style_box.currentData())))

    def _correct(self, field: str, value: object) -> None:
        self.corrected.emit(self._division, field, value)

    def _choose_style(self) -> None:
        self.styleChosen.emit(str(self.style_box.currentData()))
        self._show_current()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 4 * GRID)
        column.addWidget(self.form)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown, sides, bottom = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        preview = QHBoxLayout()
        preview.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 3 * GRID)
        preview.setSpacing(4 * GRID)
        preview.addWidget(self.style_box, 0, Qt.AlignmentFlag.AlignTop)
        preview.addWidget(self.cited, 1)
        shown.setSpacing(0)
        shown.addWidget(area, 1)
        shown.addWidget(hairline())
        shown.addLayout(preview)
        line = QFrame()
        line.setFixedWidth(1)
        line.setStyleSheet("background: palette(mid)")
        sides.setSpacing(0)
        sides.addWidget(self.list)
        sides.addWidget(line)
        sides.addLayout(shown, 1)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.shut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(sides, 1)
        whole.addWidget(hairline())
        whole.addLayout(bottom)
        self.list.installEventFilter(self)
        self.setStyleSheet(SHEET)
        tab_through(self.list, self.form, self.style_box, self.shut)
