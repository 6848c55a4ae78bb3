"""The best few words of a paragraph around what a query found, with the hits marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.search.query import query_terms
from annotator.search.scan import occurrences
from annotator.search.tree import Leaf
from annotator.search.words import WordList

_LINE_ENDS = str.maketrans("\n\t\r\v\f\u2028\u2029", " " * 7)
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around a hit, on one line, with `…` where the source goes on.

    `hits` are spans within `text`. `start` is where the snippet's first source character lies in the source;
    `match_start` and `match_end` are the span of its first hit there. All in code points.
    """

    text: str
    hits: tuple[tuple[int, int], ...]
    start: int
    match_start: int
    match_end: int


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    leaf: int


def found_in(text: str, query: str, *, stemmed: bool = True) -> list[tuple[int, int]]:
    """The spans of `text` that `query` finds, in order, overlapping ones joined. Raises UserError `bad_query`."""
    return [(hit.start, hit.end) for hit in _hits(text, query_terms(query, stemmed))]


def snippet(text: str, query: str, width: int = 160, *, stemmed: bool = True) -> Snippet:
    """The stretch of about `width` code points of `text` with the most that `query` asks for.

    Without any hit (only excluded words were asked for) it is the beginning. Raises UserError `bad_query`.
    """
    hits = _hits(text, query_terms(query, stemmed))
    chosen = _best(hits, width) if hits else [_Hit(0, 0, 0)]
    start, end = _window(text, chosen[0].start, chosen[-1].end, width)
    before = _MORE if start > 0 else ""
    after = _MORE if end < len(text) else ""
    shift = len(before) - start
    inside = [(max(hit.start, start), min(hit.end, end)) for hit in hits if hit.start < end and hit.end > start]
    return Snippet(
        text=before + text[start:end].translate(_LINE_ENDS) + after,
        hits=tuple((first + shift, last + shift) for first, last in inside),
        start=start,
        match_start=chosen[0].start,
        match_end=chosen[0].end,
    )


def _hits(text: str, wanted: tuple[Leaf, ...]) -> list[_Hit]:
    words = WordList(text)
    found = sorted(
        (*words.source(first, last), number)
        for number, leaf in enumerate(wanted)
        for first, last in occurrences(leaf, words)
    )
    hits: list[_Hit] = []
    for start, end, leaf in found:
        if hits and start < hits[-1].end:
            hits[-1] = _Hit(hits[-1].start, max(end, hits[-1].end), hits[-1].leaf)
        else:
            hits.append(_Hit(start, end, leaf))
    return hits


def _best(hits: list[_Hit], width: int) -> list[_Hit]:
    """The run of hits that fits into `width` with the most different things found, then the most at all."""

    def run(first: int) -> list[_Hit]:
        last = first + 1
        while last < len(hits) and hits[last].end - hits[first].start <= width:
            last += 1
        return hits[first:last]

    return max(map(run, range(len(hits))), key=lambda found: (len({hit.leaf for hit in found}), len(found)))


def _window(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """From `start` to `end` with as much on both sides as `width` allows, cut between words."""
    spare = max(0, width - (end - start))
    first = max(0, min(start - spare // 2, len(text) - width))
    last = min(len(text), max(end, first + width))
    if first > 0:
        gap = re.compile(r"\s\S").search(text, first - 1, start + 1)
        first = gap.end() - 1 if gap else start
    if last < len(text):
        tail = max((match.start() for match in re.finditer(r"\s", text[end : last + 1])), default=None)
        last = end if tail is None else end + tail
    return first, max(last, first)
