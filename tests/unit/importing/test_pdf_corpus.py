"""The corpus of printed books as PDFs: every book, every measure. `python -m tests.corpus --flavour PDF` prints all."""

from __future__ import annotations

from statistics import mean

import pytest

from tests.corpus.measuring import PDF, Case, measured
from tests.corpus.printing.catalogue import CATALOGUE

FLOOR, MEAN = 0.94, 0.985


@pytest.mark.parametrize("book", [entry.name for entry in CATALOGUE])
def test_no_book_falls_below_its_floor(book: str) -> None:
    found = measured(Case(book, PDF))
    assert {name: round(score, 3) for name, score in found.items() if score < FLOOR} == {}
    assert mean(found.values()) > MEAN
