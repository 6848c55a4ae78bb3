"""The row above a concordance: the words, how they are compared, where, and how the lines are sorted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QWidget

from annotator.i18n import _
from annotator.model.concordance import Mode, Order
from annotator.ui.concordance.looking import Question
from annotator.ui.panels.look import GRID, push, tab_through, tool

PAUSE = 250  # milliseconds between the last letter and the search
LEAST = 2  # letters that are worth a search
NARROWEST = 84  # pixels that a choice keeps in a narrow window
_MODES = ((_("All forms"), Mode.LEMMA), (_("As written"), Mode.EXACT), (_("Regular expression"), Mode.REGEX))
_PLACES = ((_("This reader"), False), (_("All readers"), True))
_ORDERS = (
    (_("In text order"), Order.TEXT),
    (_("By word before"), Order.LEFT_1),
    (_("By 2nd before"), Order.LEFT_2),
    (_("By 3rd before"), Order.LEFT_3),
    (_("By word after"), Order.RIGHT_1),
    (_("By 2nd after"), Order.RIGHT_2),
    (_("By 3rd after"), Order.RIGHT_3),
    (_("By word found"), Order.WORD),
    (_("By author"), Order.AUTHOR),
)


class Asking(QWidget):
    """`asked` comes while one types, after a moment; `sortWanted` for another order of what is there."""

    asked = Signal(object)  # Question
    sortWanted = Signal(object)  # Order
    emptied = Signal()
    downWanted = Signal()  # from the words into what was found
    exportWanted = Signal(str)  # csv, markdown or svg
    copyWanted = Signal(str)  # text or markdown
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("terror | fear | state power")
        self.words.setAccessibleName(_("Words to see in context"))
        self.words.setToolTip(_("Words, or short phrases; | stands between several, * for any letters"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(32 * GRID)
        self.words.installEventFilter(self)
        self.mode = _choice(_("How words are compared"), _MODES)
        self.place = _choice(_("Where"), _PLACES)
        self.order = _choice(_("Order of the lines"), _ORDERS)
        self.export = push(_("E&xport"), _("Write this to a file, or copy the lines"))
        self.export.setMenu(self._menu())
        self.shut = tool("×", _("Close"), keys="Esc")
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self.ask)
        self.words.textChanged.connect(self._typed)
        self.mode.activated.connect(lambda at: self.ask())
        self.place.activated.connect(lambda at: self.ask())
        self.order.activated.connect(lambda at: self.sortWanted.emit(self.question().order))
        self.shut.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.words, 1)
        for widget in (self.mode, self.place, self.order, self.export, self.shut):
            row.addWidget(widget)
        tab_through(self.words, self.mode, self.place, self.order, self.export, self.shut)

    def question(self) -> Question:
        """What is asked now."""
        mode, order = Mode(self.mode.currentData()), Order(self.order.currentData())  # Qt keeps plain strings
        return Question(self.words.text().strip(), mode, bool(self.place.currentData()), order)

    def ask(self) -> None:
        """Ask at once; too little to ask for is none."""
        self._wait.stop()
        if len(self.words.text().strip()) < LEAST:
            self.emptied.emit()
        else:
            self.asked.emit(self.question())

    def set_words(self, words: str, *, literal: bool = False) -> None:
        """Ask for these words; `literal` words of the text are no regular expression."""
        with QSignalBlocker(self.words):
            self.words.setText(words)
        if literal and self.mode.currentData() == Mode.REGEX:
            self.mode.setCurrentIndex(self.mode.findData(Mode.LEMMA))
        self.ask()

    def add(self, word: str) -> None:
        """Look for this word as well."""
        if self.mode.currentData() == Mode.REGEX:
            self.set_words(f"{self.words.text().strip()}|\\b{word}\\b")
        else:
            parts = [part.strip() for part in self.words.text().split("|") if part.strip()]
            self.set_words(" | ".join(dict.fromkeys([*parts, word])))

    def set_reader(self, there: bool) -> None:
        """Whether a reader is open: else there is only the whole library."""
        item = self.place.model().index(0, 0)
        self.place.model().setData(item, None if there else 0, Qt.ItemDataRole.UserRole - 1)
        if not there:
            self.place.setCurrentIndex(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter asks at once or, where that is done, goes down; so does Down."""
        if watched is self.words and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._wait.isActive():
                    self.ask()
                else:
                    self.downWanted.emit()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.downWanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if len(self.words.text().strip()) < LEAST:
            self._wait.stop()
            self.emptied.emit()
        else:
            self._wait.start()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("&Lines as CSV…")).triggered.connect(lambda: self.exportWanted.emit("csv"))
        menu.addAction(_("&All of it as Markdown…")).triggered.connect(lambda: self.exportWanted.emit("markdown"))
        menu.addAction(_("&Plot as SVG…")).triggered.connect(lambda: self.exportWanted.emit("svg"))
        menu.addSeparator()
        menu.addAction(_("&Copy chosen lines\tCtrl+C")).triggered.connect(lambda: self.copyWanted.emit("text"))
        menu.addAction(_("Copy chosen lines as &Markdown")).triggered.connect(lambda: self.copyWanted.emit("markdown"))
        return menu


def _choice(name: str, offers: Sequence[tuple[str, object]]) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName(name)
    choice.setToolTip(name)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    choice.setMinimumWidth(NARROWEST)
    for words, value in offers:
        choice.addItem(words, value)
    return choice
