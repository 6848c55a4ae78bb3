"""The line at the bottom: what is saved at the left, where one is at the right."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTime, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from annotator.i18n import _, ngettext

HEIGHT = 28  # pixels
WORD_TIME = 6000  # milliseconds that a passing word stays
PLAIN_TEXT = 0  # Qt.TextFormat.PlainText: Qt's own enums take 20 ms, which the first paint needn't wait for
SLOW = 300  # milliseconds after which "Saving…" is shown


class StatusLine(QWidget):
    """Two labels, and a button where notes are to be checked. A passing word takes the left label for some seconds."""

    checkWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.left = QLabel(self)
        self.right = QLabel(self)
        for label in (self.left, self.right):
            label.setForegroundRole(self.foregroundRole())
            label.setProperty("textFormat", PLAIN_TEXT)
        self.left.setAccessibleDescription(_("What is saved"))
        self.right.setAccessibleDescription(_("Where you are"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        self.check = QToolButton(self, autoRaise=True)
        self.check.setToolTip(_("Notes whose passages moved or could not be found"))
        self.check.clicked.connect(self.checkWanted)
        self.check.hide()
        layout.addWidget(self.left, 1)
        layout.addWidget(self.check)
        layout.addSpacing(8)
        layout.addWidget(self.right)
        self._saved = ""
        self._backup = ""
        self._all_well = False
        self._parts: dict[str, str] = {}
        self._word = QTimer(self, singleShot=True, interval=WORD_TIME)
        self._word.timeout.connect(lambda: self.left.setText(self._state()))
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self._keep(_("Saving…")))

    def show_saving(self) -> None:
        """A change is on its way; said only if it takes its time. A word about something earlier makes room."""
        self._word.stop()
        self.left.setText(self._state())
        if not self._slow.isActive():
            self._slow.start()

    def show_saved(self) -> None:
        """All is in the library, durably."""
        self._slow.stop()
        now = QLocale().toString(QTime.currentTime(), "HH:mm")
        self._keep(_("Saved {time}").format(time=now), at_once=False, well=True)

    def show_all_saved(self) -> None:
        """Nothing was changed yet."""
        if not self._saved:
            self._keep(_("All is saved"), at_once=False, well=True)

    def show_unsaved(self) -> None:
        """Something couldn't be saved; the notice above says more."""
        self._slow.stop()
        self._keep(_("Not saved yet"))

    def set_backup(self, day: str) -> None:
        """The day of the last backup that was made and checked, as `said_day` has it; empty where there is none."""
        self._backup = _("backup checked {day}").format(day=day) if day else _("no backup yet")
        if not self._word.isActive():
            self.left.setText(self._state())

    def say(self, word: str) -> None:
        """A passing word; a screen reader says it as well."""
        from annotator.ui.assistive import announce  # after the first paint

        self.left.setText(word)
        announce(self, word)
        self._word.start()

    def show_hits(self, current: int | None, total: int | None) -> None:
        """`3 of 41 hits`; `current` counts from 1, `total` None means that nothing is sought."""
        if total is None:
            text = ""
        elif current is None:
            text = ngettext("{n} hit", "{n} hits", total).format(n=total)
        else:
            text = ngettext("{i} of {n} hit", "{i} of {n} hits", total).format(i=current, n=total)
        self._part("hits", text)

    def show_notes(self, count: int) -> None:
        """`12 notes`."""
        self._part("notes", ngettext("{n} note", "{n} notes", count).format(n=count) if count else "")

    def show_check(self, count: int) -> None:
        """`To check: 3`, to be pressed; nothing where there is nothing to check."""
        self.check.setText(_("To check: {n}").format(n=count))
        if count and not self.check.styleSheet():
            from annotator.ui.panels.look import SHEET  # after the first paint

            self.check.setStyleSheet(f"{SHEET} QToolButton {{ padding: 0 7px; }}")  # so that its focus is seen
        self.check.setVisible(count > 0)

    def show_mode(self, name: str) -> None:
        """`Caret mode`; empty for the usual one."""
        self._part("mode", name)

    def show_page(self, cited: str) -> None:
        """`p. 22`."""
        self._part("page", cited)

    def _keep(self, text: str, *, at_once: bool = True, well: bool = False) -> None:
        self._saved, self._all_well = text, well
        if at_once:
            self._word.stop()
        if not self._word.isActive():
            self.left.setText(self._state())

    def _state(self) -> str:
        """“Saved 14:02 · backup checked today”; what is amiss stands alone."""
        return " · ".join(filter(None, (self._saved, self._backup))) if self._all_well else self._saved

    def _part(self, key: str, text: str) -> None:
        self._parts[key] = text
        shown = (self._parts.get(name, "") for name in ("mode", "hits", "notes", "page"))
        self.right.setText(" · ".join(filter(None, shown)))
