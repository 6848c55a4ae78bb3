"""Concordances over one reader or all: what the library knows is fetched, the rest is looked up in memory.

`Concording` asks the library. `Concordancer` doesn't, so that the window can let it work on a thread of its own, and
saving waits for nothing; it keeps the words of the texts that were looked at last.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.annotation import Placed
from annotator.model.bibliography import with_authors
from annotator.model.concordance import Mode, Order
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.search.concordance.parts import Parts
from annotator.search.concordance.seek import seek
from annotator.search.concordance.tokens import tokens_of
from annotator.search.concordance.wanted import Wanted, wanted
from annotator.services.annotate import Annotating
from annotator.services.concordance import Concordance, Mark, Text, TextHits

__all__ = ["Concordancer", "Concording", "Ground", "Wanted", "concordance", "marks_of", "wanted"]

_KEPT = 12_000_000  # code points of texts whose words are kept: some 30 MB
SECONDS = 3.0  # that a regular expression may take in one text


@dataclass(frozen=True, slots=True)
class Ground:
    """A reader to look through, and the person's marks on it."""

    reader_id: str
    title: str
    revision_id: str
    document: Document
    marks: tuple[Mark, ...] = ()


def marks_of(placed: Iterable[Placed]) -> tuple[Mark, ...]:
    """The passages of annotations, in text order."""
    return tuple(
        sorted(
            Mark(span.start, span.end, one.annotation.id, one.annotation.role) for one in placed for span in one.spans
        )
    )


class Concordancer:
    """Looks through texts. Use it from one thread at a time; what it gives can go anywhere."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Text] = OrderedDict()

    def look(self, ground: Ground, sought: Wanted) -> TextHits:
        """All hits in one reader. Raises UserError `bad_regex`, `slow_regex` or `too_many_hits`."""
        text = self._text(ground)
        return TextHits(text, seek(text.tokens, ground.document.text, sought, seconds=SECONDS), ground.marks)

    def _text(self, ground: Ground) -> Text:
        key = ground.revision_id, ground.title, ground.document.divisions  # whose authors may be corrected
        if key not in self._known:
            tokens = tokens_of(ground.document)
            parts = Parts(ground.document, tokens)
            self._known[key] = Text(ground.reader_id, ground.title, ground.document, tokens, parts)
            while len(self._known) > 1 and sum(len(one.document.text) for one in self._known.values()) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


class Concording:
    """Concordances of this library."""

    def __init__(self, library: Library, annotations: Annotating) -> None:
        self._library = library
        self._annotations = annotations
        self._concordancer = Concordancer()

    def readers(self) -> list[Reader]:
        """Every reader that isn't in the trash, by title: the order in which the whole library is looked through."""
        readers = [reader for reader in self._library.readers.all() if not reader.deleted]
        return sorted(readers, key=lambda reader: (reader.title.casefold(), reader.id))

    def ground(self, reader: Reader) -> Ground:
        """One reader, to be looked through. Raises UserError where its text is missing or damaged."""
        citations = [one for one in self._library.citations(damaged=[]) if one.reader_id == reader.id]
        document = with_authors(self._library.readers.document(reader), citations)
        placed = self._annotations.of_reader(reader.id, document)
        return Ground(reader.id, reader.title, reader.revision_id, document, marks_of(placed))

    def search(
        self,
        query: str,
        mode: Mode = Mode.LEMMA,
        *,
        reader_id: str | None = None,
        order: Order = Order.TEXT,
        progress: Callable[[float], None] | None = None,
    ) -> Concordance:
        """The concordance of one reader or all, reader by reader; `progress` is told the share that is done.

        Raises UserError `no_words`, `bad_regex`, `slow_regex`, `too_many_hits`; for one reader also where its text
        can't be read, which over all of them is told in the result.
        """
        sought = wanted(query, mode)
        readers = [one for one in self.readers() if reader_id in (None, one.id)]
        found: list[TextHits] = []
        skipped: list[str] = []
        for done, reader in enumerate(readers):
            try:
                ground = self.ground(reader)
            except UserError:
                if reader_id:
                    raise
                skipped.append(reader.title)
                continue
            found.append(self._concordancer.look(ground, sought))
            if progress:
                progress((done + 1) / len(readers))
        return concordance(query, sought, found, order, skipped)


def concordance(
    query: str, sought: Wanted, found: Sequence[TextHits], order: Order = Order.TEXT, skipped: Sequence[str] = ()
) -> Concordance:
    """The hits of several readers as one concordance, in this order."""
    return Concordance(query, sought, tuple(found), tuple(skipped)).sorted(order)
