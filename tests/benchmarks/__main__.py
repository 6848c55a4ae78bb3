"""`make bench`: each speed goal, its figure, met or missed. Exit 1 where one is missed.

Goals are ratios against a stated rival measured in the same run, or frame times with the machine's own noise
printed beside them: machines differ, and they are seldom idle.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import anchoring, finding, importing, in_text, library, reading, startup
from tests.benchmarks.figures import Figure

SUITES: dict[str, Callable[[], list[Figure]]] = {
    "startup": startup.measure,
    "reading": reading.measure,
    "importing": importing.measure,
    "anchoring": anchoring.measure,
    "library": library.measure,
    "finding": finding.measure,
    "in-text": in_text.measure,
}


def main() -> int:
    """Run the suites named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], help="which to run; all by default")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    figures: list[Figure] = []
    for name in options.suites or SUITES:
        print(f"{name} …", file=sys.stderr)
        figures += SUITES[name]()
    for figure in figures:
        print(figure.line())
    if options.json:
        options.json.write_text(json.dumps([figure.as_data() for figure in figures], indent=1) + "\n")
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
