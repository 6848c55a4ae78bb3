"""Paragraphs are broken as evenly as can be, and never wider than the column."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reading.line_breaking import best_breaks

SPACE = 5.0
WORDS = st.lists(st.integers(10, 60), min_size=1, max_size=9)


def broken(words: list[int], first: float, rest: float) -> list[list[int]]:
    """The lines of a paragraph of words so wide."""
    ends, skips, x = [], [], 0.0
    for word in words:
        ends.append(x + word)
        x += word + SPACE
        skips.append(x)
    breaks = [-1, *best_breaks(ends, skips, first, rest, SPACE)]
    return [words[start + 1 : end + 1] for start, end in pairwise(breaks)]


def width(line: list[int]) -> float:
    return sum(line) + SPACE * (len(line) - 1)


def cost(lines: list[list[int]], first: float, rest: float) -> float:
    """The cubes of how far the spaces are stretched, the last line's apart; infinite for lines that aren't allowed."""
    total = 0.05 * len(lines)
    for number, line in enumerate(lines[:-1]):
        room = first if number == 0 else rest
        if not 0.7 * rest <= width(line) + rest - room <= rest:
            return float("inf")
        total += ((room - width(line)) / (SPACE * max(len(line) - 1, 1))) ** 3
    return total if width(lines[-1]) <= (first if len(lines) == 1 else rest) else float("inf")


@given(WORDS, st.integers(70, 200))
def test_every_word_once_and_no_line_too_wide(words: list[int], room: int) -> None:
    lines = broken(words, room - 8, room)
    assert [word for line in lines for word in line] == words
    assert all(width(line) <= room - 8 * (number == 0) for number, line in enumerate(lines))


@given(st.lists(st.integers(10, 200), min_size=1, max_size=12))
def test_a_word_wider_than_the_column_stands_alone(words: list[int]) -> None:
    lines = broken(words, 100, 100)
    assert [word for line in lines for word in line] == words
    assert all(len(line) == 1 for line in lines if max(line) > 100)


@given(st.lists(st.integers(8, 38), min_size=1, max_size=11))
def test_no_other_way_to_break_is_more_even(words: list[int]) -> None:
    ways = (
        [words[start:end] for start, end in pairwise((0, *cuts, len(words)))]
        for count in range(len(words))
        for cuts in combinations(range(1, len(words)), count)
    )
    best = min(cost(way, 142, 150) for way in ways)
    assert cost(broken(words, 142, 150), 142, 150) == pytest.approx(best)


def test_a_loose_line_is_evened_out_with_its_neighbours() -> None:
    words = [40, 40, 12, 60, 30]
    assert broken(words, 100, 100) == [[40, 40], [12, 60], [30]]
