"""Code points and UTF-16 units agree, whatever the characters and whatever is inserted between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reading.heights import Heights
from annotator.ui.reading.offsets import Insertion, OffsetMap, by_unit, units

CHARACTERS = st.sampled_from("aé e\u0301ß\n\u05d0\u0628\U0001d504\U0001f1e9\U0001f469\u200d")
TEXTS = st.text(CHARACTERS, max_size=40)


@st.composite
def maps(draw: st.DrawFn) -> tuple[str, list[Insertion]]:
    source = draw(TEXTS)
    places = draw(st.lists(st.integers(0, len(source)), max_size=5))
    labels = st.text(st.sampled_from("12*\u00ad\U0001d7d9"), min_size=1, max_size=3)
    markers = [Insertion(at, draw(labels)) for at in places]
    cuts = draw(st.sets(st.integers(0, len(source)), max_size=3)) - {*places}
    return source, [*markers, *(Insertion(at, draw(st.sampled_from("-\u00ad\u2010")), hyphen=True) for at in cuts)]


def as_units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


@given(st.text())
def test_units_are_those_of_utf16(text: str) -> None:
    assert units(text) == len(as_units(text)) // 2


@given(maps())
def test_a_source_character_is_shown_where_the_map_says(case: tuple[str, list[Insertion]]) -> None:
    source, insertions = case
    offsets = OffsetMap(source, insertions)
    shown = as_units(offsets.shown)
    for at, char in enumerate(source.replace("\n", "\u2028")):
        unit = offsets.to_shown(at, past_insertions=True)
        assert shown[2 * unit :].startswith(as_units(char))


@given(maps())
def test_there_and_back_is_the_same_place(case: tuple[str, list[Insertion]]) -> None:
    source, insertions = case
    offsets = OffsetMap(source, insertions)
    for at in range(len(source) + 1):
        assert offsets.to_source(offsets.to_shown(at)) == at
        assert offsets.to_source(offsets.to_shown(at, past_insertions=True)) == at


@given(maps())
def test_both_ways_run_forward_only(case: tuple[str, list[Insertion]]) -> None:
    source, insertions = case
    offsets = OffsetMap(source, insertions)
    length = units(offsets.shown)
    back = [offsets.to_source(unit) for unit in range(length + 1)]
    there = [offsets.to_shown(at) for at in range(len(source) + 1)]
    assert back == sorted(back) and back[0] == 0 and back[-1] == len(source)
    assert there == sorted(set(there))


@given(maps())
def test_insertions_lie_at_their_place_and_are_found_there(case: tuple[str, list[Insertion]]) -> None:
    source, insertions = case
    offsets = OffsetMap(source, insertions)
    shown = as_units(offsets.shown)
    found = list(zip(offsets.insertions, offsets.insertion_spans(), strict=True))
    for insertion, (first, last) in found:
        assert shown[2 * first : 2 * last] == as_units(insertion.text)
        assert all(offsets.to_source(unit) == insertion.at for unit in range(first, last))
    markers = [(insertion, span) for insertion, span in found if not insertion.hyphen]
    assert (offsets.markers, offsets.marker_spans()) == ([i for i, _span in markers], [span for _i, span in markers])
    at_unit = {unit: index for index, (_i, span) in enumerate(markers) for unit in range(*span)}
    assert all(offsets.marker_at(unit) == at_unit.get(unit) for unit in range(units(offsets.shown) + 1))


@given(maps())
def test_a_caret_stands_before_a_marker_and_after_a_hyphen(case: tuple[str, list[Insertion]]) -> None:
    source, insertions = case
    offsets = OffsetMap(source, insertions)
    for at in range(len(source) + 1):
        spans = zip(offsets.insertions, offsets.insertion_spans(), strict=True)
        here = [(insertion, span) for insertion, span in spans if insertion.at == at]
        wanted = here[-1][1][1] if here and here[0][0].hyphen else here[0][1][0] if here else offsets.to_shown(at)
        assert offsets.to_caret(at) == wanted


@given(TEXTS)
def test_a_text_by_units_is_as_long_as_its_units(text: str) -> None:
    wide = by_unit(text)
    assert len(wide) == units(text)
    offsets = OffsetMap(text)
    assert all(wide[offsets.to_shown(at)] == char for at, char in enumerate(text))


def test_a_place_outside_is_clamped() -> None:
    offsets = OffsetMap("ab\U0001d504", [Insertion(1, "12")])
    assert offsets.to_shown(-3) == 0
    assert offsets.to_shown(99) == 6
    assert offsets.to_source(99) == 3


@given(st.lists(st.integers(1, 90), min_size=1, max_size=60), st.data())
def test_the_tree_of_heights_sums_and_finds_as_a_list_would(values: list[int], data: st.DataObject) -> None:
    heights = Heights([1.0] * len(values))
    for index, value in enumerate(values):
        heights.set(index, value)
    tops = [0, *accumulate(values)]
    assert [heights.before(index) for index in range(len(values) + 1)] == tops
    assert heights.total() == tops[-1]
    y = data.draw(st.integers(-5, tops[-1] + 5))
    assert heights.find(y) == min(max(bisect_right(tops, y) - 1, 0), len(values) - 1)
