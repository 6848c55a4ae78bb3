"""Whoosh's codec, taught to keep the field `words` in a file of words; all other fields are as Whoosh writes them.

So Whoosh's own searcher and queries read our indexes like any other.
"""

# mypy: allow-untyped-calls
# (Whoosh is typed in part only.)
from __future__ import annotations

import mmap
from itertools import accumulate, pairwise
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3TermInfo, W3TermsReader
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from annotator.search.wordfile import WordFile

EXTENSION = ".words"
FIELD = "words"


def score_length(length: int) -> int:
    """A document's length as Whoosh's scores know it: kept in one byte."""
    return byte_to_length(length_to_byte(length)) if length else 0


def word_file(storage: Any, segment: Any) -> WordFile:
    """The words of a segment."""
    name = segment.make_filename(EXTENSION)
    compound = getattr(storage, "a", storage)  # Whoosh lays the compound file over the folder
    if not compound.file_exists(name):
        raise ValueError("a segment without words")
    source = getattr(compound, "_source", None)
    if source is None:
        with compound.open_file(name) as file:
            return WordFile(file.read())
    offset, length = compound.range(name)
    return WordFile(_Part(source, offset, length))


class _Part:
    """A stretch of a mapped file, sliced as if it were alone."""

    def __init__(self, source: mmap.mmap, offset: int, length: int) -> None:
        self._source, self._offset, self._length = source, offset, length

    def __getitem__(self, part: slice) -> bytes:
        start, end, _ = part.indices(self._length)
        return self._source[self._offset + start : self._offset + end]


class WordCodec(W3Codec):
    """Makes segments with a file of words."""

    def terms_reader(self, storage: Any, segment: Any) -> WordTerms:
        """Reads all fields."""
        return WordTerms(super().terms_reader(storage, segment), word_file(storage, segment))


class WordTerms(W3TermsReader):
    """Whoosh's view of the terms: its own, and then our words (their field's name sorts last)."""

    def __init__(self, others: Any, words: WordFile) -> None:
        self.__dict__.update(others.__dict__)
        self.words = words

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        if term[0] != FIELD:
            return bool(super().__contains__(term))
        return self.words.number(term[1].decode()) is not None

    def indexed_field_names(self) -> Any:
        """The names of the fields that have terms."""
        return [*super().indexed_field_names(), *([FIELD] if self.words.words else [])]

    def terms(self) -> Any:
        """All terms, in order."""
        yield from super().terms()
        yield from ((FIELD, word.encode()) for word in self.words.words)

    def terms_from(self, fieldname: str, prefix: bytes) -> Any:
        """The terms from this one on."""
        if fieldname != FIELD:
            yield from super().terms_from(fieldname, prefix)
            yield from ((FIELD, word.encode()) for word in self.words.words)
        else:
            wanted = prefix.decode()
            yield from ((FIELD, word.encode()) for word in self.words.words if word >= wanted)

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """How often a term occurs, and in how many documents."""
        if fieldname != FIELD:
            return super().term_info(fieldname, text)
        number = self._number(text)
        one = range(number, number + 1)
        ids, counts = self.words.ids(one), self.words.counts(one)
        lengths = [score_length(self.words.lengths[id_]) for id_ in ids]
        return W3TermInfo(
            weight=float(sum(counts)),
            df=len(ids),
            minlength=min(lengths),
            maxlength=max(lengths),
            maxweight=float(max(counts)),
            minid=ids[0],
            maxid=ids[-1],
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term occurs."""
        found: float = self.term_info(fieldname, text).weight()
        return found

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term occurs."""
        found: int = self.term_info(fieldname, text).doc_frequency()
        return found

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """Walks the documents of a term."""
        if fieldname != FIELD:
            return super().matcher(fieldname, text, format_, scorer=scorer)
        number = self._number(text)
        one = range(number, number + 1)
        counts, places = self.words.counts(one), self.words.places(one)
        bounds = pairwise(accumulate(counts, initial=0))
        return ListMatcher(
            list(self.words.ids(one)),
            [float(count) for count in counts],
            [format_.encode(list(places[start:end])) for start, end in bounds],
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _number(self, text: bytes) -> int:
        number = self.words.number(text.decode())
        if number is None:
            raise TermNotFound(f"No term {FIELD}:{text!r}")
        return number
