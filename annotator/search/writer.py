"""Whoosh's writer for one segment, taught three things: to take words, to write whole blocks, to seal.

Whoosh hands every posting singly through a sorting pool and a stack of calls. A reader's postings arrive in order
and fit into memory, so they are gathered by word and written a block at a time: the same bytes in a third of the
time. Where a commit also merges older segments, all go Whoosh's way.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

from array import array
from typing import Any

from whoosh.util.numeric import byte_to_length, length_to_byte
from whoosh.writing import MERGE_SMALL, SegmentWriter

_BLOCK = 128  # postings, as Whoosh's codec has it
_MOST = 5_000_000  # postings in memory: about 25 MB of prose; more are spilled to disk by Whoosh's pool


class Postings:
    """One word of one field: in which documents, how often, and the coded places."""

    __slots__ = ("ids", "values", "weights")

    def __init__(self) -> None:
        self.ids = array("I")
        self.weights = array("f")
        self.values: list[bytes] = []


class WordWriter(SegmentWriter):
    """Writes documents given as words into the fields `stems` and `surfaces`, the others as Whoosh does."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, _lk=False)  # the lock is the store's
        self._words: dict[str, dict[bytes, Postings]] = {"stems": {}, "surfaces": {}}
        self._lengths = array("I")
        self._count = 0

    def add_words(self, words: list[str], **fields: Any) -> None:
        """Add a document with these words; `fields` are its other fields."""
        docnum, documents = self.docnum, self.perdocwriter
        documents.start_doc(docnum)
        for name, value in fields.items():
            field = self.schema[name]
            if field.indexed and field.format:
                for word, _, weight, coded in field.index(value):
                    self.pool.add((name, word, docnum, weight, coded))
            documents.add_field(name, field, value if field.stored else None, 0)
            if field.column_type:
                documents.add_column_value(name, field.column_type, field.to_column_value(value))
        for name, gathered in self._words.items():
            for word, _, weight, coded in self.schema[name].index(words):
                postings = gathered.get(word)
                if postings is None:
                    postings = gathered[word] = Postings()
                postings.ids.append(docnum)
                postings.weights.append(weight)
                postings.values.append(coded)
                self._count += 1
        documents.add_field("stems", self.schema["stems"], None, len(words))
        documents.finish_doc()
        self._lengths.append(byte_to_length(length_to_byte(len(words))) or 0)  # as Whoosh reads them back
        self._added = True
        self.docnum += 1
        if self._count > _MOST:
            self._give_to_pool()

    def _flush_segment(self) -> None:
        if self.pool.runs or not self.pool.fieldnames.isdisjoint(self._words):
            self._give_to_pool()  # older segments are merged in
            super()._flush_segment()
            return
        self.perdocwriter.close()
        # The other fields sort before ours, and none of them is scored by length.
        self.fieldwriter.add_postings(self.schema, None, self.pool.iter_postings())
        for name in sorted(self._words):
            self._write_field(name)
        self.fieldwriter.close()

    def _write_field(self, name: str) -> None:
        writer, field, gathered = self.fieldwriter, self.schema[name], self._words[name]
        if not gathered:
            return
        writer.start_field(name, field)
        for word in sorted(gathered):
            writer.start_term(word)
            for at in range(0, len(gathered[word].ids), _BLOCK):
                if at:
                    writer._postwriter._write_block()
                self._fill(writer._postwriter, gathered[word], slice(at, at + _BLOCK), field.scorable)
            writer.finish_term()  # writes the last block
        writer.finish_field()

    def _fill(self, block: Any, postings: Postings, part: slice, scored: bool) -> None:
        block._ids = postings.ids[part]
        block._weights = postings.weights[part]
        block._values = [coded for coded in postings.values[part] if coded]
        block._maxweight = max(block._weights)
        lengths = [length for number in block._ids if (length := self._lengths[number])] if scored else []
        block._minlength = min(lengths, default=None)
        block._maxlength = max(lengths, default=0)

    def _commit_toc(self, segments: list[Any]) -> None:
        self.storage.sealed = frozenset(segment.make_filename(segment.COMPOUND_EXT) for segment in segments)
        super()._commit_toc(segments)

    def _give_to_pool(self) -> None:
        for name, gathered in self._words.items():
            for word, postings in gathered.items():
                for item in zip(postings.ids, postings.weights, postings.values, strict=True):
                    self.pool.add((name, word, *item))
            gathered.clear()
        self._count = 0


def merged(writer: WordWriter, segments: list[Any]) -> Any:
    """Whoosh's own policy, after dropping what holds only deleted documents (it would be carried on for ever)."""
    return MERGE_SMALL(writer, [segment for segment in segments if segment.doc_count() > 0])
