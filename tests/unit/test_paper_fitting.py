"""Which notes of a sheet stand in its margin, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("PySide6")

from annotator.ui.paper.fitting import level, runs, sent_away

GAP, SHORT = 14.0, 20.0
heights_of_notes = st.lists(st.floats(20, 600), max_size=40)


@given(heights_of_notes, st.floats(0, 1400))
def test_what_stays_fits_unless_everything_goes(heights: list[float], room: float) -> None:
    away = sent_away(heights, SHORT, GAP, room)
    left = sum(SHORT if index in away else height for index, height in enumerate(heights))
    left += GAP * max(len(heights) - 1, 0)
    assert left <= room + 1e-6 or away == set(range(len(heights)))


def test_the_tallest_goes_and_the_rest_stays() -> None:
    assert sent_away([100, 500, 120], SHORT, GAP, 400) == {1}
    assert sent_away([100, 100, 100], SHORT, GAP, 400) == set()
    assert sent_away([100, 100, 100], SHORT, GAP, 300) == {2}


@given(heights_of_notes, st.data())
def test_notes_stand_in_order_on_the_sheet_and_none_over_another(heights: list[float], data: st.DataObject) -> None:
    room = sum(heights) + GAP * max(len(heights) - 1, 0) + data.draw(st.floats(0, 500))
    wanted = sorted(data.draw(st.lists(st.floats(-50, room + 50), min_size=len(heights), max_size=len(heights))))
    tops = level(wanted, heights, GAP, room)
    assert all(top >= -1e-6 and top + height <= room + 1e-6 for top, height in zip(tops, heights, strict=True))
    assert all(tops[index] + heights[index] + GAP <= tops[index + 1] + 1e-6 for index in range(len(tops) - 1))


def test_a_note_nobody_hinders_stands_level_with_its_line() -> None:
    assert level([10, 300], [50, 50], GAP, 1000) == [10, 300]


@given(st.integers(0, 300), st.floats(30, 1400))
def test_numbers_that_share_lines_are_all_there_and_fit(count: int, room: float) -> None:
    found = runs(count, SHORT, GAP, room)
    assert [index for run in found for index in run] == list(range(count))
    assert len(found) * (SHORT + GAP) - GAP <= room or len(found) <= 1
