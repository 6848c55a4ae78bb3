"""The words of one segment in one file: which there are, in which documents, how often, and at which places.

Words are in order of their spelling, and the postings of one follow those of the word before, so that all words
with one beginning are one slice. Numbers lie in plain arrays, cut into chunks that are compressed each for itself:
a word costs a few bytes, and a slice is read without a loop. Nothing is pickled.

Layout: magic, length of the header, header (JSON), then the sections one after another.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, BinaryIO, Protocol

MAGIC = b"ANNOWRD\x01"
_CHUNK = 16_384  # numbers
_LEVEL = 1  # of zlib: the next ones take twice as long for a tenth of the size
_KEPT = 256  # chunks in memory: 16 MB at most
_KEPT_DOCUMENTS = 400_000  # of common words, of which some stand in every second query: 30 MB at most


class Words(Protocol):
    """What a word file is made of. All words' postings one after another, in the order of the words."""

    words: list[str]
    frequencies: array[int]  # documents of each word
    totals: array[int]  # places of each word
    ids: array[int]  # of each posting: the document
    counts: array[int]  # of each posting: how often
    places: array[int]  # of each place: the number of the word in the document
    lengths: array[int]  # of each document: its words


def write(file: BinaryIO | Any, content: Words, groups: dict[str, list[int]]) -> None:
    """Write a segment's words; `groups` are the numbers of the words of each stem."""
    stems = sorted(groups)
    members = array("I", (number for name in stems for number in groups[name]))
    sizes = array("I", (len(groups[name]) for name in stems))
    texts = {"words": "\n".join(content.words), "stems": "\n".join(stems)}
    numbers = {
        "frequencies": content.frequencies,
        "totals": content.totals,
        "members": members,
        "sizes": sizes,
        "lengths": content.lengths,
        "ids": content.ids,
        "counts": content.counts,
        "places": content.places,
    }
    header: dict[str, Any] = {"order": sys.byteorder, "texts": {}, "numbers": {}}
    sections: list[bytes] = []
    for name, text in texts.items():
        sections.append(zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL))
        header["texts"][name] = len(sections[-1])
    for name, values in numbers.items():
        small = _smallest(values)
        chunks = [zlib.compress(small[at : at + _CHUNK].tobytes(), _LEVEL) for at in range(0, len(small), _CHUNK)]
        header["numbers"][name] = [small.typecode, len(small), [len(chunk) for chunk in chunks]]
        sections += chunks
    head = json.dumps(header, separators=(",", ":")).encode("ascii")
    file.write(MAGIC + struct.pack("<I", len(head)) + head)
    for section in sections:
        file.write(section)


def _smallest(values: array[int]) -> array[int]:
    most = max(values, default=0)
    return array("B" if most < 1 << 8 else "H" if most < 1 << 16 else "I", values)


class WordFile:
    """Reads what `write` wrote, chunk by chunk, as it is asked for. Raises ValueError where it isn't that."""

    def __init__(self, data: Any) -> None:
        """`data`: the file's bytes, or what is sliced as they are (a map of the file)."""
        self._data = data
        (size,) = struct.unpack("<I", bytes(data[len(MAGIC) : len(MAGIC) + 4]))
        start = len(MAGIC) + 4
        if bytes(data[: len(MAGIC)]) != MAGIC:
            raise ValueError("no file of words")
        header = json.loads(bytes(data[start : start + size]))
        if header["order"] != sys.byteorder:
            raise ValueError("made on another kind of machine")
        at = start + size
        self._texts: dict[str, tuple[int, int]] = {}
        self._numbers: dict[str, tuple[str, int, list[int]]] = {}
        for name, length in header["texts"].items():
            self._texts[name] = (at, length)
            at += length
        for name, (code, length, sizes) in header["numbers"].items():
            self._numbers[name] = (code, length, list(accumulate(sizes, initial=at)))
            at += sum(sizes)
        self._chunks: OrderedDict[tuple[str, int], array[int]] = OrderedDict()
        self.common: OrderedDict[object, Mapping[int, int]] = OrderedDict()

    @cached_property
    def words(self) -> list[str]:
        """All words, in order."""
        return self._text("words")

    @cached_property
    def stems(self) -> list[str]:
        """All stems, in order."""
        return self._text("stems")

    @cached_property
    def lengths(self) -> array[int]:
        """How many words each document has."""
        return self._whole("lengths")

    @cached_property
    def total(self) -> int:
        """How many words all documents have."""
        return sum(self.lengths)

    @cached_property
    def longest(self) -> int:
        """How many words the longest document has."""
        return max(self.lengths, default=0)

    @cached_property
    def levels(self) -> bytes:
        """The length of each document as one byte, as Whoosh keeps it for its scores."""
        from whoosh.util.numeric import length_to_byte

        level = {length: length_to_byte(length) if length else 0 for length in set(self.lengths)}
        return bytes(map(level.__getitem__, self.lengths))

    @cached_property
    def starts(self) -> list[int]:
        """Where the postings of each word begin; one more than there are words."""
        return list(accumulate(self._whole("frequencies"), initial=0))

    @cached_property
    def place_starts(self) -> list[int]:
        """Where the places of each word begin; one more than there are words."""
        return list(accumulate(self._whole("totals"), initial=0))

    @cached_property
    def _groups(self) -> tuple[array[int], list[int]]:
        return self._whole("members"), list(accumulate(self._whole("sizes"), initial=0))

    def keep(self, word: object, counts: Mapping[int, int]) -> None:
        """Keep a common word's documents in `common`, instead of those that were kept the longest."""
        self.common[word] = counts
        while sum(map(len, self.common.values())) > _KEPT_DOCUMENTS and len(self.common) > 1:
            self.common.popitem(last=False)

    def adopt(self, other: WordFile) -> None:
        """Take over what was read of the same file before: it was opened again."""
        for name, value in other.__dict__.items():
            if name != "_data":
                self.__dict__[name] = value

    def number(self, word: str) -> int | None:
        """The number of a word."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None

    def frequency(self, number: int) -> int:
        """In how many documents a word is."""
        return self.starts[number + 1] - self.starts[number]

    @staticmethod
    def between(starts: list[int], words: range) -> int:
        """How many postings or places these words have, by `starts` or `place_starts`."""
        return starts[words.stop] - starts[words.start]

    def of_stem(self, stem: str) -> Sequence[int]:
        """The numbers of the words with this stem, rising."""
        at = bisect_left(self.stems, stem)
        if at == len(self.stems) or self.stems[at] != stem:
            return ()
        members, starts = self._groups
        return members[starts[at] : starts[at + 1]]

    def beginning(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        first = bisect_left(self.words, prefix)
        return (
            range(first, bisect_left(self.words, prefix + chr(0x10FFFF), first)) if prefix else range(len(self.words))
        )

    def ids(self, words: range) -> array[int]:
        """The documents of each of these words, one after another; those of one word are rising."""
        return self._slice("ids", self.starts[words.start], self.starts[words.stop])

    def counts(self, words: range) -> array[int]:
        """How often, for each of `ids`."""
        return self._slice("counts", self.starts[words.start], self.starts[words.stop])

    def places(self, words: range) -> array[int]:
        """At which places, as many for each of `ids` as its count says, rising."""
        return self._slice("places", self.place_starts[words.start], self.place_starts[words.stop])

    def _text(self, name: str) -> list[str]:
        at, length = self._texts[name]
        whole = zlib.decompress(self._data[at : at + length]).decode("utf-8", "surrogatepass")
        return whole.split("\n") if whole else []

    def _whole(self, name: str) -> array[int]:
        return self._slice(name, 0, self._numbers[name][1])

    def _slice(self, name: str, start: int, end: int) -> array[int]:
        if start >= end:
            return array(self._numbers[name][0])
        first, last = start // _CHUNK, (end - 1) // _CHUNK
        found = self._chunk(name, first)[start - first * _CHUNK : end - first * _CHUNK]
        for number in range(first + 1, last):
            found += self._chunk(name, number)
        if last > first:
            found += self._chunk(name, last)[: end - last * _CHUNK]
        return found

    def _chunk(self, name: str, number: int) -> array[int]:
        kept = self._chunks.get((name, number))
        if kept is None:
            code, _, bounds = self._numbers[name]
            kept = array(code)
            kept.frombytes(zlib.decompress(self._data[bounds[number] : bounds[number + 1]]))
            self._chunks[name, number] = kept
            if len(self._chunks) > _KEPT:
                self._chunks.popitem(last=False)
        return kept
