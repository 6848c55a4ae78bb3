"""What goes onto paper, and how: chosen in the dialog or on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMarginsF, QSize
from PySide6.QtGui import QPageSize

from annotator.model.annotation import Placed
from annotator.model.document import Document

WIDTH = 1000
"""Pixels of a sheet's printed width: text is set on these, then scaled to the paper."""
MARGINS = QMarginsF(10, 14, 10, 14)  # millimetres
POINTS = 11  # of the text's type on paper, as a rule
LEAST_POINTS, MOST_POINTS = 8, 16


class NotesOnPaper(StrEnum):
    """Where the notes stand: beside their lines, numbered after the text, or nowhere."""

    MARGIN = "margin"
    END = "end"
    NONE = "none"


class Sheet(StrEnum):
    """The paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def page_size(self) -> QPageSize:
        """What Qt calls it."""
        return QPageSize(QPageSize.PageSizeId.A4 if self is Sheet.A4 else QPageSize.PageSizeId.Letter)

    @property
    def printed(self) -> QSize:
        """Its printed area in pixels, `WIDTH` wide."""
        size = self.page_size.size(QPageSize.Unit.Millimeter)
        width = size.width() - MARGINS.left() - MARGINS.right()
        height = size.height() - MARGINS.top() - MARGINS.bottom()
        return QSize(WIDTH, round(WIDTH * height / width))

    def pixels(self, points: float) -> int:
        """The size of a type of so many points, in whole pixels."""
        millimetres = self.page_size.size(QPageSize.Unit.Millimeter).width() - MARGINS.left() - MARGINS.right()
        return round(points * WIDTH / (millimetres / 25.4 * 72))


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """`division` is an index and takes all inside of it, None the whole text; `roles` None takes all of them."""

    division: int | None = None
    roles: frozenset[str] | None = None
    notes: NotesOnPaper = NotesOnPaper.MARGIN
    sheet: Sheet = Sheet.A4
    points: int = POINTS

    def span(self, document: Document) -> tuple[int, int]:
        """The code points that are printed."""
        if self.division is None:
            return 0, len(document.text)
        division = document.divisions[self.division]
        return division.start, division.end

    def takes(self, placed: Placed) -> bool:
        """Whether this annotation is to be seen, as far as its role tells."""
        return self.roles is None or placed.annotation.role in self.roles
