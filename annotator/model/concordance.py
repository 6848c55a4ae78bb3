"""What a concordance tells: lines, counts by selection, neighbours, first uses."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

PER = 10_000  # words that a rate is given for
MOST_LANES = 4  # alternatives that a plot can keep apart, one above the other


class Mode(StrEnum):
    """How the words asked for are compared with those of the text."""

    LEMMA = "lemma"  # all forms of a word: those with the same stem
    EXACT = "exact"  # the word as it is written, but for case and accents
    REGEX = "regex"  # a regular expression on the text as it stands


class Unit(StrEnum):
    """What the width of the context is counted in."""

    WORDS = "words"
    CHARACTERS = "characters"  # code points


class Order(StrEnum):
    """What lines are sorted by: their place, a neighbour at the left or right, the words found, the author."""

    TEXT = "text"
    LEFT_1 = "1L"
    LEFT_2 = "2L"
    LEFT_3 = "3L"
    RIGHT_1 = "1R"
    RIGHT_2 = "2R"
    RIGHT_3 = "3R"
    WORD = "word"
    AUTHOR = "author"


class Window(NamedTuple):
    """How much context a line has on each side; it never reaches beyond the paragraph."""

    size: int = 8
    unit: Unit = Unit.WORDS


class Line(NamedTuple):
    """One hit with its context. `start` and `end` are code points in the reader's text, for the hit alone.

    `marks` are the person's annotations that touch the hit: their ids and the keys of their roles. `division` is the
    name of the cited selection.
    """

    reader_id: str
    reader: str
    division: str
    author: str | None
    page: str | None
    start: int
    end: int
    left: str
    word: str
    right: str
    marks: tuple[tuple[str, str], ...] = ()


class SelectionCount(NamedTuple):
    """How often a selection has the words.

    `words` is how many words it has in all, `by_word` the hits of each alternative asked for. For each hit, in text
    order, `positions` has where it stands in the selection (0 the first word, 1 behind the last), `places` its first
    code point, `labels` its printed page, and `which` the number of its alternative. `pages` are the labels of the
    selection's first and last page.
    """

    reader_id: str
    reader: str
    division: str
    author: str | None
    words: int
    by_word: tuple[int, ...]
    positions: tuple[float, ...]
    places: tuple[int, ...]
    labels: tuple[str, ...]
    which: tuple[int, ...]
    pages: tuple[str, str]

    @property
    def lanes(self) -> int:
        """How many words a plot keeps apart."""
        return len(self.by_word) if len(self.by_word) <= MOST_LANES else 1

    def lane(self, number: int) -> tuple[float, float]:
        """What a hit takes of the height of its strip in a plot, from 0 to 1: all of it, or the lane of its word."""
        return (self.which[number] / self.lanes, 1 / self.lanes) if self.lanes > 1 else (0.0, 1.0)

    @property
    def hits(self) -> int:
        """All alternatives together."""
        return len(self.positions)

    @property
    def rate(self) -> float:
        """Hits per 10,000 words."""
        return self.hits * PER / self.words if self.words else 0.0


class Collocate(NamedTuple):
    """A word that stands near the hits: how often it does (`near`), how often it would by chance, and in all.

    `score` is the log-likelihood ratio G².
    """

    word: str
    near: int
    expected: float
    total: int
    score: float


class FirstUse(NamedTuple):
    """Who uses a word first, in the order of the text."""

    word: str
    reader_id: str
    reader: str
    division: str
    author: str | None
    page: str | None
    start: int
    end: int


class Summary(NamedTuple):
    """The figures of a whole concordance. `dispersion` is Gries’s DP over the selections, `forms` the words found."""

    query: str
    mode: Mode
    alternatives: tuple[str, ...]
    hits: int
    words: int
    counts: tuple[SelectionCount, ...]
    dispersion: float | None
    first: tuple[FirstUse, ...]
    forms: tuple[tuple[str, int], ...]
    skipped: tuple[str, ...] = ()  # titles of readers whose text is missing or damaged

    @property
    def rate(self) -> float:
        """Hits per 10,000 words."""
        return self.hits * PER / self.words if self.words else 0.0
