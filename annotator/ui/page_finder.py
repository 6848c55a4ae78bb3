"""Finding words on a page of the help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextBrowser, QTextEdit, QWidget

from annotator.i18n import _, ngettext
from annotator.ui.panels.look import GRID, quiet, tool

MOST = 400  # places that are shown at once


class PageFinder(QWidget):
    """Every place is shown at once; Enter goes on to the next one, Shift+Enter back, Esc empties the field."""

    def __init__(self, browser: QTextBrowser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browser = browser
        self._places: list[QTextCursor] = []
        self._at = 0
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Find on this page"))
        self.words.setAccessibleName(_("Find on this page"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(70 * GRID)
        self.words.installEventFilter(self)
        self.previous = tool("‹", _("The place before"), keys="Shift+Enter")
        self.next = tool("›", _("The next place"), keys="Enter")
        self.said = quiet()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GRID)
        across.addWidget(self.words, 1)
        for widget in (self.previous, self.next, self.said):
            across.addWidget(widget)
        across.addStretch(1)
        self.words.textChanged.connect(lambda text: self._find())
        self.previous.clicked.connect(lambda: self._walk(-1))
        self.next.clicked.connect(lambda: self._walk(+1))
        self.forget()

    def begin(self) -> None:
        """The keyboard is in the field."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def forget(self) -> None:
        """Another page is shown: what was sought is sought there."""
        self._find(go=bool(self.words.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter walks; Esc empties the field, and only then closes the window."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            leave = event.key() == Qt.Key.Key_Escape and bool(self.words.text())
            if enter or leave:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                    self.words.clear() if leave else self._walk(-1 if back else +1)
                return True
        return super().eventFilter(watched, event)

    def _find(self, *, go: bool = True) -> None:
        words, document = self.words.text().strip(), self._browser.document()
        self._places, self._at = [], 0
        place = QTextCursor(document)
        while words and len(self._places) < MOST:
            place = document.find(words, place, QTextDocument.FindFlag(0))
            if place.isNull():
                break
            self._places.append(QTextCursor(place))
        self._show(go=go and bool(self._places))
        if words:
            count = len(self._places)
            self.said.setText(ngettext("{n} place", "{n} places", count).format(n=count) if count else _("Not found"))
        else:
            self.said.setText("")
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._places))

    def _walk(self, step: int) -> None:
        if self._places:
            self._at = (self._at + step) % len(self._places)
            self._show()
            self.said.setText(_("{n} of {all}").format(n=self._at + 1, all=len(self._places)))

    def _show(self, *, go: bool = True) -> None:
        colours, marked = self._browser.palette(), []
        for number, place in enumerate(self._places):
            one = QTextEdit.ExtraSelection()
            one.cursor = place
            role = QPalette.ColorRole.Accent if number == self._at else QPalette.ColorRole.Highlight
            ink = QPalette.ColorRole.Base if number == self._at else QPalette.ColorRole.HighlightedText
            one.format.setBackground(colours.color(role))
            one.format.setForeground(colours.color(ink))
            marked.append(one)
        self._browser.setExtraSelections(marked)
        if go and self._places:
            seen = QTextCursor(self._places[self._at])
            seen.clearSelection()
            self._browser.setTextCursor(seen)
            self._browser.ensureCursorVisible()
