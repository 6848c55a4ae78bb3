"""All annotations of the open reader in one table, below the page: looked over, sifted, and marked many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.model.annotation import Role
from annotator.model.lookup import ancestry, division_label
from annotator.sentences import role_name
from annotator.ui.panels.choice_box import ChoiceBox
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through, tool
from annotator.ui.panels.notes_model import NotesModel
from annotator.ui.panels.notes_rows import Filter
from annotator.ui.panels.notes_view import NotesView
from annotator.ui.shown import Ground
from annotator.ui.theme import Theme

PAUSE = 120  # milliseconds between the last letter and the sifting
LEAST_HEIGHT = 140  # pixels
CHOICE = 168  # pixels of a choice, at most
_SHEET = (
    SHEET
    + """
QTableView { background: palette(base); border: none; outline: none; }
QHeaderView { background: palette(window); }
QHeaderView::section { background: palette(window); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 4px 8px; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal { background: palette(mid); min-width: 32px; border-radius: 3px; margin: 3px 2px; }
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal { width: 0; }
"""
)


class NotesPanel(QWidget):
    """Asks for changes by signals, in one piece for all rows chosen, and shows them when they were made."""

    closed = Signal()
    roleWanted = Signal(object, str)  # annotation ids, a role's key
    tagsWanted = Signal(object)  # annotation ids
    deleteWanted = Signal(object)  # annotation ids

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = NotesModel(self)
        self.view = NotesView(self.notes, theme, self)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter: words, a tag, a page"))
        self.words.setAccessibleName(_("Filter by words, a tag or a page"))
        self.words.setClearButtonEnabled(True)
        self.words.installEventFilter(self)
        self.by_role, self.by_tag = _choice(_("Role")), _choice(_("Tag"))
        self.by_division = _choice(_("Part of the text"))
        self.said = quiet()
        self.role = push(_("&Role"), _("Give all chosen another role (1 to 6)"))
        self.role.setMenu(QMenu(self.role))
        self.tags = push(_("&Tags…"), _("Give or take tags of all chosen (T)"))
        self.delete = push(_("&Delete"), _("Put all chosen into the trash (Del)"))
        self.shut = tool("×", _("Close"), keys="Esc")
        self.empty = quiet(wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ground: Ground | None = None
        self._roles: Sequence[Role] = ()
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setAutoFillBackground(True)
        self.setStyleSheet(_SHEET)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view.set_theme(theme)

    def set_ground(self, ground: Ground, roles: Sequence[Role]) -> None:
        """The text and the roles of the reader whose rows are to come."""
        self._ground, self._roles = ground, tuple(roles)
        self.view.roles = self._roles
        menu = self.role.menu()
        menu.clear()
        for role in self._roles:
            action = menu.addAction(f"{role_name(role)}  {role.mark}")
            action.triggered.connect(lambda checked=False, key=role.key: self._mark(key))
        self._fill_choices()

    def open(self) -> None:
        """The table has the keyboard; where nothing is chosen yet, on its first row."""
        if self.view.current() is None and self.notes.rowCount():
            self.view.setCurrentIndex(self.notes.index(0, 0))
        (self.view if self.notes.rowCount() else self.words).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the words to the rows; Esc empties the words, then closes."""
        if watched is self.words and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self._sift()
                self.open()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
        return super().eventFilter(watched, event)

    def show_all(self) -> None:
        """No filter."""
        for choice in (self.by_role, self.by_tag, self.by_division):
            choice.setCurrentIndex(0)
        self.words.clear()
        self._sift()

    def _leave(self) -> None:
        if self._wanted().shows_all:
            self.closed.emit()
        else:
            self.show_all()

    def _wanted(self) -> Filter:
        return Filter(
            self.by_role.currentData(), self.by_tag.currentData(), self.by_division.currentData(), self.words.text()
        )

    def _sift(self) -> None:
        self._wait.stop()
        self.notes.set_filter(self._wanted())

    def _mark(self, key: str) -> None:
        if chosen := self.view.chosen():
            self.roleWanted.emit(chosen, key)

    def _by_number(self, number: int) -> None:
        if number <= len(self._roles):
            self._mark(self._roles[number - 1].key)

    def _follow(self) -> None:
        """What is said of the rows, and which of them can be asked for, follow the rows."""
        shown, all_rows = self.notes.rowCount(), len(self.notes.rows())
        self._pages.setCurrentWidget(self.view if shown else self.empty)
        self.empty.setText(
            _("No annotation fits. Esc shows all of them again.")
            if all_rows
            else _("Nothing is marked yet. Select a passage in the text and press 1 to 6, or N to write a note.")
        )
        self._fill_choices()
        self._count()

    def _count(self) -> None:
        chosen, shown = self.view.count(), self.notes.rowCount()
        words = ngettext("{n} annotation", "{n} annotations", shown).format(n=shown)
        all_rows = len(self.notes.rows())
        if shown != all_rows:
            words = _("{n} of {all}").format(n=shown, all=all_rows)
        if chosen > 1:
            words += " · " + _("{n} chosen").format(n=chosen)
        self.said.setText(words)
        for button in (self.role, self.tags, self.delete):
            button.setEnabled(chosen > 0)

    def _fill_choices(self) -> None:
        """Only what occurs can be chosen."""
        rows = self.notes.rows()
        used = {row.role.key for row in rows}
        roles = [(f"{role.mark}  {role_name(role)}", role.key) for role in self._roles if role.key in used]
        _offer(self.by_role, _("All roles"), roles)
        tags = sorted({tag for row in rows for tag in row.placed.annotation.tags}, key=str.casefold)
        _offer(self.by_tag, _("All tags"), [(f"#{tag}", tag) for tag in tags])
        if self._ground is not None:
            document = self._ground.document
            inner = {row.division for row in rows}
            indices = sorted({index for division in inner for index in ancestry(document, division)})
            deep = [
                ("\u2003" * (len(list(ancestry(document, one))) - 1) + division_label(document.divisions[one]), one)
                for one in indices
            ]
            _offer(self.by_division, _("All parts"), deep)

    def _connect(self) -> None:
        self._wait.timeout.connect(self._sift)
        self.words.textChanged.connect(lambda text: self._wait.start())
        self.words.returnPressed.connect(self._sift)
        for choice in (self.by_role, self.by_tag, self.by_division):
            choice.activated.connect(lambda at: self._sift())
        self.notes.changed.connect(self._follow)
        self.view.selectionModel().selectionChanged.connect(lambda *changed: self._count())
        self.view.roleWanted.connect(self._by_number)
        self.view.tagsWanted.connect(self._ask_tags)
        self.view.deleteWanted.connect(self._ask_delete)
        self.view.left.connect(self._leave)
        self.tags.clicked.connect(self._ask_tags)
        self.delete.clicked.connect(self._ask_delete)
        self.shut.clicked.connect(self.closed)

    def _ask_tags(self) -> None:
        if chosen := self.view.chosen():
            self.tagsWanted.emit(chosen)

    def _ask_delete(self) -> None:
        if chosen := self.view.chosen():
            self.deleteWanted.emit(chosen)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        across = QHBoxLayout()
        across.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        across.setSpacing(2 * GRID)
        across.addWidget(self.words, 1)
        for choice in (self.by_role, self.by_tag, self.by_division):
            across.addWidget(choice)
        across.addSpacing(2 * GRID)
        across.addWidget(self.said)
        across.addSpacing(2 * GRID)
        for button in (self.role, self.tags, self.delete, self.shut):
            across.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(across)
        column.addWidget(self._pages, 1)
        tab_through(
            self.words, self.by_role, self.by_tag, self.by_division, self.role, self.tags, self.delete, self.shut
        )
        tab_through(self.shut, self.view)


def _choice(name: str) -> QComboBox:
    choice = ChoiceBox()
    choice.setAccessibleName(name)
    choice.setMaximumWidth(CHOICE)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(9)
    return choice


def _offer(choice: QComboBox, everything: str, offers: Sequence[tuple[str, object]]) -> None:
    """Fill a choice anew where it offers something else; what is chosen stays chosen, also if it occurs no more."""
    kept, named = choice.currentData(), choice.currentText()
    wanted = [(everything, None), *offers]
    if kept is not None and all(value != kept for _words, value in wanted):
        wanted.append((named, kept))
    if wanted == [(choice.itemText(at), choice.itemData(at)) for at in range(choice.count())]:
        return
    with QSignalBlocker(choice):
        choice.clear()
        for words, value in wanted:
            choice.addItem(words, value)
        choice.setCurrentIndex(max(choice.findData(kept), 0) if kept is not None else 0)
