"""Find in the open text: a slim bar at the edge of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from annotator.i18n import _, ngettext
from annotator.model.annotation import Role
from annotator.sentences import role_name
from annotator.ui.panels.chips import chip_icon
from annotator.ui.panels.look import GRID, SHEET, quiet, tab_through, tool
from annotator.ui.theme import Theme

_STEPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3)


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How words are looked for in the open text."""

    case: bool = False
    whole_word: bool = False
    regex: bool = False


class FindBar(QWidget):
    """Tells what is looked for; whoever finds it answers with `show_count` or `show_error`."""

    queryChanged = Signal(str, object)  # the words, FindOptions
    next = Signal()
    previous = Signal()
    closed = Signal()
    markAllWanted = Signal(str)  # a role's key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: QColor | None = None
        self._before: QWidget | None = None  # what had the focus
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Find in this text"))
        self.edit.setAccessibleName(_("Find in this text"))
        self.edit.setMinimumWidth(40 * GRID)
        self.edit.setMaximumWidth(88 * GRID)
        self.edit.installEventFilter(self)
        self.case = self._toggle("Aa", _("Match case"), "Alt+C")
        self.whole_word = self._toggle("“W”", _("Whole words"), "Alt+W")
        self.regex = self._toggle(".*", _("Regular expression"), "Alt+R")
        self.count = quiet()
        self.count.setMinimumWidth(22 * GRID)
        self.back = tool("↑", _("Previous hit"), keys="Shift+F3")
        self.forward = tool("↓", _("Next hit"), keys="F3")
        self.mark_all = tool(_("Mark all ▾"), _("Highlight every hit, in one step of Undo"), keys="Alt+M")
        self.mark_all.setShortcut("Alt+M")
        self.mark_all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._roles = QMenu(self.mark_all)
        self.mark_all.setMenu(self._roles)
        self.shut = tool("✕", _("Close"), keys="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.edit, 1)
        for widget in (self.case, self.whole_word, self.regex, self.back, self.forward):
            row.addWidget(widget)
        row.addSpacing(GRID)
        row.addWidget(self.count)
        row.addWidget(self.mark_all)
        row.addStretch(1)
        row.addWidget(self.shut)
        tab_through(
            self.edit, self.case, self.whole_word, self.regex, self.back, self.forward, self.mark_all, self.shut
        )
        self.setStyleSheet(SHEET)
        self.setAccessibleName(_("Find"))
        self.edit.textChanged.connect(self._changed)
        self.back.clicked.connect(self.previous)
        self.forward.clicked.connect(self.next)
        self.shut.clicked.connect(self.dismiss)
        self._enable(0)

    def open(self, text: str = "") -> None:
        """Show the bar with `text` (or what was looked for last), all of it selected."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.show()
        if text and text != self.edit.text():
            self.edit.setText(text)
        elif self.edit.text():
            self._changed()
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Hide the bar and give the focus back to what had it."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def query(self) -> tuple[str, FindOptions]:
        """What is looked for, and how."""
        options = FindOptions(self.case.isChecked(), self.whole_word.isChecked(), self.regex.isChecked())
        return self.edit.text(), options

    def show_count(self, current: int | None, total: int) -> None:
        """“3 of 41”: `current` counts from 1; None where no hit is the current one."""
        if not self.edit.text():
            said = ""
        elif not total:
            said = _("No hits")
        elif current is None:
            said = ngettext("{total} hit", "{total} hits", total).format(total=f"{total:n}")
        else:
            said = _("{current} of {total}").format(current=f"{current:n}", total=f"{total:n}")
        self._say(said)
        self._enable(total)

    def show_error(self, sentence: str) -> None:
        """Say why nothing can be looked for, in place of the count."""
        self._say(sentence)
        self._enable(0)

    def set_theme(self, theme: Theme) -> None:
        """The hairline above the bar."""
        self._line = QColor(theme.hairline)
        self.update()

    def show_waiting(self) -> None:
        """The answer isn't there yet."""
        self._say("…")
        self._enable(0)

    def set_roles(self, roles: Sequence[Role], theme: Theme) -> None:
        """As what all hits may be marked."""
        self._roles.clear()
        for role in roles:
            action = self._roles.addAction(chip_icon(role, theme, self.font()), role_name(role).replace("&", "&&"))
            action.triggered.connect(lambda checked=False, key=role.key: self.markAllWanted.emit(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and F3 in the line go on, with Shift back."""
        pressed = watched is self.edit and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.previous if back else self.next).emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, wherever in the bar the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One hairline between the page and the bar."""
        if self._line is not None:
            QPainter(self).fillRect(0, 0, self.width(), 1, self._line)

    def _toggle(self, text: str, name: str, keys: str) -> QToolButton:
        button = tool(text, name, checkable=True, keys=keys)
        button.setShortcut(keys)
        button.toggled.connect(self._changed)
        return button

    def _changed(self) -> None:
        if not self.edit.text():
            self._say("")
            self._enable(0)
        self.queryChanged.emit(*self.query())

    def _say(self, sentence: str) -> None:
        self.count.setText(sentence)
        self.count.setToolTip(sentence)
        self.edit.setAccessibleDescription(sentence)

    def _enable(self, total: int) -> None:
        self.back.setEnabled(total > 0)
        self.forward.setEnabled(total > 0)
        self.mark_all.setEnabled(total > 0)
