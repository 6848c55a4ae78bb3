"""The preferences: four pages, and beside two of them a sample that shows what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.dialogs.preferences.page import SIDE, Page
from annotator.ui.dialogs.preferences.sheet import SHEET
from annotator.ui.panels.look import GRID, hairline, push, tab_through

if TYPE_CHECKING:
    from annotator.ui.choices import Choices
    from annotator.ui.dialogs.preferences.sample_pane import SamplePane

SIZE = QSize(1000, 700)  # pixels
LEAST = QSize(600, 400)
CONTROLS = 78 * GRID  # pixels of the pages that have the sample beside them


class PreferencesDialog(QDialog):
    """Tells every choice at once with `chosen`; Cancel and Esc tell those that were there when it was opened."""

    chosen = Signal(object)  # Choices

    def __init__(
        self,
        choices: Choices,
        pages: list[tuple[str, Page]],
        sample: SamplePane,
        sampled: int,
        parent: QWidget | None = None,
    ) -> None:
        """`pages` with their names; the first `sampled` of them have the sample beside them."""
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self.before = self.now = choices
        self.pages = [page for _name, page in pages]
        self.sample, self._sampled = sample, sampled
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Pages"))
        self._stack = QStackedWidget()
        for name, page in pages:
            self.tabs.addTab(name)
            self._stack.addWidget(page)
            page.changed.connect(self.take)
            page.show_choices(choices)
        sample.follow(choices)
        self.usual = push(_("&Restore defaults"), _("All that is chosen on this page as it was at first"))
        self.cancel, self.keep = push(_("Cancel")), push(_("OK"))
        self.keep.setDefault(True)
        self._lay_out()
        self.tabs.currentChanged.connect(self.turn)
        self.usual.clicked.connect(lambda: self.take(self.pages[self.tabs.currentIndex()].usual))
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        sample.resizeWanted.connect(lambda steps: self.take(lambda now: now.resized(steps)))
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+PgDown", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._walk(step))
        self.turn(0)

    def take(self, change: Callable[[Choices], Choices]) -> None:
        """Something was chosen."""
        choices = change(self.now)
        if choices != self.now:
            self.now = choices
            for page in self.pages:
                page.show_choices(choices)
            self.sample.follow(choices)
            self.chosen.emit(choices)

    def turn(self, at: int) -> None:
        """Show another page."""
        self.tabs.setCurrentIndex(at)
        self._stack.setCurrentIndex(at)
        beside = at < self._sampled
        self._beside.setVisible(beside)
        self._line.setVisible(beside)
        self._stack.setMaximumWidth(CONTROLS if beside else 16_777_215)
        self._stack.setMinimumWidth(CONTROLS if beside else 0)
        self.usual.setEnabled(self.pages[at].chooses)

    def reject(self) -> None:
        """All is again as it was."""
        self.take(lambda choices: self.before)
        super().reject()

    def _walk(self, step: int) -> None:
        self.turn((self.tabs.currentIndex() + step) % self.tabs.count())
        self.tabs.setFocus()

    def _lay_out(self) -> None:
        self._line = QFrame()
        self._line.setFixedWidth(1)
        self._line.setStyleSheet("background: palette(mid)")
        self._beside = QWidget()
        around = QVBoxLayout(self._beside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.sample)
        across, bottom = QHBoxLayout(), QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._stack, 1)
        across.addWidget(self._line)
        across.addWidget(self._beside, 100)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.usual)
        bottom.addStretch(1)
        for button in (self.cancel, self.keep):
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(SIDE - 2, 0, SIDE, 0)
        above.addWidget(self.tabs)
        column.addLayout(above)
        column.addWidget(hairline())
        column.addLayout(across, 1)
        column.addWidget(hairline())
        column.addLayout(bottom)
        tab_through(self.tabs, *self.pages)
        tab_through(self.sample.view, self.usual, self.cancel, self.keep)
        self.setStyleSheet(SHEET)
        room = QGuiApplication.primaryScreen().availableSize() - QSize(8 * GRID, 16 * GRID)
        self.setMinimumSize(LEAST.boundedTo(room))
        self.resize(SIZE.boundedTo(room))
