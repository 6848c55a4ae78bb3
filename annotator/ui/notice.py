"""A line that says what happened, what is safe, and what to do; it stands until it is closed or solved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QProgressBar, QPushButton, QWidget

from annotator.i18n import _
from annotator.ui.assistive import announce
from annotator.ui.bridge import Failure
from annotator.ui.panels.look import SHEET


class Notice(QWidget):
    """One message at a time, the newest; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self, wordWrap=True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar(self, maximum=1000, textVisible=False)
        self.bar.setFixedSize(160, 6)
        self.bar.setStyleSheet(SHEET)
        self.action = QPushButton(self, flat=True)
        self.close_button = QPushButton(_("Close"), self, flat=True)
        for button in (self.action, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.label, 1)
        for widget in (self.bar, self.action, self.close_button):
            layout.addWidget(widget)
        self.setAutoFillBackground(True)
        self._act: Callable[[], object] | None = None
        self.key = ""
        self.action.clicked.connect(self._run)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def tell(self, text: str, *, key: str = "", button: str = "", act: Callable[[], object] | None = None) -> None:
        """Show `text`, with a button where there is something to do. `key` lets `solved` take it away again."""
        self.key = key
        self.label.setText(text)
        self._act = act
        self.action.setText(button)
        self.action.setVisible(bool(button))
        self.bar.hide()
        self.close_button.show()
        self.show()
        announce(self, text)

    def fail(self, failure: Failure) -> None:
        """Show an error; a fault of the program has details."""
        details = failure.details
        if details is None:
            self.tell(failure.sentence)
        else:
            self.tell(failure.sentence, button=_("Details…"), act=lambda: self._details(failure.sentence, details))

    def progress(self, text: str, fraction: float, cancel: Callable[[], object]) -> None:
        """Show how far a task is (0 to 1; below 0: not known), with a way to stop it."""
        self.tell(text, key="progress", button=_("Cancel"), act=cancel)
        self.bar.setRange(0, 0 if fraction < 0 else 1000)
        self.bar.setValue(round(max(fraction, 0) * 1000))
        self.bar.show()
        self.close_button.hide()

    def solved(self, key: str) -> None:
        """Take the message away if it is still the one of this key."""
        if self.key == key:
            self.hide()

    def _run(self) -> None:
        if self._act is not None:
            self._act()

    def _details(self, sentence: str, details: str) -> None:
        box = QMessageBox(
            QMessageBox.Icon.NoIcon, "Annotator", sentence, QMessageBox.StandardButton.Close, self.window()
        )
        box.setDetailedText(details)
        box.exec()
