"""What an export would do to a file that is there already: the differences, and the words that both sides changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QKeySequence, QShortcut, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.services.exporting import Choice, Conflict
from annotator.ui.panels.choice_boxes import CheckBox
from annotator.ui.panels.look import GRID, heading, push, quiet
from annotator.ui.theme import Theme

_ANSWERS: tuple[Choice, ...] = ("mine", "program", "both")
_HEADER_LINES = 2  # of a unified diff
_GAP = "⋯"  # lines that stay as they are, in place of their numbers


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be looked at. `difference` is a unified diff; the numbers are of excerpts and headings."""

    path: Path
    difference: str
    conflicts: Sequence[Conflict] = ()
    added: int = 0
    updated: int = 0
    removed: int = 0
    deleted: int = 0


class ExportReview(QWidget):
    """First the conflicts, one by one, each answered with 1, 2 or 3; then the differences.

    `answered` tells that all conflicts have an answer; `restoreToggled` that what was deleted is wanted, or not.
    """

    answered = Signal()
    restoreToggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._at = 0
        self.choices: dict[str, Choice] = {}
        self.said = heading("")
        self.said.setWordWrap(True)
        self.counted = quiet(wrap=True)
        self.restore = CheckBox("")
        self.restore.toggled.connect(self.restoreToggled)
        self.difference = _box(_("What would change"))
        self._colours = _Colours(self.difference, theme)
        self.mine, self.program = _box(_("As the file has it")), _box(_("As Annotator has it"))
        texts = (_("&1  Keep the file’s"), _("&2  Take Annotator’s"), _("&3  Keep both"))
        self.answers = [push(text) for text in texts]
        for answer, button, key in zip(_ANSWERS, self.answers, "123", strict=True):
            button.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self.pages = QStackedWidget()
        self._lay_out()

    @property
    def deciding(self) -> bool:
        """Whether there is a conflict to be answered."""
        return self._review is not None and self._at < len(self._review.conflicts)

    def show_review(self, review: Review) -> None:
        """Look at another plan; answers given before are kept."""
        self._review, self._at = review, 0
        self.restore.setVisible(review.deleted > 0 or self.restore.isChecked())
        if review.deleted:
            self.restore.setText(
                ngettext(
                    "Bring back {n} excerpt that you deleted in this file",
                    "Bring back {n} excerpts that you deleted in this file",
                    review.deleted,
                ).format(n=review.deleted)
            )
        lines = review.difference.split("\n")[_HEADER_LINES:]
        self.difference.setPlainText("\n".join(_GAP if line.startswith("@@") else line for line in lines))
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._colours.set_theme(theme)

    def forget(self) -> None:
        """Another file: no answer holds any more."""
        self.choices = {}
        self.restore.blockSignals(True)
        self.restore.setChecked(False)
        self.restore.blockSignals(False)

    def _answer(self, answer: Choice) -> None:
        conflicts = self._review.conflicts if self._review is not None else ()
        if self._at >= len(conflicts):
            return
        self.choices[conflicts[self._at].key] = answer
        self._at += 1
        if self._at < len(conflicts):
            self._show()
        else:
            self.answered.emit()

    def _show(self) -> None:
        assert self._review is not None
        review = self._review
        if self.deciding:
            conflict = review.conflicts[self._at]
            count = len(review.conflicts)
            place = _("{n} of {count}: {label}").format(n=self._at + 1, count=count, label=conflict.label)
            self.said.setText(place if count > 1 else conflict.label)
            self.counted.setText(_("You changed these words in the file, and they were changed in Annotator, too."))
            self.mine.setPlainText(conflict.mine)
            self.program.setPlainText(conflict.program)
            self.pages.setCurrentIndex(1)
            self.answers[0].setFocus()
            return
        self.said.setText(_("What would change in {name}").format(name=review.path.name))
        self.counted.setText(_counted(review))
        self.pages.setCurrentIndex(0)

    def _lay_out(self) -> None:
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(2 * GRID)
        for column, (title, box) in enumerate(((_("In the file"), self.mine), (_("In Annotator"), self.program))):
            grid.addWidget(quiet(title), 0, column)
            grid.addWidget(box, 1, column)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for button in self.answers:
            buttons.addWidget(button)
        buttons.addStretch(1)
        grid.addLayout(buttons, 2, 0, 1, 2)
        self.pages.addWidget(self.difference)
        self.pages.addWidget(sides)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column_.setSpacing(2 * GRID)
        column_.addWidget(self.said)
        column_.addWidget(self.counted)
        column_.addWidget(self.restore)
        column_.addSpacing(GRID)
        column_.addWidget(self.pages, 1)


def _counted(review: Review) -> str:
    """`2 added, 1 brought up to date. What you wrote stays as it is.`"""
    parts = [
        ngettext("{n} added", "{n} added", review.added).format(n=review.added) if review.added else "",
        ngettext("{n} brought up to date", "{n} brought up to date", review.updated).format(n=review.updated)
        if review.updated
        else "",
        ngettext("{n} taken out", "{n} taken out", review.removed).format(n=review.removed) if review.removed else "",
    ]
    told = ", ".join(filter(None, parts))
    stays = _("What you wrote stays as it is.")
    if not review.difference:
        return _("Nothing: the file is up to date.")
    return f"{told[:1].upper()}{told[1:]}. {stays}" if told else stays


class _Colours(QSyntaxHighlighter):
    """Lines that come in the accent, those that go in the muted ink and struck through: told by their marks, too."""

    def __init__(self, edit: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(edit.document())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._formats = {mark: QTextCharFormat() for mark in ("+", "-", _GAP)}
        self._formats["+"].setForeground(QColor(theme.accent))
        self._formats["-"].setForeground(QColor(theme.muted))
        self._formats["-"].setFontStrikeOut(True)
        self._formats[_GAP].setForeground(QColor(theme.muted))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line."""
        if found := self._formats.get(text[:1]):
            self.setFormat(0, len(text), found)


def _box(name: str) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setFrameShape(QFrame.Shape.NoFrame)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    box.document().setDocumentMargin(2 * GRID)
    box.setAccessibleName(name)
    return box
