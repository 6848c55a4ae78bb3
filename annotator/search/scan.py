"""Does a query match this one text? For what isn't in the index yet; agrees with the index by test."""

from __future__ import annotations

from annotator.search.query import AllOf, AnyOf, Leaf, Node, Not, Pattern, parse
from annotator.search.words import WordList


def matches(query: str, text: str) -> bool:
    """Whether `text` holds what `query` asks for. Raises UserError `bad_query` where it can't be read."""
    node = parse(query)
    return node is not None and _holds(node, WordList(text))


def occurrences(leaf: Leaf, words: WordList) -> list[tuple[int, int]]:
    """Where a phrase or pattern occurs: numbers of the first and the last word, rising."""
    if isinstance(leaf, Pattern):
        fits = leaf.expression().fullmatch
        return [(number, number) for number, surface in enumerate(words.surfaces) if fits(surface)]
    first, *others = (words.places.get(stem, []) for stem in leaf.stems)
    found: list[tuple[int, int]] = []
    for start in first:
        ends = {start}
        for places in others:
            ends = {place for place in places if any(0 < place - end <= leaf.slop for end in ends)}
        if ends:
            found.append((start, min(ends)))
    return found


def _holds(node: Node, words: WordList) -> bool:
    match node:
        case AllOf(parts):
            return all(_holds(part, words) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, words) for part in parts)
        case Not(part):
            return not _holds(part, words)
        case _:
            return bool(occurrences(node, words))
