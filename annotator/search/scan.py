"""Does a query match this one text? For what isn't in the index yet; agrees with the index by test."""

from __future__ import annotations

from collections.abc import Callable

from annotator.search.query import parse
from annotator.search.tree import AllOf, AnyOf, Field, Fuzzy, Leaf, Node, Not, One, Own, Pattern, Phrase, Word
from annotator.search.words import WordList, stem

Fields = Callable[[Field], bool]


def matches(
    query: str, text: str, *, stemmed: bool = True, own: int | None = None, fields: Fields | None = None
) -> bool:
    """Whether `text` holds what `query` asks for. Raises UserError `bad_query` where it can't be read.

    `own`: so many code points of it are what a person wrote (None: all); `fields` tells of each field whether it holds.
    """
    return holds(parse(query, stemmed), text, own=own, fields=fields)


def holds(node: Node | None, text: str, *, own: int | None = None, fields: Fields | None = None) -> bool:
    """`matches` for a query that was read."""
    if node is None:
        return False
    words = WordList(text)
    return _holds(node, words, len(words.surfaces) if own is None else words.before(own), fields)


def occurrences(leaf: Leaf, words: WordList) -> list[tuple[int, int]]:
    """Where a word, phrase or pattern occurs: numbers of the first and the last word, rising."""
    if not isinstance(leaf, Phrase):
        return [(number, number) for number in _places(leaf, words)]
    first, *others = (_places(part, words) for part in leaf.parts)
    found: list[tuple[int, int]] = []
    for start in first:
        ends = {start}
        for places in others:
            ends = {place for place in places if any(0 < place - end <= leaf.slop for end in ends)}
        if ends:
            found.append((start, min(ends)))
    return found


def differs(one: str, other: str, most: int) -> bool:
    """Whether two words differ in more than `most` letters."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=most) > most


def _places(leaf: One, words: WordList) -> list[int]:
    match leaf:
        case Word(text, stemmed):
            return words.places.get(stem(text), []) if stemmed else words.written.get(text, [])
        case Pattern():
            fits = leaf.expression.fullmatch
            return [number for number, surface in enumerate(words.surfaces) if fits(surface)]
        case Fuzzy(text, edits):
            return [number for number, surface in enumerate(words.surfaces) if not differs(text, surface, edits)]


def _holds(node: Node, words: WordList, own: int, fields: Fields | None) -> bool:
    match node:
        case AllOf(parts):
            return all(_holds(part, words, own, fields) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, words, own, fields) for part in parts)
        case Not(part):
            return not _holds(part, words, own, fields)
        case Own(part):
            return any(last < own for _, last in occurrences(part, words))
        case Field():
            return fields is not None and fields(node)
        case _:
            return bool(occurrences(node, words))
