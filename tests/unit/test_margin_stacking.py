"""Properties of the margin's stacking, each checked against the definition rather than another solver."""

from __future__ import annotations

from itertools import pairwise, product
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.margin.stacking import stack

NEAR = 1e-6
GAP = st.integers(0, 20).map(float)
NOTES = st.lists(st.tuples(st.integers(-500, 500).map(float), st.integers(0, 200).map(float)), max_size=40)
WEIGHED = st.lists(
    st.tuples(st.integers(-80, 80).map(float), st.integers(1, 60).map(float), st.sampled_from([1.0, 3.0, 900.0])),
    min_size=1,
    max_size=6,
)


def cost(tops: list[float], wanted: list[float], weights: list[float]) -> float:
    return sum(w * (y - x) ** 2 for y, x, w in zip(tops, wanted, weights, strict=True))


def best_by_every_partition(wanted: list[float], heights: list[float], weights: list[float], gap: float) -> float:
    """The least cost over all ways to tie neighbours together: the optimum is among those that don't overlap."""
    starts = [sum(heights[:i]) + gap * i for i in range(len(heights))]
    least = inf
    for ties in product([False, True], repeat=len(wanted) - 1):
        groups: list[list[int]] = [[0]]
        for index, tied in enumerate(ties, start=1):
            if tied:
                groups[-1].append(index)
            else:
                groups.append([index])
        tops: list[float] = []
        for group in groups:
            weight = sum(weights[i] for i in group)
            level = sum(weights[i] * (wanted[i] - starts[i]) for i in group) / weight
            tops += [level + starts[i] for i in group]
        if all(tops[i + 1] + NEAR >= tops[i] + heights[i] + gap for i in range(len(tops) - 1)):
            least = min(least, cost(tops, wanted, weights))
    return least


@given(NOTES, GAP)
def test_notes_keep_their_order_and_never_overlap(notes: list[tuple[float, float]], gap: float) -> None:
    wanted, heights = [n[0] for n in notes], [n[1] for n in notes]
    tops = stack(wanted, heights, gap)
    assert len(tops) == len(notes)
    for (y, height), (below, _) in pairwise(zip(tops, heights, strict=True)):
        assert below >= y + height + gap - NEAR


@given(WEIGHED, GAP)
def test_it_is_the_least_squares_optimum(notes: list[tuple[float, float, float]], gap: float) -> None:
    wanted, heights, weights = ([n[i] for n in notes] for i in range(3))
    tops = stack(wanted, heights, gap, weights=weights)
    least = best_by_every_partition(wanted, heights, weights, gap)
    assert cost(tops, wanted, weights) == pytest.approx(least, rel=1e-6, abs=1e-6)


@given(NOTES, GAP, st.integers(-200, 200).map(float))
def test_a_bound_above_holds_and_moves_only_what_lies_beyond_it(
    notes: list[tuple[float, float]], gap: float, top: float
) -> None:
    wanted, heights = [n[0] for n in notes], [n[1] for n in notes]
    free, bound = stack(wanted, heights, gap), stack(wanted, heights, gap, top=top)
    room = top
    for y, held, height in zip(free, bound, heights, strict=True):
        assert held == pytest.approx(max(y, room), abs=NEAR)
        room += height + gap


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 100)), max_size=30), GAP)
def test_notes_out_of_each_others_way_stand_exactly_at_their_lines(
    notes: list[tuple[float, float]], gap: float
) -> None:
    wanted: list[float] = []
    place = 0.0
    for space, height in notes:
        place += space
        wanted.append(place)
        place += height + gap + 0.001
    assert stack(wanted, [height for _, height in notes], gap) == wanted


def test_two_notes_at_one_line_share_the_push() -> None:
    assert stack([100, 100], [20, 20], 10) == [85, 115]


def test_a_heavy_note_stays_and_the_light_one_gives_way() -> None:
    light, heavy = stack([100, 100], [20, 20], 10, weights=[1, 1e6])
    assert heavy == pytest.approx(100, abs=0.01)
    assert light == pytest.approx(70, abs=0.01)


def test_nothing_stacks_to_nothing_and_lengths_must_agree() -> None:
    assert stack([], [], 4) == []
    with pytest.raises(ValueError):
        stack([1.0], [], 4)
