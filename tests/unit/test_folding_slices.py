"""Folding in slices gives what folding at once gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.folding import Folded, fold
from annotator.model.folding_slices import fold_in_slices

PIECES = ["\n\n", "a", "B", "é", "e\u0301", ". . .", "—", "--", " ", "\u00ad", "ﬁ", "ß", "“", "\u0301", "9"]


def folded(text: str, size: int, *, case: bool) -> Folded:
    slices = fold_in_slices(text, case=case, size=size)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            result: Folded = done.value
            return result


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.integers(1, 9), st.booleans())
def test_slices_change_nothing(text: str, size: int, case: bool) -> None:
    at_once, sliced = fold(text, case=case), folded(text, size, case=case)
    assert sliced.text == at_once.text
    for start in range(len(sliced.text)):
        assert sliced.to_source(start, start + 1) == at_once.to_source(start, start + 1)
