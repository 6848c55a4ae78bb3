"""After an import: what was taken out, joined and inferred, and what wants a look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.dialogs.report_words import Report, Section, sections, summary
from annotator.ui.panels.look import GRID, SHEET, hairline, heavier, push

SHOWN = 500  # rows of one section: more would be read by nobody, and cost the window its breath


class ImportReportDialog(QDialog):
    """A summary in words, and the list; nothing in it needs an answer."""

    def __init__(self, title: str, report: Report, parent: QWidget | None = None) -> None:
        """`report` is the value of that name that `annotator import --json` prints."""
        super().__init__(parent)
        self.setWindowTitle(_("Import Report"))
        self.resize(140 * GRID, 120 * GRID)
        self.summary = QLabel(summary(title, report))
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("What was taken out, joined and doubted"))
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, self.list.header().ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, self.list.header().ResizeMode.ResizeToContents)
        for section in sections(report):
            self._add(section)
        self.shut = push(_("Close"))
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.accept)
        self._lay_out()

    def _add(self, section: Section) -> None:
        top = QTreeWidgetItem([f"{section.title}  {len(section.rows)}"])
        top.setFont(0, heavier(self.list.font()))
        self.list.addTopLevelItem(top)
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        for text, line in section.rows[:SHOWN]:
            where = _("line {line}").format(line=line) if line is not None else ""
            row = QTreeWidgetItem(top, [text, where])
            row.setToolTip(0, text)
            row.setForeground(1, muted)
        if len(section.rows) > SHOWN:
            more = QTreeWidgetItem(top, [_("… and {count} more").format(count=len(section.rows) - SHOWN), ""])
            more.setForeground(0, muted)
        top.setExpanded(section.to_check)

    def _lay_out(self) -> None:
        top, bottom = QVBoxLayout(), QHBoxLayout()
        top.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        top.addWidget(self.summary)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.addStretch(1)
        bottom.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addLayout(bottom)
        self.setStyleSheet(SHEET)
