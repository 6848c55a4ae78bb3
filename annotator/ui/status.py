"""The line at the bottom: what is saved at the left, where one is at the right."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTime, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.i18n import _, ngettext

HEIGHT = 28  # pixels
WORD_TIME = 6000  # milliseconds that a passing word stays
PLAIN_TEXT = 0  # Qt.TextFormat.PlainText: Qt's own enums take 20 ms, which the first paint needn't wait for
SLOW = 300  # milliseconds after which "Saving…" is shown


class StatusLine(QWidget):
    """Two labels. A passing word takes the left one's place for some seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.left = QLabel(self)
        self.right = QLabel(self)
        for label in (self.left, self.right):
            label.setForegroundRole(self.foregroundRole())
            label.setProperty("textFormat", PLAIN_TEXT)
        self.left.setAccessibleName(_("What is saved"))
        self.right.setAccessibleName(_("Where you are"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(self.left, 1)
        layout.addWidget(self.right)
        self._saved = ""
        self._parts: dict[str, str] = {}
        self._word = QTimer(self, singleShot=True, interval=WORD_TIME)
        self._word.timeout.connect(lambda: self.left.setText(self._saved))
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self._keep(_("Saving…")))

    def show_saving(self) -> None:
        """A change is on its way; said only if it takes its time. A word about something earlier makes room."""
        self._word.stop()
        self.left.setText(self._saved)
        if not self._slow.isActive():
            self._slow.start()

    def show_saved(self) -> None:
        """All is in the library, durably."""
        self._slow.stop()
        now = QLocale().toString(QTime.currentTime(), "HH:mm")
        self._keep(_("Saved {time}").format(time=now), at_once=False)

    def show_unsaved(self) -> None:
        """Something couldn't be saved; the notice above says more."""
        self._slow.stop()
        self._keep(_("Not saved yet"))

    def say(self, word: str) -> None:
        """A passing word."""
        self.left.setText(word)
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

    def show_page(self, cited: str) -> None:
        """`p. 22`."""
        self._part("page", cited)

    def _keep(self, text: str, *, at_once: bool = True) -> None:
        self._saved = text
        if at_once:
            self._word.stop()
        if not self._word.isActive():
            self.left.setText(text)

    def _part(self, key: str, text: str) -> None:
        self._parts[key] = text
        shown = (self._parts.get(name, "") for name in ("hits", "notes", "page"))
        self.right.setText(" · ".join(filter(None, shown)))
