"""Preferences: the keys of all commands, found, changed, and put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from annotator.i18n import _
from annotator.ui.action_spec import ActionSpec
from annotator.ui.choices import Choices
from annotator.ui.dialogs.preferences.giving import Table
from annotator.ui.dialogs.preferences.key_field import KeyField
from annotator.ui.dialogs.preferences.keys_model import Column, KeysModel
from annotator.ui.dialogs.preferences.page import SIDE, Page
from annotator.ui.keys import is_bare, refusal, shown
from annotator.ui.panels.look import GRID, heavier, push, tab_through

ROW = 26  # pixels
WIDTHS = {Column.ACTION: 290, Column.MENU: 150, Column.KEYS: 190}  # pixels, at first
_TO_FIELD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class KeysPage(Page):
    """Choose a command, press its new key; a key that another command has is given over only when one says so."""

    def __init__(self, specs: Sequence[ActionSpec], trouble: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """`trouble` are sentences on what the settings ask for and can't have."""
        super().__init__(parent)
        self._table = Table(tuple(specs), {})
        self._wanted = ""  # a key that another command has
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter: a command, a menu, a key"))
        self.words.setAccessibleName(_("Filter by command, menu or key"))
        self.words.setClearButtonEnabled(True)
        self.words.installEventFilter(self)
        self.model = KeysModel(self)
        self.table = _table(self.model)
        self.table.installEventFilter(self)
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setFont(heavier(self.name.font()))
        self.field = KeyField()
        self.field.setFixedWidth(46 * GRID)
        self.reset = push(_("&Usual keys"), _("Give this command the keys that it had at first"))
        self.said = QLabel("\n".join(trouble))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().height())
        self.give, self.leave = push(""), push(_("Leave it"))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(GRID)
        self._lay_out()
        self.words.textChanged.connect(self._sift)
        self.table.selectionModel().currentRowChanged.connect(lambda *rows: self._choose())
        self.table.doubleClicked.connect(lambda index: self.field.setFocus())
        self.field.pressed.connect(self._press)
        self.field.left.connect(self.table.setFocus)
        self.reset.clicked.connect(self._reset)
        self.give.clicked.connect(self._give)
        self.leave.clicked.connect(self._let_be)
        self._show(self._table, None)

    def show_choices(self, choices: Choices) -> None:
        """Show the keys as they are chosen."""
        super().show_choices(choices)
        if choices.keys != self._table.chosen:
            self._show(Table(self._table.specs, choices.keys), self.chosen())

    def usual(self, choices: Choices) -> Choices:
        """All commands have their usual keys."""
        return choices._replace(keys={})

    def chosen(self) -> ActionSpec | None:
        """The command whose keys are shown below."""
        row = self.table.currentIndex().row()
        return self.model.spec(row) if 0 <= row < self.model.rowCount() else None

    def choose(self, action: str) -> None:
        """Show a command's keys."""
        row = self.model.row(action)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def keys_of(self, action: str) -> tuple[str, ...]:
        """The keys that a command has now."""
        return self._table.keys[action]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the words to the table, Enter from there to the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self.words and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.table.setFocus()
                return True
            if watched is self.words and key == Qt.Key.Key_Escape and self.words.text():
                self.words.clear()
                return True
            if watched is self.table and key in _TO_FIELD:
                self.field.setFocus()
                return True
        return super().eventFilter(watched, event)

    # Giving and taking

    def _press(self, key: str) -> None:
        one, owner = self.chosen(), self._table.owner(key)
        self._offer("")
        if one is None:
            return
        if refused := refusal(key):
            self._say(refused)
        elif owner is not None and owner.id == one.id:
            self._say(_("“{action}” has {key} already.").format(action=one.name, key=shown(key)))
        elif owner is not None:
            words = _("{key} is the key of “{other}”. Give it to “{action}” instead?")
            self._say(words.format(key=shown(key), other=owner.name, action=one.name))
            self._offer(key)
        else:
            self._change(self._table.give(one.id, key), self._welcome(one, key))

    def _give(self) -> None:
        one, owner = self.chosen(), self._table.owner(self._wanted)
        if one is not None and owner is not None:
            words = _("“{action}” has {key} now, and “{other}” has it no more.")
            said = words.format(action=one.name, key=shown(self._wanted), other=owner.name)
            self._change(self._table.give(one.id, self._wanted), said)
            self.field.setFocus()

    def _let_be(self) -> None:
        self._say("")
        self._offer("")
        self.field.setFocus()

    def _take(self, key: str) -> None:
        one = self.chosen()
        if one is not None:
            words = _("“{action}” goes without {key} now.").format(action=one.name, key=shown(key))
            self._change(self._table.take(one.id, key), words)
            self.field.setFocus()

    def _reset(self) -> None:
        one = self.chosen()
        if one is None:
            return
        losing = [owner for key in one.keys if (owner := self._table.owner(key)) is not None and owner.id != one.id]
        words = _("“{action}” has its usual keys again.").format(action=one.name)
        for owner in dict.fromkeys(losing):
            words += " " + _("“{other}” gave back what it had of them.").format(other=owner.name)
        self._change(self._table.reset(one.id), words)

    @staticmethod
    def _welcome(one: ActionSpec, key: str) -> str:
        words = _("“{action}” has {key} now.").format(action=one.name, key=shown(key))
        if one.scope == "window" and is_bare(key):
            words += " " + _("It works while the text has the focus; elsewhere it writes.")
        return words

    def _change(self, table: Table, said: str) -> None:
        self._show(table, self.chosen())
        self._say(said)
        self.changed.emit(lambda choices: choices._replace(keys=table.chosen))

    def _say(self, words: str) -> None:
        """To the eye, and to a screen reader, if one is there."""
        self.said.setText(words)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, words))

    # Showing

    def _show(self, table: Table, current: ActionSpec | None) -> None:
        said, self._table = self.said.text(), table
        self.model.fill(table)
        if current is not None:
            self.choose(current.id)
        elif self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._choose(said)

    def _sift(self, text: str) -> None:
        current = self.chosen()
        self.model.set_filter(text)
        if current is not None:
            self.choose(current.id)
        if self.chosen() is None and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._choose(said="" if self.model.rowCount() else _("No command fits."))

    def _choose(self, said: str = "") -> None:
        one = self.chosen()
        self._offer("")
        self._say(said)
        self.name.setText(one.plain_text if one else "")
        while (item := self._chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        keys = self._table.keys[one.id] if one else ()
        chips = [self._chip(key) for key in keys]
        for chip in chips:
            self._chips.addWidget(chip)
        tab_through(self.table, *chips, self.field)
        self.field.setEnabled(one is not None)
        self.reset.setEnabled(one is not None and keys != one.keys)

    def _chip(self, key: str) -> QWidget:
        chip = push(f"{shown(key)}   ×", _("Take {key} away from this command").format(key=shown(key)))
        chip.clicked.connect(lambda: self._take(key))
        return chip

    def _offer(self, key: str) -> None:
        """Ask whether a key may go from its owner to the command that is chosen; empty: nothing is asked."""
        self._wanted, one = key, self.chosen()
        had_focus = self.give.hasFocus() or self.leave.hasFocus()
        for button in (self.give, self.leave):
            button.setVisible(bool(key))
        if key and one is not None:
            self.give.setText(_("&Give it to “{action}”").format(action=one.name.replace("&", "&&")))
            self.give.setFocus()
        elif had_focus:
            self.field.setFocus()

    def _lay_out(self) -> None:
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.rows.addLayout(_row(self.words))
        self.rows.addWidget(self.table, 1)
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet("background: palette(mid)")
        self.rows.addWidget(line)
        chips = _row(self.name, stretch=False)
        chips.addLayout(self._chips)
        chips.addWidget(self.field)
        chips.addStretch(1)
        chips.addWidget(self.reset)
        self.rows.addLayout(chips)
        answers = _row(self.said)
        answers.setContentsMargins(SIDE, 0, SIDE, 2 * GRID)
        answers.setStretch(0, 1)
        answers.addWidget(self.give)
        answers.addWidget(self.leave)
        self.rows.addLayout(answers)
        tab_through(self.words, self.table, self.field, self.reset, self.give, self.leave)


def _row(first: QWidget, *, stretch: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 2 * GRID, SIDE, 2 * GRID)
    row.setSpacing(2 * GRID)
    row.addWidget(first, int(stretch))
    return row


def _table(model: KeysModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAccessibleName(_("Commands and their keys"))
    table.setMinimumHeight(4 * ROW)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    for column, width in WIDTHS.items():
        table.setColumnWidth(column, width)
    return table
