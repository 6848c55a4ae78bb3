"""Random lives of exported files. `make soak ARGS=living` lives thousands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.export.living.blocks import blocks, said
from annotator.export.living.lines import Edit, edited, split
from annotator.export.living.threeway import merged, merged_words
from tests.living.real import life_of_a_preset
from tests.living.rounds import life, life_of_two, life_without_memory

_SEEDS = st.integers(0, 2**32)


@settings(max_examples=120, deadline=None)
@given(_SEEDS)
def test_a_life(seed: int) -> None:
    life(seed)


@settings(max_examples=40, deadline=None)
@given(_SEEDS)
def test_a_life_of_two_readers_in_one_file(seed: int) -> None:
    life_of_two(seed)


@settings(max_examples=40, deadline=None)
@given(_SEEDS)
def test_a_life_in_which_the_library_is_lost(seed: int) -> None:
    life_without_memory(seed)


@settings(max_examples=30, deadline=None)
@given(_SEEDS)
def test_a_life_of_a_file_made_by_a_preset(seed: int) -> None:
    life_of_a_preset(seed)


_TEXT = st.lists(st.sampled_from(["a", " ", "\n", "\r", "\r\n", ">", "\x0c", "\u2028", "\ufeff"])).map("".join)


@given(_TEXT)
def test_lines_are_the_file_to_the_byte(text: str) -> None:
    assert split(text).text() == text
    assert edited(split(text), []).text() == text


@given(_TEXT, _TEXT)
def test_an_insertion_changes_no_other_line(text: str, more: str) -> None:
    lines = split(text)
    new = tuple(split(more).words) or ("x",)
    done = edited(lines, [Edit(len(lines.words), len(lines.words), new)])
    assert list(done.words) == [*lines.words, *new]
    assert list(done.ends[: max(0, len(lines.ends) - 1)]) == list(lines.ends[:-1])


@given(st.lists(st.sampled_from(["", "> a b", "> ", "c d", "e", "  "])))
def test_paragraphs_are_all_lines_that_say_something(lines: list[str]) -> None:
    found = blocks(lines)
    inside = [line for block in found for line in block.lines]
    assert inside == [line for line in lines if line.strip(" >")]
    assert all(said(block.lines) == block.said for block in found)


_LINE = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=1, max_size=8).map(" ".join)


@given(_LINE, _LINE)
def test_where_one_side_changed_its_words_are_taken(one: str, other: str) -> None:
    assert merged_words(one, other, one) == other
    assert merged_words(one, one, other) == other
    assert merged_words(one, other, other) == other


_PARAGRAPHS = st.lists(_LINE, max_size=5)


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_where_one_side_changed_its_paragraphs_are_taken(one: list[str], other: list[str]) -> None:
    before, after = (blocks("\n\n".join(lines).split("\n")) for lines in (one, other))
    assert merged(before, after, before) == ([], [])
    patches, clashes = merged(before, before, after)
    assert not clashes
    result = [list(block.lines) for block in before]
    for patch in reversed(patches):
        result[patch.start : patch.end] = [list(group) for group in patch.groups]
    assert result == [list(block.lines) for block in after]


@given(_PARAGRAPHS, _PARAGRAPHS, _PARAGRAPHS)
def test_patches_never_overlap(one: list[str], two: list[str], three: list[str]) -> None:
    base, mine, theirs = (blocks("\n\n".join(lines).split("\n")) for lines in (one, two, three))
    patches, clashes = merged(base, mine, theirs)
    places = sorted([(p.start, p.end) for p in patches] + [clash.mine for clash in clashes])
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert all(0 <= start <= end <= len(mine) for start, end in places)
