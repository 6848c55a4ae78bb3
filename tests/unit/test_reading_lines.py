"""Paragraphs are broken as evenly as can be, and never wider than the column."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reading.line_breaking import Places, best_breaks, loosest

SPACE = 5.0
WORDS = st.lists(st.integers(10, 60), min_size=1, max_size=9)


def broken(words: list[int], first: float, rest: float) -> list[list[int]]:
    """The lines of a paragraph of words so wide."""
    ends, skips, x = [], [], 0.0
    for word in words:
        ends.append(x + word)
        x += word + SPACE
        skips.append(x)
    places = Places(ends, skips, range(len(words)), [False] * len(words))
    breaks = [-1, *best_breaks(places, first, rest, SPACE)]
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


@st.composite
def syllables(draw: st.DrawFn) -> Places:
    """Words of one to three syllables, each of which may be parted by a hyphen 4 wide."""
    ends, skips, spaces, hyphens, x = [], [], [], [], 0.0
    for number, word in enumerate(draw(st.lists(st.lists(st.integers(8, 30), min_size=1, max_size=3), min_size=1))):
        for syllable in word[:-1]:
            x += syllable
            ends.append(x + 4)
            skips.append(x)
            spaces.append(number)
            hyphens.append(True)
        x += word[-1]
        ends.append(x)
        skips.append(x + SPACE)
        spaces.append(number)
        hyphens.append(False)
        x += SPACE
    return Places(ends, skips, spaces, hyphens)


@given(syllables(), st.integers(100, 200))
def test_hyphens_count_and_lines_still_fit(places: Places, room: int) -> None:
    breaks = best_breaks(places, room - 8, room, SPACE)
    begins = [0.0, *(places.skips[place] for place in breaks)]
    assert breaks == sorted(set(breaks)) and breaks[-1] == len(places.ends) - 1
    for number, place in enumerate(breaks):
        assert places.ends[place] - begins[number] <= room - 8 * (number == 0)


def places_of(widths: list[float], hyphens: list[bool]) -> Places:
    """Pieces of words one after the other; behind one that isn't hyphenated stands a space."""
    ends, skips, spaces, x, count = [], [], [], 0.0, 0
    for width, hyphen in zip(widths, hyphens, strict=True):
        x += width
        ends.append(x + 4 * hyphen)
        spaces.append(count)
        x += 0 if hyphen else SPACE
        count += not hyphen
        skips.append(x)
    return Places(ends, skips, spaces, hyphens)


def test_a_word_is_hyphenated_where_its_line_would_be_loose() -> None:
    places = places_of([30, 30, 16, 40, 30], [False, False, True, False, False])
    whole = places_of([30, 30, 56, 30], [False] * 4)
    assert best_breaks(whole, 85, 85, SPACE) == [1, 2, 3]
    assert loosest([1, 2, 3], whole, 85, 85, SPACE) == pytest.approx(29.0 / SPACE)
    chosen = best_breaks(places, 91, 91, SPACE)
    assert chosen == [2, 4]
    assert loosest(chosen, places, 91, 91, SPACE) == pytest.approx(1 / (2 * SPACE))


def test_no_hyphen_before_the_last_line_for_a_little_evenness() -> None:
    places = places_of([42, 44, 8, 20], [False, False, True, False])
    assert best_breaks(places, 104, 104, SPACE) == [1, 3]
