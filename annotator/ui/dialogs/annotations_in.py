"""What a file of annotations would bring in, before it does: what is new, what is newer, what stays out and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.outcome_words import arrival_sentence
from annotator.services.receiving import Brought
from annotator.ui.panels.look import GRID, SHEET, hairline, heading, push, quiet, tab_through
from annotator.ui.panels.typed import shorten


class AnnotationsInDialog(QDialog):
    """Tells when the person wants it; `show_result` says what came of it."""

    importRequested = Signal()

    def __init__(
        self, file_name: str, brought: Brought, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """`names` are the first words of annotations that are here, by id."""
        super().__init__(parent)
        self.setWindowTitle(_("Import Annotations"))
        self.resize(130 * GRID, 80 * GRID)
        self.title = heading(_("“{name}”").format(name=file_name))
        self.counts = quiet(wrap=True)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setWordWrap(True)
        self.list.setSpacing(GRID)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What stays out, and why"))
        self.said = quiet(wrap=True)
        self.bring = push(_("&Import"), _("Bring them in: one step, which Undo takes back"))
        self.shut = push(_("Cancel"))
        self.bring.setDefault(True)
        self._names = names
        self._lay_out()
        self.bring.clicked.connect(self._ask)
        self.shut.clicked.connect(self.reject)
        self._show(brought)
        self.bring.setEnabled(bool(brought.added or brought.updated or brought.refused))
        self.said.setText(
            _("Nothing has been changed yet.")
            if self.bring.isEnabled()
            else _("All that the file has is here already: there is nothing to import.")
        )

    def show_result(self, brought: Brought) -> None:
        """It is in."""
        self._show(brought)
        words = [_("That is in. Undo takes it back as one step.")]
        if brought.aside:
            words.append(_("What couldn't be read is kept in {path}").format(path=brought.aside))
        self.said.setText(" ".join(words))
        self.bring.setEnabled(False)
        self.shut.setText(_("Close"))
        self.shut.setFocus()

    def show_failure(self, words: str) -> None:
        """It isn't, and why."""
        self.said.setText(words)
        self.bring.setEnabled(True)

    def _ask(self) -> None:
        self.bring.setEnabled(False)
        self.importRequested.emit()

    def _show(self, brought: Brought) -> None:
        self.counts.setText(counted(brought))
        self.list.clear()
        for kept in brought.kept:
            name = self._names.get(kept.id) or kept.id
            why = arrival_sentence(kept.reason, id=kept.id)
            self.list.addItem(_("Stays as it is here: “{name}” – {why}").format(name=shorten(name, 60), why=why))
        for refused in brought.refused:
            why = arrival_sentence(refused.reason)
            self.list.addItem(_("Can't be read: number {n} – {why}").format(n=refused.number, why=why))
        for address in brought.elsewhere:
            self.list.addItem(_("Not in the file, and not fetched: {address}").format(address=address))
        if not self.list.count():
            self.list.addItem(_("Nothing of the file stays out."))

    def _lay_out(self) -> None:
        top, bottom = QVBoxLayout(), QHBoxLayout()
        for box in (top, bottom):
            box.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
            box.setSpacing(2 * GRID)
        top.addWidget(self.title)
        top.addWidget(self.counts)
        self.said.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 0)
        bottom.addStretch(1)
        bottom.addWidget(self.bring)
        bottom.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, hairline(), self.list, hairline(), self.said, bottom):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.setStretchFactor(self.list, 1)
        tab_through(self.list, self.bring, self.shut)
        self.setStyleSheet(SHEET + f"QListWidget {{ padding: {2 * GRID}px {3 * GRID}px; }}")


def counted(brought: Brought) -> str:
    """“12 new · 3 newer than here · 4 here already · 2 to check”."""
    counts = (
        (ngettext("{n} new", "{n} new", len(brought.added)), len(brought.added)),
        (ngettext("{n} newer than here", "{n} newer than here", len(brought.updated)), len(brought.updated)),
        (ngettext("{n} here already", "{n} here already", len(brought.unchanged)), len(brought.unchanged)),
        (ngettext("{n} to check", "{n} to check", len(brought.to_check)), len(brought.to_check)),
        (ngettext("{n} can't be read", "{n} can't be read", len(brought.refused)), len(brought.refused)),
    )
    return " · ".join(words.format(n=count) for words, count in counts if count) or _("Nothing")
