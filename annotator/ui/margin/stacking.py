"""Where margin notes stand: as near to their lines as they can, in order, and never over one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def stack(
    wanted: Sequence[float],
    heights: Sequence[float],
    gap: float,
    *,
    weights: Sequence[float] | None = None,
    top: float = -inf,
) -> list[float]:
    """The tops yᵢ, in pixels, that minimise Σ wᵢ(yᵢ − wantedᵢ)² with yᵢ₊₁ ≥ yᵢ + heightᵢ + gap and y₀ ≥ `top`.

    `weights` (1 each, where not given) tell how hard a note holds on to its line. Where notes don't meet, each
    stands exactly where it is wanted. Taking the heights above a note away from its wanted top makes this an
    isotonic regression, which pool-adjacent-violators solves in O(n) (M. Ayer, H. D. Brunk, G. M. Ewing,
    W. T. Reid, E. Silverman, "An empirical distribution function for sampling with incomplete information",
    Annals of Mathematical Statistics 26, 1955). A lower bound cuts the unbounded optimum off, and stays optimal.
    """
    starts: list[float] = []
    room = 0.0
    for height in heights:
        starts.append(room)
        room += height + gap

    pools: list[tuple[float, float, int]] = []  # weighted sum, weight, notes
    for index, (want, start) in enumerate(zip(wanted, starts, strict=True)):
        weight = 1.0 if weights is None else weights[index]
        pool = ((want - start) * weight, weight, 1)
        while pools and pools[-1][0] * pool[1] > pool[0] * pools[-1][1]:  # the mean above exceeds the one below
            above = pools.pop()
            pool = (above[0] + pool[0], above[1] + pool[1], above[2] + pool[2])
        pools.append(pool)

    tops: list[float] = []
    for total, weight, size in pools:
        level = total / weight
        first = len(tops)
        if size == 1 and level >= top:
            tops.append(wanted[first])  # not `level + start`: rounding must not move a note that is in nobody's way
        else:
            tops.extend(max(level, top) + start for start in starts[first : first + size])
    return tops
