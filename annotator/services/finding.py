"""One search over texts and notes, each hit with its page, its selection and its words in context.

Whoosh finds words; what else a hit tells (page, author, role) is looked up in the library, for it may change
while the text doesn't.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.anchor import Position
from annotator.model.annotation import Placed, PlaceState
from annotator.model.shelf import Reader
from annotator.search.answers import TextAnswers
from annotator.search.find import Finder
from annotator.search.index import IndexDamaged, TextHit
from annotator.search.looking import Cancelled
from annotator.search.query import parse, query_error
from annotator.search.scan import holds
from annotator.search.snippets import found_in
from annotator.search.tree import Field, Node, fields
from annotator.services import facets
from annotator.services.annotate import Annotating
from annotator.services.completing import Completing, Completion, Suggestion
from annotator.services.facets import Group, lets_through
from annotator.services.hits import FACETS, Answer, Facet, FacetName, Filters, Hit
from annotator.services.indexing import Indexing, note_entry
from annotator.services.known_texts import KnownTexts
from annotator.services.meanings import Meanings
from annotator.services.note_facts import Fact, NoteFacts, values_of
from annotator.services.showing import note_hit, text_hit

__all__ = ["FACETS", "Answer", "Completion", "Facet", "FacetName", "Filters", "Finder", "Finding", "Hit", "Suggestion"]

_log = logging.getLogger(__name__)
_DAMAGED = "The search finds less until the index is made anew: %s"
_kind = attrgetter("kind")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: the query as it was typed and as it was read, and where it looks."""

    query: str
    node: Node
    stemmed: bool
    readers: Mapping[str, Reader]
    filters: Filters
    limit: int
    wanted: Callable[[], bool]
    meanings: Meanings


@dataclass(frozen=True, slots=True)
class _Found:
    """What one of the two indexes has: hits in groups, how many pass the filters, and the best of these. `partial`
    where the index couldn't be asked."""

    groups: list[Group]
    total: int
    best: list[tuple[float, TextHit | Fact]]
    partial: bool = False


class Finding:
    """Search over the whole library or one reader."""

    def __init__(self, library: Library, indexing: Indexing, annotations: Annotating) -> None:
        self._library = library
        self._annotations = annotations
        self._indexing = indexing
        self._index = indexing.index
        self._texts = KnownTexts(library)
        self._facts = NoteFacts(library, annotations, self._texts)

    def search(
        self,
        query: str,
        *,
        kinds: frozenset[str] = frozenset({"texts", "notes"}),
        reader_id: str | None = None,
        limit: int = 50,
        filters: Filters | None = None,
        stemmed: bool = True,
        complete: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best `limit` hits, their number, and the facets. Raises UserError `bad_query` (query, detail, at).

        Without `stemmed`, words are found only as they are written. With `complete`, texts that the index hasn't seen
        yet are taken in first, and an index that can't be used is made anew (the command line waits for that); without,
        the search answers at once from what the index has (the window's child process is at work), and tells where it
        has to be made anew. Once `cancelled` says so the answer is empty, and soon.
        """
        node = parse(query, stemmed)
        self._facts.forget(self._texts.refresh())
        readers = {reader.id: reader for reader in self._library.readers.all()}
        wanted = {one: reader for one, reader in readers.items() if reader_id in (None, one)}
        if node is None or not wanted:
            return Answer()
        meanings = Meanings(query, wanted, self._texts, self._annotations.roles())
        for field in fields(node):
            meanings.check(field)
        if complete:
            self._indexing.drain()
        go_on = (lambda: not cancelled()) if cancelled else (lambda: True)
        asked = _Asked(query, node, stemmed, wanted, filters or Filters(), limit, go_on, meanings)
        try:
            found = [self._in_texts(asked)] if "texts" in kinds else []
            found += [self._in_notes(asked)] if "notes" in kinds else []
            best = sorted((one for some in found for one in some.best), key=lambda one: -one[0])[:limit]
            hits = tuple(hit for score, one in best if (hit := self._hit(asked, one, score)) is not None)
        except Cancelled:
            return Answer()
        except UserError as error:
            if "word" not in error.params:
                raise
            word = str(error.params["word"])  # of the query as it is folded
            raise query_error(query, str(error.params["detail"]), max(0, query.lower().find(word))) from None
        groups = (group for some in found for group in some.groups)
        counted = facets.count(groups, asked.filters, lambda name, value: self._label(name, value, readers))
        return Answer(hits, sum(some.total for some in found), counted, any(some.partial for some in found))

    def complete(self, query: str, caret: int) -> Completion:
        """What a query may go on with at `caret` (code points from its beginning)."""
        return Completing(self._library, self._index, self._texts).complete(query, caret)

    def places(self, query: str, reader_id: str, *, stemmed: bool = True) -> list[Position]:
        """Every place in a reader's text that holds what the query asks for, in text order. Raises UserError."""
        node, reader = parse(query, stemmed), self._library.readers.get(reader_id)
        document = self._texts.document(reader) if reader is not None else None
        if node is None or reader is None or document is None:
            return []
        meanings = Meanings(query, {reader_id: reader}, self._texts, self._annotations.roles())
        for field in fields(node):
            meanings.check(field)
        try:
            self._indexing.check()
            with self._index.texts(node, readers={reader_id}, fields=meanings.blocks) as answers:
                numbers = answers.blocks(reader_id)
        except IndexDamaged as error:
            _log.info(_DAMAGED, error)
            return []
        blocks = [document.blocks[number] for number in numbers if number < len(document.blocks)]
        return [
            Position(block.start + start, block.start + end)
            for block in blocks
            for start, end in found_in(document.text[block.start : block.end], query, stemmed=stemmed)
        ]

    def _in_texts(self, asked: _Asked) -> _Found:
        """From the index; one that can't be used finds nothing, and is made anew by whoever drains next."""
        options = {"readers": asked.readers.keys(), "fields": asked.meanings.blocks, "wanted": asked.wanted}
        try:
            self._indexing.check()
            with self._index.texts(asked.node, **options) as answers:
                runs = list(self._runs(asked, answers))
                fit = [one for one in runs if lets_through(asked.filters, one[2].values)] if asked.filters else runs
                total = sum(group.count for *_where, group in fit)
                among: dict[str, list[range]] | None = None
                if total < len(answers):
                    among = {}
                    for reader_id, blocks, _group in fit:
                        among.setdefault(reader_id, []).append(blocks)
                best = [(hit.score, hit) for hit in answers.best(asked.limit, among)]
        except IndexDamaged as error:
            _log.info(_DAMAGED, error)
            return _Found([], 0, [], partial=True)
        return _Found([group for _, _, group in runs], total, [*best])

    def _runs(self, asked: _Asked, answers: TextAnswers) -> Iterator[tuple[str, range, Group]]:
        for reader_id in answers.readers:
            known = self._texts.get(asked.readers[reader_id])
            if known is None:
                continue
            counts = answers.counts(reader_id, known.edges)
            for run, values, count in zip(known.runs, known.values, counts, strict=True):
                if count:
                    yield reader_id, run.blocks, Group(count, values)

    def _in_notes(self, asked: _Asked) -> _Found:
        """From the index, and from what is queued for it: the index's word on those is old."""
        queued = {item.id for item in self._library.queue.pending("note")}
        options = {
            "readers": asked.readers.keys(),
            "fields": lambda field: self._meant(asked, field),
            "wanted": asked.wanted,
        }
        scores, partial = dict[str, float](), False
        try:
            self._indexing.check()
            scores = {hit.annotation_id: hit.score for hit in self._index.notes(asked.node, **options)}
        except IndexDamaged as error:
            _log.info(_DAMAGED, error)
            partial = True
        best = max(scores.values(), default=1.0)
        for one in queued:
            scores.pop(one, None)
        scores |= dict.fromkeys(self._fresh(asked, queued), best)
        facts = self._facts.of(scores.keys(), asked.readers)
        groups = {kind: Group(count, values_of(kind)) for kind, count in Counter(map(_kind, facts.values())).items()}
        fits = {kind for kind, group in groups.items() if lets_through(asked.filters, group.values)}
        passed = [(scores[one], fact) for one, fact in facts.items() if fact.kind in fits]
        passed.sort(key=lambda one: -one[0])
        return _Found([*groups.values()], len(passed), [*passed[: asked.limit]], partial)

    def _fresh(self, asked: _Asked, queued: set[str]) -> Iterator[str]:
        tests = {field: asked.meanings.note_test(field) for field in fields(asked.node)}
        for one, fact in self._facts.of(queued, asked.readers).items():
            if not asked.wanted():
                raise Cancelled
            annotation = self._indexing.note(one)
            if annotation is None:
                continue
            entry = note_entry(annotation)
            if holds(asked.node, entry.text, own=entry.own, fields=lambda field: tests[field](fact)):  # noqa: B023
                yield one

    def _meant(self, asked: _Asked, field: Field) -> set[str]:
        test = asked.meanings.note_test(field)
        return {one for one, fact in self._facts.of(None, asked.readers).items() if test(fact)}

    def _hit(self, asked: _Asked, found: TextHit | Fact, score: float) -> Hit | None:
        if not asked.wanted():
            raise Cancelled
        reader = asked.readers[found.reader_id if isinstance(found, TextHit) else found.sketch.reader_id]
        known, document = self._texts.get(reader), self._texts.document(reader)
        if isinstance(found, TextHit):
            return text_hit(asked.query, asked.stemmed, known, document, found) if known and document else None
        annotation = self._indexing.note(found.sketch.id)
        if annotation is None:
            return None
        placed = Placed(annotation, (), PlaceState.ORPHAN)
        if document is not None:
            placed = self._annotations.placer(document).place(annotation)
        return note_hit(asked.query, asked.stemmed, reader, known, placed, found, score)

    def _label(self, name: FacetName, value: str, readers: Mapping[str, Reader]) -> str:
        if name == "reader":
            return readers[value].title
        if name == "selection":
            known = self._texts.get(readers[value.partition("#")[0]])
            return known.labels.get(value, value) if known else value
        if name == "role":
            return next((role.name for role in self._annotations.roles() if role.key == value), value)
        return value
