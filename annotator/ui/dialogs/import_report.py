"""What an import took out, joined, worked out and doubted: each thing with the text and the raw line side by side."""

from __future__ import annotations

from base64 import b64decode
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.document import Document
from annotator.model.report import ImportReport
from annotator.report_words import sections, summary
from annotator.ui.dialogs.report_list import ReportList
from annotator.ui.dialogs.report_model import ReportModel
from annotator.ui.dialogs.report_panes import RawPane, ResultPane
from annotator.ui.environment import Preferences
from annotator.ui.panels.look import GRID, SHEET, hairline, heading, push, quiet, tab_through
from annotator.ui.theme import Theme

_SHEET = """
QTextEdit { background: palette(base); border: none; selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text); }
QSplitter::handle { background: palette(mid); }
"""
KEPT = "layout.report"  # geometry and splitters, in the preferences


class ImportReportDialog(QDialog):
    """Not modal: Enter shows a place in the reading view behind it. Nothing in it needs an answer."""

    placeWanted = Signal(int)  # offset in the text, in code points

    def __init__(
        self,
        title: str,
        document: Document,
        report: ImportReport,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import Report: {title}").format(title=title))
        self.resize(264 * GRID, 170 * GRID)
        self._document, self._report, self._preferences = document, report, preferences
        found = sections(report)
        self._some = bool(found)
        self.summary = QLabel(summary(report))
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter by words, or by a line's number"))
        self.filter.setAccessibleName(_("Filter by words, or by a line's number"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.list = ReportList(ReportModel(found, self), theme)
        self.none = quiet(wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.none)
        self.now, self.raw = ResultPane(theme), RawPane(theme)
        self.said = heading("")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 2 * GRID)
        self.go = push(_("&Show in the text"), _("Show the place in the reading view (Enter)"))
        self.go.setDefault(True)
        self.shut = push(_("Close"), _("Close (Esc)"))
        self.across, self.down = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()
        if found:
            self._restore()
        self._show_current()
        (self.list if found else self.shut).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.list.set_theme(theme)
        for pane in (self.now, self.raw):
            pane.theme = theme
        self._show_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter into the list, Enter shows the place, Esc clears the filter first."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.list.current() is not None:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Its size and its parts are kept for the next time."""
        states = (
            ("window", self.saveGeometry()),
            ("columns", self.across.saveState()),
            ("rows", self.down.saveState()),
        )
        for name, state in states if self._some else ():
            self._preferences.set(f"{KEPT}_{name}", bytes(state.toBase64().data()).decode("ascii"))
        super().hideEvent(event)

    def _restore(self) -> None:
        for name, restore in (
            ("window", self.restoreGeometry),
            ("columns", self.across.restoreState),
            ("rows", self.down.restoreState),
        ):
            with suppress(ValueError):  # not what we wrote
                restore(b64decode(str(self._preferences.get(f"{KEPT}_{name}", ""))))

    def _filtered(self, words: str) -> None:
        self.list.filter(words)
        some = self.list.current() is not None
        self.none.setText(_("Nothing in this report has “{words}”.").format(words=words))
        self._pages.setCurrentWidget(self.list if some else self.none)

    def _show_current(self) -> None:
        row = self.list.current()
        self.said.setText(self.list.said())
        self.now.show_row(self._document, row)
        self.raw.show_row(self._report.raw, row)
        self.go.setEnabled(row is not None and row.at is not None)

    def _go(self) -> None:
        row = self.list.current()
        if row is not None and row.at is not None:
            self.placeWanted.emit(row.at)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filtered)
        self.list.rowChanged.connect(self._show_current)
        self.list.placeWanted.connect(self._go)
        self.list.left.connect(self.filter.setFocus)
        self.go.clicked.connect(self._go)
        self.shut.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.filter.setFocus)

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        top.addWidget(self.summary)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addStretch(1)
        bottom.addWidget(self.shut)
        bottom.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._some:
            parts: tuple[QWidget | QHBoxLayout, ...] = (top, hairline(), self._body(), hairline(), bottom)
        else:
            self.summary.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.go.hide()
            parts = (top, hairline(), bottom)
            self.resize(140 * GRID, 40 * GRID)
        for part in parts:
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.setStretch(2 if self._some else 0, 1)
        if self._some:
            tab_through(self.filter, self.list, self.now.text, self.raw.text, self.shut, self.go)
        self.setStyleSheet(SHEET + _SHEET)

    def _body(self) -> QWidget:
        """The list at the left; at the right the text above the raw lines, which are long and few."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 3 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        row = QHBoxLayout()
        row.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self._pages, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.down, 1)
        for splitter, parts, sizes in (
            (self.down, (self.now, self.raw), (5, 2)),
            (self.across, (left, right), (1, 2)),
        ):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for place, (part, size) in enumerate(zip(parts, sizes, strict=True)):
                splitter.addWidget(part)
                splitter.setStretchFactor(place, size)
            splitter.setSizes([120 * GRID * size for size in sizes])
        return self.across
