"""Counts by selection, under a few sentences on the whole; and the words that keep company with the hits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.citation import cite_pages
from annotator.model.concordance import Collocate, SelectionCount, Summary
from annotator.services.concordance_files import said_of
from annotator.ui.concordance.figures import Cell, FiguresView
from annotator.ui.panels.look import GRID, quiet, tab_through

SPAN, LEAST = 5, 3  # words on each side; times that a neighbour must be there
_FORMS_SHOWN = 12


class Counts(QWidget):
    """A row leads to the first hit of its selection."""

    placeWanted = Signal(str, int, bool)  # reader id, code point, whether the keyboard stays

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = _paragraph()
        self.view = FiguresView(_("Counts by selection"))
        self.view.chosen.connect(self._go)
        self._rows: Sequence[SelectionCount] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)

    def show_summary(self, summary: Summary | None) -> None:
        """Show other figures."""
        self._rows = summary.counts if summary else ()
        self.said.setText(" ".join([*said_of(summary), *_forms(summary)]) if summary else "")
        several = len({row.reader_id for row in self._rows}) > 1
        words = summary.alternatives if summary and len(summary.alternatives) > 1 else ()
        head = [_("Selection"), _("Author"), *words, _("Hits"), _("Words"), _("Per 10,000"), _("First")]
        tips = [
            _("The selection, introduction or chapter"),
            _("Who wrote it"),
            *([_("Hits of this alone")] * len(words)),
            _("How often the words stand in it"),
            _("How many words it has in all"),
            _("Hits in 10,000 words of it: comparable, however long selections are"),
            _("The page of the first hit"),
        ]
        self.view.show_rows(head, tips, [_count_cells(row, bool(words), several=several) for row in self._rows])

    def _go(self, number: int) -> None:
        row = self._rows[number]
        if row.places:
            self.placeWanted.emit(row.reader_id, row.places[0], True)


class Neighbours(QWidget):
    """Asks for the collocates it shows; a click on one adds it to the words that are looked for."""

    wanted = Signal(int, int)  # words on each side, least count
    addWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = _number(1, 20, SPAN, _("Words on each side of a hit"))
        self.least = _number(1, 99, LEAST, _("Times that a word must stand near a hit"))
        self.said = quiet()
        self.view = FiguresView(_("Words that keep company with the hits"))
        self._found: Sequence[Collocate] = ()
        for box in (self.span, self.least):
            box.valueChanged.connect(lambda value: self.ask())
        self.view.chosen.connect(lambda number: self.addWanted.emit(self._found[number].word))
        row = QHBoxLayout()
        row.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        for label, box in ((_("Within"), self.span), (_("words, at least"), self.least)):
            row.addWidget(quiet(label))
            row.addWidget(box)
        row.addWidget(quiet(_("times")))
        row.addSpacing(4 * GRID)
        row.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        tab_through(self.span, self.least, self.view)

    def ask(self) -> None:
        """Ask for what is to be shown."""
        self.wanted.emit(self.span.value(), self.least.value())

    def show_collocates(self, found: Sequence[Collocate]) -> None:
        """Show others."""
        self._found = found
        head = [_("Word"), _("Near"), _("By chance"), _("In all"), "G²"]
        tips = [
            _("A click looks for this word as well"),
            _("How often it stands near a hit"),
            _("How often it would, if words fell anywhere"),
            _("How often it stands anywhere"),
            _("Log-likelihood (Dunning 1993): above 10.8 chance is less likely than one in a thousand"),
        ]
        rows = [
            (
                Cell(one.word),
                Cell(f"{one.near:,}", one.near),
                Cell(f"{one.expected:.1f}", one.expected),
                Cell(f"{one.total:,}", one.total),
                Cell(f"{one.score:.1f}", one.score),
            )
            for one in found
        ]
        self.view.show_rows(head, tips, rows, wide=-1)
        self.said.setText(
            _("The most telling first, by log-likelihood; a click looks for the word as well")
            if found
            else _("No word stands near often enough: ask for fewer times, or for more words on each side")
        )


def _count_cells(row: SelectionCount, by_word: bool, *, several: bool) -> list[Cell]:
    name = f"{row.division} ({row.reader})" if several and row.reader != row.division else row.division
    first = cite_pages(row.labels[0], None) if row.labels else ""
    counts = [Cell(str(count), count) for count in row.by_word] if by_word else []
    return [
        Cell(name),
        Cell(row.author or ""),
        *counts,
        Cell(f"{row.hits:,}", row.hits),
        Cell(f"{row.words:,}", row.words),
        Cell(f"{row.rate:.1f}", row.rate),
        Cell(first),
    ]


def _forms(summary: Summary) -> list[str]:
    """`Found: terror 80, terrorism 3.`"""
    if len(summary.forms) < 2:
        return []
    shown = [f"{form or '–'} {count:,}" for form, count in summary.forms[:_FORMS_SHOWN]]
    more = "" if len(summary.forms) <= _FORMS_SHOWN else " …"
    return [_("Found: {forms}.").format(forms=", ".join(shown) + more)]


def _paragraph() -> QLabel:
    label = quiet(wrap=True)
    label.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _number(least: int, most: int, usual: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(usual)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box
