"""The corpus of printed books in the flavours of text: no flavour may do worse than it does.

`python -m tests.corpus` prints all figures; the floors here lie a little below them.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from functools import cache
from statistics import mean

import pytest

from annotator.importing import import_bytes
from tests.corpus.flavours import extract
from tests.corpus.measuring import EPUBS, Case, found_in, measured
from tests.corpus.printing.catalogue import CATALOGUE, SAMPLES
from tests.corpus.scoring import scores

# The two-column journal is measured apart: where columns aren't kept side by side, its footnotes lie inside the text.
BOOKS = [entry.name for entry in CATALOGUE if entry.name != "journal"]
MAIN = ("text", "pages", "printed", "furniture", "divisions", "hyphens", "notes", "markers", "paragraphs")
FLOORS = {
    "plain": (0.99, 0.99, 0.99, 0.99, 0.96, 0.96, 0.92, 0.92, 0.94),
    "layout": (0.99, 0.99, 0.99, 0.99, 0.99, 0.98, 0.98, 0.98, 0.97),
    "raw": (0.99, 0.99, 0.99, 0.99, 0.97, 0.98, 0.98, 0.98, 0.95),
    "plain, no feeds": (0.99, 0.97, 0.97, 0.98, 0.96, 0.96, 0.92, 0.92, 0.94),
    "raw, no feeds": (0.99, 0.95, 0.97, 0.99, 0.96, 0.98, 0.98, 0.98, 0.95),
    "trailing spaces": (0.99, 0.97, 0.98, 0.98, 0.97, 0.96, 0.92, 0.92, 0.95),
    "bare lines": (0.99, 0.97, 0.97, 0.98, 0.96, 0.96, 0.92, 0.92, 0.91),
    "UTF-16": (0.99, 0.99, 0.99, 0.99, 0.99, 0.98, 0.98, 0.98, 0.97),
    "Windows-1252": (0.99, 0.99, 0.99, 0.99, 0.97, 0.98, 0.98, 0.98, 0.95),
}


@pytest.fixture(autouse=True)
def _needs_pdftotext() -> None:
    if not shutil.which("pdftotext") and not os.environ.get("ANNOTATOR_REQUIRE_ALL"):
        pytest.skip("pdftotext (poppler-utils) is not installed")


@cache
def _means(flavour: str) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for book in BOOKS:
        for name, score in measured(Case(book, flavour)).items():
            found[name].append(score)
    return {name: mean(values) for name, values in found.items()}


@pytest.mark.parametrize("flavour", FLOORS)
def test_no_flavour_falls_below_its_floors(flavour: str) -> None:
    means = _means(flavour)
    below = {
        name: round(means[name], 3) for name, floor in zip(MAIN, FLOORS[flavour], strict=True) if means[name] < floor
    }
    assert below == {}


def test_columns_side_by_side() -> None:
    found = measured(Case("journal", "layout"))
    assert min(found[name] for name in ("text", "pages", "printed", "furniture", "hyphens", "notes", "markers")) >= 0.89


def test_the_truth_is_true_to_itself() -> None:
    truth = Case("anthology", "raw").truth
    report = {"removed": [item for page in truth["furniture"] for item in page]}
    assert set(scores(truth, {**truth, "report": report}).values()) == {1.0}


def test_the_measures_see_faults() -> None:
    case = Case("monograph", "raw")
    found = found_in(case)
    best = scores(case.truth, found)
    spoilt = {
        "pages": {"pages": found["pages"][::2]},
        "furniture": {"report": {"removed": []}},
        "divisions": {"divisions": found["divisions"][:3]},
        "notes": {"notes": []},
        "paragraphs": {"blocks": found["blocks"][::2]},
        "rows": {"tables": []},
        "hyphens": {"text": found["text"].replace("oil", "oi-l").replace("a", "a ")},
    }
    for measure, change in spoilt.items():
        if measure == "notes":
            change["note_refs"] = []
        worse = scores(case.truth, {**found, **change})
        assert worse.get(measure, 0.0) < best[measure], measure


def test_a_lost_page_is_reported() -> None:
    for book in ("anthology", "web-uhren"):
        truth = Case(book, "raw").printed
        pages = extract(SAMPLES / f"{book}.pdf", "raw")
        lost = len(pages) // 2
        text = "\f".join(pages[:lost] + pages[lost + 1 :])
        imported = import_bytes(text.encode(), "book.txt")
        labels = [page["label"] for page in truth["pages"]]
        assert list(imported.report.missing_pages) == [labels[lost]]
        assert [page.label for page in imported.document.pages] == labels[:lost] + labels[lost + 1 :]


@pytest.mark.parametrize("flavour", EPUBS)
def test_books_as_epub(flavour: str) -> None:
    found = [measured(Case(entry.name, flavour)) for entry in CATALOGUE]
    assert min(score for book in found for score in book.values()) >= 0.97
