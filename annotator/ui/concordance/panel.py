"""The concordance: the words asked for, and what was found as lines, counts, a plot and neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, ngettext
from annotator.model.annotation import Role
from annotator.model.concordance import Collocate, Mode
from annotator.services.concordance import Concordance
from annotator.ui.concordance.asking import Asking
from annotator.ui.concordance.counts import Counts, Neighbours
from annotator.ui.concordance.lines_view import LinesView
from annotator.ui.concordance.looking import Question
from annotator.ui.concordance.plot import Plot
from annotator.ui.panels.look import GRID, hairline, push, quiet, tab_through
from annotator.ui.panels.notes_panel import TABLE_SHEET
from annotator.ui.theme import Theme

LEAST_HEIGHT = 180  # pixels
SLOW = 200  # milliseconds after which progress is shown
LINES, COUNTS, PLOT, NEIGHBOURS = range(4)
_SHEET = (
    TABLE_SHEET
    + """
FiguresView::item { padding: 0 5px; border: none; }
FiguresView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
QScrollArea { border: none; }
QTabBar::tab { padding: 4px 2px 4px 2px; }
"""
)


class ConcordancePanel(QWidget):
    """Asks by signals; whoever answers calls `show_found`, `show_failed` and `show_progress`."""

    asked = Signal(object)  # Question
    sortWanted = Signal(object)  # Order
    collocatesWanted = Signal(int, int)
    cancelled = Signal()
    lineWanted = Signal(int, bool)  # row, whether the keyboard stays
    placeWanted = Signal(str, int, bool)  # reader id, code point, whether the keyboard stays
    stepWanted = Signal(int)
    exportWanted = Signal(str)
    emptied = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Concordance | None = None
        self.asking = Asking()
        self.tabs = QTabBar()
        for number, name in enumerate((_("Lines"), _("Counts"), _("Plot"), _("Neighbours")), start=1):
            tab, keys = self.tabs.addTab(name), f"Alt+{number}"
            self.tabs.setTabToolTip(tab, f"{name} ({keys})")
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._open_tab, tab))
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("What is shown of the concordance"))
        self.said = quiet()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(30 * GRID)
        self.bar.setAccessibleName(_("How much of the library was looked through"))
        self.stop = push(_("&Stop"), _("Look no further"))
        self.view = LinesView(theme)
        self.counts, self.plot, self.neighbours = Counts(), Plot(theme), Neighbours()
        self.empty = quiet(wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(4 * GRID)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.plot)
        self._area.setFocusProxy(self.plot)
        self._pages = QStackedWidget()
        for page in (self.view, self.counts, self._area, self.neighbours, self.empty):
            self._pages.addWidget(page)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self._show_bar(True))
        self._stale: set[int] = set()  # what shows something older than the lines
        self._lay_out()
        self._connect()
        self._show_bar(False)
        self.show_nothing()

    def open(self, words: str = "") -> None:
        """Give the words the keyboard; with `words`, look for them at once."""
        if words:
            self.asking.set_words(words, literal=True)
        self.asking.words.selectAll()
        self.asking.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view.set_theme(theme)
        self.plot.set_theme(theme)

    def set_roles(self, roles: Mapping[str, Role]) -> None:
        """Names, marks and colours of the person's roles."""
        self.view.lines.roles = roles
        self.view.lines.refresh()

    def show_found(self, question: Question, found: Concordance) -> None:
        """An answer: lines, and whatever else is looked at."""
        self._show_bar(False)
        same = self.found is not None and self.found.texts == found.texts
        at = self.view.current() if same and self.found is not None else None
        keep = None
        if at is not None and self.found is not None:
            line = self.found.line(at)
            keep = line.reader_id, line.start
        self.found = found
        self.view.show_lines(found, keep)
        if not same:
            self._stale = {COUNTS, PLOT, NEIGHBOURS}
        self._say(found)
        if len(found):
            self._turn_to(self.tabs.currentIndex())
        else:
            self._teach(_nothing(question))

    def show_failed(self, sentence: str) -> None:
        """Why there is no answer."""
        self._clear()
        self._teach(sentence)

    def show_nothing(self) -> None:
        """Nothing is asked for."""
        self._clear()
        self._teach(
            _(
                "Every place where a word stands, one line each.\nWrite a word, a short phrase, or several with | "
                "between them – or select a word in the text and press Ctrl+K."
            )
        )

    def show_progress(self, share: float) -> None:
        """How much was looked through, from 0 to 1; a bar shows it where it takes its time."""
        self.bar.setRange(0, 100 if share else 0)
        self.bar.setValue(round(100 * share))
        if share >= 1:
            self._show_bar(False)
        elif not self.bar.isVisible() and not self._slow.isActive():
            self._slow.start()

    def show_stopped(self) -> None:
        """The person had enough: what was shown before stays."""
        self._show_bar(False)
        self.said.setText(_("Stopped"))

    def show_collocates(self, found: Sequence[Collocate]) -> None:
        """Neighbours, as they were asked for."""
        self.neighbours.show_collocates(found)

    def choose(self, row: int) -> None:
        """Make a line the current one, here and in the plot."""
        self.view.choose(row)
        if self.tabs.currentIndex() == PLOT:
            self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, wherever in the panel the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _open_tab(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)
        self._enter()

    def _enter(self) -> None:
        """From the words into what is shown."""
        page = self._pages.currentWidget()
        if page is self.view:
            self.view.enter()
        elif page is self.counts:
            self.counts.view.enter()
        elif page is self.neighbours:
            self.neighbours.view.enter()
        elif page is self._area:
            self.plot.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_to(self, tab: int) -> None:
        if self.found is None or not len(self.found):
            return
        self._pages.setCurrentIndex(tab)
        if tab in self._stale:
            self._stale.discard(tab)
            if tab == NEIGHBOURS:
                self.neighbours.ask()
            else:
                (self.counts if tab == COUNTS else self.plot).show_summary(self.found.summary)
        if tab == PLOT:
            self._follow()

    def _follow(self) -> None:
        """The current line's stroke is the current one."""
        row = self.view.current()
        if self.found is not None and row is not None:
            line = self.found.line(row)
            self.plot.follow(line.reader_id, line.start)

    def _clear(self) -> None:
        self._show_bar(False)
        self.found = None
        self.view.show_lines(None)
        self._stale = set()
        self.said.setText("")
        self.asking.words.setAccessibleDescription("")

    def _teach(self, words: str) -> None:
        self.empty.setText(words)
        self._pages.setCurrentWidget(self.empty)

    def _say(self, found: Concordance) -> None:
        summary = found.summary
        words = ngettext("{n} hit", "{n} hits", len(found)).format(n=f"{len(found):,}")
        if summary.hits:
            words += " · " + _("{rate} in 10,000 words").format(rate=f"{summary.rate:.1f}")
        if found.skipped:
            left_out = ngettext("{n} text can’t be read", "{n} texts can’t be read", len(found.skipped))
            words += " · " + left_out.format(n=len(found.skipped))
            self.said.setToolTip("\n".join(found.skipped))
        self.said.setText(words)
        self.asking.words.setAccessibleDescription(words)

    def _show_bar(self, on: bool) -> None:
        self._slow.stop()
        self.bar.setVisible(on)
        self.stop.setVisible(on)

    def _export(self, form: str) -> None:
        if self.found is not None and len(self.found):
            self.exportWanted.emit(form)

    def _copy(self, form: str) -> None:
        if form == "markdown":
            self.view.copy_markdown()
        else:
            self.view.copy()

    def _connect(self) -> None:
        asking = self.asking
        asking.asked.connect(self.asked)
        asking.sortWanted.connect(self.sortWanted)
        asking.emptied.connect(self.emptied)
        asking.downWanted.connect(self._enter)
        asking.exportWanted.connect(self._export)
        asking.copyWanted.connect(self._copy)
        asking.closed.connect(self.closed)
        self.tabs.currentChanged.connect(self._turn_to)
        self.stop.clicked.connect(self.cancelled)
        self.view.goWanted.connect(self.lineWanted)
        self.view.stepWanted.connect(self.stepWanted)
        self.view.left.connect(asking.words.setFocus)
        self.counts.placeWanted.connect(self.placeWanted)
        self.plot.placeWanted.connect(self.placeWanted)
        self.neighbours.wanted.connect(self.collocatesWanted)
        self.neighbours.addWanted.connect(asking.add)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setContentsMargins(4 * GRID, 0, 3 * GRID, 0)
        across.setSpacing(2 * GRID)
        across.addWidget(self.tabs)
        across.addStretch(1)
        across.addWidget(self.said)
        across.addWidget(self.bar)
        across.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addWidget(self.asking)
        column.addLayout(across)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)
        tab_through(self.asking.shut, self.tabs)
        tab_through(self.tabs, self.stop)
        tab_through(self.stop, self.view)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setAutoFillBackground(True)
        self.setAccessibleName(_("Concordance"))
        self.setStyleSheet(_SHEET)


def _nothing(question: Question) -> str:
    """What to try where nothing was found."""
    words = _("“{words}” doesn’t stand here.").format(words=question.query)
    hints = []
    if question.mode is Mode.EXACT:
        hints.append(_("“All forms” also finds other forms of a word."))
    if not question.everywhere:
        hints.append(_("“All readers” looks through the whole library."))
    if question.mode is Mode.LEMMA:
        hints.append(_("A * stands for any letters: legis* finds legislate and legislature."))
    return "\n".join([words, *hints])
