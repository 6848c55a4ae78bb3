"""The words of many documents, gathered by word, in memory.

Each word's places are numbers in the one row of all words of all documents; which document and which place in it a
number means is looked up at the end, for all at once. Nothing but one append is done for a word of the text.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat


class Gathered:
    """Fulfils `wordfile.Words` once `finish` was called."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._starts = array("I")
        self._end = 0
        self.words: list[str] = []
        self.frequencies, self.totals, self.ids = array("I"), array("I"), array("I")
        self.counts, self.places, self.lengths = array("I"), array("I"), array("I")

    def __len__(self) -> int:
        return len(self.lengths)

    def add(self, words: Sequence[str]) -> None:
        """The next document's words, in order."""
        at, rows = self._end, self._rows
        self._starts.append(at)
        self.lengths.append(len(words))
        for at, word in enumerate(words, at):  # noqa: B020 (goes on where the last document ended)
            rows[word].append(at)
        self._end += len(words)

    def add_empty(self, lengths: Iterable[int]) -> int:
        """Documents of these lengths, whose words follow by `add_places`; returns the number of the first."""
        first = len(self.lengths)
        for length in lengths:
            self._starts.append(self._end)
            self.lengths.append(length)
            self._end += length
        return first

    def add_places(self, word: str, ids: Sequence[int], counts: Iterable[int], places: Iterable[int]) -> None:
        """A word of documents that were added empty; called with rising ids that no word was given before."""
        starts = self._starts
        each = chain.from_iterable(map(repeat, map(starts.__getitem__, ids), counts))
        self._rows[word].extend(map(int.__add__, each, places))

    def finish(self) -> None:
        """Sort it all by word. Nothing can be added any more."""
        document_of, place_of = array("I"), array("I")
        for number, length in enumerate(self.lengths):
            document_of.extend(repeat(number, length))
            place_of.extend(range(length))
        rows, document = self._rows, document_of.__getitem__
        self.words = sorted(rows)
        for word in self.words:
            row = rows[word]
            self.totals.append(len(row))
            if len(row) == 1:
                self.frequencies.append(1)
                self.ids.append(document(row[0]))
                self.counts.append(1)
            else:
                found = Counter(map(document, row))
                self.frequencies.append(len(found))
                self.ids.extend(found)
                self.counts.extend(found.values())
        place: Callable[[int], int] = place_of.__getitem__
        self.places = array("I", map(place, chain.from_iterable(map(rows.__getitem__, self.words))))
        self._rows.clear()
