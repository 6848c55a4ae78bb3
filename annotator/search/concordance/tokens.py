"""The words of a text as compact arrays, made once a revision.

They are the words that search has (`search.words`), so both count alike; a test holds that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from annotator.model.document import Block, Document
from annotator.model.folding import fold
from annotator.search.words import _WORD, stem

_CHUNK = 1 << 16  # code points folded at once: no call keeps other threads waiting for long


class Tokens:
    """Numbered words. `words` has each one's number in `vocabulary` (folded words); spans are code points.

    `breaks` has the number of the first word of each block, `begins` and `ends_of_blocks` the blocks' own spans.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.starts, self.ends, self.words = array("i"), array("i"), array("i")
        self.vocabulary: list[str] = []
        self.ids: dict[str, int] = {}
        self.breaks = array("i")
        self.begins = array("i", (block.start for block in blocks))
        self.ends_of_blocks = array("i", (block.end for block in blocks))

    def __len__(self) -> int:
        return len(self.words)

    def block_at(self, offset: int) -> int:
        """The index of the block that holds a code point."""
        return max(bisect_right(self.begins, offset) - 1, 0)

    def words_of(self, block: int) -> tuple[int, int]:
        """The numbers of the first word of a block, and of the first behind it."""
        return self.breaks[block], self.breaks[block + 1] if block + 1 < len(self.breaks) else len(self)

    def paragraph_end(self, number: int) -> int:
        """The number of the first word behind the block that has this word."""
        return self.words_of(bisect_right(self.breaks, number) - 1)[1]

    def forms(self, surface: str) -> set[int]:
        """The words of the vocabulary with the same stem. A stem keeps its first letter, so only those are stemmed."""
        wanted = stem(surface)
        return {number for word, number in self._by_letter.get(surface[:1], ()) if stem(word) == wanted}

    @cached_property
    def frequencies(self) -> array[int]:
        """How often each word of the vocabulary occurs."""
        counts = array("i", bytes(4 * len(self.vocabulary)))
        for word in self.words:
            counts[word] += 1
        return counts

    @cached_property
    def _by_letter(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = {}
        for number, word in enumerate(self.vocabulary):
            found.setdefault(word[:1], []).append((word, number))
        return found


def tokens_of(document: Document) -> Tokens:
    """The words of all blocks, in text order."""
    tokens = Tokens(document.blocks)
    for blocks in _chunks(document.blocks):
        _add(tokens, document.text, blocks)
    return tokens


def _chunks(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    chunk: list[Block] = []
    for block in blocks:
        chunk.append(block)
        if block.end - chunk[0].start >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _add(tokens: Tokens, text: str, blocks: list[Block]) -> None:
    folded = fold(text[blocks[0].start : blocks[-1].end])
    matches, letters = [match.span() for match in _WORD.finditer(folded.text)], folded.text
    starts, ends = folded.spans_to_source([start for start, _end in matches], [end for _start, end in matches])
    shift, known, first = blocks[0].start, tokens.ids, len(tokens)
    tokens.starts.extend([start + shift for start in starts])
    tokens.ends.extend([end + shift for end in ends])
    tokens.words.extend([known.setdefault(letters[start:end], len(known)) for start, end in matches])
    tokens.vocabulary.extend(list(known)[len(tokens.vocabulary) :])
    here = tokens.starts[first:]
    tokens.breaks.extend([first + bisect_right(here, block.start - 1) for block in blocks])
