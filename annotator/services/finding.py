"""One search over texts and notes, each hit with its page, its selection and its words in context.

Whoosh finds words; what else a hit tells (page, author, role) is looked up in the library, for it may change
while the text doesn't.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Placed, PlaceState
from annotator.model.document import Document
from annotator.model.lookup import author_of, cited_division, division_at, division_label, page_at
from annotator.model.shelf import Reader
from annotator.search.find import Finder
from annotator.search.index import IndexDamaged, NoteHit, TextHit
from annotator.search.scan import matches
from annotator.search.snippets import snippet
from annotator.services.annotate import Annotating
from annotator.services.indexing import Indexing, note_entry

__all__ = ["Finder", "Finding", "Hit"]

HitKind = Literal["text", "annotation"]
_DOCUMENTS_KEPT = 8  # texts in memory: hits of one search mostly lie in a few readers


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query found.

    `start` and `end` are the span of the best match in the reader's text (of the annotated passage, for a note;
    both None where it has no place); `marks` are spans within `snippet`. `division` is the label of the cited
    selection, `author` its author, `page` the label of its page; `role` is the annotation's role key.
    """

    kind: HitKind
    reader_id: str
    reader_title: str
    annotation: str | None
    division: str
    author: str | None
    page: str | None
    start: int | None
    end: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    role: str | None = None


class Finding:
    """Search over the whole library or one reader."""

    def __init__(self, library: Library, indexing: Indexing, annotations: Annotating) -> None:
        self._library = library
        self._annotations = annotations
        self._indexing = indexing
        self._index = indexing.index
        self._documents: OrderedDict[str, Document] = OrderedDict()

    def search(
        self,
        query: str,
        *,
        kinds: frozenset[str] = frozenset({"texts", "notes"}),
        reader_id: str | None = None,
        limit: int = 50,
        complete: bool = False,
    ) -> list[Hit]:
        """Ranked hits, best first. Raises UserError `bad_query` where the query can't be read.

        With `complete`, texts that the index hasn't seen yet are taken in first (the command line waits for that);
        without, the search answers at once from what the index has (the window's child process is at work).
        """
        if not query.strip():
            return []
        readers = {reader.id: reader for reader in self._library.readers.all()}
        wanted = {reader_id} & set(readers) if reader_id else set(readers)
        if not wanted:
            return []
        if complete:
            self._indexing.drain()
        hits: list[Hit] = []
        if "texts" in kinds:
            found = (self._text_hit(query, readers[hit.reader_id], hit) for hit in self._texts(query, wanted, limit))
            hits += [hit for hit in found if hit is not None]
        if "notes" in kinds:
            hits += [
                self._note_hit(query, readers[a.reader_id], a, score) for a, score in self._notes(query, wanted, limit)
            ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def _texts(self, query: str, readers: set[str], limit: int) -> list[TextHit]:
        """From the index; a damaged one finds nothing, and is made anew by whoever drains next."""
        try:
            return self._index.search_texts(query, readers=readers, limit=limit)
        except IndexDamaged:
            return []

    def _notes(self, query: str, readers: set[str], limit: int) -> list[tuple[Annotation, float]]:
        """From the index, and from what is queued for it: the index's word on those is old."""
        queued = {item.id for item in self._library.queue.pending("note")}
        try:
            found = self._index.search_notes(query, readers=readers, limit=limit + len(queued))
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

    def _text_hit(self, query: str, reader: Reader, hit: TextHit) -> Hit | None:
        document = self._document(reader)
        if document is None or hit.block >= len(document.blocks):
            return None
        block = document.blocks[hit.block]
        found = snippet(document.text[block.start : block.end], query)
        start, end = block.start + found.match_start, block.start + found.match_end
        return self._hit("text", reader, document, start, end, found.text, found.hits, hit.score)

    def _note_hit(self, query: str, reader: Reader, annotation: Annotation, score: float) -> Hit:
        document = self._document(reader)
        placed = self._placed(document, annotation)
        start, end = (placed.spans[0].start, placed.spans[-1].end) if placed.spans else (None, None)
        found = snippet(_shown(placed, query), query)
        return self._hit("annotation", reader, document, start, end, found.text, found.hits, score, annotation)

    def _placed(self, document: Document | None, annotation: Annotation) -> Placed:
        if document is None:
            return Placed(annotation, (), PlaceState.ORPHAN)
        return self._annotations.placer(document).place(annotation)

    def _hit(
        self,
        kind: HitKind,
        reader: Reader,
        document: Document | None,
        start: int | None,
        end: int | None,
        words: str,
        marks: tuple[tuple[int, int], ...],
        score: float,
        annotation: Annotation | None = None,
    ) -> Hit:
        division, author, page = _citation(document, start)
        return Hit(
            kind=kind,
            reader_id=reader.id,
            reader_title=reader.title,
            annotation=annotation.id if annotation else None,
            division=division,
            author=author,
            page=page,
            start=start,
            end=end,
            snippet=words,
            marks=marks,
            score=score,
            role=annotation.role if annotation else None,
        )

    def _document(self, reader: Reader) -> Document | None:
        """The reader's text; None where it is missing or damaged: what is found elsewhere is shown all the same."""
        if reader.revision_id not in self._documents:
            try:
                self._documents[reader.revision_id] = self._library.readers.document(reader)
            except UserError:
                return None
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)
        self._documents.move_to_end(reader.revision_id)
        return self._documents[reader.revision_id]


def _citation(document: Document | None, start: int | None) -> tuple[str, str | None, str | None]:
    """The label of the cited selection, its author and the page, as far as they are known."""
    if document is None or start is None:
        return "", author_of(document, None) if document else None, None
    inner = division_at(document, start)
    cited = cited_division(document, inner)
    page = page_at(document, start)
    label = division_label(document.divisions[cited]) if cited is not None else ""
    return label, author_of(document, inner), page.label if page else None


def _shown(placed: Placed, query: str) -> str:
    """What of an annotation the snippet is cut from: its note, unless only the passage or a tag has the words."""
    annotation = placed.annotation
    passage = " […] ".join(anchor.quote.exact for anchor in annotation.anchors)
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    candidates = [text for text in (annotation.note, passage, tags) if text]
    return next((text for text in candidates if matches(query, text)), candidates[0] if candidates else "")
