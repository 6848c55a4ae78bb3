"""The tags of an annotation, written with commas between them and completed from those in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.services.drafts import clean_tags
from annotator.ui.panels.look import GRID, SHEET, push, quiet, tab_through

OFFERED = 8  # buttons of tags in use
IN_A_ROW = 4


class TagsDialog(QDialog):
    """A line of tags, and below it buttons of those in use that fit what is being written; Tab takes one."""

    def __init__(self, tags: Sequence[str], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Tags"))
        self._known = sorted(known, key=str.casefold)
        self.edit = QLineEdit("".join(f"{tag}, " for tag in tags))
        self.edit.setAccessibleName(_("Tags"))
        self.edit.setPlaceholderText(_("legality, terror"))
        self.edit.setMinimumWidth(112 * GRID)
        self.edit.installEventFilter(self)
        self.said = quiet()
        self.offers = [self._offer() for _number in range(min(len(self._known), OFFERED))]
        keep, cancel = push(_("&Keep")), push(_("Cancel"))
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._lay_out(keep, cancel)
        self.edit.textChanged.connect(self._show_offers)
        self.edit.cursorPositionChanged.connect(self._show_offers)
        self._show_offers()

    @classmethod
    def ask(cls, parent: QWidget | None, tags: Sequence[str], known: Sequence[str]) -> tuple[str, ...] | None:
        """The tags as they shall be; None where the person thought better of it. `known` are the tags in use."""
        dialog = cls(tags, known, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.tags() if accepted else None

    def tags(self) -> tuple[str, ...]:
        """What is written now, cleaned."""
        return clean_tags(self.edit.text().split(","))

    def completions(self) -> list[str]:
        """Tags in use that the one under the caret may become, those that begin with it first; none without one."""
        written = self._written()
        if not written:
            return []
        others = {tag.casefold() for tag in self.tags()} - {written}
        fits = [tag for tag in self._known if written in tag.casefold() and tag.casefold() not in others]
        fits.sort(key=lambda tag: not tag.casefold().startswith(written))
        return [] if fits and fits[0].casefold() == written else fits

    def completion(self) -> str | None:
        """What Tab takes: only a tag that begins with what is written."""
        written = self._written()
        return next((tag for tag in self.completions()[:1] if tag.casefold().startswith(written)), None)

    def showEvent(self, event: QShowEvent) -> None:
        """One goes on writing: what is there isn't selected."""
        super().showEvent(event)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self.edit, lambda: self.edit.end(False))  # after the dialog has selected all of it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab takes the completion; without one it goes on as ever."""
        pressed = watched is self.edit and event.type() == QEvent.Type.KeyPress
        if pressed and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab and (tag := self.completion()):
            self._complete(tag)
            return True
        return super().eventFilter(watched, event)

    def _segment(self) -> tuple[int, int]:
        """Where the tag under the caret begins and ends."""
        text, caret = self.edit.text(), self.edit.cursorPosition()
        end = text.find(",", caret)
        return text.rfind(",", 0, caret) + 1, len(text) if end < 0 else end

    def _written(self) -> str:
        start, end = self._segment()
        return self.edit.text()[start:end].strip().lstrip("#").casefold()

    def _complete(self, tag: str) -> None:
        text = self.edit.text()
        start, end = self._segment()
        head = f"{text[:start].rstrip()} {tag}, ".lstrip()
        self.edit.setText(head + text[end:].lstrip(", "))
        self.edit.setCursorPosition(len(head))

    def _pressed(self, tag: str, on: bool) -> None:
        if tag in self.completions():
            self._complete(tag)
        else:
            tags = [one for one in self.tags() if one != tag]
            self.edit.setText("".join(f"{one}, " for one in [*tags, *([tag] if on else [])]))
        self.edit.setFocus()

    def _show_offers(self) -> None:
        fits, first, tags = self.completions(), self.completion(), self.tags()
        self.said.setText(_("Tab takes #{tag}.").format(tag=first) if first else _("Commas between them."))
        shown = (fits or self._known)[: len(self.offers)]
        for button, tag in zip(self.offers, [*shown, *[""] * len(self.offers)], strict=False):
            button.setText(f"#{tag}".replace("&", "&&"))
            button.setAccessibleName(_("Tag {tag}").format(tag=tag))
            button.setProperty("tag", tag)
            button.setChecked(tag in tags)
            button.setVisible(bool(tag))

    def _offer(self) -> QPushButton:
        button = push("", _("Add or take away this tag"))
        button.setCheckable(True)
        keeps = button.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # or the dialog would jump while one types
        button.setSizePolicy(keeps)
        button.clicked.connect(lambda on: self._pressed(button.property("tag"), on))
        return button

    def _lay_out(self, keep: QPushButton, cancel: QPushButton) -> None:
        offers, bottom = QGridLayout(), QHBoxLayout()
        offers.setSpacing(GRID)
        for index, button in enumerate(self.offers):
            offers.addWidget(button, index // IN_A_ROW, index % IN_A_ROW)
        bottom.setSpacing(2 * GRID)
        bottom.addStretch(1)
        bottom.addWidget(cancel)
        bottom.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.edit)
        column.addWidget(self.said)
        column.addLayout(offers)
        column.addStretch(1)
        column.addLayout(bottom)
        tab_through(self.edit, *self.offers, keep, cancel)
        self.setStyleSheet(SHEET)
