"""Page turns where only heads and feet show them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from annotator.importing.languages import BACK, FRONT
from annotator.importing.printed.heads import Head
from annotator.importing.printed.lines import Line, ends_sentence
from annotator.importing.printed.shapes import chapter_number, is_part_number, is_selection_number
from annotator.importing.printed.turns import Turn

_NEAR_END = 3


def turns_at_heads(lines: Sequence[Line], heads: Sequence[Head], furniture: Collection[int]) -> list[Turn]:
    """A turn at each head or foot; and, for counting to prove, wherever a chapter may open."""
    named = {head.words.casefold() for head in heads if head.words}
    groups = list(_groups(lines, [head for head in heads if head.label], furniture))
    at_foot = _at_foot(lines, groups)
    turns: dict[int, Turn] = {}
    openings = list(_openings(lines, named, furniture))
    starts = [0, *(end for _, end, _ in groups)]
    for place, (start, end, numbers) in enumerate(groups):
        first = _first_text(lines, starts[place], furniture)
        if len(numbers) > 1:
            # The foot of a page that opened without a head.
            last = bisect_left(openings, start) - 1
            opening = openings[last] if last >= 0 and openings[last] >= starts[place] else None
            if opening is None and place == 0:
                opening = first
            if opening is not None:
                turns[opening] = Turn(opening, numbers[0])
            following = _first_text(lines, end, furniture)
            turns[following] = Turn(following, numbers[-1])
        elif at_foot:
            turns[first] = Turn(first, numbers[0])
        else:
            following = _first_text(lines, end, furniture)
            turns[following] = Turn(following, numbers[0])
    first = _first_text(lines, 0, furniture)
    turns.setdefault(first, Turn(first))
    for index in openings:
        turns.setdefault(index, Turn(index, sure=False))
    return [turns[index] for index in sorted(turns) if index < len(lines)]


def _groups(
    lines: Sequence[Line], heads: Sequence[Head], furniture: Collection[int]
) -> Iterator[tuple[int, int, list[Head]]]:
    """(where it starts, where it ends, its numbers) of each run of furniture that has a number."""
    place = 0
    while place < len(heads):
        start = end = heads[place].index
        while start - 1 in furniture:
            start -= 1
        while end in furniture:
            end += 1
        inside = [head for head in heads[place:] if head.index < end]
        yield start, end, inside
        place += len(inside)


def _at_foot(lines: Sequence[Line], groups: Sequence[tuple[int, int, list[Head]]]) -> bool:
    """Whether single numbers stand at the feet of pages: the last one ends the text, and none stands over it."""
    if not groups or any(len(numbers) > 1 for _, _, numbers in groups):
        return False
    return groups[-1][1] >= len(lines) and groups[0][0] >= _NEAR_END


def _first_text(lines: Sequence[Line], index: int, furniture: Collection[int]) -> int:
    while index < len(lines) and index in furniture:
        index += 1
    return index


def _openings(lines: Sequence[Line], named: Collection[str], furniture: Collection[int]) -> Iterator[int]:
    for index, line in enumerate(lines):
        if index in furniture or (index and index - 1 not in furniture and not ends_sentence(lines[index - 1].text)):
            continue
        chapter = chapter_number(line.text)
        numbered = (chapter and not chapter[1]) or is_selection_number(line.text) or is_part_number(line.text)
        matter = FRONT.fullmatch(line.text) or BACK.fullmatch(line.text)
        if numbered or matter or line.text.casefold() in named:
            yield index
