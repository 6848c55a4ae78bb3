"""Two measures of corpus linguistics, by the book."""

from __future__ import annotations

from collections.abc import Sequence
from math import log


def log_likelihood(near: int, window: int, total: int, words: int) -> float:
    """Dunning's log-likelihood ratio G² that a word keeps company with the hits, from this table:

    |                    | the word           | other words              |          |
    |--------------------|--------------------|--------------------------|----------|
    | near the hits      | `near`             | `window` − `near`        | `window` |
    | elsewhere          | `total` − `near`   | the rest                 |          |
    |                    | `total`            |                          | `words`  |

    All are counts of words, without the words of the hits themselves. G² = 2 Σ observed · ln(observed / expected), over
    the four cells; an empty cell adds nothing. Above 10.83 chance is less likely than one in a thousand (χ², one
    degree of freedom). T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational
    Linguistics 19 (1993), 61–74.
    """
    if not 0 <= near <= min(window, total) or max(window, total) > words or window + total - near > words:
        raise ValueError(f"no such table: {near}, {window}, {total}, {words}")
    rows, columns = (window, words - window), (total, words - total)
    cells = ((near, window - near), (total - near, words - window - total + near))
    ratio = sum(
        seen * log(seen * words / (rows[row] * columns[column]))
        for row, pair in enumerate(cells)
        for column, seen in enumerate(pair)
        if seen
    )
    return max(2 * ratio, 0.0)


def deviation_of_proportions(hits: Sequence[int], sizes: Sequence[int]) -> float | None:
    """Gries's DP: 0 where the hits are spread as the words are, near 1 where all stand in one small part.

    Half the sum, over the parts, of the difference between a part's share of the hits and its share of the words.
    None where there are no hits or no words. St. Th. Gries, "Dispersions and adjusted frequencies in corpora",
    International Journal of Corpus Linguistics 13 (2008), 403–437.
    """
    found, words = sum(hits), sum(sizes)
    if not found or not words:
        return None
    return sum(abs(here / found - size / words) for here, size in zip(hits, sizes, strict=True)) / 2
