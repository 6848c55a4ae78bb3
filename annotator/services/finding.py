"""One search over texts and notes, each hit with its page, its selection and its words in context.

Whoosh finds words; what else a hit tells (page, author, role) is looked up in the library, for it may change
while the text doesn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from annotator.library.repository import Library
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation, Placed, PlaceState
from annotator.model.shelf import Reader
from annotator.search.find import Finder
from annotator.search.index import IndexDamaged, NoteHit, TextHit
from annotator.search.scan import matches
from annotator.search.snippets import found_in, snippet
from annotator.services import facets
from annotator.services.annotate import Annotating
from annotator.services.facets import Group, lets_through
from annotator.services.hits import FACETS, Answer, Facet, FacetName, Filters, Hit
from annotator.services.indexing import Indexing, note_entry
from annotator.services.known_texts import KnownText, KnownTexts

__all__ = ["FACETS", "Answer", "Facet", "FacetName", "Filters", "Finder", "Finding", "Hit"]

_ALL = 1_000_000
Values = Mapping[FacetName, tuple[str, ...]]


class Finding:
    """Search over the whole library or one reader."""

    def __init__(self, library: Library, indexing: Indexing, annotations: Annotating) -> None:
        self._library = library
        self._annotations = annotations
        self._indexing = indexing
        self._index = indexing.index
        self._texts = KnownTexts(library)

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
        yet are taken in first (the command line waits for that); without, the search answers at once from what the
        index has (the window's child process is at work). Once `cancelled` says so the answer is empty, and soon.
        """
        filters = filters or Filters()
        readers = {reader.id: reader for reader in self._library.readers.all()}
        wanted = {reader_id} & set(readers) if reader_id else set(readers)
        if not query.strip() or not wanted:
            return Answer()
        if complete:
            self._indexing.drain()
        found: list[tuple[float, Values, Callable[[], Hit]]] = []
        if "texts" in kinds:
            found += self._text_hits(query, readers, wanted)
        if "notes" in kinds:
            found += self._note_hits(query, readers, wanted)
        if cancelled is not None and cancelled():
            return Answer()
        groups = [Group(1, values) for _, values, _ in found]
        passed = [(score, make) for score, values, make in found if lets_through(filters, values)]
        passed.sort(key=lambda one: -one[0])
        counted = facets.count(groups, filters, lambda name, value: self._label(name, value, readers))
        return Answer(tuple(make() for _, make in passed[:limit]), len(passed), counted)

    def places(self, query: str, reader_id: str, *, stemmed: bool = True) -> list[Position]:
        """Every place in a reader's text that holds what the query asks for, in text order."""
        reader = self._library.readers.get(reader_id)
        known = self._texts.get(reader) if reader is not None else None
        try:
            found = self._index.search_texts(query, readers={reader_id}, limit=_ALL)
        except IndexDamaged:
            return []
        if known is None:
            return []
        blocks = known.document.blocks
        return [
            Position(blocks[block].start + start, blocks[block].start + end)
            for block in sorted(hit.block for hit in found if hit.block < len(blocks))
            for start, end in found_in(known.document.text[blocks[block].start : blocks[block].end], query)
        ]

    def _label(self, name: FacetName, value: str, readers: Mapping[str, Reader]) -> str:
        if name == "reader":
            return readers[value].title
        if name == "selection":
            reader_id, _, division = value.rpartition("#")
            known = self._texts.get(readers[reader_id])
            return known.label(int(division)) if known else value
        if name == "role":
            return next((role.name for role in self._annotations.roles() if role.key == value), value)
        return value

    def _text_hits(
        self, query: str, readers: Mapping[str, Reader], wanted: set[str]
    ) -> Iterable[tuple[float, Values, Callable[[], Hit]]]:
        """From the index; a damaged one finds nothing, and is made anew by whoever drains next."""
        try:
            found = self._index.search_texts(query, readers=wanted, limit=_ALL)
        except IndexDamaged:
            return
        for hit in found:
            known = self._texts.get(readers[hit.reader_id])
            if known is not None and hit.block < len(known.document.blocks):
                run = known.run_of(hit.block)
                values = _values("text", known, run.division, run.author)
                yield hit.score, values, lambda known=known, hit=hit: _text_hit(query, known, hit)  # type: ignore[misc]

    def _note_hits(
        self, query: str, readers: Mapping[str, Reader], wanted: set[str]
    ) -> Iterable[tuple[float, Values, Callable[[], Hit]]]:
        for annotation, score in self._notes(query, wanted):
            reader = readers[annotation.reader_id]
            known = self._texts.get(reader)
            placed = self._placed(known, annotation)
            division, author, _ = known.citation(_start(placed)) if known else (None, None, None)
            values: Values = {
                **_values("annotation", known, division, author),
                "reader": (reader.id,),
                "role": (annotation.role,),
                "tag": annotation.tags,
            }
            yield (
                score,
                values,
                lambda known=known, placed=placed, reader=reader, score=score: _note_hit(  # type: ignore[misc]
                    query, reader, known, placed, score
                ),
            )

    def _notes(self, query: str, readers: set[str]) -> list[tuple[Annotation, float]]:
        """From the index, and from what is queued for it: the index's word on those is old."""
        queued = {item.id for item in self._library.queue.pending("note")}
        try:
            found = self._index.search_notes(query, readers=readers, limit=_ALL)
        except IndexDamaged:
            found = []
        best = max((hit.score for hit in found), default=1.0)
        fresh = [NoteHit(note, "", best) for note in queued]
        notes = [(self._indexing.note(hit.annotation_id), hit) for hit in [*fresh, *found]]
        return [
            (note, hit.score)
            for note, hit in notes
            if note is not None
            and not note.deleted
            and note.reader_id in readers
            and (matches(query, note_entry(note).text) if hit in fresh else note.id not in queued)
        ]

    def _placed(self, known: KnownText | None, annotation: Annotation) -> Placed:
        if known is None:
            return Placed(annotation, (), PlaceState.ORPHAN)
        return self._annotations.placer(known.document).place(annotation)


def _values(kind: str, known: KnownText | None, division: int | None, author: str | None) -> Values:
    return {
        "reader": (known.reader.id,) if known else (),
        "selection": (known.selection(division),) if known and division is not None else (),
        "author": (author,) if author else (),
        "kind": (kind,),
    }


def _start(placed: Placed) -> int | None:
    return placed.spans[0].start if placed.spans else None


def _text_hit(query: str, known: KnownText, found: TextHit) -> Hit:
    block = known.document.blocks[found.block]
    cut = snippet(known.document.text[block.start : block.end], query)
    start = block.start + cut.match_start
    division, author, page = known.citation(start)
    return Hit(
        kind="text",
        reader_id=known.reader.id,
        reader_title=known.reader.title,
        annotation=None,
        division=known.label(division),
        author=author,
        page=page,
        start=start,
        end=block.start + cut.match_end,
        snippet=cut.text,
        marks=cut.hits,
        score=found.score,
        division_index=division,
        selection=known.selection(division),
    )


def _note_hit(query: str, reader: Reader, known: KnownText | None, placed: Placed, score: float) -> Hit:
    cut = snippet(_shown(placed, query), query)
    division, author, page = known.citation(_start(placed)) if known else (None, None, None)
    return Hit(
        kind="annotation",
        reader_id=reader.id,
        reader_title=reader.title,
        annotation=placed.annotation.id,
        division=known.label(division) if known else "",
        author=author,
        page=page,
        start=_start(placed),
        end=placed.spans[-1].end if placed.spans else None,
        snippet=cut.text,
        marks=cut.hits,
        score=score,
        role=placed.annotation.role,
        tags=placed.annotation.tags,
        division_index=division,
        selection=known.selection(division) if known else "",
    )


def _shown(placed: Placed, query: str) -> str:
    """What of an annotation the snippet is cut from: its note, unless only the passage or a tag has the words."""
    annotation = placed.annotation
    passage = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    candidates = [text for text in (annotation.note, passage, tags) if text]
    return next((text for text in candidates if matches(query, text)), candidates[0] if candidates else "")
