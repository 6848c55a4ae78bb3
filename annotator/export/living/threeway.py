"""Three versions of an excerpt become one: by paragraphs, where both changed one by its lines, then by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from annotator.export.living.blocks import Block, said
from annotator.export.living.hunks import Meeting, hunks, in_turn, insertions, meetings

_WORD = re.compile(r"\S+\s*")
_MARGIN = re.compile(r"[\s>]*")
_COMPARED = 1500  # pairs of paragraphs whose likeness is measured in one stretch; a person's essay may follow it


@dataclass(frozen=True, slots=True)
class Patch:
    """Paragraphs `start` to `end` of the file's give way to lines; `theirs`: the index of the first of today's
    paragraphs that these are, -1 where they were made of both."""

    start: int
    end: int
    groups: tuple[tuple[str, ...], ...]
    theirs: int = -1


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides changed the same words: the stretch of the file's paragraphs, and of today's."""

    mine: tuple[int, int]
    theirs: tuple[int, int]


class _Clashes(Exception):
    """The same words were changed on both sides."""


def merged(base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> tuple[list[Patch], list[Clash]]:
    """What to do to the file's paragraphs so that they take up what is new, and what a person has to decide."""
    words = [block.said for block in base], [block.said for block in mine], [block.said for block in theirs]
    patches: list[Patch] = []
    clashes: list[Clash] = []
    own = hunks(words[0], words[1], alike)
    put_in = insertions(own, words[1])
    for met in meetings(own, hunks(words[0], words[2], alike), touching=False):
        if not met.theirs:
            continue
        if not met.mine:
            there = put_in.get(met.b0, frozenset()) if met.b0 == met.b1 else frozenset()
            patches += _theirs(met, theirs, there)
            continue
        try:
            patches += _both(met, base, mine, theirs)
        except _Clashes:
            clashes.append(Clash((met.m0, met.m1), (met.t0, met.t1)))
    return patches, clashes


def alike(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraphs are versions of one another: as many as there can be, in order, the likest.

    Needleman and Wunsch's alignment with a gap that costs nothing.
    """
    near = other[: max(1, _COMPARED // len(base))]
    rows, columns = len(base), len(near)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    like = [[1.0 + ratio(one, two) for two in near] for one in base]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            best[row][column] = max(
                best[row + 1][column], best[row][column + 1], like[row][column] + best[row + 1][column + 1]
            )
    pairs: list[tuple[int, int]] = []
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == like[row][column] + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs


def merged_words(base: str, mine: str, theirs: str) -> str:
    """A line in which different words were changed. Raises _Clashes where they are the same, or beside one another."""
    margin = _MARGIN.match(mine)
    assert margin
    texts = [_WORD.findall(line[len(_MARGIN.match(line)[0]) :]) for line in (base, mine, theirs)]  # type: ignore[index]
    keys = [[word.rstrip() for word in text] for text in texts]
    result = list(texts[1])
    edits = []
    for met in meetings(hunks(keys[0], keys[1]), hunks(keys[0], keys[2]), touching=True):
        if met.theirs and not met.mine:
            edits.append((met.m0, met.m1, texts[2][met.t0 : met.t1]))
        elif met.theirs and keys[1][met.m0 : met.m1] != keys[2][met.t0 : met.t1]:
            raise _Clashes
    for start, end, words in reversed(edits):
        spaced = [word if word[-1:].isspace() else f"{word} " for word in words]
        if start and not result[start - 1][-1:].isspace():
            result[start - 1] += " "
        result[start:end] = spaced
    return margin[0] + "".join(result).rstrip()


def _theirs(met: Meeting, theirs: Sequence[Block], there: frozenset[str]) -> Iterator[Patch]:
    """What only the program changed, but for the paragraphs that the person put in at the same place (`there`)."""
    news = [index for index in range(met.t0, met.t1) if theirs[index].said not in there]
    if news or met.t0 == met.t1:
        yield Patch(met.m0, met.m1, tuple(theirs[index].lines for index in news), news[0] if news else met.t0)


def _both(met: Meeting, base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> list[Patch]:
    """A stretch that both sides changed."""
    ours, own, new = base[met.b0 : met.b1], mine[met.m0 : met.m1], theirs[met.t0 : met.t1]
    if [block.said for block in own] == [block.said for block in new]:
        return []
    if not new or not own:
        return []  # what the person edited isn't taken away, what they took away doesn't come back
    if len(ours) == len(own) == len(new) == 1:
        return [Patch(met.m0, met.m1, (tuple(_merged_lines(ours[0], own[0], new[0])),))]
    # The person only wrote between paragraphs that the program changed.
    places = _places([block.said for block in ours], [block.said for block in own])
    if not places:
        raise _Clashes
    shares: list[list[int]] = [[] for _ in places]
    for index in range(len(new)):
        shares[min(index, len(places) - 1)].append(met.t0 + index)
    return [
        Patch(met.m0 + at, met.m0 + at + 1, tuple(theirs[one].lines for one in share), share[0] if share else -1)
        for at, share in zip(places, shares, strict=True)
    ]


def _places(items: Sequence[str], among: Sequence[str]) -> list[int]:
    """Where `items` are, in their order, among others; empty where they aren't all there."""
    places: list[int] = []
    for item in items:
        start = places[-1] + 1 if places else 0
        at = next((index for index in range(start, len(among)) if among[index] == item), None)
        if at is None:
            return []
        places.append(at)
    return places


def _merged_lines(base: Block, mine: Block, theirs: Block) -> list[str]:
    """A paragraph with the changes of both. Raises _Clashes."""
    keys = [[said([line]) for line in block.lines] for block in (base, mine, theirs)]
    result = list(mine.lines)
    edits: list[tuple[int, int, list[str]]] = []
    changes = hunks(keys[0], keys[1], in_turn)
    put_in = insertions(changes, keys[1])
    for met in meetings(changes, hunks(keys[0], keys[2], in_turn), touching=False):
        if not met.theirs:
            continue
        new = list(theirs.lines[met.t0 : met.t1])
        if not met.mine and met.b0 == met.b1:
            there = put_in.get(met.b0, frozenset())
            new = [line for line in new if said([line]) not in there]
        if met.mine:
            own = mine.lines[met.m0 : met.m1]
            if keys[1][met.m0 : met.m1] == keys[2][met.t0 : met.t1] or not new or not own:
                continue
            if not len(own) == len(new) == met.b1 - met.b0 == 1:
                raise _Clashes
            new = [merged_words(base.lines[met.b0], own[0], new[0])]
        edits.append((met.m0, met.m1, new))
    for start, end, lines in reversed(edits):
        result[start:end] = lines
    return result
