"""How a line lies on its page: facts that only files with places (PDF) have; lines of text files have none."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.document import EmphasisKind


class Cell(NamedTuple):
    """A stretch of a line between wide gaps: its place in the text (code points) and on the page (points)."""

    start: int
    end: int
    left: float
    right: float


class Layout(NamedTuple):
    """The facts, in points unless said otherwise.

    `page` counts from 0; `column` names the strip of the page. `indent` and `room` are the white between the line
    and the left and right edge of its column, `width` is the column's. `size`: of most of its type. `gap`: the
    distance to the baseline above, in lines; None for the first line of a column. `emphasis` and `raised` are
    stretches of the text (code points); `bold`, `italic`, `small_caps`: all of the line is. `cells` are there where
    wide gaps part the line, `words` where it ends with a figure. `first_word` is the width of the first word.
    `justified`: the lines of this column are drawn out to its edge.
    """

    page: int
    column: int
    left: float
    right: float
    base: float
    indent: float
    room: float
    width: float
    size: float
    gap: float | None = None
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    emphasis: tuple[tuple[EmphasisKind, int, int], ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    cells: tuple[Cell, ...] = ()
    words: tuple[Cell, ...] = ()
    justified: bool = False
    first_word: float = 0.0

    @property
    def centred(self) -> bool:
        """Whether about as much white is left of the line as right of it."""
        return self.indent > self.size and abs(self.indent - self.room) < max(0.6 * self.size, 0.04 * self.width)

    @property
    def opening_label(self) -> tuple[int, int] | None:
        """The raised sign at the very beginning, as a footnote has it."""
        return self.raised[0] if self.raised and self.raised[0][0] == 0 else None
