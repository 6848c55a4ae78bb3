"""The words around a hit: as a line shows them, and as lines are sorted by them."""

from __future__ import annotations

from annotator.model.concordance import Unit, Window
from annotator.search.concordance.seek import Hits
from annotator.search.concordance.tokens import Tokens

_PLAIN = {ord("\n"): " ", ord("\t"): " "}  # line ends of verse, cells of tables
NEIGHBOURS = 3


def context(tokens: Tokens, hits: Hits, number: int, window: Window) -> tuple[int, int]:
    """The span in code points that a line shows, from the left end of its context to the right end."""
    start, end = hits.starts[number], hits.ends[number]
    block = tokens.block_at(start)
    begin, stop = tokens.begins[block], tokens.ends_of_blocks[block]
    if window.unit is Unit.CHARACTERS:
        return max(begin, start - window.size), min(stop, end + window.size)
    first, behind = tokens.words_of(block)
    left, right = hits.firsts[number] - window.size, hits.lasts[number] + window.size
    return (
        min(start, tokens.starts[left]) if left > first else begin,
        max(end, tokens.ends[right]) if right < behind - 1 else stop,
    )


def shown(text: str) -> str:
    """A stretch of text on one line, as long as before."""
    return text.translate(_PLAIN)


def left_words(tokens: Tokens, hits: Hits, number: int) -> tuple[str, ...]:
    """The words before the hit in its paragraph, the nearest first, three at most: 1L, 2L, 3L."""
    first, at = tokens.words_of(tokens.block_at(hits.starts[number]))[0], hits.firsts[number]
    return tuple(tokens.vocabulary[tokens.words[n]] for n in range(at - 1, max(first, at - NEIGHBOURS) - 1, -1))


def right_words(tokens: Tokens, hits: Hits, number: int) -> tuple[str, ...]:
    """The words behind the hit in its paragraph, three at most: 1R, 2R, 3R."""
    behind, at = tokens.words_of(tokens.block_at(hits.starts[number]))[1], hits.lasts[number] + 1
    return tuple(tokens.vocabulary[tokens.words[n]] for n in range(at, min(behind, at + NEIGHBOURS)))


def folded_words(tokens: Tokens, hits: Hits, number: int) -> tuple[str, ...]:
    """The words of the hit itself."""
    return tuple(tokens.vocabulary[tokens.words[n]] for n in range(hits.firsts[number], hits.lasts[number] + 1))
