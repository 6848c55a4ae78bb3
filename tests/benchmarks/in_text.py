"""Find in the open text: milliseconds of CPU from the words to all their places, beside a bare `str.lower` and `find`.

The rival lower-cases nothing anew either, finds no folded spellings, and only counts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from annotator.importing import import_file
from annotator.search.find import MOST, Finder
from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import text_path

_SIZES = ((250_000, 1.0), (5_000_000, 10.0))  # code points, and the goal in milliseconds
_QUERIES = ("the", "terror", "state power", "party", "of the", "“", "xylophone")
_RUNS = 9


def measure() -> list[Figure]:
    """The slowest of some queries, for each size; and the longest slice of folding ahead."""
    text = import_file(text_path()).document.text
    figures: list[Figure] = []
    for size, goal in _SIZES:
        long = (text + "\n\n") * (size // len(text) + 1)
        long = long[:size]
        finder, slices = Finder(long), []
        start = time.thread_time()
        for _slice in finder.prepare():
            slices.append(time.thread_time() - start)
            start = time.thread_time()
        lowered = long.lower()
        slowest, query = max((_median(partial(finder.find, query)), query) for query in _QUERIES)
        rival = _median(partial(_count, lowered, query))
        remark = f"“{query}”, {len(finder.find(query))} places; counting alone takes {rival:.2f} ms"
        name = f"finding in an open text of {size / 1e6:g} MB"
        figures.append(Figure(name, slowest, "ms", goal, remark))
        if size > 1_000_000:
            figures.append(Figure("the longest slice of folding it ahead", max(slices) * 1000, "ms", 12.0))
    return figures


def _median(find: Callable[[], object]) -> float:
    times = []
    for _run in range(_RUNS):
        start = time.thread_time()
        find()
        times.append((time.thread_time() - start) * 1000)
    return statistics.median(times)


def _count(text: str, query: str) -> int:
    count, at = 0, text.find(query)
    while at >= 0 and count < MOST:
        count, at = count + 1, text.find(query, at + len(query))
    return count
