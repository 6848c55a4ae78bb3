"""Whoosh's writer for one segment, taught to take words, to write them as a file of words, and to seal.

Whoosh hands every posting singly through a sorting pool and a stack of calls. Here a segment's words are gathered in
memory and written at once; Whoosh does the documents, the small fields, the deletions and the commit.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress
from typing import Any

from whoosh.writing import MERGE_SMALL, SegmentWriter

from annotator.search import wordfile
from annotator.search.codec import EXTENSION, FIELD, WordCodec
from annotator.search.gathering import Gathered
from annotator.search.words import stems

_STEP = 5000  # words that are stemmed at once


class WordWriter(SegmentWriter):
    """Writes documents given as words into the field `words`, the other fields as Whoosh does."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, _lk=False, codec=WordCodec())  # the lock is the store's
        self._gathered = Gathered()
        self._ready: list[Any] = []

    def add_words(self, words: Sequence[str], **fields: Any) -> None:
        """Add a document with these words; `fields` are its other fields."""
        documents = self.perdocwriter
        documents.start_doc(self.docnum)
        for name, value in fields.items():
            field = self.schema[name]
            if field.indexed and field.format:
                for word, _, weight, coded in field.index(value):
                    self.pool.add((name, word, self.docnum, weight, coded))
            documents.add_field(name, field, value if field.stored else None, 0)
            if field.column_type:
                documents.add_column_value(name, field.column_type, field.to_column_value(value))
        documents.add_field(FIELD, self.schema[FIELD], None, len(words))
        documents.finish_doc()
        self._gathered.add(words)
        self._added = True
        self.docnum += 1

    def add_reader(self, reader: Any) -> None:
        """Take an older segment in, without what was deleted of it."""
        words: wordfile.WordFile = reader._terms.words
        kept = [not reader.is_deleted(number) for number in range(reader.doc_count_all())]
        first, base = len(self._gathered), self.docnum
        self._gathered.add_empty(compress(words.lengths, kept))
        new = array("I", (first + before for before in accumulate(kept, initial=0)))
        docmap = self.write_per_doc(set(self.schema.names()), reader)
        for field, word, number, weight, coded in _small_fields(reader):
            self.pool.add((field, word, docmap[number] if docmap is not None else base + number, weight, coded))
        for number, spelling in enumerate(words.words):
            self._take_over(spelling, words, range(number, number + 1), kept, new)
        self._added = True

    def add_segments(self, segments: Iterable[Any]) -> None:
        """Segments that other processes made of the same index's fields: part of it from the commit on."""
        self._ready += segments

    def finish_segment(self) -> Any:
        """For such a process: write the segment without committing it; returns what `add_segments` takes."""
        segment = self._finalize_segment()
        self._finish()
        return segment

    def _take_over(
        self, word: str, words: wordfile.WordFile, one: range, kept: Sequence[bool], new: Sequence[int]
    ) -> None:
        ids, counts, places = words.ids(one), words.counts(one), words.places(one)
        stays = list(map(kept.__getitem__, ids))
        if not all(stays):
            of_place = [stay for stay, count in zip(stays, counts, strict=True) for _ in range(count)]
            ids, counts = array("I", compress(ids, stays)), array("I", compress(counts, stays))
            places = array("I", compress(places, of_place))
        if ids:
            self._gathered.add_places(word, [new[number] for number in ids], counts, places)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.fieldwriter.add_postings(self.schema, None, self.pool.iter_postings())
        self.fieldwriter.close()
        self._gathered.finish()
        groups: dict[str, list[int]] = {}
        words = self._gathered.words
        for at in range(0, len(words), _STEP):
            for number, stem in enumerate(stems(words[at : at + _STEP]), at):
                groups.setdefault(stem, []).append(number)
        file = self.newsegment.create_file(self.storage, EXTENSION)
        wordfile.write(file, self._gathered, groups)
        file.close()

    def _commit_toc(self, segments: list[Any]) -> None:
        segments += self._ready
        self.storage.sealed = frozenset(segment.make_filename(segment.COMPOUND_EXT) for segment in segments)
        super()._commit_toc(segments)


def _small_fields(reader: Any) -> Iterable[tuple[str, bytes, int, float, bytes]]:
    for field, word in reader._terms.terms():
        if field == FIELD:
            return
        matcher = reader.postings(field, word)
        while matcher.is_active():
            yield field, word, matcher.id(), matcher.weight(), matcher.value()
            matcher.next()


def merged(writer: WordWriter, segments: list[Any]) -> Any:
    """Whoosh's own policy, after dropping what holds only deleted documents (it would be carried on for ever)."""
    return MERGE_SMALL(writer, [segment for segment in segments if segment.doc_count() > 0])
