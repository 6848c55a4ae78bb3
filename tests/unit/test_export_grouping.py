"""Every annotation stands under one heading, in the order of the text; none is ever lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.export.grouping import Choice, by_day, by_place, by_role, by_tag, chosen
from annotator.export.naming import division_title, path_labels
from annotator.model.anchor import Position
from annotator.model.annotation import Placed
from annotator.model.lookup import division_keys
from tests.unit.export_samples import DOCUMENT, EVERY_SORT, ROLE_MAP, placed


def _numbers(found: list[Placed] | tuple[Placed, ...]) -> list[int]:
    return [int(one.annotation.id[-12:]) for one in found]


def _kept(choice: Choice = Choice()) -> list[int]:  # noqa: B008
    return _numbers(chosen(DOCUMENT, EVERY_SORT, choice))


def test_groups_follow_the_text() -> None:
    groups = by_place(DOCUMENT, chosen(DOCUMENT, EVERY_SORT, Choice()))
    assert _numbers(groups.general) == [6]
    assert [
        (home.division, _numbers(home.notes), [(s.division, _numbers(s.entries)) for s in home.sections])
        for home in groups.homes
    ] == [
        (0, [], [(None, [9])]),
        (2, [], [(None, [8])]),
        (3, [7], [(None, [1, 11, 2]), (4, [3, 4])]),
        (5, [], [(None, [5])]),
    ]
    assert _numbers(groups.orphans) == [10]


def test_the_trash_is_never_exported() -> None:
    assert 12 not in _kept()
    assert set(_kept()) == set(range(1, 12))


def test_choices() -> None:
    assert _kept(Choice(roles=frozenset({"question"}))) == [6, 3]
    assert sorted(_kept(Choice(tags=frozenset({"memory", "method"})))) == [1, 3, 9]
    assert sorted(_kept(Choice(division=1))) == [1, 2, 3, 4, 5, 7, 8, 11]
    assert _kept(Choice(division=4)) == [3, 4]
    assert _kept(Choice(division=0)) == [10, 9]  # the orphan once stood there


def test_a_note_on_a_division_that_is_gone_is_kept_at_the_head() -> None:
    lost = placed(1, division="no-such-division", note="still here")
    assert by_place(DOCUMENT, [lost]).general == (lost,)


def test_a_note_on_a_section_heads_that_section() -> None:
    note = placed(1, division=division_keys(DOCUMENT)[4], note="on the leaves")
    (home,) = by_place(DOCUMENT, [note]).homes
    assert (home.division, home.sections[0].division, home.sections[0].entries) == (3, 4, (note,))


def test_groups_by_role_tag_and_day() -> None:
    some = list(EVERY_SORT[:4])
    assert {name: _numbers(group) for name, group in by_role(some, ROLE_MAP).items()} == {
        "Claim": [1],
        "Evidence": [2, 4],
        "Question": [3],
    }
    assert list(by_role([placed(1, role="mine"), placed(2, role="claim")], ROLE_MAP)) == ["Claim", "mine"]
    assert {name: _numbers(group) for name, group in by_tag(some).items()} == {
        "#free-speech": [1],
        "#memory": [1, 3],
        "Without a tag": [2, 4],
    }
    assert list(by_day([some[2], some[0]])) == ["2026-10-01", "2026-10-03"]


@given(st.lists(st.tuples(st.integers(0, len(DOCUMENT.text)), st.integers(0, len(DOCUMENT.text))), max_size=12))
def test_grouping_loses_and_doubles_nothing(ends: list[tuple[int, int]]) -> None:
    every = [placed(n, Position(min(pair), max(pair))) for n, pair in enumerate(ends, 1)]
    groups = by_place(DOCUMENT, chosen(DOCUMENT, every, Choice()))
    found = [*groups.general, *groups.orphans]
    for home in groups.homes:
        found += [*home.notes, *(one for section in home.sections for one in section.entries)]
    assert sorted(_numbers(found)) == sorted(_numbers(every))


def test_names_of_divisions() -> None:
    assert division_title(DOCUMENT, 3) == "1-1 The Ledger"
    assert division_title(DOCUMENT, 2) == "Introduction to “Archives”"
    assert path_labels(DOCUMENT, 2) == ["1 Archives", "Introduction"]
