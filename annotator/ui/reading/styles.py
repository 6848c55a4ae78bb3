"""How each kind of block is set: the house style of the page, as data.

Spaces above and below are in lines of the running text, so that the page keeps its rhythm; indents are in em of
the running text.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.document import BlockKind, DivisionKind

if TYPE_CHECKING:
    from annotator.model.document import Division


class TypeSettings(NamedTuple):
    """The setting of the page, as the person chose it.

    `font` is the key of one of `fonts.FAMILIES`, `size` in pixels at 100 %, `leading` in sizes, `measure` the
    widest column in em. Words are hyphenated where `hyphenate` and a dictionary of their language allow it;
    `numbers` shows which paragraph of its page each one is. `plain` type has neither ligatures nor old-style figures
    nor small capitals: each letter as it is written, and so that it can be copied out of a PDF.
    """

    font: str = "garamond"
    size: int = 20
    leading: float = 1.5
    measure: float = 34.0
    justify: bool = True
    hyphenate: bool = True
    numbers: bool = False
    plain: bool = False


class Style(IntEnum):
    """The ways a block can be set; an index into `STYLES`."""

    BODY = 0
    FLUSH = 1
    QUOTE = 2
    PART = 3
    TITLE = 4
    SECTION = 5
    SUBSECTION = 6
    NUMBER = 7
    AUTHOR = 8
    SOURCE = 9
    NOTE = 10
    TABLE = 11
    CAPTION = 12
    LIST = 13
    VERSE = 14


class BlockStyle(NamedTuple):
    """One way of setting a block. `first` and `hanging` indent the first line and those after it.

    Figures are old-style, as suits running text, unless `lining`: all of one height, as suits tables and numbers.
    The lines of a `balanced` block are about as long as each other, as a title's should be.
    """

    scale: float = 1.0
    leading: float = 1.0
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    hanging: float = 0.0
    justify: bool = False
    italic: bool = False
    small_caps: bool = False
    weight: int = 400
    muted: bool = False
    lining: bool = False
    balanced: bool = False


STYLES: tuple[BlockStyle, ...] = (
    BlockStyle(first=1.25, justify=True),
    BlockStyle(justify=True),
    BlockStyle(scale=0.94, before=0.5, after=0.5, left=1.25, right=1.25, justify=True),
    BlockStyle(scale=1.9, leading=0.76, before=4.0, after=1.5, balanced=True),
    BlockStyle(scale=1.6, leading=0.78, before=3.0, after=1.0, balanced=True),
    BlockStyle(scale=1.0, before=1.5, after=0.5, weight=600, balanced=True),
    BlockStyle(scale=1.0, before=1.0, after=0.25, italic=True),
    BlockStyle(scale=0.95, before=3.0, after=0.2, muted=True, lining=True),
    BlockStyle(scale=1.1, before=0.25, after=0.75, italic=True),
    BlockStyle(scale=0.8, leading=0.94, before=0.5, after=1.5, muted=True),
    BlockStyle(scale=0.85, leading=0.94, before=0.2, after=0.2, left=1.5, justify=False),
    BlockStyle(scale=0.85, leading=0.94, before=0.75, after=0.75, lining=True),
    BlockStyle(scale=0.85, leading=0.94, before=0.75, after=0.25, italic=True),
    BlockStyle(before=0.25, after=0.25, left=0.0, hanging=1.25),
    BlockStyle(before=0.5, after=0.5, left=2.0, hanging=1.5),
)

_PLAIN = {
    BlockKind.QUOTE: Style.QUOTE,
    BlockKind.NUMBER: Style.NUMBER,
    BlockKind.AUTHOR: Style.AUTHOR,
    BlockKind.SOURCE: Style.SOURCE,
    BlockKind.NOTE: Style.NOTE,
    BlockKind.TABLE: Style.TABLE,
    BlockKind.CAPTION: Style.CAPTION,
    BlockKind.LIST: Style.LIST,
    BlockKind.VERSE: Style.VERSE,
}
_INDENTED_AFTER = frozenset({Style.BODY, Style.FLUSH, Style.QUOTE, Style.LIST, Style.VERSE})
_TIED = {
    (Style.CAPTION, Style.TABLE),
    (Style.CAPTION, Style.SOURCE),
    (Style.TABLE, Style.SOURCE),
    (Style.SOURCE, Style.TABLE),
}
_OPENING = frozenset({Style.PART, Style.TITLE, Style.NUMBER, Style.AUTHOR, Style.SOURCE})


def style_of(kind: BlockKind, division: Division | None, parent: Division | None, previous: Style | None) -> Style:
    """The style of a block of `kind` in `division` (whose parent is `parent`) after a block set as `previous`."""
    if kind is BlockKind.PARAGRAPH:
        return Style.BODY if previous in _INDENTED_AFTER else Style.FLUSH
    if kind is BlockKind.HEADING:
        return _heading(division, parent)
    return _PLAIN[kind]


def space_between(above: Style, below: Style, *, same_division: bool) -> float:
    """The space between two blocks in lines: the larger of what they ask for, as in every good style sheet.

    Number, title, author and source of one selection are one group and stand close; so do a table, its
    caption and its source.
    """
    upper, lower = STYLES[above], STYLES[below]
    opening = same_division and above in _OPENING and below in _OPENING
    if opening or (above, below) in _TIED:
        return min(upper.after, lower.before)
    return max(upper.after, lower.before)


def _heading(division: Division | None, parent: Division | None) -> Style:
    if division is None:
        return Style.TITLE
    if division.kind is DivisionKind.PART:
        return Style.PART
    if division.kind is DivisionKind.NOTES:
        return Style.SECTION
    if division.kind is not DivisionKind.SECTION:
        return Style.TITLE
    return Style.SUBSECTION if parent is not None and parent.kind is DivisionKind.SECTION else Style.SECTION
