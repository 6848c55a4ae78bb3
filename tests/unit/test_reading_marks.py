"""Marks over each other, against the plainest way to say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reading.marks import Mark, edges_within, segments

SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), st.integers(0, 3)), max_size=12)


def marked(spans: list[tuple[int, int, int]]) -> list[Mark]:
    return [
        Mark(str(number), start, start + length, "claim", "!", "", False, order)
        for number, (start, length, order) in enumerate(spans)
    ]


@given(SPANS)
def test_segments_hold_at_every_place_the_marks_over_it_in_order(spans: list[tuple[int, int, int]]) -> None:
    marks = marked(spans)
    found = list(segments(marks, 3, 18))
    for place in range(3, 18):
        over = {mark.id for mark in marks if mark.start <= place < mark.end}
        told = [segment for segment in found if segment.start <= place < segment.end]
        assert {mark.id for segment in told for mark in segment.marks} == over
        assert len(told) == bool(over)
    for segment in found:
        assert [mark.order for mark in segment.marks] == sorted(mark.order for mark in segment.marks)


@given(SPANS)
def test_an_edge_lies_within_another_mark_if_one_is_on_both_sides_of_it(spans: list[tuple[int, int, int]]) -> None:
    marks = marked(spans)
    expected = [
        (mark.id, begins)
        for mark in marks
        for begins, edge in ((True, mark.start), (False, mark.end))
        if any(other.start < edge < other.end for other in marks)
    ]
    assert [(mark.id, begins) for mark, begins in edges_within(marks)] == expected
