"""Cites passages of a reader in one style, from works and pages that it finds by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.export.citation_styles import READING, Cited, cite_each
from annotator.export.cited_words import in_quotes, named
from annotator.export.excerpt import pages_of
from annotator.export.lettering import plain_words
from annotator.export.naming import division_title, home_of
from annotator.model.anchor import Position
from annotator.model.bibliography import Work, Works
from annotator.model.lookup import division_at


@dataclass(slots=True)
class Citer:
    """Remembers what it cited: the next note on a work is a short one. `used` has it, by division keys."""

    works: Works
    style: str = READING
    used: dict[str | None, Work] = field(default_factory=dict)

    def cite(self, spans: Sequence[Position], *, with_title: bool = False) -> str:
        """The citation of passages, in text order; those from several works are cited each. Empty without passages."""
        groups: dict[str | None, list[Position]] = {}
        for part in (part for span in spans for part in self._parts(span)):
            groups.setdefault(self._work_at(part.start).division, []).append(part)
        document = self.works.document
        found = [self._cited(division_at(document, parts[0].start), parts, with_title) for parts in groups.values()]
        return cite_each(found, self.style) if found else ""

    def cite_whole(self, division: int | None, *, with_title: bool = False) -> str:
        """The citation of the work that words in `division` (an index; None: outside of any) are cited from."""
        return cite_each([self._cited(division, (), with_title)], self.style)

    def _cited(self, division: int | None, spans: Sequence[Position], with_title: bool) -> Cited:
        work = self.works.of(division)
        again = work.division in self.used
        self.used[work.division] = work
        piece = self._piece(work, division) if with_title else ""
        return Cited(work, pages_of(self.works.document, spans), again, piece)

    def _parts(self, span: Position) -> Iterator[Position]:
        """A passage cut where another work begins."""
        work, start = self._work_at(span.start), span.start
        if self._work_at(max(span.end - 1, start)) is not work:
            for at in sorted(one.start for one in self.works.document.divisions if start < one.start < span.end):
                if (other := self._work_at(at)) is not work:
                    yield Position(start, at)
                    work, start = other, at
        yield Position(start, span.end)

    def _work_at(self, offset: int) -> Work:
        return self.works.of(division_at(self.works.document, offset))

    def _piece(self, work: Work, division: int | None) -> str:
        """The name of the piece, or of what else of the book the words stand in: a preface, say."""
        if work.type == "chapter":
            return named(work)
        home = home_of(self.works.document, division)
        if home is None:
            return ""
        title = self.works.document.divisions[home].title
        return in_quotes(title) if title else plain_words(division_title(self.works.document, home))
