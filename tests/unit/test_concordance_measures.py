"""Log-likelihood, dispersion and collocates, against values worked out by hand."""

from __future__ import annotations

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.concordance import Mode, Order
from annotator.search.concordance.collocates import Neighbourhood, collocates
from annotator.search.concordance.measures import deviation_of_proportions, log_likelihood
from annotator.search.concordance.seek import seek
from annotator.search.concordance.tokens import tokens_of
from annotator.search.concordance.wanted import wanted
from annotator.search.words import surfaces
from tests.unit.concordance_samples import anthology, ground, look


def test_log_likelihood_by_hand() -> None:
    # near/elsewhere 10, 90 / 5, 895; expected 1.5, 98.5 / 13.5, 886.5
    by_hand = 2 * (10 * log(10 / 1.5) + 90 * log(90 / 98.5) + 5 * log(5 / 13.5) + 895 * log(895 / 886.5))
    assert log_likelihood(10, 100, 15, 1000) == pytest.approx(by_hand) == pytest.approx(28.847, abs=0.001)
    assert log_likelihood(0, 10, 5, 100) == pytest.approx(
        2 * (10 * log(10 / 9.5) + 5 * log(5 / 4.5) + 85 * log(85 / 85.5))
    )
    assert log_likelihood(10, 100, 100, 1000) == pytest.approx(0), "as often near as anywhere"


def test_dunning_s_own_example() -> None:
    # Table 2 of the paper: "the swiss", 110 of 2442 times "the", 111 "swiss" left of it none: k = 110, 2442, 111, 29114
    assert log_likelihood(110, 2552, 221, 31777) == pytest.approx(270.72, abs=0.01)


@pytest.mark.parametrize("table", [(5, 3, 9, 20), (5, 9, 3, 20), (-1, 3, 3, 9), (1, 30, 3, 20), (0, 15, 10, 20)])
def test_no_table_no_figure(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such table"):
        log_likelihood(*table)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_log_likelihood_is_never_negative_and_symmetric(a: int, b: int, c: int, d: int) -> None:
    if a + b + c + d == 0:
        return
    one, other = log_likelihood(a, a + b, a + c, a + b + c + d), log_likelihood(a, a + c, a + b, a + b + c + d)
    assert one >= 0 and one == pytest.approx(other, abs=1e-9)


def test_deviation_of_proportions_by_hand() -> None:
    assert deviation_of_proportions([1, 1], [50, 50]) == 0
    assert deviation_of_proportions([4, 0], [25, 75]) == pytest.approx(0.75)
    # Gries 2008: five parts of 9, 10, 10, 10, 11 of 50 words; 1, 2, 3, 4, 5 of 15 hits
    assert deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]) == pytest.approx(0.18, abs=0.001)
    assert deviation_of_proportions([0, 0], [5, 5]) is None
    assert deviation_of_proportions([], []) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 99)), min_size=1, max_size=9))
def test_deviation_lies_between_even_and_all_in_one(parts: list[tuple[int, int]]) -> None:
    found = deviation_of_proportions([hits for hits, _size in parts], [size for _hits, size in parts])
    assert found is None or 0 <= found < 1


@pytest.mark.parametrize("span", [1, 2, 5])
def test_neighbours_are_those_of_a_naive_count(span: int) -> None:
    document = anthology()
    near: Counter[str] = Counter()
    for block in document.blocks:
        words = surfaces(document.text[block.start : block.end])
        hits = {at for at, word in enumerate(words) if word == "engine"}
        around = {at for hit in hits for at in range(hit - span, hit + span + 1)}
        near.update(words[at] for at in sorted(around - hits) if 0 <= at < len(words))
    tokens, counted = tokens_of(document), Neighbourhood(span)
    counted.add(tokens, seek(tokens, document.text, wanted("engine", Mode.EXACT), seconds=1))
    assert +counted.near == near
    total = Counter(surfaces(document.text))
    assert +counted.total == total - Counter({"engine": total["engine"]})
    for one in collocates(counted, least=1):
        window, words = near.total(), counted.total.total()
        assert one.near == near[one.word] and one.total == total[one.word]
        assert one.expected == pytest.approx(window * one.total / words) and one.near > one.expected
        assert one.score == pytest.approx(log_likelihood(one.near, window, one.total, words))


def test_the_most_telling_neighbour_comes_first_and_rare_ones_not_at_all() -> None:
    found = look("keeps", Mode.EXACT, Order.TEXT, ground()).collocates(span=2, least=1)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.near >= 2 for one in look("keeps", Mode.EXACT).collocates(span=3, least=2))
    assert look("unheard").collocates() == []
