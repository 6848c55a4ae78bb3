"""A concordance: hits in texts, of which lines, counts and neighbours are made as they are asked for.

Nothing in it changes once it was made, so any thread may read it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from annotator.export.naming import division_title
from annotator.i18n import _
from annotator.model.concordance import Collocate, FirstUse, Line, Order, SelectionCount, Summary, Window
from annotator.model.document import Document
from annotator.model.lookup import author_of, cited_label
from annotator.model.names import names_in
from annotator.model.position import Position
from annotator.search.concordance.collocates import LEAST, SPAN, Neighbourhood, collocates
from annotator.search.concordance.context import context, folded_words, left_words, right_words, shown
from annotator.search.concordance.measures import deviation_of_proportions
from annotator.search.concordance.parts import Parts
from annotator.search.concordance.seek import Hits
from annotator.search.concordance.tokens import Tokens
from annotator.search.concordance.wanted import Wanted

DEFAULT_WINDOW = Window()


class Mark(NamedTuple):
    """A passage that the person marked: its span in code points, the annotation's id, its role's key."""

    start: int
    end: int
    annotation: str
    role: str


class Text:
    """A reader's text and words, and what is said of its parts and pages; each is worked out once."""

    def __init__(self, reader_id: str, title: str, document: Document, tokens: Tokens, parts: Parts) -> None:
        self.reader_id, self.title, self.document = reader_id, title, document
        self.tokens, self.parts = tokens, parts
        self._labels: dict[int, str] = {}
        self._pages = array("i", (page.start for page in document.pages))

    def page(self, offset: int) -> str | None:
        """The label of the page of `offset`, as one cites it."""
        index = bisect_right(self._pages, offset) - 1
        if index < 0:
            return None
        if index not in self._labels:
            self._labels[index] = cited_label(self.document, offset) or ""
        return self._labels[index] or None

    @cached_property
    def names(self) -> list[tuple[str, str | None]]:
        """The name of each part, and its author."""
        return [self._name(division) for division in self.parts.divisions]

    def _name(self, division: int | None) -> tuple[str, str | None]:
        if division is not None:
            return division_title(self.document, division), author_of(self.document, division)
        alone = len(self.parts.divisions) == 1
        return self.title if alone else _("Outside the selections"), author_of(self.document, None)


class TextHits:
    """The hits in one text."""

    def __init__(self, text: Text, hits: Hits, marks: Sequence[Mark]) -> None:
        self.text, self.hits = text, hits
        self.set_marks(marks)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """The person's marks, in text order: they change while lines are shown."""
        self._marks = tuple(marks)
        self._longest = max((mark.end - mark.start for mark in marks), default=0)

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a stretch of the text."""
        first = bisect_left(self._marks, start - self._longest, key=lambda mark: mark.start)
        behind = bisect_left(self._marks, end, key=lambda mark: mark.start)
        return [mark for mark in self._marks[first:behind] if mark.end > start]

    def line(self, number: int, window: Window = DEFAULT_WINDOW) -> Line:
        """One hit with its context."""
        text, start, end = self.text, self.hits.starts[number], self.hits.ends[number]
        begin, stop = context(text.tokens, self.hits, number, window)
        words = shown(text.document.text[begin:stop])
        division, author = text.names[self.part(number)]
        return Line(
            reader_id=text.reader_id,
            reader=text.title,
            division=division,
            author=author,
            page=text.page(start),
            start=start,
            end=end,
            left=words[: start - begin],
            word=words[start - begin : end - begin],
            right=words[end - begin :],
            marks=tuple(dict.fromkeys((mark.annotation, mark.role) for mark in self.marks_between(start, end))),
        )

    @cached_property
    def positions(self) -> list[Position]:
        """The spans of all hits, for the page to mark."""
        return [Position(*span) for span in zip(self.hits.starts, self.hits.ends, strict=True)]

    def part(self, number: int) -> int:
        """The index of the part that a hit stands in."""
        return self.text.parts.of(self.hits.firsts[number])[0]

    def key(self, number: int, order: Order) -> tuple[object, ...]:
        """By what lines are sorted before their place in the text."""
        tokens, hits = self.text.tokens, self.hits
        if order is Order.WORD:
            return (folded_words(tokens, hits, number), right_words(tokens, hits, number))
        if order is Order.AUTHOR:
            author = self.text.names[self.part(number)][1]
            return (author is None, [name.family.casefold() for name in names_in(author)], author or "")
        at = int(order[0]) - 1
        words = (left_words if order.endswith("L") else right_words)(tokens, hits, number)
        return (words[at:], words[:at])

    def counts(self, alternatives: int) -> list[SelectionCount]:
        """One row for each part of the text, in text order, those without any hit included; outside of any last."""
        parts, hits = self.text.parts, self.hits
        found: list[list[int]] = [[] for _part in parts.divisions]
        positions: list[list[float]] = [[] for _part in parts.divisions]
        for number, first in enumerate(hits.firsts):
            part, position = parts.of(first)
            found[part].append(number)
            positions[part].append(position)
        return [
            SelectionCount(
                reader_id=self.text.reader_id,
                reader=self.text.title,
                division=self.text.names[part][0],
                author=self.text.names[part][1],
                words=parts.sizes[part],
                by_word=_tally([hits.which[number] for number in numbers], alternatives),
                positions=tuple(positions[part]),
                places=tuple(hits.starts[number] for number in numbers),
                labels=tuple(self.text.page(hits.starts[number]) or "" for number in numbers),
                which=tuple(hits.which[number] for number in numbers),
                pages=self._pages(part),
            )
            for part, numbers in sorted(enumerate(found), key=lambda one: parts.divisions[one[0]] is None)
            if parts.sizes[part]
        ]

    def _pages(self, part: int) -> tuple[str, str]:
        first, behind = self.text.parts.spans[part]
        return self.text.page(first) or "", self.text.page(max(behind - 1, first)) or ""


@dataclass(frozen=True)
class Concordance:
    """Lines by their number, in the order that was asked for; everything else about the hits."""

    query: str
    sought: Wanted
    texts: tuple[TextHits, ...]
    skipped: tuple[str, ...] = ()
    order: Order = Order.TEXT
    _text: array[int] = field(default_factory=lambda: array("i"))
    _hit: array[int] = field(default_factory=lambda: array("i"))

    def __len__(self) -> int:
        return len(self._hit)

    def sorted(self, order: Order) -> Concordance:
        """The same hits in another order; those that are equal in it stand as in the texts."""
        places = [(text, number) for text, hits in enumerate(self.texts) for number in range(len(hits.hits))]
        if order is not Order.TEXT:
            places.sort(key=lambda place: self.texts[place[0]].key(place[1], order))
        texts, numbers = array("i", (text for text, _n in places)), array("i", (number for _t, number in places))
        return Concordance(self.query, self.sought, self.texts, self.skipped, order, texts, numbers)

    def place(self, row: int) -> tuple[TextHits, int]:
        """The text of a line, and the number of its hit there."""
        return self.texts[self._text[row]], self._hit[row]

    def line(self, row: int, window: Window = DEFAULT_WINDOW) -> Line:
        """A line, by its number from 0."""
        text, number = self.place(row)
        return text.line(number, window)

    def row_of(self, reader_id: str, start: int) -> int | None:
        """The number of the line whose hit begins at this place."""
        return self._rows.get((reader_id, start))

    @cached_property
    def _rows(self) -> dict[tuple[str, int], int]:
        found = {}
        for row, (text, number) in enumerate(zip(self._text, self._hit, strict=True)):
            hits = self.texts[text]
            found[hits.text.reader_id, hits.hits.starts[number]] = row
        return found

    @cached_property
    def summary(self) -> Summary:
        """Counts, rates, dispersion, first uses and forms."""
        counts = [row for text in self.texts for row in text.counts(len(self.sought.alternatives))]
        sizes = [row.words for row in counts]
        return Summary(
            query=self.query,
            mode=self.sought.mode,
            alternatives=self.sought.alternatives,
            hits=len(self),
            words=sum(sizes),
            counts=tuple(counts),
            dispersion=deviation_of_proportions([row.hits for row in counts], sizes),
            first=tuple(self._first_uses()),
            forms=tuple(self._forms()),
            skipped=self.skipped,
        )

    def collocates(self, span: int = SPAN, least: int = LEAST) -> list[Collocate]:
        """Words within `span` words of a hit, at least `least` times, the most telling first."""
        counted = Neighbourhood(span)
        for text in self.texts:
            counted.add(text.text.tokens, text.hits)
        return collocates(counted, least)

    def _first_uses(self) -> list[FirstUse]:
        """Of each text, in its order, the first hit of each alternative."""
        found: list[FirstUse] = []
        for text in self.texts:
            which = text.hits.which
            for number, word in enumerate(self.sought.alternatives):
                at = which.index(number) if number in which else None
                if at is not None:
                    line = text.line(at)
                    found.append(
                        FirstUse(
                            word,
                            line.reader_id,
                            line.reader,
                            line.division,
                            line.author,
                            line.page,
                            line.start,
                            line.end,
                        )
                    )
        return found

    def _forms(self) -> list[tuple[str, int]]:
        forms: Counter[str] = Counter()
        for text in self.texts:
            for number in range(len(text.hits)):
                forms[" ".join(folded_words(text.text.tokens, text.hits, number))] += 1
        return sorted(forms.items(), key=lambda form: (-form[1], form[0]))


def _tally(which: Sequence[int], alternatives: int) -> tuple[int, ...]:
    counted = Counter(which)
    return tuple(counted[number] for number in range(alternatives))
