"""The text with its notes, on its way to paper: choose, see the sheets, save them as a PDF or print them."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.ui.dialogs.paper_choices import PaperChoices
from annotator.ui.dialogs.paper_preview import PaperPreview
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through
from annotator.ui.paper.choice import PaperChoice

PAUSE = 50  # milliseconds between the last change and the preview's request


class PaperDialog(QDialog):
    """Asks with `previewRequested`, `saveRequested` and `printRequested`, each with a PaperChoice."""

    previewRequested = Signal(object)
    saveRequested = Signal(object)
    printRequested = Signal(object)
    cancelled = Signal()

    def __init__(self, choices: PaperChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print or Save as PDF"))
        self.resize(240 * GRID, 180 * GRID)
        self.choices = choices
        self.preview = PaperPreview()
        self.said = quiet(_("The sheets are being set…"))
        self.bar = QProgressBar(maximum=1000, textVisible=False)
        self.bar.setFixedWidth(30 * GRID)
        self.bar.hide()
        self.stop = push(_("S&top"))
        self.stop.hide()
        self.shut = push(_("Close"))
        self.print = push(_("&Print…"))
        self.save = push(_("&Save as PDF…"))
        self.save.setDefault(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self.previewRequested.emit(self.choice()))
        self._lay_out()
        choices.changed.connect(self._pause.start)
        self.shut.clicked.connect(self.reject)
        self.stop.clicked.connect(self.cancelled)
        self.save.clicked.connect(lambda: self.saveRequested.emit(self.choice()))
        self.print.clicked.connect(lambda: self.printRequested.emit(self.choice()))

    def choice(self) -> PaperChoice:
        """What is chosen."""
        return self.choices.choice()

    def show_sheets(self, data: bytes, count: int, size: QSize, away: int, about: int) -> None:
        """The preview that was asked for: `count` sheets of `about` so many, `away` notes numbered at the end."""
        self.preview.show_sheets(data, count, size)
        words = [ngettext("{n} sheet", "{n} sheets", count).format(n=count)]
        if about > count:
            words = [_("The first {n} of about {all} sheets").format(n=count, all=about)]
        if away:
            words.append(ngettext("{n} note at the end", "{n} notes at the end", away).format(n=away))
        self.say(" · ".join(words))

    def show_progress(self, fraction: float | None) -> None:
        """How far saving or printing is, from 0 to 1; None when it is over."""
        at_work: tuple[QWidget, ...] = (self.bar, self.stop)
        at_rest: tuple[QWidget, ...] = (self.choices, self.save, self.print)
        for widget in at_work:
            widget.setVisible(fraction is not None)
        for widget in at_rest:
            widget.setEnabled(fraction is None)
        self.bar.setValue(round((fraction or 0.0) * 1000))

    def say(self, sentence: str) -> None:
        """What was done, or why not."""
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """The first preview is asked for when there is somebody to see it."""
        super().showEvent(event)
        self._pause.start(0)

    def done(self, result: int) -> None:
        """Closing it stops what is under way."""
        self._pause.stop()
        self.cancelled.emit()
        self.preview.pictures.stop()
        super().done(result)

    def _lay_out(self) -> None:
        sides, bottom = QHBoxLayout(), QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.choices)
        sides.addWidget(self.preview, 1)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.said, 1)
        for widget in (self.bar, self.stop, self.shut, self.print, self.save):
            bottom.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(sides, 1)
        column.addWidget(hairline())
        column.addLayout(bottom)
        tab_through(*self.choices.in_order(), self.preview, self.print, self.save, self.shut)
        self.setStyleSheet(SHEET)
