"""What a person types for a page."""

from __future__ import annotations

import pytest

from annotator.ui.dialogs.page_labels import find_page, nearest_page

LABELS = ["i", "ii", "iv", "xii", "1", "2", "17", "18", "40", "A-3"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("17", "17"),
        (" p. 17 ", "17"),
        ("P17", "17"),
        ("page 17", "17"),
        ("pp. 17–18", "17"),
        ("17-18", "17"),
        ("xii", "xii"),
        ("XII", "xii"),
        ("p. iv", "iv"),
        ("a-3", "A-3"),
        ("19", None),
        ("", None),
        ("p.", None),
        ("seventeen", None),
    ],
)
def test_found(typed: str, label: str | None) -> None:
    assert find_page(typed, LABELS) == label


@pytest.mark.parametrize(
    ("typed", "label"),
    [("16", "17"), ("999", "40"), ("p. 0", "1"), ("iii", "ii"), ("xx", "xii"), ("seventeen", None), ("", None)],
)
def test_nearest(typed: str, label: str | None) -> None:
    assert nearest_page(typed, LABELS) == label


def test_no_pages_at_all() -> None:
    assert find_page("1", []) is None
    assert nearest_page("1", []) is None


def test_a_numeral_of_the_other_kind_is_better_than_none() -> None:
    assert nearest_page("xvi", ["1", "17", "40"]) == "17"
