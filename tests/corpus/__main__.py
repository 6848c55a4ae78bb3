"""Measure the import on every book of the corpus, in every flavour: `python -m tests.corpus`.

--build            set the books anew (wants LaTeX, groff and WeasyPrint)
--book, --flavour  only those whose names contain these words
--below 0.97       only lines with a score below
"""

from __future__ import annotations

import argparse
from statistics import mean

from tests.corpus.measuring import build, cases, measured
from tests.corpus.scoring import MEASURES

_SHORT = {name: name[:5] for name in MEASURES}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--book", default="")
    parser.add_argument("--flavour", default="")
    parser.add_argument("--below", type=float, default=1.01)
    options = parser.parse_args()
    if options.build:
        build(options.book)
    print(f"{'book':16}{'flavour':18}" + "".join(f"{short:>6}" for short in _SHORT.values()) + "  mean")
    columns: dict[str, list[float]] = {name: [] for name in MEASURES}
    for case in cases():
        if options.book not in case.book or options.flavour not in case.flavour:
            continue
        found = measured(case)
        for name, score in found.items():
            columns[name].append(score)
        if min(found.values()) < options.below:
            cells = "".join(f"{found[name]:6.2f}" if name in found else "     ·" for name in MEASURES)
            print(f"{case.book:16}{case.flavour:18}{cells}{mean(found.values()):6.3f}")
    if not any(columns.values()):
        return
    cells = "".join(f"{mean(scores):6.2f}" if scores else "     ·" for scores in columns.values())
    print(f"{'mean':34}{cells}{mean(score for scores in columns.values() for score in scores):6.3f}")


if __name__ == "__main__":
    main()
